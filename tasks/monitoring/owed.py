"""What a municipality still owes, and which part of it a reminder may name."""

from __future__ import annotations

from tasks.core.model.position import Missing
from tasks.core.model.reconciliation import Cause, Finding, Resolution
from tasks.monitoring.states import DISPUTED

OWED: dict[Cause, tuple[Missing, ...]] = {
    Cause.NOTHING: (Missing.REGISTRATION, Missing.COPY),
    Cause.ONLY_COPY: (Missing.REGISTRATION,),
    Cause.ONLY_REGISTERED: (Missing.COPY,),
    Cause.KS_NOT_COPIED: (Missing.KS_COPY,),
}
ANSWERED_BY_PERSON = frozenset(
    {Resolution.ACCEPT_REGISTERED, Resolution.ACCEPT_COPY, Resolution.WITHDRAWN, Resolution.OVERRIDDEN}
)


def missing(finding: Finding | None) -> tuple[Missing, ...]:
    """Return what an answer still lacks; nothing once a person decided."""
    if finding is None:
        return OWED[Cause.NOTHING]
    if finding.resolution in ANSWERED_BY_PERSON:
        return ()
    owed = {m for cause in finding.causes for m in OWED.get(cause, ())}
    if finding.decided is None and DISPUTED & set(finding.causes):
        owed.add(Missing.CLARIFICATION)
    return tuple(m for m in Missing if m in owed)


def to_be_reminded_of(finding: Finding | None) -> tuple[Missing, ...]:
    """Return what a reminder may name: a clarification only after a person has asked the municipality for it.

    Until then the difference may be our misreading, and a reminder about it would be a false reproach.
    """
    asked = finding is not None and finding.resolution is Resolution.ASK_MUNICIPALITY
    return tuple(m for m in missing(finding) if asked or m is not Missing.CLARIFICATION)
