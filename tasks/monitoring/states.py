"""The one coarse state of a municipality, from the letter's way out and from what came back.

Drawn in `states.md`; a test holds the drawing against :data:`MOVES`.
"""

from __future__ import annotations

from datetime import date

from tasks.core.model.dispatch import LEFT_US_STATES, RECEIVED_STATES, DispatchState
from tasks.core.model.position import PositionState
from tasks.core.model.reconciliation import Cause, Finding

_S = PositionState
DISPUTED = frozenset(
    {Cause.SENDER_NOT_TRUSTED, Cause.UNREADABLE, Cause.WRONG_YEAR, Cause.UNCLEAR}
    | {Cause.DUPLICATE_REGISTRATION, Cause.NUMBER_DIFFERS, Cause.EM_DIFFERS, Cause.RESERVATION}
)
WAITING = frozenset({_S.PLANNED, _S.SENT, _S.RECEIVED, _S.NEVER_ANSWERED})
ANSWERED = frozenset({_S.REGISTERED_ONLY, _S.COPY_ONLY, _S.COMPLETE, _S.IN_DISPUTE, _S.DECLINED})

# Where a municipality may stand the day after. A reply overtakes everything. A newer reply, a number withdrawn or a
# person's decision may lead from any answer to any other, or back to waiting; while waiting, time goes one way, but
# for an extension. A municipality once asked stays asked.
_WHILE_WAITING: dict[PositionState, frozenset[PositionState]] = {
    _S.PLANNED: frozenset({_S.SENT, _S.RECEIVED, _S.NEVER_ANSWERED}),
    _S.SENT: frozenset({_S.RECEIVED, _S.NEVER_ANSWERED}),
    _S.RECEIVED: frozenset({_S.NEVER_ANSWERED}),
    _S.NEVER_ANSWERED: frozenset({_S.SENT, _S.RECEIVED}),
}
MOVES: dict[PositionState, frozenset[PositionState]] = {
    _S.NOT_ASKED: WAITING | ANSWERED,
    **{state: after | ANSWERED for state, after in _WHILE_WAITING.items()},
    **{state: (ANSWERED - {state}) | WAITING for state in ANSWERED},
}


def has_left(dispatch: DispatchState | None) -> bool:
    """Return whether the request left us; None is a season whose letters were sent by other means."""
    return dispatch is None or dispatch in LEFT_US_STATES


def state_of(
    finding: Finding | None, dispatch: DispatchState | None, *, deadline: date, as_of: date
) -> PositionState:
    """Return where an asked municipality stands. What it answered counts before how its letter travelled.

    ``deadline`` is its own last day. A postponed or unfinished decision is an answer without a number: the
    municipality is waited for, but has not been silent.
    """
    if finding is not None and finding.decided is not None:
        return _S.DECLINED if finding.decided == 0 else _S.COMPLETE
    causes = frozenset(finding.causes if finding else ())
    answered = _answered(causes)
    if answered is not None:
        return answered
    if not has_left(dispatch):
        return _S.PLANNED
    if as_of > deadline and not causes & {Cause.POSTPONED, Cause.NOT_FINAL}:
        return _S.NEVER_ANSWERED
    return _S.RECEIVED if dispatch in RECEIVED_STATES else _S.SENT


def _answered(causes: frozenset[Cause]) -> PositionState | None:
    """Return the state of an answer that no number can be trusted of yet; None while there is no answer."""
    if causes & DISPUTED:
        return _S.IN_DISPUTE
    if Cause.ONLY_REGISTERED in causes:
        return _S.REGISTERED_ONLY
    return _S.COPY_ONLY if Cause.ONLY_COPY in causes else None
