"""Which findings a person must close, and by when."""

from __future__ import annotations

from datetime import date, timedelta

from tasks.core.model.reconciliation import Cause, Finding, Resolution, Severity
from tasks.core.norwegian.working_days import is_working_day

# Remarks that lists and reminders carry; nobody has to decide anything.
NEVER = frozenset(
    {
        Cause.AGREE,
        Cause.LATE,
        Cause.KS_NOT_COPIED,
        Cause.ABOVE_REQUEST,
        Cause.SUPERSEDED,
        Cause.MERGED_MUNICIPALITY,
    }
)
# What is not there yet is no case while there is time left.
ONCE_OVERDUE = frozenset(
    {Cause.NOTHING, Cause.ONLY_COPY, Cause.ONLY_REGISTERED, Cause.NOT_FINAL, Cause.POSTPONED}
)
WORKING_DAYS: dict[Severity, int] = {
    Severity.HIGH: 2,
    Severity.MEDIUM: 5,
    Severity.LOW: 10,
    Severity.NONE: 10,
}
ANSWER_WORKING_DAYS = 10  # how long a municipality that was asked has to answer before the case opens again


def needs_case(finding: Finding, as_of: date, deadline: date) -> bool:
    """Return whether a person must close something about this finding on ``as_of``.

    ``deadline`` is the municipality's own. What a person decided on the same facts is not asked again; a
    document put aside as no decision leaves whatever is still lacking.
    """
    leaves_rest = finding.resolution is Resolution.NOT_A_DECISION and finding.is_about_asked
    if finding.cause in NEVER or not (finding.resolution is None or leaves_rest):
        return False
    return finding.cause not in ONCE_OVERDUE or as_of > deadline


def case_due(finding: Finding, as_of: date) -> date:
    """Return the last day to look at a case opened on ``as_of``: 2, 5 or 10 working days by severity."""
    return add_working_days(as_of, WORKING_DAYS[finding.severity])


def add_working_days(day: date, count: int) -> date:
    """Return the ``count``-th working day after ``day``.

    >>> add_working_days(date(2019, 12, 20), 1), add_working_days(date(2020, 4, 8), 1)  # Easter
    (datetime.date(2019, 12, 23), datetime.date(2020, 4, 14))
    """
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
