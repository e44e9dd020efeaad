"""What to do with a letter in UNKNOWN after it was looked up (INTERFACES: SvarUt has no idempotency key)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

LOOKUPS_BEFORE_RESEND = 3


class Verdict(StrEnum):
    """The answer of a look-up."""

    ADOPT = "adopt"  # found once: it was taken, keep its id
    WAIT = "wait"  # not found yet, the server may still be working on it
    RESEND = "resend"  # certainly not taken: send again under the same key
    STOP = "stop"  # found twice, or resent as often as allowed: a person


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait between look-ups and how often to resend (settings)."""

    between_lookups: timedelta
    most_resends: int


def judge(
    found: tuple[str, ...], *, lookups: int, attempts: int, final: bool, patience: Patience
) -> tuple[Verdict, str]:
    """Return what to do and why. ``lookups`` counts this one, ``attempts`` the sendings so far.

    >>> rules = Patience(timedelta(minutes=10), 3)
    >>> judge(("id-1",), lookups=1, attempts=1, final=False, patience=rules)[0].value
    'adopt'
    >>> judge((), lookups=2, attempts=1, final=False, patience=rules)[0].value
    'wait'
    >>> judge((), lookups=3, attempts=1, final=False, patience=rules)[0].value
    'resend'
    """
    if len(found) > 1:
        return Verdict.STOP, f"the channel holds this letter {len(found)} times ({', '.join(found)})"
    if found:
        return Verdict.ADOPT, "the channel holds the letter"
    if not final and lookups < LOOKUPS_BEFORE_RESEND:
        return Verdict.WAIT, f"not found in look-up {lookups} of {LOOKUPS_BEFORE_RESEND}"
    if attempts > patience.most_resends:
        return Verdict.STOP, f"sent {attempts} times and never found"
    return Verdict.RESEND, "certainly not taken"
