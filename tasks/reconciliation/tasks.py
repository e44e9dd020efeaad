"""Prefect's side of reconciliation: compare, keep the cases in step, take a person's decision on one."""

from __future__ import annotations

from dataclasses import replace

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.core.installation import open_installation
from tasks.core.model.amendment import Amendment, AmendmentKind
from tasks.core.model.deadlines import Deadlines
from tasks.core.model.errors import BadInput
from tasks.core.model.override import LIFTED, Standing, standing_text
from tasks.core.model.question import Question
from tasks.core.model.reconciliation import Case, Finding, Resolution
from tasks.core.model.when import Decider, When
from tasks.core.store import amendments, cases
from tasks.reconciliation.cases import case_actions
from tasks.reconciliation.closing import close_case
from tasks.reconciliation.footed import footed
from tasks.reconciliation.overriding import facts_without_dispute
from tasks.reconciliation.questions import questions_of
from tasks.reconciliation.stored import findings_on

PROGRAM = "program"


@task(name="reconcile", cache_policy=NO_CACHE)
def reconcile_year(year: int, due: Deadlines, when: When) -> tuple[Finding, ...]:
    """Compare both sides for everybody asked and keep the cases in step; on the same facts nothing changes.

    :raises StopAndMend: the findings do not add up by county and office; no case was touched.
    """
    with open_installation() as here, here.store.begin() as tx:
        findings = findings_on(tx, year, due, when.day)
        footed(year, findings)
        before = cases.of_year(tx, year)
        for step in case_actions(before, findings, when.day, due.last_day, own_deadlines=due.own):
            cases.record(tx, step.case, step.kind, actor=PROGRAM, role="", reason=step.why, known_on=when.day)
    return findings


@task(name="compare both sides", cache_policy=NO_CACHE)
def compare_sides(year: int, due: Deadlines, when: When) -> tuple[Finding, ...]:
    """Return the findings of the day and touch no case."""
    with open_installation() as here, here.store.begin() as tx:
        return findings_on(tx, year, due, when.day)


@task(name="resolve a case", cache_policy=NO_CACHE)
def resolve_case(year: int, case_id: int, resolution: Resolution, decider: Decider, when: When) -> Case:
    """Close one case on a person's word and return it as it stands then.

    The case is locked while it is decided: of two at once one wins, the other is told who was first.

    :raises BadInput: there is no such case, or it cannot be closed this way.
    :raises StopAndMend: somebody else closed it first.
    """
    with open_installation() as here, here.store.begin() as tx:
        case = cases.locked(tx, case_id)
        if case is None or case.year != year:
            raise BadInput.one(f"case {case_id}", f"there is no such case in {year}", f"see `cases {year}`")
        return close_case(tx, case, resolution, decider, when)


@task(name="find questions to municipalities", cache_policy=NO_CACHE)
def questions_to_ask(year: int, due: Deadlines, when: When) -> tuple[Question, ...]:
    """Return what the municipalities must be asked: every case closed with ASK_MUNICIPALITY that still stands."""
    with open_installation() as here, here.store.begin() as tx:
        findings = findings_on(tx, year, due, when.day)
        return questions_of(findings, cases.of_year(tx, year, known_on=when.day), when.day)


@task(name="override an answer", cache_policy=NO_CACHE)
def override_answer(
    year: int, number: str, standing: Standing | None, due: Deadlines, decider: Decider, when: When
) -> bool:
    """Enter what counts as a municipality's answer on a person's word, None to lift it; False where it stands so.

    It rests on the facts of the day: new ones end it, and the answer is compared by the rules again.

    :raises BadInput: the municipality is not asked, or nothing is overridden that could be lifted.
    """
    place = f"override of municipality {number} ({year})"
    with open_installation() as here, here.store.begin() as tx:
        findings = {f.number: f for f in findings_on(tx, year, due, when.day) if f.is_about_asked}
        if number not in findings:
            raise BadInput.one(place, "it is not asked", f"see `status {year}` for those that are")
        before = amendments.latest(tx, year, AmendmentKind.STANDING).get(number)
        if standing is None and (before is None or before.value == LIFTED):
            raise BadInput.one(place, "nothing is overridden", f"see `municipality {year} {number}`")
        facts = facts_without_dispute(findings[number].facts)
        value = LIFTED if standing is None else standing_text(replace(standing, facts=facts))
        author = (decider.name.strip(), decider.role.strip(), decider.reason.strip())
        entry = Amendment(year, number, AmendmentKind.STANDING, value, *author, known_on=when.day)
        return amendments.add(tx, entry, at=when.moment)
