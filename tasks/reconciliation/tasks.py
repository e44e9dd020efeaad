"""Prefect's side of reconciliation: compare, keep the cases in step, take a person's decision on one."""

from __future__ import annotations

from datetime import date

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.core.installation import open_installation
from tasks.core.model.errors import BadInput
from tasks.core.model.reconciliation import Finding, Resolution
from tasks.core.model.when import Decider, When
from tasks.core.store import cases, decisions
from tasks.core.store.decisions import Decision
from tasks.reconciliation.cases import case_actions
from tasks.reconciliation.resolving import resolve
from tasks.reconciliation.stored import findings_on

PROGRAM = "program"


@task(name="reconcile", cache_policy=NO_CACHE)
def reconcile_year(year: int, deadline: date, when: When) -> tuple[Finding, ...]:
    """Compare both sides for everybody asked and keep the cases in step; on the same facts nothing changes."""
    with open_installation() as here, here.store.begin() as tx:
        findings = findings_on(tx, year, deadline, when.day)
        for step in case_actions(cases.of_year(tx, year), findings, when.day, deadline):
            cases.record(tx, step.case, step.kind, actor=PROGRAM, role="", reason=step.why, known_on=when.day)
    return findings


@task(name="resolve a case", cache_policy=NO_CACHE)
def resolve_case(year: int, case_id: int, resolution: Resolution, decider: Decider, when: When) -> str:
    """Close one case on a person's word and return a line that says so.

    :raises BadInput: there is no such case, or it cannot be closed this way.
    :raises StopAndMend: somebody else closed it first.
    """
    with open_installation() as here, here.store.begin() as tx:
        case = next((c for c in cases.of_year(tx, year) if c.id == case_id), None)
        if case is None:
            raise BadInput.one(f"case {case_id}", f"there is no such case in {year}", f"see `cases {year}`")
        closed = resolve(case, resolution, decider, when.day)
        cases.record(
            tx,
            closed,
            "resolve",
            actor=decider.name,
            role=decider.role,
            reason=decider.reason,
            known_on=when.day,
        )
        entry = Decision(
            year,
            decider.name,
            decider.role,
            f"resolve_case_{resolution}",
            f"case {case_id} municipality {case.number} {case.cause}",
            decider.reason,
        )
        decisions.append(tx, entry, at=when.moment, known_on=when.day)
    return f"sak {case_id} ({case.number}) er lukket: {resolution.value}"
