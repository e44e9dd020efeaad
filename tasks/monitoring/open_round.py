"""Whether a number may still be overridden: as long as no letter can be made from its round."""

from __future__ import annotations

from tasks.core.model.allocation import RoundState
from tasks.core.model.errors import BadInput
from tasks.core.store.rounds import StoredRound

OPEN = (RoundState.DRAFT, RoundState.IN_CONSULTATION)


def check_open(round_: StoredRound | None, *, was_issued: bool, place: str) -> None:
    """Hold an override of a number against the round it is for.

    :raises BadInput: there is no round, it is closed, or letters went out already.
    """
    if round_ is None:
        raise BadInput.one(place, "there is no round", "allocate first (`allocate YEAR`)")
    if was_issued or round_.state not in OPEN:
        what = f"round {round_.version} is {round_.state.value}: its numbers stand"
        action = (
            "a changed need is met by `revise YEAR`; say what the council decided with `override ... decided`"
        )
        raise BadInput.one(place, what, action)
