"""Whatever comes, the status adds up, and nobody is reminded of what they do not owe."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from builders import DEADLINE, a_registration, a_request
from hypothesis import given
from hypothesis import strategies as st
from properties.replies_strategies import DAYS, NUMBERS, dispatch_states, messages, registrations, seasons

from config.cycle.year import Reminders
from tasks.core.model.deadlines import Deadlines
from tasks.core.model.dispatch import LEFT_US_STATES, DispatchState
from tasks.core.model.position import Missing, PositionState
from tasks.monitoring.positions import ReplyPlan, year_status
from tasks.monitoring.reminders import Sent
from tasks.monitoring.states import MOVES
from tasks.reconciliation.compare import reconcile

REMINDERS = Reminders(days_before=(14, 3), days_after=(3, 10), at_most=3, source="test")
PLAN = ReplyPlan(REMINDERS, Deadlines(DEADLINE))


def status(season, dispatch, sent, as_of):
    requests, registered, mail = season
    findings = reconcile(requests, registered, mail, DEADLINE, as_of, {}, year=2020)
    was_sent = {n: Sent(tuple(steps)) for n, steps in sent.items()}
    return year_status(2020, requests, dispatch, findings, was_sent, PLAN, as_of, NUMBERS)


@given(seasons(), dispatch_states, DAYS)
def test_every_municipality_stands_somewhere_and_the_shares_are_shares(season, dispatch, as_of):
    year = status(season, dispatch, {}, as_of)
    assert [p.number for p in year.positions] == sorted(NUMBERS)
    assert {p.number for p in year.asked_positions} == set(season[0])
    assert sum(year.by_state.values()) == len(NUMBERS)
    assert year.requested == sum(r.count for r in season[0].values())
    assert 0 <= year.coverage.replies <= 1
    assert 0 <= year.coverage.places <= 1
    assert (year.coverage.replies == 1) == (year.coverage.places == 1)
    range_ = year.landing
    assert range_.low == year.decided <= range_.high


@given(seasons(), dispatch_states, DAYS)
def test_only_those_who_owe_something_and_were_asked_are_reminded(season, dispatch, as_of):
    year = status(season, dispatch, {}, as_of)
    position_of = {p.number: p for p in year.positions}
    for due in year.reminders_due:
        assert due.missing
        assert set(due.missing) <= set(position_of[due.number].missing)
        assert Missing.CLARIFICATION not in due.missing, "no person has asked"
        assert dispatch.get(due.number) is None or dispatch[due.number] in LEFT_US_STATES
        assert due.due_on <= as_of
        assert position_of[due.number].state is not PositionState.NOT_ASKED


@given(seasons(), dispatch_states, DAYS, st.lists(st.integers(0, 9), min_size=1, max_size=20))
def test_a_season_reminds_each_step_once_however_often_it_runs(season, dispatch, start, gaps):
    sent: dict[str, list[str]] = {}
    as_of = start
    for gap in gaps:
        as_of += timedelta(days=gap)
        for due in status(season, dispatch, sent, as_of).reminders_due:
            sent.setdefault(due.number, []).append(due.step)
        assert not status(season, dispatch, sent, as_of).reminders_due, "the same day again reminds nobody"
    for steps in sent.values():
        assert len(steps) == len(set(steps)) <= REMINDERS.at_most


@given(
    st.lists(
        st.tuples(
            st.none() | registrations("5057"),
            st.none() | messages("5057"),
            st.sampled_from([DispatchState.READY, DispatchState.ACCEPTED, DispatchState.READ]),
            st.integers(0, 9),
        ),
        min_size=2,
        max_size=8,
    )
)
def test_no_day_brings_a_move_that_is_not_drawn(days):
    """Letters travel forwards, mail is only added; registrations may change and go away."""
    order = [DispatchState.READY, DispatchState.ACCEPTED, DispatchState.READ]
    as_of, travelled, mail, before = DEADLINE - timedelta(days=12), 0, {}, None
    for registration, message, dispatch, later in days:
        as_of += timedelta(days=later)
        travelled = max(travelled, order.index(dispatch))
        if message:
            mail[message.raw_sha256] = message
        season = ({"5057": a_request()}, {"5057": registration} if registration else {}, list(mail.values()))
        (state,) = (p.state for p in status(season, {"5057": order[travelled]}, {}, as_of).asked_positions)
        assert before is None or state is before or state in MOVES[before], (before, state)
        before = state


def test_nobody_asked_covers_nothing():
    year = status(({}, {"5057": a_registration()}, []), {}, {}, DEADLINE)
    assert (year.coverage.replies, year.coverage.places) == (Fraction(0), Fraction(0))
