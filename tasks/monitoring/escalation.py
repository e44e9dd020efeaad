"""Cases nobody closed in time go up: first to the regional office, then to the director."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from tasks.core.model.escalation import Escalation, EscalationLevel
from tasks.core.model.reconciliation import Case, CaseState
from tasks.core.norwegian.working_days import is_working_day


def escalations(
    cases: Iterable[Case], as_of: date, *, office_after: int, director_after: int
) -> tuple[Escalation, ...]:
    """Return the open cases that are overdue by enough working days, the longest overdue first.

    :param office_after, director_after: working days after the due day; the director's is the later one.
    """
    if not 0 <= office_after < director_after:
        message = f"the director ({director_after} days) is told after the office ({office_after} days)"
        raise ValueError(message)
    found: list[Escalation] = []
    for case in cases:
        overdue = working_days_after(case.due, as_of) if case.state is CaseState.OPEN else 0
        if overdue > director_after:
            found.append(Escalation(case, EscalationLevel.DIRECTOR, overdue))
        elif overdue > office_after:
            found.append(Escalation(case, EscalationLevel.OFFICE, overdue))
    return tuple(sorted(found, key=lambda e: (-e.working_days, e.case.number, e.case.cause)))


def working_days_after(day: date, as_of: date) -> int:
    """Return the number of working days after ``day`` up to and with ``as_of``; 0 before it.

    >>> working_days_after(date(2019, 12, 20), date(2019, 12, 30))
    4
    """
    days = (day + timedelta(days=n) for n in range(1, (as_of - day).days + 1))
    return sum(1 for one in days if is_working_day(one))
