"""One sending of one letter on one channel: the states, the allowed moves, and what a receipt means."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tasks.core.model.errors import StopAndMend
from tasks.core.model.letter import LetterKind

# Fixed for ever: the key of a letter revision on a channel must be the same on every machine and every run.
KEY_NAMESPACE = uuid.UUID("6f0d5a53-2f6c-5d0e-9a44-0f6b8a6a2020")


class DispatchState(StrEnum):
    """Where a sending stands; only READ and PRINTED mean that the municipality has it."""

    PLANNED = "PLANNED"
    READY = "READY"
    CLAIMED = "CLAIMED"
    SUBMITTING = "SUBMITTING"
    UNKNOWN = "UNKNOWN"
    SUBMITTED = "SUBMITTED"
    ACCEPTED = "ACCEPTED"
    WAITING_FETCH = "WAITING_FETCH"
    IN_INBOX = "IN_INBOX"
    PRINT_SENT = "PRINT_SENT"
    READ = "READ"
    PRINTED = "PRINTED"
    REJECTED = "REJECTED"
    UNDELIVERED = "UNDELIVERED"
    CANCELLED = "CANCELLED"
    SUPERSEDED = "SUPERSEDED"
    FAILED_FINAL = "FAILED_FINAL"
    HANDLED_MANUALLY = "HANDLED_MANUALLY"


class Verb(StrEnum):
    """What an operator may do with letters in the outbox."""

    HOLD = "hold"
    RESUME = "resume"
    CANCEL = "cancel"
    SUPERSEDE = "supersede"
    RETRY = "retry"
    MARK_HANDLED = "mark-handled"
    COPY = "copy"
    RELEASE = "release"


RECEIVED_STATES = frozenset(
    {DispatchState.READ, DispatchState.PRINTED}
)  # the channel's own proof, nothing less
ENDED_WELL_STATES = RECEIVED_STATES | {DispatchState.HANDLED_MANUALLY}
LEFT_US_STATES = frozenset(
    {DispatchState.SUBMITTED, DispatchState.ACCEPTED, DispatchState.WAITING_FETCH, DispatchState.IN_INBOX}
    | {DispatchState.PRINT_SENT}
    | ENDED_WELL_STATES
)
FINAL_STATES = ENDED_WELL_STATES | {
    DispatchState.REJECTED,
    DispatchState.UNDELIVERED,
    DispatchState.CANCELLED,
    DispatchState.SUPERSEDED,
    DispatchState.FAILED_FINAL,
}

# Nothing happens to these until a person mends the cause or hands the letter over by other means.
STUCK_STATES = frozenset({DispatchState.REJECTED, DispatchState.UNDELIVERED, DispatchState.FAILED_FINAL})

_S = DispatchState
_BY_HAND = frozenset({_S.HANDLED_MANUALLY})
_ON_THE_WAY = frozenset({_S.WAITING_FETCH, _S.IN_INBOX, _S.PRINT_SENT, _S.READ, _S.PRINTED, _S.UNDELIVERED})

# An operator mended the cause (a new attempt), gave it up, or put another letter in its place.
_AGAIN = frozenset({_S.READY, _S.CANCELLED, _S.SUPERSEDED}) | _BY_HAND

# Every move that is allowed; what is not here cannot happen. Drawn in tasks/dispatch/states.md.
TRANSITIONS: dict[DispatchState, frozenset[DispatchState]] = {
    _S.PLANNED: frozenset({_S.READY, _S.CANCELLED, _S.SUPERSEDED}) | _BY_HAND,
    _S.READY: frozenset({_S.CLAIMED, _S.CANCELLED, _S.SUPERSEDED}) | _BY_HAND,
    _S.CLAIMED: frozenset({_S.SUBMITTING, _S.READY, _S.CANCELLED}),
    # Back to READY only when the channel turned us away before it looked at the letter (401).
    _S.SUBMITTING: frozenset({_S.SUBMITTED, _S.UNKNOWN, _S.REJECTED, _S.FAILED_FINAL, _S.READY}),
    # To READY when an operator asks for one more attempt: what was sent before is looked up before it goes.
    _S.UNKNOWN: frozenset({_S.SUBMITTING, _S.SUBMITTED, _S.REJECTED, _S.FAILED_FINAL, _S.READY}) | _BY_HAND,
    _S.SUBMITTED: frozenset({_S.ACCEPTED, _S.REJECTED, _S.UNKNOWN}) | _ON_THE_WAY | _BY_HAND,
    _S.ACCEPTED: _ON_THE_WAY | _BY_HAND | {_S.UNKNOWN, _S.REJECTED},
    _S.WAITING_FETCH: (_ON_THE_WAY - {_S.WAITING_FETCH}) | _BY_HAND,
    _S.IN_INBOX: (_ON_THE_WAY - {_S.WAITING_FETCH, _S.IN_INBOX}) | _BY_HAND,
    _S.PRINT_SENT: frozenset({_S.PRINTED, _S.READ, _S.UNDELIVERED}) | _BY_HAND,
    _S.REJECTED: _AGAIN,
    _S.UNDELIVERED: _AGAIN,
    _S.FAILED_FINAL: _AGAIN,
    _S.READ: frozenset(),
    _S.PRINTED: frozenset(),
    _S.CANCELLED: frozenset(),
    _S.SUPERSEDED: frozenset(),
    _S.HANDLED_MANUALLY: frozenset(),
}


def dispatch_key(
    year: int, number: str, kind: LetterKind, revision: int, channel: str, copy: str = ""
) -> str:
    """Return the one key this letter revision has on this channel, the same on every run (uuid5).

    A copy (to KS, or sent once more on request) has a key of its own.

    >>> dispatch_key(2020, "5057", LetterKind.REQUEST, 1, "folder") == dispatch_key(
    ...     2020, "5057", LetterKind.REQUEST, 1, "folder"
    ... )
    True
    """
    name = f"anmodning|{year}|{number}|{kind}|{revision}|{channel}"
    return str(uuid.uuid5(KEY_NAMESPACE, f"{name}|{copy}" if copy else name))


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A row of the outbox as it stands now. ``copy`` is empty for the letter itself, else which copy it is."""

    key: str
    letter_ref: str
    year: int
    number: str
    kind: LetterKind
    channel: str
    state: DispatchState
    held: bool
    external_id: str | None
    attempts: int
    submitted_at: datetime | None
    last_error: str
    copy: str = ""
    batch_id: int = 0
    hold_reason: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a channel said about a sending: our state for it, the channel's own word, and when it happened.

    ``state`` is None for a word that moves nothing; ``is_known`` is False where nobody knows what it means.
    ``external_id`` names the attempt it is about: a letter sent again has another one.
    """

    key: str
    state: DispatchState | None
    raw_status: str
    happened_at: datetime
    external_id: str = ""
    is_known: bool = True


class IllegalMove(StopAndMend):
    """A dispatch was asked to go where its state does not lead."""
