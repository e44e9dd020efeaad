"""The daily watch and reconciliation on their own: 356 municipalities with 2 000 messages taken in, and a hundredfold.

What is timed is our own work between the store's values and the answers: comparison, cases, positions, reminders,
coverage and footing. The last benchmark reads and writes a real SQLite file as the daily run does.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from builders import DEADLINE, a_message, a_reading, a_registration, a_request

from config.cycle.reader import read_cycle
from config.register_reader import read_register
from flows.rehearsal_settings import rehearsal_settings
from flows.summary import status_row
from tasks.core.installation import open_installation
from tasks.core.model.deadlines import Deadlines
from tasks.core.model.when import When
from tasks.core.store import messages, registrations, requests
from tasks.monitoring.positions import ReplyPlan, year_status
from tasks.monitoring.tasks import state_deadlines
from tasks.reconciliation.cases import case_actions
from tasks.reconciliation.compare import reconcile
from tasks.reconciliation.tasks import reconcile_year
from tasks.reconciliation.totals import totals

DAY = date(2019, 12, 23)
MAILS = 2_000
LETTERS_DAY = date(2019, 10, 24)
NUMBERS = [m.number for m in read_register(2020).municipalities]


def _year(numbers, mails):
    """Everybody asked, most registered as asked, the mails spread over them; every tenth says another number."""
    asked = {n: a_request(number=n, letter_ref=f"ANM-2020-{n}") for n in numbers}
    rows = {n: a_registration(number=n) for i, n in enumerate(numbers) if i % 20}
    received = [
        a_message(
            raw_sha256=f"{i:064x}",
            number=numbers[i % len(numbers)],
            received_at=datetime(2019, 12, 1 + i % 20, 9, i % 60, tzinfo=UTC),
            reading=a_reading(
                municipality_number=numbers[i % len(numbers)], count=15 if i % len(numbers) % 10 else 12
            ),
        )
        for i in range(mails)
    ]
    return asked, rows, received


def _watch(asked, rows, received):
    findings = reconcile(asked, rows, received, DEADLINE, DAY, {}, year=2020)
    groups = {n: n[:2] for n in asked}
    totals(findings, groups, groups)
    actions = case_actions((), findings, DAY, DEADLINE)
    plan = ReplyPlan(read_cycle(2020).reminders, Deadlines(DEADLINE))
    return actions, year_status(2020, asked, {}, findings, {}, plan, DAY, ())


def _hundredfold():
    return [f"{n % 10_000:04d}" if n < 10_000 else f"{n:05d}" for n in range(100 * len(NUMBERS))]


@pytest.mark.parametrize("times", [1, pytest.param(100, marks=pytest.mark.slow)])
def test_watch_and_reconciliation_by_the_values(benchmark, times):
    """A hundred times the municipalities and the mails: what one costs must not change."""
    numbers = NUMBERS if times == 1 else _hundredfold()
    year = _year(numbers, MAILS * times)
    often = {"rounds": 3, "warmup_rounds": 1} if times == 1 else {"rounds": 1}
    actions, status = benchmark.pedantic(_watch, args=year, iterations=1, **often)
    assert len(status.positions) == len(numbers)
    assert actions


def test_the_daily_run_with_everything_taken_in(benchmark, tmp_path):
    """Read from the store, compare, keep the cases in step, show the status: the second run of the day."""
    asked, rows, received = _year(NUMBERS, MAILS)
    when = When(datetime(2019, 12, 23, 6, tzinfo=UTC), DAY)
    with rehearsal_settings(tmp_path):
        with open_installation() as here, here.store.begin() as tx:
            requests.add(tx, asked.values(), origin=requests.IMPORTED, known_on=LETTERS_DAY)
            registrations.add(tx, rows.values(), known_on=DAY)
            for mail in received:
                messages.add(tx, 2020, mail, known_on=DAY, actor="program")

        def run():
            reconcile_year.fn(2020, state_deadlines.fn(2020, when), when)
            return status_row(2020, DAY)

        row = benchmark.pedantic(run, rounds=3, iterations=1, warmup_rounds=1)
    assert row["asked"] == len(NUMBERS)
