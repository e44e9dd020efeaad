"""The whole year on one day: a position for every municipality, coverage, and the reminders that are due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from config.cycle.year import Reminders
from tasks.core.model.deadlines import Deadlines
from tasks.core.model.dispatch import DispatchState
from tasks.core.model.position import (
    Missing,
    Position,
    PositionState,
    ReminderDue,
    YearStatus,
)
from tasks.core.model.reconciliation import Cause, Finding, NextAction
from tasks.core.model.request import Request
from tasks.monitoring.coverage import coverage
from tasks.monitoring.owed import missing, to_be_reminded_of
from tasks.monitoring.reminders import Sent, Step, reminder_due, steps
from tasks.monitoring.states import has_left, state_of


@dataclass(frozen=True, slots=True)
class ReplyPlan:
    """When replies are due, and when those who owe something are reminded."""

    reminders: Reminders
    deadlines: Deadlines

    def steps_for(self, number: str) -> tuple[Step, ...]:
        """Return the reminder steps of a municipality; a deadline of its own starts its own series."""
        own = self.deadlines
        if number not in own.own:
            return steps(self.reminders, own.last_day)
        series = f"{'extended' if number in own.extended else 'round'}-{own.of(number)}-"
        return steps(self.reminders, own.of(number), series=series)


def year_status(
    year: int,
    requests: Mapping[str, Request],
    dispatch_states: Mapping[str, DispatchState],
    findings: Iterable[Finding],
    reminders_sent: Mapping[str, Sent],
    plan: ReplyPlan,
    as_of: date,
    not_asked: Iterable[str],
) -> YearStatus:
    """Return where every municipality of the year stands on ``as_of``, by number.

    Everything given must be what was known on that day. ``dispatch_states`` holds the state of each request
    letter by number; without one the letter was sent by other means. ``not_asked`` may name every
    municipality of the register: those with a request are asked.
    """
    finding_of = {f.number: f for f in findings if f.number in requests}
    positions = [_not_asked(number) for number in set(not_asked) - requests.keys()]
    due: list[ReminderDue] = []
    for number, request in requests.items():
        finding, dispatch = finding_of.get(number), dispatch_states.get(number)
        sent = reminders_sent.get(number, Sent())
        reminder = _reminder(request, finding, dispatch, sent, plan, as_of)
        due += [reminder] if reminder else []
        state = state_of(finding, dispatch, deadline=plan.deadlines.of(number), as_of=as_of)
        positions.append(_position(request, finding, state, sent, plan, as_of, reminder))
    ordered = tuple(sorted(positions, key=lambda p: p.number))
    by_number = tuple(sorted(due, key=lambda r: r.number))
    return YearStatus(year, as_of, plan.deadlines.last_day, ordered, coverage(ordered), by_number)


def _reminder(
    request: Request,
    finding: Finding | None,
    dispatch: DispatchState | None,
    sent: Sent,
    plan: ReplyPlan,
    as_of: date,
) -> ReminderDue | None:
    """Return the reminder due; who has not been sent the request is not reminded of it."""
    if not has_left(dispatch):
        return None
    number = request.number
    return reminder_due(
        number,
        to_be_reminded_of(finding),
        plan.steps_for(number),
        sent,
        at_most=plan.reminders.at_most,
        asked_on=max(request.issued_on, plan.deadlines.extended.get(number, request.issued_on)),
        as_of=as_of,
    )


def _position(
    request: Request,
    finding: Finding | None,
    state: PositionState,
    sent: Sent,
    plan: ReplyPlan,
    as_of: date,
    reminder: ReminderDue | None,
) -> Position:
    causes = frozenset(finding.causes if finding else ())
    lacks, last_day = missing(finding), plan.deadlines.of(request.number)
    is_overdue = as_of > last_day and not {Missing.REGISTRATION, Missing.COPY}.isdisjoint(lacks)
    council_date = plan.deadlines.council_dates.get(request.number, finding.council_date if finding else None)
    return Position(
        number=request.number,
        state=state,
        requested=request.count,
        decided=finding.decided if finding else None,
        decided_em=finding.decided_em if finding else None,
        reminded=sent.count,
        is_late=Cause.LATE in causes or is_overdue,
        has_reservation=Cause.RESERVATION in causes,
        number_differs=Cause.NUMBER_DIFFERS in causes,
        missing=lacks,
        next_action=NextAction.EXTEND_DEADLINE
        if _meets_too_late(council_date, last_day, finding, as_of)
        else _next_action(finding, state, is_reminder_due=reminder is not None),
        requested_em=request.em,
        deadline=last_day,
        has_extension=request.number in plan.deadlines.extended,
        council_date=council_date,
    )


def _meets_too_late(council: date | None, last_day: date, finding: Finding | None, as_of: date) -> bool:
    """Return whether the council is still to meet, and after the deadline: more time, or none, is a decision."""
    undecided = finding is None or (finding.decided is None and finding.resolution is None)
    return council is not None and council > last_day and as_of <= council and undecided


def _next_action(finding: Finding | None, state: PositionState, *, is_reminder_due: bool) -> NextAction:
    """Return what comes next; waiting turns into reminding on the day a reminder is due."""
    if state is PositionState.PLANNED or finding is None:
        return NextAction.REMIND if is_reminder_due else NextAction.WAIT
    if finding.next_action is NextAction.WAIT and is_reminder_due:
        return NextAction.REMIND
    return finding.next_action


def _not_asked(number: str) -> Position:
    return Position(
        number=number,
        state=PositionState.NOT_ASKED,
        requested=0,
        decided=None,
        decided_em=None,
        reminded=0,
        is_late=False,
        has_reservation=False,
        number_differs=False,
        missing=(),
        next_action=NextAction.NONE,
    )
