"""The life of a case: opened once, updated, closed by a person or by new facts, opened again by later ones.

Pure: the answer is a list of actions. Carried out and asked again on the same day, the list is empty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from tasks.core.model.reconciliation import Case, CaseState, Cause, Finding, Resolution
from tasks.reconciliation.case_rules import case_due, needs_case

NO_LONGER_THERE = "Ingenting å avklare lenger: meldingen er plassert eller anmodningen trukket."
NOT_STORED = 0  # the id of a case that the store has not seen yet


class CaseActionKind(StrEnum):
    """What happens to a case."""

    OPEN = "open"
    UPDATE = "update"
    CLOSE = "close"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class CaseAction:
    """One step, with the case as it stands after it and why, in a sentence for the decision log."""

    kind: CaseActionKind
    case: Case
    why: str


def case_actions(
    cases: Iterable[Case],
    findings: Iterable[Finding],
    as_of: date,
    deadline: date,
    *,
    own_deadlines: Mapping[str, date] | None = None,
) -> tuple[CaseAction, ...]:
    """Return what must happen to the cases, by number and cause, so that each finding has the case it needs.

    :param cases: every case of the year as it stands, open and closed; one per number and cause.
    :param findings: today's, at most one per number; an open case without a finding is settled by facts.
    """
    of_number: dict[str, dict[Cause, Case]] = defaultdict(dict)
    for case in cases:
        of_number[case.number][case.cause] = case
    finding_of = {finding.number: finding for finding in findings}
    actions: list[CaseAction] = []
    for number in sorted(of_number.keys() | finding_of.keys()):
        finding, known = finding_of.get(number), of_number[number]
        wanted = None
        if finding is not None and needs_case(finding, as_of, (own_deadlines or {}).get(number, deadline)):
            wanted = finding.cause
            actions += _wanted(known.get(wanted), finding, as_of)
        passed = (c for c in known.values() if c.state is CaseState.OPEN and c.cause is not wanted)
        actions += [_settled(case, finding, as_of) for case in passed]
    return tuple(sorted(actions, key=lambda action: (action.case.number, action.case.cause)))


def _wanted(case: Case | None, finding: Finding, as_of: date) -> Iterable[CaseAction]:
    if case is None:
        yield CaseAction(CaseActionKind.OPEN, _opened(finding, as_of), finding.reason)
        return
    if case.state is CaseState.CLOSED:
        fresh = replace(_opened(finding, as_of), id=case.id, opened=case.opened)
        yield CaseAction(CaseActionKind.REOPEN, fresh, finding.reason)
        return
    updated = replace(_opened(finding, as_of), id=case.id, opened=case.opened, due=case.due)
    if updated != case:
        yield CaseAction(CaseActionKind.UPDATE, updated, finding.reason)


def _opened(finding: Finding, as_of: date) -> Case:
    return Case(
        id=NOT_STORED,
        year=finding.year,
        number=finding.number,
        cause=finding.cause,
        severity=finding.severity,
        state=CaseState.OPEN,
        opened=as_of,
        due=case_due(finding, as_of),
        registered=finding.registered,
        copy=finding.copy,
        requested=finding.requested,
        evidence=finding.evidence,
        next_action=finding.next_action,
        facts=finding.facts,
        registered_em=finding.registered_em,
        copy_em=finding.copy_em,
    )


def _settled(case: Case, finding: Finding | None, as_of: date) -> CaseAction:
    why = finding.reason if finding else NO_LONGER_THERE
    closed = replace(
        case,
        state=CaseState.CLOSED,
        resolution=Resolution.SETTLED_BY_FACTS,
        resolved_reason=why,
        resolved_on=as_of,
    )
    return CaseAction(CaseActionKind.CLOSE, closed, why)
