"""Entries of mid-season, notices and the one winner of a case, on SQLite and PostgreSQL."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from builders import REGISTER

from tasks.core.model.amendment import Amendment, AmendmentKind
from tasks.core.model.errors import BadInput, StopAndMend
from tasks.core.model.municipality import WrittenStandard
from tasks.core.model.reconciliation import Case, CaseState, Cause, NextAction, Resolution, Severity
from tasks.core.model.when import Decider, When
from tasks.core.store import Store, amendments, cases, decisions, notices
from tasks.reconciliation.closing import close_case

AT = datetime(2019, 12, 10, 9, tzinfo=UTC)
DAY, LATER = date(2019, 12, 10), date(2019, 12, 16)


@pytest.fixture
def store(database_url, tmp_path):
    opened = Store.open(database_url, tmp_path / "files", upgrade=True)
    yield opened
    opened.close()


def an_entry(kind, value, *, on=DAY):
    return Amendment(2020, "5057", kind, value, "Kari Nordmann", "rådgiver", "kommunen ba om det", on)


def test_the_newest_entry_stands_and_a_past_day_sees_the_older_one(store):
    with store.begin() as tx:
        assert amendments.add(tx, an_entry(AmendmentKind.EXTENSION, "2020-01-15"), at=AT)
        assert not amendments.add(tx, an_entry(AmendmentKind.EXTENSION, "2020-01-15"), at=AT)
        assert amendments.add(tx, an_entry(AmendmentKind.EXTENSION, "2020-01-31", on=LATER), at=AT)
    with store.begin() as tx:
        now = amendments.latest(tx, 2020, AmendmentKind.EXTENSION)
        then = amendments.latest(tx, 2020, AmendmentKind.EXTENSION, known_on=DAY)
        log = decisions.listed(tx, 2020)
        assert decisions.broken_links(tx) == []
    assert (now["5057"].day, then["5057"].day) == (date(2020, 1, 31), date(2020, 1, 15))
    assert [(row["before"], row["after"]) for row in log] == [
        ("", "2020-01-15"),
        ("2020-01-15", "2020-01-31"),
    ]


def test_a_written_standard_counts_from_its_day_and_the_register_file_stays(store):
    with store.begin() as tx:
        amendments.add(tx, an_entry(AmendmentKind.WRITTEN_STANDARD, "nynorsk", on=LATER), at=AT)
        before = amendments.register_on(tx, REGISTER, DAY)
        after = amendments.register_on(tx, REGISTER, LATER)
    assert before == REGISTER
    assert after.by_number()["5057"].written_standard is WrittenStandard.NYNORSK
    assert after.by_number()["1520"] == REGISTER.by_number()["1520"]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (AmendmentKind.EXTENSION, "15.01.2020"),
        (AmendmentKind.COUNCIL_DATE, "2020-02-30"),
        (AmendmentKind.CONTACT, "postmottak"),
        (AmendmentKind.ADDRESS, "  "),
        (AmendmentKind.WRITTEN_STANDARD, "riksmål"),
    ],
)
def test_an_entry_that_means_nothing_cannot_be_made(kind, value):
    with pytest.raises(BadInput, match="5057"):
        an_entry(kind, value)


def test_an_entry_without_a_reason_cannot_be_made():
    with pytest.raises(BadInput, match="reason is missing"):
        Amendment(2020, "5057", AmendmentKind.ADDRESS, "Rådhuset", "Kari", "rådgiver", " ", DAY)


def test_nobody_is_told_the_same_thing_twice(store):
    when = When(AT, DAY)
    with store.begin() as tx:
        assert notices.untold(tx, 2020, "digest", ["a", "b", "a"]) == ("a", "b")
        notices.add(tx, 2020, "digest", ["a"], when)
        assert notices.untold(tx, 2020, "digest", ["a", "b"]) == ("b",)
        assert notices.untold(tx, 2020, "escalation", ["a"]) == ("a",)
    with pytest.raises(sa.exc.IntegrityError), store.begin() as tx:
        notices.add(tx, 2020, "digest", ["a"], when)


A_CASE = Case(
    id=0,
    year=2020,
    number="5057",
    cause=Cause.NUMBER_DIFFERS,
    severity=Severity.HIGH,
    state=CaseState.OPEN,
    opened=DAY,
    due=LATER,
    registered=18,
    copy=15,
    requested=15,
    evidence="",
    next_action=NextAction.ASK_MUNICIPALITY,
)


def test_of_two_who_close_one_case_at_once_one_wins_and_the_other_is_told(store):
    """Both hold a transaction on a connection of their own; the second waits for the first, then sees its word."""
    with store.begin() as tx:
        stored = cases.record(tx, A_CASE, "open", actor="program", role="", reason="ulike", known_on=DAY)
    start = threading.Barrier(2, timeout=30)
    told: dict[str, str] = {}

    def decide(name, resolution):
        start.wait()
        try:
            with store.begin() as tx:
                case = cases.locked(tx, stored.id)
                close_case(tx, case, resolution, Decider(name, "rådgiver", "lest"), When(AT, DAY))
            told[name] = "closed"
        except StopAndMend as refused:
            told[name] = str(refused)

    both = [
        threading.Thread(target=decide, args=("Kari", Resolution.ACCEPT_COPY)),
        threading.Thread(target=decide, args=("Ola", Resolution.ACCEPT_REGISTERED)),
    ]
    for one in both:
        one.start()
    for one in both:
        one.join(timeout=60)
    winner = next(name for name, word in told.items() if word == "closed")
    (loser,) = set(told) - {winner}
    assert f"was already closed by {winner}" in told[loser]
    with store.begin() as tx:
        (closed,) = cases.of_year(tx, 2020)
        assert closed.resolved_by == winner
        assert [row["actor"] for row in decisions.listed(tx, 2020)] == [winner]
        assert [event.kind for event in cases.history(tx, 2020)] == ["open", "resolve"]


def test_a_case_that_is_not_there_is_not_locked(store):
    with store.begin() as tx:
        assert cases.locked(tx, 99) is None
