"""The order in which a municipality gets its letters: what a letter refers to has left before it."""

from __future__ import annotations

from collections.abc import Iterable

from tasks.core.model.dispatch import LEFT_US_STATES, Dispatch, DispatchState
from tasks.core.model.letter import ASKING_KINDS, LetterKind

_SAYS_A_NUMBER = frozenset({*ASKING_KINDS, LetterKind.WITHDRAWAL})
_OUT_OF_THE_WAY = LEFT_US_STATES | {DispatchState.CANCELLED, DispatchState.SUPERSEDED}


def in_the_way(row: Dispatch, every: Iterable[Dispatch]) -> str:
    """Return which earlier letter about the municipality's number has not left yet, empty for none.

    A letter of a later batch names the number that was asked for before; sent first, it would be overtaken by the
    older number. The older one must go, or be ended by a person, before it.

    :param every: the municipality's letters of the year on all channels, without copies.
    """
    for other in every:
        if (
            other.number == row.number
            and other.batch_id < row.batch_id
            and other.kind in _SAYS_A_NUMBER
            and other.state not in _OUT_OF_THE_WAY
        ):
            return f"brevet før, {other.letter_ref}, er ikke sendt ({other.state})"
    return ""
