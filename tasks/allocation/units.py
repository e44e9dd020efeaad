"""What is apportioned: units with a weight and bounds, in groups with bounds of their own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Unit:
    """One receiver. ``weight`` is exact; ``least`` and ``most`` are persons, ``most`` None without a cap."""

    key: str
    weight: Fraction | int
    least: int = 0
    most: int | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A region: its units together get at least ``least`` and at most ``most`` persons."""

    key: str
    least: int = 0
    most: int | None = None


def whole_weights(units: Sequence[Unit]) -> tuple[int, ...]:
    """Return the weights as whole numbers in the same proportions, so that every comparison is exact.

    >>> whole_weights([Unit("a", Fraction(1, 2)), Unit("b", Fraction(1, 3)), Unit("c", 0)])
    (3, 2, 0)
    """
    fractions = [Fraction(unit.weight) for unit in units]
    denominator = math.lcm(*(f.denominator for f in fractions))
    return tuple(f.numerator * (denominator // f.denominator) for f in fractions)
