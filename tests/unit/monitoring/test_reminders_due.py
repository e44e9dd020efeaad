"""Who is reminded, when, of what; and who is left in peace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from unit.monitoring.status_builder import REMINDERS, a_registration, a_request, mail, status

from tasks.core.model.dispatch import DispatchState
from tasks.core.model.position import Missing, ReminderDue
from tasks.core.model.reconciliation import Case, CaseState, Cause, NextAction, Resolution, Severity
from tasks.core.model.vedtak import MessageState
from tasks.monitoring.reminders import Sent, Step, reminder_due, steps
from tasks.reconciliation.compare import reconcile

BOTH = (Missing.REGISTRATION, Missing.COPY)
CALENDAR = [
    # day, steps sent before, step due (None: nobody is reminded)
    (date(2019, 12, 5), (), None),
    (date(2019, 12, 6), (), "before-14"),
    (date(2019, 12, 6), ("before-14",), None),
    (date(2019, 12, 10), (), "before-14"),  # nothing ran on the 6th
    (date(2019, 12, 17), ("before-14",), "before-3"),
    (date(2019, 12, 18), (), "before-3"),  # both passed: only the latest
    (date(2019, 12, 20), ("before-3",), None),
    (date(2019, 12, 23), ("before-3",), "after-3"),
    (date(2019, 12, 30), ("before-14", "before-3", "after-3"), "after-10"),
    (date(2019, 12, 30), ("x", "before-14", "before-3", "after-3"), None),  # four are enough
    (date(2020, 2, 1), ("after-10",), None),
    (date(2020, 2, 1), ("before-14",), "after-10"),
]


@pytest.mark.parametrize(("as_of", "sent", "step"), CALENDAR)
def test_a_silent_municipality_is_reminded_once_per_step(as_of, sent, step):
    due = status(as_of=as_of, sent={"5057": sent}).reminders_due
    assert [(r.number, r.step) for r in due] == ([("5057", step)] if step else [])
    if step:
        assert due[0].missing == BOTH


@pytest.mark.parametrize(
    ("registration", "messages", "missing"),
    [
        (None, [], BOTH),
        (a_registration(), [], (Missing.COPY,)),
        (None, [mail()], (Missing.REGISTRATION,)),
        (a_registration(), [mail(ks_copied=False)], (Missing.KS_COPY,)),
        (a_registration(), [mail()], None),
        (a_registration(count=18), [mail()], None),
        (a_registration(), [mail(reading=None, state=MessageState.PERSON)], None),
        (a_registration(), [mail(grade="C", state=MessageState.PERSON)], (Missing.COPY,)),
    ],
    ids=[
        "silent",
        "registered only",
        "mailed only",
        "KS left out",
        "complete",
        "a difference no person has looked at",
        "unread: ours to read",
        "an unknown sender's mail does not stop the reminder",
    ],
)
def test_the_reminder_says_what_is_missing(registration, messages, missing):
    due = status(
        registrations=[registration] if registration else [], messages=messages, as_of=date(2019, 12, 6)
    ).reminders_due
    assert due == ((ReminderDue("5057", "before-14", date(2019, 12, 6), missing),) if missing else ())


def test_a_clarification_is_named_once_a_person_has_asked_for_it():
    registration, messages, day = a_registration(count=18), [mail()], date(2019, 12, 6)
    (finding,) = reconcile(
        {"5057": a_request()}, {"5057": registration}, messages, date(2019, 12, 20), day, {}, year=2020
    )
    asked = Case(
        id=1,
        year=2020,
        number="5057",
        cause=Cause.NUMBER_DIFFERS,
        severity=Severity.HIGH,
        state=CaseState.CLOSED,
        opened=day,
        due=date(2019, 12, 19),
        registered=18,
        copy=15,
        requested=15,
        evidence="",
        next_action=NextAction.ASK_MUNICIPALITY,
        resolution=Resolution.ASK_MUNICIPALITY,
        facts=finding.facts,
    )
    (due,) = status(
        registrations=[registration], messages=messages, as_of=day, resolutions={"5057": asked}
    ).reminders_due
    assert due.missing == (Missing.CLARIFICATION,)
    settled = replace(asked, resolution=Resolution.ACCEPT_COPY)
    assert not status(
        registrations=[registration], messages=messages, as_of=day, resolutions={"5057": settled}
    ).reminders_due


@pytest.mark.parametrize(
    "dispatch", [DispatchState.READY, DispatchState.UNKNOWN, DispatchState.REJECTED, DispatchState.CANCELLED]
)
def test_who_has_not_been_sent_the_request_is_not_reminded_of_it(dispatch):
    assert not status(as_of=date(2019, 12, 30), dispatch=dispatch).reminders_due


def test_a_request_sent_late_is_not_reminded_of_on_the_same_day():
    late = {"5057": a_request(issued_on=date(2019, 12, 6))}
    assert not status(late, as_of=date(2019, 12, 6)).reminders_due
    assert not status(late, as_of=date(2019, 12, 16)).reminders_due
    assert status(late, as_of=date(2019, 12, 17)).reminders_due[0].step == "before-3"


def test_an_extension_has_a_series_of_its_own():
    own = {"5057": date(2020, 1, 31)}
    assert not status(as_of=date(2019, 12, 30), own_deadlines=own, sent={"5057": ["before-14"]}).reminders_due
    (due,) = status(as_of=date(2020, 1, 17), own_deadlines=own, sent={"5057": ["before-14"]}).reminders_due
    assert due.step == "extended-2020-01-31-before-14"


def test_nobody_is_reminded_where_the_year_wants_none():
    none = REMINDERS.model_copy(update={"at_most": 0})
    assert not status(as_of=date(2019, 12, 30), reminders=none).reminders_due


def test_steps_come_in_the_order_of_their_days():
    assert steps(REMINDERS, date(2019, 12, 20)) == (
        Step("before-14", date(2019, 12, 6)),
        Step("before-3", date(2019, 12, 17)),
        Step("after-3", date(2019, 12, 23)),
        Step("after-10", date(2019, 12, 30)),
    )


def test_a_reminder_cancelled_before_it_left_is_not_counted_and_not_made_again():
    """It would have said that something is missing which had come in the meantime."""
    sent = Sent(("before-14",), frozenset({"before-14"}))
    plan = steps(REMINDERS, date(2019, 12, 20))
    asked = {"at_most": 1, "asked_on": date(2019, 10, 24)}
    assert sent.count == 0
    assert reminder_due("5057", [Missing.COPY], plan, sent, as_of=date(2019, 12, 10), **asked) is None
    due = reminder_due("5057", [Missing.COPY], plan, sent, as_of=date(2019, 12, 17), **asked)
    assert due is not None
    assert due.step == "before-3"


def test_more_time_starts_no_reminder_whose_day_passed_before_it_was_given():
    """Given on 2 December until the 10th: two weeks before that is no day to remind on."""
    own = {"5057": date(2019, 12, 30)}  # given on BEFORE, 2 December; 16 December is after it
    assert [r.step for r in status(as_of=date(2019, 12, 16), own_deadlines=own).reminders_due] == [
        "extended-2019-12-30-before-14"
    ]
    soon = {"5057": date(2019, 12, 16)}  # two weeks before is the day it was given
    assert not status(as_of=date(2019, 12, 3), own_deadlines=soon).reminders_due
