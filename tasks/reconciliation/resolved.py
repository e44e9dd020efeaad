"""What a person's decision does to a finding, for as long as the facts it was taken on are unchanged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tasks.core.model.reconciliation import (
    Case,
    CaseState,
    Cause,
    Finding,
    NextAction,
    Resolution,
    Severity,
)
from tasks.reconciliation.causes import Pair
from tasks.reconciliation.wording import resolved_sentence

# The passing of time and remarks that no decision rests on are left out of the facts.
REMARKS = frozenset(
    {Cause.LATE, Cause.KS_NOT_COPIED, Cause.AGREE, Cause.BELOW_REQUEST, Cause.ABOVE_REQUEST}
    | {Cause.SUPERSEDED, Cause.MERGED_MUNICIPALITY}
    | {Cause.NOTHING, Cause.ONLY_COPY, Cause.ONLY_REGISTERED}
)


def facts_of(pair: Pair, causes: Iterable[Cause]) -> str:
    """Return what a decision about this pair rests on: numbers, conditions, doubts and their messages.

    Equal texts mean that nothing happened which a person has not seen. A repeated mail changes nothing; a new
    unread one, or a new one from an unknown sender, does.
    """
    registered, copy = pair.registered, pair.copy
    codes = copy.standing.reservations if copy.standing else ()
    parts = {
        "beside": ",".join(str(count) for count in registered.beside),
        "registered": _number(registered.count, registered.em) if registered.is_there else "",
        "condition": registered.reservation,
        "copy": _number(copy.count, copy.em) if copy.standing else "",
        "codes": ",".join(codes),
        "causes": ",".join(c for c in causes if c not in REMARKS),
        "messages": ",".join(sorted(c.message.raw_sha256[:12] for c in copy.questioned)),
    }
    return " ".join(f"{name}={value}" for name, value in parts.items() if value)


def _number(count: int | None, em: int | None) -> str:
    return f"{'?' if count is None else count}/{'?' if em is None else em}"


def standing_resolutions(cases: Iterable[Case]) -> dict[str, Case]:
    """Return each municipality's last case that a person closed; earlier ones were overtaken by it."""
    closed = [
        c
        for c in cases
        if c.state is CaseState.CLOSED and c.resolution not in (None, Resolution.SETTLED_BY_FACTS)
    ]
    return {c.number: c for c in sorted(closed, key=lambda c: (c.resolved_on or c.opened, c.id))}


def holds(case: Case | None, facts: str, as_of: date) -> bool:
    """Return whether a closed case's decision still stands; a question waits only to its last day."""
    if case is None or case.state is not CaseState.CLOSED or case.facts != facts:
        return False
    if case.resolution is Resolution.ASK_MUNICIPALITY:
        return as_of <= case.due
    return case.resolution not in (None, Resolution.SETTLED_BY_FACTS)


def as_resolved(finding: Finding, case: Case) -> Finding:
    """Return the finding under a decision that stands: an accepted number is decided, nobody need look."""
    assert case.resolution is not None, "only a closed case resolves"  # noqa: S101 - `holds` said so
    decided, decided_em = finding.decided, finding.decided_em
    if case.resolution is Resolution.ACCEPT_REGISTERED and finding.registered is not None:
        decided, decided_em = finding.registered, finding.registered_em
    elif case.resolution is Resolution.ACCEPT_COPY and finding.copy is not None:
        decided, decided_em = finding.copy, finding.copy_em
    asked = case.resolution is Resolution.ASK_MUNICIPALITY
    return replace(
        finding,
        decided=decided,
        decided_em=decided_em,
        resolution=case.resolution,
        severity=Severity.LOW if asked else Severity.NONE,
        next_action=NextAction.WAIT if asked else NextAction.NONE,
        reason=f"{finding.reason} {resolved_sentence(case)}",
    )
