"""The first letters: one per office must be accepted before the rest of a batch goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tasks.core.model.dispatch import LEFT_US_STATES, Dispatch, DispatchState

_PASSED = (LEFT_US_STATES - {DispatchState.SUBMITTED}) | {DispatchState.UNDELIVERED}
_ENDED_BY_HAND = {DispatchState.CANCELLED, DispatchState.SUPERSEDED, DispatchState.HANDLED_MANUALLY}
_FAILED = {DispatchState.REJECTED, DispatchState.FAILED_FINAL}


@dataclass(frozen=True, slots=True)
class Gate:
    """The first letters of a batch: those still on their way, and those the channel rejected."""

    first: frozenset[str]
    waiting: tuple[Dispatch, ...]
    rejected: tuple[Dispatch, ...]

    @property
    def is_open(self) -> bool:
        """Whether the rest may go."""
        return not self.waiting and not self.rejected


def gate(rows: Sequence[Dispatch], office_of: Callable[[str], str]) -> Gate:
    """Return the gate of one batch on one channel. ``rows`` are all its letters by number.

    A letter that is held before it was ever sent, or ended by a person, is passed over: the office's next one
    is its first. A rejected first letter that is no longer held was released by an operator and stops nothing.
    """
    chosen: dict[str, Dispatch] = {}
    for row in rows:
        passed_over = row.state in _ENDED_BY_HAND or (row.held and row.attempts == 0)
        if not passed_over:
            chosen.setdefault(office_of(row.number), row)
    first = tuple(chosen.values())
    return Gate(
        frozenset(row.key for row in first),
        tuple(row for row in first if row.state not in _PASSED | _FAILED),
        tuple(row for row in first if row.state in _FAILED and row.held),
    )
