"""Which cause comes first, how urgent it is and what it asks of whom: tables a case officer can read."""

from __future__ import annotations

from collections.abc import Iterable

from tasks.core.model.reconciliation import Cause, NextAction, Severity

# The primary cause is the first of these that holds: first what makes the text unusable, then what
# contradicts, then what is lacking, then what is only remarked.
PRECEDENCE: tuple[Cause, ...] = (
    Cause.UNMATCHED,
    Cause.NOT_ASKED,
    Cause.SENDER_NOT_TRUSTED,
    Cause.UNREADABLE,
    Cause.WRONG_YEAR,
    Cause.UNCLEAR,
    Cause.DUPLICATE_REGISTRATION,
    Cause.NUMBER_DIFFERS,
    Cause.EM_DIFFERS,
    Cause.RESERVATION,
    Cause.DECLINED,
    Cause.NOT_FINAL,
    Cause.POSTPONED,
    Cause.ONLY_COPY,
    Cause.ONLY_REGISTERED,
    Cause.NOTHING,
    Cause.BELOW_REQUEST,
    Cause.ABOVE_REQUEST,
    Cause.LATE,
    Cause.KS_NOT_COPIED,
    Cause.AGREE,
    Cause.MERGED_MUNICIPALITY,
    Cause.SUPERSEDED,
)

_BEFORE: dict[Cause, tuple[Severity, NextAction]] = {
    Cause.UNMATCHED: (Severity.MEDIUM, NextAction.READ_BY_PERSON),
    Cause.NOT_ASKED: (Severity.LOW, NextAction.READ_BY_PERSON),
    Cause.SENDER_NOT_TRUSTED: (Severity.HIGH, NextAction.VERIFY_SENDER),
    Cause.UNREADABLE: (Severity.MEDIUM, NextAction.READ_BY_PERSON),
    Cause.WRONG_YEAR: (Severity.MEDIUM, NextAction.ASK_MUNICIPALITY),
    Cause.UNCLEAR: (Severity.MEDIUM, NextAction.READ_BY_PERSON),
    Cause.DUPLICATE_REGISTRATION: (Severity.HIGH, NextAction.ASK_MUNICIPALITY),
    Cause.NUMBER_DIFFERS: (Severity.HIGH, NextAction.ASK_MUNICIPALITY),
    Cause.EM_DIFFERS: (Severity.HIGH, NextAction.ASK_MUNICIPALITY),
    Cause.RESERVATION: (Severity.HIGH, NextAction.ASK_MUNICIPALITY),
    Cause.DECLINED: (Severity.MEDIUM, NextAction.NOTE_DECLINED),
    Cause.NOT_FINAL: (Severity.LOW, NextAction.WAIT),
    Cause.POSTPONED: (Severity.LOW, NextAction.WAIT),
    Cause.ONLY_COPY: (Severity.LOW, NextAction.REMIND),
    Cause.ONLY_REGISTERED: (Severity.LOW, NextAction.REMIND),
    Cause.NOTHING: (Severity.LOW, NextAction.WAIT),
    Cause.BELOW_REQUEST: (Severity.MEDIUM, NextAction.CONTACT_MANAGEMENT),
    Cause.ABOVE_REQUEST: (Severity.LOW, NextAction.NONE),
    Cause.LATE: (Severity.LOW, NextAction.NOTE_LATE),
    Cause.KS_NOT_COPIED: (Severity.LOW, NextAction.REMIND),
    Cause.MERGED_MUNICIPALITY: (Severity.LOW, NextAction.NONE),
    Cause.SUPERSEDED: (Severity.LOW, NextAction.NONE),
    Cause.AGREE: (Severity.NONE, NextAction.NONE),
}
_AFTER: dict[Cause, tuple[Severity, NextAction]] = _BEFORE | {
    Cause.NOT_FINAL: (Severity.MEDIUM, NextAction.ASK_MUNICIPALITY),
    Cause.POSTPONED: (Severity.MEDIUM, NextAction.CONTACT_MANAGEMENT),
    Cause.ONLY_COPY: (Severity.MEDIUM, NextAction.ASK_FOR_REGISTRATION),
    Cause.ONLY_REGISTERED: (Severity.MEDIUM, NextAction.ASK_FOR_COPY),
    Cause.NOTHING: (Severity.HIGH, NextAction.CONTACT_MANAGEMENT),
}


def primary(causes: Iterable[Cause]) -> Cause:
    """Return the cause that comes first in the list of precedence."""
    return min(causes, key=PRECEDENCE.index)


def severity_and_action(cause: Cause, *, is_after_deadline: bool) -> tuple[Severity, NextAction]:
    """Return how soon a person must look and what to do; what is not there yet can wait until it is due."""
    return (_AFTER if is_after_deadline else _BEFORE)[cause]
