"""Where the total will land: an honest range, and the municipalities that move it most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tasks.core.model.position import Position, PositionState


@dataclass(frozen=True, slots=True)
class Landing:
    """Persons. ``low``: decided and trusted. ``high``: and everybody else decides what they were asked for.

    No rate is guessed: a council may also decide more than it was asked for, which is rare and not counted.
    """

    low: int
    high: int
    outstanding_municipalities: int

    @property
    def outstanding(self) -> int:
        """Requested places that nobody has decided on yet, persons."""
        return self.high - self.low


def landing(positions: Iterable[Position]) -> Landing:
    """Return the range the sum of decisions will land in, from today's positions."""
    rows = tuple(positions)
    low = sum(p.decided or 0 for p in rows)
    open_ones = outstanding(rows)
    return Landing(low, low + sum(p.requested for p in open_ones), len(open_ones))


def outstanding(positions: Iterable[Position]) -> tuple[Position, ...]:
    """Return the asked municipalities without a trusted decision, those that move the total most first."""
    rows = (p for p in positions if p.state is not PositionState.NOT_ASKED and p.decided is None)
    return tuple(sorted(rows, key=lambda p: (-p.requested, p.number)))
