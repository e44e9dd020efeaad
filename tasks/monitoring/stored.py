"""Where the year stood on a day, from what the store knew then. No Prefect: commands read it too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from config.cycle import Cycle
from config.cycle.reader import read_cycle
from config.register_reader import read_register
from tasks.core.model.letter import ASKING_KINDS
from tasks.core.model.position import YearStatus
from tasks.core.model.reconciliation import Finding
from tasks.core.store import Transaction, letters, outbox, reminders, requests
from tasks.monitoring.deadline import reply_deadline
from tasks.monitoring.positions import ReplyPlan, year_status


def status_on(tx: Transaction, cycle: Cycle, findings: Sequence[Finding], day: date) -> YearStatus:
    """Return the status of all municipalities on ``day``, as known on it."""
    year = cycle.year
    states = outbox.states_on(tx, year, day)
    numbers = {one.letter_ref: one.number for one in letters.of_year(tx, year) if one.kind in ASKING_KINDS}
    return year_status(
        year,
        requests.original(tx, year, known_on=day),
        {numbers[ref]: state for ref, state in states.items() if ref in numbers},
        findings,
        reminders.sent(tx, year, known_on=day),
        ReplyPlan(cycle.reminders, reply_deadline(cycle.calendar).last_day),
        day,
        [m.number for m in read_register(year).municipalities],
    )


def last_day(year: int) -> date:
    """Return the last day to reply under the policy of the year file (Europe/Oslo, the whole day)."""
    return reply_deadline(read_cycle(year).calendar).last_day
