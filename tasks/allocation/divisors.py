"""The divisor methods, exactly: in which order persons are awarded, and how many lie above a threshold.

The award that lifts a unit of weight w from x to x + 1 has the priority w / d(x):

=============  ==================  =====================================
sainte-lague   d = x + 1/2         rounds shares to the nearest (decided)
hill           d = sqrt(x(x + 1))  rounds at the geometric mean
dhondt         d = x + 1           rounds down: favours the large
adams          d = x               rounds up: favours the small
=============  ==================  =====================================

Hill's priorities are compared as squares, so nothing here is a float.
"""

from __future__ import annotations

from collections.abc import Callable
from math import isqrt

from config.cycle.allocation import DivisorMethod

Priority = tuple[int, int]  # numerator, denominator; a denominator of 0 stands before every finite priority


def _sainte_lague(weight: int, held: int) -> Priority:
    return 2 * weight, 2 * held + 1


def _hill(weight: int, held: int) -> Priority:
    return weight * weight, held * (held + 1)


def _dhondt(weight: int, held: int) -> Priority:
    return weight, held + 1


def _adams(weight: int, held: int) -> Priority:
    return weight, held


PRIORITY: dict[DivisorMethod, Callable[[int, int], Priority]] = {
    DivisorMethod.SAINTE_LAGUE: _sainte_lague,
    DivisorMethod.HILL: _hill,
    DivisorMethod.DHONDT: _dhondt,
    DivisorMethod.ADAMS: _adams,
}


def _above_sainte_lague(weight: int, numerator: int, denominator: int) -> int:
    return -((numerator - 2 * weight * denominator) // (2 * numerator))


def _above_hill(weight: int, numerator: int, denominator: int) -> int:
    product = -(-weight * weight * denominator // numerator) - 1  # the largest x(x + 1) that is still above
    return (isqrt(4 * product + 1) - 1) // 2 + 1


def _above_dhondt(weight: int, numerator: int, denominator: int) -> int:
    return -(-weight * denominator // numerator) - 1


def _above_adams(weight: int, numerator: int, denominator: int) -> int:
    return -(-weight * denominator // numerator)


_ABOVE: dict[DivisorMethod, Callable[[int, int, int], int]] = {
    DivisorMethod.SAINTE_LAGUE: _above_sainte_lague,
    DivisorMethod.HILL: _above_hill,
    DivisorMethod.DHONDT: _above_dhondt,
    DivisorMethod.ADAMS: _above_adams,
}


def awards_above(method: DivisorMethod, weight: int, numerator: int, denominator: int) -> int:
    """Return how many awards of a unit have a priority strictly above the threshold numerator/denominator.

    The threshold is in the method's own measure (squared for Hill). Weight 0 has no awards.

    >>> [awards_above(DivisorMethod.SAINTE_LAGUE, weight, 10, 1) for weight in (15, 16)]
    [1, 2]
    """
    return _ABOVE[method](weight, numerator, denominator) if weight else 0


class PriorityKey:
    """Whole numbers that sort exactly as the priorities do, equal ones included.

    Two different fractions with denominators up to D lie at least 1/D² apart; scaled by D² and rounded down
    they stay different and in order. So the queue compares plain integers and never divides.
    """

    __slots__ = ("_before_all", "_priority", "_scale")

    def __init__(self, method: DivisorMethod, heaviest: int, most_held: int) -> None:
        """Prepare keys for weights up to ``heaviest`` and for units holding up to ``most_held``."""
        self._priority = PRIORITY[method]
        self._scale = self._priority(1, most_held)[1] ** 2
        self._before_all = (
            heaviest * heaviest * self._scale
        )  # where a priority is infinite, no finite one is higher

    def __call__(self, weight: int, held: int) -> int:
        """Return the key of the award that lifts a unit of ``weight`` from ``held`` to ``held + 1``."""
        numerator, denominator = self._priority(weight, held)
        if denominator == 0:
            return self._before_all + weight
        return numerator * self._scale // denominator
