"""Where the year stood on a day, from what the store knew then. No Prefect: commands read it too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from config.cycle import Cycle
from config.cycle.reader import read_cycle
from config.register_reader import read_register
from tasks.core.model.amendment import Amendment, AmendmentKind
from tasks.core.model.deadlines import Deadlines
from tasks.core.model.dispatch import DispatchState
from tasks.core.model.letter import ASKING_KINDS
from tasks.core.model.position import YearStatus
from tasks.core.model.reconciliation import Finding
from tasks.core.store import Transaction, amendments, letters, outbox, reminders, requests
from tasks.monitoring.deadline import deadlines, reply_deadline
from tasks.monitoring.positions import ReplyPlan, year_status
from tasks.monitoring.reminders import Sent


def deadlines_on(tx: Transaction, cycle: Cycle, day: date) -> Deadlines:
    """Return until when each municipality may reply, as known on ``day``."""
    given: dict[AmendmentKind, dict[str, Amendment]] = {kind: {} for kind in AmendmentKind}
    for one in amendments.of_year(tx, cycle.year, known_on=day):
        given[one.kind][one.number] = one
    return deadlines(
        cycle.calendar,
        requests.original(tx, cycle.year, known_on=day),
        given[AmendmentKind.EXTENSION],
        given[AmendmentKind.COUNCIL_DATE],
    )


def status_on(
    tx: Transaction, cycle: Cycle, findings: Sequence[Finding], day: date, due: Deadlines | None = None
) -> YearStatus:
    """Return the status of all municipalities on ``day``, as known on it; ``due`` saves reading it again."""
    year = cycle.year
    states = outbox.states_on(tx, year, day)
    numbers = letters.numbers_of(tx, year, ASKING_KINDS)
    return year_status(
        year,
        requests.original(tx, year, known_on=day),
        {numbers[ref]: state for ref, state in states.items() if ref in numbers},
        findings,
        sent_on(tx, year, day, states),
        ReplyPlan(cycle.reminders, due if due is not None else deadlines_on(tx, cycle, day)),
        day,
        [m.number for m in read_register(year).municipalities],
    )


def sent_on(tx: Transaction, year: int, day: date, states: Mapping[str, DispatchState]) -> dict[str, Sent]:
    """Return the reminder steps of each municipality up to ``day``; those cancelled in time are marked."""
    steps: dict[str, list[str]] = {}
    withdrawn: dict[str, set[str]] = {}
    for one in reminders.listed(tx, year, known_on=day):
        steps.setdefault(one.number, []).append(one.step)
        if states.get(one.letter_ref) is DispatchState.CANCELLED:
            withdrawn.setdefault(one.number, set()).add(one.step)
    return {n: Sent(tuple(names), frozenset(withdrawn.get(n, ()))) for n, names in steps.items()}


def last_day(year: int) -> date:
    """Return the last day to reply under the policy of the year file (Europe/Oslo, the whole day)."""
    return reply_deadline(read_cycle(year).calendar).last_day
