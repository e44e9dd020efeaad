"""Where a municipality stands: one state, its flags, and what it still owes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from unit.monitoring.status_builder import AFTER, BEFORE, a_registration, a_request, mail, status

from tasks.core.model.dispatch import DispatchState
from tasks.core.model.position import Coverage, Missing, PositionState
from tasks.core.model.reconciliation import NextAction
from tasks.core.model.vedtak import MessageState, RegistrationStatus
from tasks.monitoring.coverage import coverage_by
from tasks.monitoring.next_step import next_step

NO = a_registration(count=0, status=RegistrationStatus.DECLINED)
POSTPONED = a_registration(
    count=None, em=None, status=RegistrationStatus.POSTPONED, expected_council_date=date(2020, 1, 23)
)
DECLINING = mail(count=0, reading=replace(mail().reading, count=0, outcome="declined"))

STATES = [
    # title, dispatch, registration, messages, day, state, missing
    (
        "the letter is not out",
        DispatchState.READY,
        None,
        [],
        BEFORE,
        PositionState.PLANNED,
        "registration copy",
    ),
    (
        "the channel refused it",
        DispatchState.REJECTED,
        None,
        [],
        BEFORE,
        PositionState.PLANNED,
        "registration copy",
    ),
    (
        "taken in by the channel",
        DispatchState.ACCEPTED,
        None,
        [],
        BEFORE,
        PositionState.SENT,
        "registration copy",
    ),
    ("read", DispatchState.READ, None, [], BEFORE, PositionState.RECEIVED, "registration copy"),
    ("a season taken over", None, None, [], BEFORE, PositionState.SENT, "registration copy"),
    ("registered", DispatchState.READ, a_registration(), [], BEFORE, PositionState.REGISTERED_ONLY, "copy"),
    ("mailed", DispatchState.READ, None, [mail()], BEFORE, PositionState.COPY_ONLY, "registration"),
    ("both", DispatchState.READ, a_registration(), [mail()], BEFORE, PositionState.COMPLETE, ""),
    (
        "both, without receipt",
        DispatchState.ACCEPTED,
        a_registration(),
        [mail()],
        BEFORE,
        PositionState.COMPLETE,
        "",
    ),
    (
        "both, without KS",
        DispatchState.READ,
        a_registration(),
        [mail(ks_copied=False)],
        BEFORE,
        PositionState.COMPLETE,
        "ks_copy",
    ),
    ("a no", DispatchState.READ, NO, [DECLINING], BEFORE, PositionState.DECLINED, ""),
    (
        "two numbers",
        DispatchState.READ,
        a_registration(count=18),
        [mail()],
        BEFORE,
        PositionState.IN_DISPUTE,
        "clarification",
    ),
    (
        "an unknown sender is no copy",
        DispatchState.READ,
        a_registration(),
        [mail(grade="C", state=MessageState.PERSON)],
        BEFORE,
        PositionState.IN_DISPUTE,
        "copy clarification",
    ),
    (
        "silent on the last day",
        DispatchState.READ,
        None,
        [],
        date(2019, 12, 20),
        PositionState.RECEIVED,
        "registration copy",
    ),
    (
        "silent after it",
        DispatchState.READ,
        None,
        [],
        AFTER,
        PositionState.NEVER_ANSWERED,
        "registration copy",
    ),
    ("put off", DispatchState.READ, POSTPONED, [], AFTER, PositionState.RECEIVED, "registration copy"),
]


@pytest.mark.parametrize(
    ("dispatch", "registration", "messages", "as_of", "state", "missing"),
    [pytest.param(*row[1:], id=row[0]) for row in STATES],
)
def test_state_and_what_is_missing(dispatch, registration, messages, as_of, state, missing):
    year = status(
        registrations=[registration] if registration else [],
        messages=messages,
        as_of=as_of,
        dispatch=dispatch,
    )
    (position,) = year.positions
    assert position.state is state
    assert position.missing == tuple(Missing(m) for m in missing.split())
    assert year.by_state[state] == 1


def test_those_not_asked_have_a_position_too_and_owe_nothing():
    year = status(not_asked=["1520", "5057", "0301"])
    assert [(p.number, p.state) for p in year.positions] == [
        ("0301", PositionState.NOT_ASKED),
        ("1520", PositionState.NOT_ASKED),
        ("5057", PositionState.RECEIVED),
    ]
    assert year.positions[0].missing == ()
    assert len(year.asked_positions) == 1


def test_flags_stand_beside_the_state():
    registration = a_registration(count=18, registered_at=datetime(2019, 12, 22, 9, 0, tzinfo=UTC))
    year = status(
        registrations=[registration], messages=[mail()], as_of=AFTER, sent={"5057": ["before-14", "before-3"]}
    )
    (position,) = year.positions
    assert (position.reminded, position.is_late, position.number_differs, position.has_reservation) == (
        2,
        True,
        True,
        False,
    )


def test_an_extension_and_a_council_date_are_seen():
    (position,) = status(
        registrations=[POSTPONED], as_of=AFTER, own_deadlines={"5057": date(2020, 1, 31)}
    ).positions
    assert position.council_date == date(2020, 1, 23)
    assert (position.has_extension, position.deadline) == (True, date(2020, 1, 31))
    assert position.is_late is False


def test_missing_after_the_deadline_is_late_even_before_anything_comes():
    (position,) = status(as_of=AFTER).positions
    assert position.is_late
    assert position.next_action is NextAction.CONTACT_MANAGEMENT


THREE = {n: a_request(number=n, count=c) for n, c in (("0301", 210), ("1520", 10), ("5057", 15))}


def test_coverage_counts_places_as_well_as_replies():
    year = status(THREE, [a_registration()], [mail()])
    assert year.coverage == Coverage(Fraction(1, 3), Fraction(15, 235)), "Oslo's silence weighs in places"
    by_office = coverage_by(year.positions, {"0301": "Øst", "1520": "Midt-Norge", "5057": "Midt-Norge"})
    assert by_office == {
        "Midt-Norge": Coverage(Fraction(1, 2), Fraction(15, 25)),
        "Øst": Coverage(Fraction(0), Fraction(0)),
    }


def test_a_lower_vedtak_covers_the_places_it_answers_for():
    year = status(registrations=[a_registration(count=10)], messages=[mail(count=10)])
    assert year.coverage == Coverage(Fraction(1), Fraction(1))
    assert (year.requested, year.decided) == (15, 10)


def test_the_total_lands_between_what_is_decided_and_what_is_asked_of_the_rest():
    year = status(THREE, [a_registration(count=10)], [mail(count=10)])
    result = year.landing
    assert (result.low, result.high, result.outstanding, result.outstanding_municipalities) == (
        10,
        230,
        220,
        2,
    )
    assert [p.number for p in year.outstanding] == ["0301", "1520"], "the largest first"


def test_the_next_step_puts_persons_decisions_first():
    waiting = status(THREE, [a_registration()], [mail()])
    assert next_step(waiting, 2) == "2 saker må avklares: se `anmodning cases 2020`."
    assert next_step(waiting, 1).startswith("1 sak må")
    assert next_step(waiting, 0) == "Vent på 2 kommuner; fristen er 20.12.2019."
    assert next_step(status(dispatch=DispatchState.READY), 0).startswith("1 brev er ikke sendt")
    assert next_step(status(as_of=date(2019, 12, 17)), 0) == "1 purring skal ut."
    assert (
        next_step(status(registrations=[a_registration()], messages=[mail()]), 0) == "Alle svar er bekreftet."
    )
    late = status(as_of=AFTER, sent={"5057": ["before-14", "before-3"]})
    assert next_step(late, 0) == "1 kommune mangler bekreftet vedtak etter fristen."


@pytest.mark.parametrize(
    ("council", "as_of", "asks"),
    [
        (date(2020, 1, 9), BEFORE, True),
        (date(2020, 1, 9), AFTER, True),
        (date(2020, 1, 9), date(2020, 1, 10), False),  # it has met
        (date(2019, 12, 18), BEFORE, False),  # in time
    ],
)
def test_a_council_that_meets_after_the_deadline_asks_for_a_decision_on_more_time(council, as_of, asks):
    (position,) = status(as_of=as_of, council_dates={"5057": council}).positions
    assert position.council_date == council
    assert (position.next_action == NextAction.EXTEND_DEADLINE) is asks


def test_with_more_time_given_nothing_is_left_to_decide():
    own = {"5057": date(2020, 1, 31)}
    (position,) = status(own_deadlines=own, council_dates={"5057": date(2020, 1, 9)}).positions
    assert position.has_extension
    assert position.next_action != NextAction.EXTEND_DEADLINE


def test_a_deadline_already_past_at_the_start_asks_for_a_person_and_reminds_of_the_newest_step_only():
    """A season taken over after its deadline: nobody is sent the reminders that were missed."""
    asked = {"5057": a_request(issued_on=date(2019, 10, 24), deadline=date(2019, 12, 20))}
    year = status(asked, as_of=date(2020, 1, 20), dispatch=None)
    (position,) = year.positions
    assert position.state is PositionState.NEVER_ANSWERED
    assert position.is_late
    assert [r.step for r in year.reminders_due] == ["after-10"]
    taken_over_today = {"5057": a_request(issued_on=date(2020, 1, 20), deadline=date(2019, 12, 20))}
    assert not status(taken_over_today, as_of=date(2020, 1, 20), dispatch=None).reminders_due
