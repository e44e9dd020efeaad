"""The whole year on one day: a position for every municipality, coverage, and the reminders that are due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from config.cycle.year import Reminders
from tasks.core.model.dispatch import DispatchState
from tasks.core.model.position import (
    Coverage,
    Missing,
    Position,
    PositionState,
    ReminderDue,
    YearStatus,
)
from tasks.core.model.reconciliation import Cause, Finding, NextAction, Resolution
from tasks.core.model.request import Request
from tasks.monitoring.reminders import reminder_due, steps
from tasks.monitoring.states import DISPUTED, has_left, state_of

OWED: dict[Cause, tuple[Missing, ...]] = {
    Cause.NOTHING: (Missing.REGISTRATION, Missing.COPY),
    Cause.ONLY_COPY: (Missing.REGISTRATION,),
    Cause.ONLY_REGISTERED: (Missing.COPY,),
    Cause.KS_NOT_COPIED: (Missing.KS_COPY,),
}
ANSWERED_BY_PERSON = frozenset({Resolution.ACCEPT_REGISTERED, Resolution.ACCEPT_COPY, Resolution.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class ReplyPlan:
    """When replies are due and reminded of. ``own_deadlines`` holds extensions by number, later than ``deadline``."""

    reminders: Reminders
    deadline: date
    own_deadlines: Mapping[str, date] = field(default_factory=dict[str, date])

    def last_day(self, number: str) -> date:
        """Return the municipality's own last day to reply."""
        return self.own_deadlines.get(number, self.deadline)


def year_status(
    year: int,
    requests: Mapping[str, Request],
    dispatch_states: Mapping[str, DispatchState],
    findings: Iterable[Finding],
    reminders_sent: Mapping[str, Sequence[str]],
    plan: ReplyPlan,
    as_of: date,
    not_asked: Iterable[str],
) -> YearStatus:
    """Return where every municipality of the year stands on ``as_of``, by number.

    Everything given must be what was known on that day. ``dispatch_states`` holds the state of each request
    letter by municipality number; without one the letter was sent by other means. ``not_asked`` may name every
    municipality of the register: those with a request are asked.
    """
    finding_of = {f.number: f for f in findings if f.number in requests}
    positions = [_not_asked(number) for number in set(not_asked) - requests.keys()]
    due: list[ReminderDue] = []
    for number, request in requests.items():
        finding, dispatch = finding_of.get(number), dispatch_states.get(number)
        sent = reminders_sent.get(number, ())
        reminder = _reminder(request, finding, dispatch, sent, plan, as_of)
        due += [reminder] if reminder else []
        state = state_of(finding, dispatch, deadline=plan.last_day(number), as_of=as_of)
        positions.append(_position(request, finding, state, sent, plan, as_of, reminder))
    ordered = tuple(sorted(positions, key=lambda p: p.number))
    by_number = tuple(sorted(due, key=lambda r: r.number))
    return YearStatus(year, as_of, plan.deadline, ordered, coverage(ordered), by_number)


def _reminder(
    request: Request,
    finding: Finding | None,
    dispatch: DispatchState | None,
    sent: Sequence[str],
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
        steps(plan.reminders, plan.last_day(number), is_extension=number in plan.own_deadlines),
        sent,
        at_most=plan.reminders.at_most,
        asked_on=request.issued_on,
        as_of=as_of,
    )


def missing(finding: Finding | None) -> tuple[Missing, ...]:
    """Return what the answer still lacks, from the municipality or in clearing it up; nothing once a person decided."""
    if finding is None:
        return OWED[Cause.NOTHING]
    if finding.resolution in ANSWERED_BY_PERSON:
        return ()
    owed = {m for cause in finding.causes for m in OWED.get(cause, ())}
    if finding.decided is None and DISPUTED & set(finding.causes):
        owed.add(Missing.CLARIFICATION)
    return tuple(m for m in Missing if m in owed)


def to_be_reminded_of(finding: Finding | None) -> tuple[Missing, ...]:
    """Return what a reminder may name: a clarification only after a person has asked the municipality for it.

    Until then the difference may be our misreading, and a reminder about it would be a false reproach.
    """
    asked = finding is not None and finding.resolution is Resolution.ASK_MUNICIPALITY
    return tuple(m for m in missing(finding) if asked or m is not Missing.CLARIFICATION)


def coverage(positions: Iterable[Position]) -> Coverage:
    """Return the shares of asked municipalities and of requested places with a trusted decision, exact.

    Of nobody asked, nothing is covered: both are 0.
    """
    asked = [p for p in positions if p.state is not PositionState.NOT_ASKED]
    decided = [p for p in asked if p.decided is not None]
    return Coverage(
        replies=_share(len(decided), len(asked)),
        places=_share(sum(p.requested for p in decided), sum(p.requested for p in asked)),
    )


def coverage_by(positions: Iterable[Position], group_of: Mapping[str, str]) -> dict[str, Coverage]:
    """Return the coverage of each group (office, county) with anybody asked, by name."""
    groups: dict[str, list[Position]] = {}
    for position in positions:
        if position.state is not PositionState.NOT_ASKED:
            groups.setdefault(group_of[position.number], []).append(position)
    return {group: coverage(groups[group]) for group in sorted(groups)}


def _share(part: int, whole: int) -> Fraction:
    return Fraction(part, whole) if whole else Fraction(0)


def _position(
    request: Request,
    finding: Finding | None,
    state: PositionState,
    sent: Sequence[str],
    plan: ReplyPlan,
    as_of: date,
    reminder: ReminderDue | None,
) -> Position:
    causes = frozenset(finding.causes if finding else ())
    lacks, last_day = missing(finding), plan.last_day(request.number)
    is_overdue = as_of > last_day and not {Missing.REGISTRATION, Missing.COPY}.isdisjoint(lacks)
    return Position(
        number=request.number,
        state=state,
        requested=request.count,
        decided=finding.decided if finding else None,
        decided_em=finding.decided_em if finding else None,
        reminded=len(sent),
        is_late=Cause.LATE in causes or is_overdue,
        has_reservation=Cause.RESERVATION in causes,
        number_differs=Cause.NUMBER_DIFFERS in causes,
        missing=lacks,
        next_action=_next_action(finding, state, is_reminder_due=reminder is not None),
        requested_em=request.em,
        deadline=last_day,
        has_extension=request.number in plan.own_deadlines,
        council_date=finding.council_date if finding else None,
    )


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
