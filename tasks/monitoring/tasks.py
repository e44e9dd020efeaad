"""Prefect's side of monitoring: until when, who is due a reminder, and what changes in mid-season."""

from __future__ import annotations

from prefect import task
from prefect.cache_policies import NO_CACHE

from config.cycle.reader import read_cycle
from config.register_reader import read_register
from tasks.core.installation import open_installation
from tasks.core.model.amendment import Amendment, AmendmentKind
from tasks.core.model.deadlines import Deadlines
from tasks.core.model.dispatch import STUCK_STATES, DispatchState
from tasks.core.model.escalation import Escalation
from tasks.core.model.position import ReminderDue
from tasks.core.model.reconciliation import Finding
from tasks.core.model.when import Decider, When
from tasks.core.store import amendments, cases, decisions, outbox, reminders, requests, rounds
from tasks.core.store.decisions import Decision
from tasks.core.store.outbox import Move
from tasks.monitoring.deadline import check_extension, reply_deadline
from tasks.monitoring.escalation import escalations
from tasks.monitoring.open_round import check_open
from tasks.monitoring.owed import to_be_reminded_of
from tasks.monitoring.stored import deadlines_on, status_on

POLICY = "deadline_policy"
STILL_HERE = frozenset({DispatchState.PLANNED, DispatchState.READY})


@task(name="have the letters gone out", cache_policy=NO_CACHE)
def letters_went_out(year: int) -> bool:
    """Return whether any municipality was asked for ``year`` yet."""
    with open_installation() as here, here.store.begin() as tx:
        return bool(requests.series(tx, year))


@task(name="state the deadlines", cache_policy=NO_CACHE)
def state_deadlines(year: int, when: When) -> Deadlines:
    """Return until when each municipality may reply; the rule that was followed stands in the decision log.

    It is logged when it is followed first, and again whenever the year file says something else.
    """
    cycle = read_cycle(year)
    text = reply_deadline(cycle.calendar).text
    with open_installation() as here, here.store.begin() as tx:
        logged = [row for row in decisions.listed(tx, year) if row["action"] == POLICY]
        if not logged or logged[-1]["after"] != text:
            entry = Decision(
                year, "program", "", POLICY, f"deadline {year}", cycle.calendar.deadline_source, after=text
            )
            decisions.append(tx, entry, at=when.moment, known_on=when.day)
        return deadlines_on(tx, cycle, when.day)


@task(name="find due reminders", cache_policy=NO_CACHE)
def reminders_due(
    year: int, findings: tuple[Finding, ...], due: Deadlines, when: When
) -> tuple[ReminderDue, ...]:
    """Return who is due a reminder on the day, each with what is missing."""
    with open_installation() as here, here.store.begin() as tx:
        return status_on(tx, read_cycle(year), findings, when.day, due).reminders_due


@task(name="hold reminders against today", cache_policy=NO_CACHE)
def cancel_settled_reminders(year: int, findings: tuple[Finding, ...], when: When) -> int:
    """Cancel every reminder that waits to be sent and names something no longer missing; return how many.

    To be run right before the outbox: what came in since the letter was made is no longer asked for.
    """
    finding_of = {f.number: f for f in findings}
    cancelled = 0
    with open_installation() as here, here.store.begin() as tx:
        named = {one.letter_ref: one for one in reminders.listed(tx, year)}
        for row in outbox.of_year(tx, year):
            one = named.get(row.letter_ref)
            if one is None or row.state not in STILL_HERE:
                continue
            gone = set(one.missing) - set(to_be_reminded_of(finding_of.get(one.number)))
            if gone:
                step = Move(
                    DispatchState.CANCELLED, "program", detail=f"no longer missing: {', '.join(gone)}"
                )
                outbox.move(tx, row.key, step, when)
                cancelled += 1
    return cancelled


@task(name="find overdue cases", cache_policy=NO_CACHE)
def cases_that_go_up(year: int, when: When) -> tuple[Escalation, ...]:
    """Return the open cases that are overdue by enough working days, by the rule of the year file."""
    rule = read_cycle(year).escalation
    with open_installation() as here, here.store.begin() as tx:
        waiting = cases.of_year(tx, year, known_on=when.day)
    return escalations(waiting, when.day, office_after=rule.office_after, director_after=rule.director_after)


@task(name="count stuck letters", cache_policy=NO_CACHE)
def stuck_letters(year: int) -> int:
    """Return how many letters wait for a person to mend what stopped them."""
    with open_installation() as here, here.store.begin() as tx:
        return sum(row.state in STUCK_STATES for row in outbox.of_year(tx, year))


@task(name="enter a change", cache_policy=NO_CACHE)
def enter(year: int, number: str, kind: AmendmentKind, value: str, decider: Decider, when: When) -> bool:
    """Enter what changes for one municipality from today on; False where it stands so already.

    :raises BadInput: no such municipality, a value its kind cannot have, an extension that extends nothing,
        or a number whose round is closed.
    """
    place = f"{kind.value} of municipality {number} ({year})"
    municipality = read_register(year).require(number, place=place)
    entry = Amendment(year, municipality.number, kind, value.strip(), *_author(decider), known_on=when.day)
    with open_installation() as here, here.store.begin() as tx:
        if kind is AmendmentKind.EXTENSION:
            asked = requests.original(tx, year, known_on=when.day).get(number)
            check_extension(asked, entry.day, read_cycle(year).calendar, place=place)
        if kind is AmendmentKind.REQUESTED_NUMBER:
            was_issued = bool(requests.series(tx, year))
            check_open(rounds.in_force(tx, year), was_issued=was_issued, place=place)
        return amendments.add(tx, entry, at=when.moment)


def _author(decider: Decider) -> tuple[str, str, str]:
    return decider.name.strip(), decider.role.strip(), decider.reason.strip()
