"""What to do with a letter in UNKNOWN after it was looked up (SvarUt has no idempotency key)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from tasks.core.channels.protocol import Hit

LOOKUPS_BEFORE_RESEND = 3


class Verdict(StrEnum):
    """The answer of a look-up."""

    ADOPT = "adopt"  # found once: it was taken, keep its id
    WAIT = "wait"  # not found yet, the server may still be working on it
    RESEND = "resend"  # certainly not taken: send again under the same key
    REJECT = "reject"  # the channel refused it: a person mends the cause
    STOP = "stop"  # resent as often as allowed: a person
    ASK = (
        "ask"  # the channel has it and does not say that it was sent on: a person, and never a second posting
    )
    STOP_BATCH = (
        "stop batch"  # found twice: something is wrong with us or with the channel; nothing more goes
    )


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait between look-ups and how often to resend (settings)."""

    between_lookups: timedelta
    most_resends: int


def judge(
    found: Sequence[Hit], *, lookups: int, attempts: int, final: bool, patience: Patience
) -> tuple[Verdict, str]:
    """Return what to do and why. ``lookups`` counts this one, ``attempts`` the sendings so far.

    Attempts that the channel itself calls failed or rejected do not count as found. When they are as many as we
    sent, nothing is under way any more and there is nothing to wait for.

    >>> rules = Patience(timedelta(minutes=10), 3)
    >>> judge([Hit("id-1")], lookups=1, attempts=1, final=False, patience=rules)[0].value
    'adopt'
    >>> judge([], lookups=2, attempts=1, final=False, patience=rules)[0].value
    'wait'
    >>> judge([], lookups=3, attempts=1, final=False, patience=rules)[0].value
    'resend'
    """
    alive = alive_of(found)
    if len(alive) > 1:
        names = ", ".join(hit.external_id for hit in alive)
        return Verdict.STOP_BATCH, f"the channel holds this letter {len(alive)} times ({names})"
    if alive and alive[0].is_pending:
        if not final and lookups < LOOKUPS_BEFORE_RESEND:
            return Verdict.WAIT, f"created and not sent on in look-up {lookups} of {LOOKUPS_BEFORE_RESEND}"
        return Verdict.ASK, "the channel has created it and does not say that it was sent on"
    if alive:
        return Verdict.ADOPT, "the channel holds the letter"
    settled = len(found) >= attempts
    rejected = [hit.external_id for hit in found if hit.was_rejected]
    if settled and rejected:
        return Verdict.REJECT, f"the channel rejected it ({', '.join(rejected)})"
    if not final and not settled and lookups < LOOKUPS_BEFORE_RESEND:
        return Verdict.WAIT, f"not found in look-up {lookups} of {LOOKUPS_BEFORE_RESEND}"
    if attempts > patience.most_resends:
        return Verdict.STOP, f"sent {attempts} times and never taken"
    return Verdict.RESEND, "certainly not taken"


def alive_of(found: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return what counts as taken: neither failed nor rejected by the channel's own word."""
    return tuple(hit for hit in found if not hit.has_failed and not hit.was_rejected)
