"""A seeded season, one run per working day from the letters to mid-January, through the store.

What is planted stands in the table below; every day is shown, repeated and asked again.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import pytest
from unit.rehearsal.rehearsal_builder import FACTS, a_season, requests, the_plans

from flows.rehearsal_settings import rehearsal_settings
from flows.summary import status_row
from tasks.core.installation import open_installation
from tasks.core.model.reconciliation import CaseState, Cause
from tasks.core.model.when import When
from tasks.core.norwegian.working_days import is_working_day
from tasks.core.store import cases, decisions
from tasks.core.store import requests as stored_requests
from tasks.monitoring.tasks import state_deadlines
from tasks.reconciliation.tasks import reconcile_year
from tasks.rehearsal.behaviour import Behaviour
from tasks.rehearsal.mailbox_writer import Addresses
from tasks.rehearsal.play import Places, play_day
from tasks.rehearsal.season import planted
from tasks.replies.tasks import pull_messages, pull_registrations

LETTERS, LAST = date(2019, 10, 24), date(2020, 1, 17)
WORKING_DAYS = [
    day
    for day in (LETTERS + timedelta(days=n) for n in range((LAST - LETTERS).days + 1))
    if is_working_day(day)
]
AGREE, LATE, KS = Cause.AGREE, Cause.LATE, Cause.KS_NOT_COPIED

# What was planted -> the primary causes that may name it, and whether the number is to be trusted.
EXPECTED: dict[Behaviour, tuple[set[Cause], bool]] = {
    Behaviour.AGREES: ({AGREE}, True),
    Behaviour.DUPLICATE: ({AGREE}, True),
    Behaviour.FEWER: ({Cause.BELOW_REQUEST}, True),
    Behaviour.MORE: ({Cause.ABOVE_REQUEST}, True),
    Behaviour.DECLINES: ({Cause.DECLINED}, True),
    Behaviour.LATE: ({LATE}, True),
    Behaviour.KS_NOT_COPIED: ({KS}, True),
    Behaviour.POSTPONES: ({Cause.POSTPONED}, False),
    Behaviour.SILENT: ({Cause.NOTHING}, False),
    Behaviour.RESERVATION: ({Cause.RESERVATION}, False),
    Behaviour.BY_REFERENCE: ({Cause.UNCLEAR}, False),
    Behaviour.NOT_FINAL: ({Cause.NOT_FINAL}, False),
    Behaviour.ONLY_REGISTERED: ({Cause.ONLY_REGISTERED}, False),
    Behaviour.ONLY_COPY: ({Cause.ONLY_COPY}, False),
    Behaviour.WITHOUT_EM: ({Cause.NUMBER_DIFFERS}, False),
    Behaviour.OTHER_NUMBER: ({Cause.NUMBER_DIFFERS}, False),
    Behaviour.EM_DIFFERS: ({Cause.EM_DIFFERS}, False),
    Behaviour.PRIVATE_SENDER: ({Cause.SENDER_NOT_TRUSTED}, False),
    Behaviour.FOREIGN_SENDER: ({Cause.SENDER_NOT_TRUSTED}, False),
    # With character recognition installed a scan is read, and a person confirms it.
    Behaviour.SCANNED: ({Cause.UNREADABLE, Cause.UNCLEAR}, False),
}

# Planted, and the number stands all the same: no person is asked.
NO_CASE = {Behaviour.AGREES, Behaviour.DUPLICATE, Behaviour.MORE, Behaviour.LATE, Behaviour.KS_NOT_COPIED}


class Run(NamedTuple):
    shown: dict[date, dict[str, object]]
    findings: tuple
    repeated: list[date]
    cases_after_another_day: tuple[object, object]


def _run(day):
    """Run the day's watch as the flow does, without a server: the tasks' own functions."""
    when = When(datetime(day.year, day.month, day.day, 6, tzinfo=UTC), day)
    pull_registrations.fn(2020, when)
    pull_messages.fn(2020, when)
    return reconcile_year.fn(2020, state_deadlines.fn(2020, when), when)


def _traces():
    with open_installation() as here, here.store.begin() as tx:
        return cases.history(tx, 2020), decisions.listed(tx, 2020)


@pytest.fixture(scope="module")
def season(tmp_path_factory):
    home = tmp_path_factory.mktemp("days")
    with rehearsal_settings(home):
        inbox = home / "innboks"
        places = Places(home / "postkasse", inbox / "imdinett.csv", home / "outbox", inbox / "søkt-ut")
        with open_installation() as here, here.store.begin() as tx:
            stored_requests.add(tx, requests().values(), origin=stored_requests.IMPORTED, known_on=LETTERS)
        shown, repeated, findings = {}, [], ()
        for day in WORKING_DAYS:
            play_day(places, a_season(addresses=Addresses("post@imdi.no", "post@ks.no")), day)
            findings = _run(day)
            shown[day] = status_row(2020, day)
            if day in (date(2019, 12, 6), FACTS.deadline, date(2019, 12, 23), LAST):
                before = _traces()
                assert _run(day) == findings
                repeated += [day] if _traces() == before and status_row(2020, day) == shown[day] else []
        before = _traces()[0]
        _run(date(2020, 1, 20))
        yield Run(shown, findings, repeated, (before, _traces()[0]))


def test_every_planted_difference_is_found_and_none_is_invented(season):
    hidden = planted(the_plans())
    wrong = [
        (f.number, hidden.get(f.number, Behaviour.AGREES).value, f.causes, f.decided)
        for f in season.findings
        if f.cause not in EXPECTED[hidden.get(f.number, Behaviour.AGREES)][0]
        or (f.decided is not None) is not EXPECTED[hidden.get(f.number, Behaviour.AGREES)][1]
    ]
    assert not wrong
    assert set(hidden.values()) == set(Behaviour) - {Behaviour.AGREES}, "the season plants every difference"
    assert len(season.findings) == len(requests()), "no message is left without its municipality"


def test_the_decided_numbers_are_what_the_councils_decided(season):
    plan_of = {plan.number: plan for plan in the_plans()}
    for finding in season.findings:
        if finding.decided is not None:
            assert finding.decided == plan_of[finding.number].registration.count


def test_every_open_case_was_planted_and_every_planted_one_that_needs_a_person_is_open(season):
    hidden = planted(the_plans())
    with open_installation() as here, here.store.begin() as tx:
        stored = cases.of_year(tx, 2020)
    waiting = {case.number for case in stored if case.state is CaseState.OPEN}
    assert waiting == {number for number, behaviour in hidden.items() if behaviour not in NO_CASE}


def test_a_repeated_run_on_the_same_day_changes_nothing(season):
    assert season.repeated == [date(2019, 12, 6), FACTS.deadline, date(2019, 12, 23), LAST]


def test_another_day_without_news_changes_no_case(season):
    before, after = season.cases_after_another_day
    assert before == after


def test_any_day_is_answered_with_what_was_shown_that_day(season):
    different = {
        day: (row, later) for day, row in season.shown.items() if (later := status_row(2020, day)) != row
    }
    assert not different


def test_coverage_only_changes_when_answers_come(season):
    first, last = season.shown[LETTERS], season.shown[LAST]
    assert first["coverage_places"] == 0
    assert 0.8 < last["coverage_places"] < 1
    assert first["requested"] == last["requested"] == sum(r.count for r in requests().values())
