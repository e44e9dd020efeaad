"""An overdue case goes up by working days; a closed one does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tasks.core.model.escalation import EscalationLevel
from tasks.core.model.reconciliation import Case, CaseState, Cause, NextAction, Severity
from tasks.monitoring.escalation import escalations

CASE = Case(
    id=1,
    year=2020,
    number="5057",
    cause=Cause.NUMBER_DIFFERS,
    severity=Severity.HIGH,
    state=CaseState.OPEN,
    opened=date(2019, 12, 16),
    due=date(2019, 12, 18),
    registered=18,
    copy=15,
    requested=15,
    evidence="",
    next_action=NextAction.ASK_MUNICIPALITY,
)
DAYS = [
    (date(2019, 12, 18), None),
    (date(2019, 12, 20), None),  # two working days over
    (date(2019, 12, 23), EscalationLevel.OFFICE),  # three: the weekend does not count
    (date(2019, 12, 30), EscalationLevel.OFFICE),  # six: nor does Christmas
    (date(2019, 12, 31), EscalationLevel.DIRECTOR),
]


@pytest.mark.parametrize(("as_of", "level"), DAYS)
def test_an_overdue_case_is_told_to_the_next_level(as_of, level):
    found = escalations([CASE], as_of, office_after=2, director_after=6)
    assert [e.level for e in found] == ([level] if level else [])


def test_a_closed_case_stays_down_and_the_oldest_comes_first():
    closed = replace(CASE, id=2, state=CaseState.CLOSED)
    older = replace(CASE, id=3, number="1520", due=date(2019, 12, 2))
    found = escalations([CASE, closed, older], date(2020, 1, 10), office_after=2, director_after=6)
    assert [e.case.id for e in found] == [3, 1]


def test_the_director_is_not_told_before_the_office():
    with pytest.raises(ValueError, match="after the office"):
        escalations([CASE], date(2020, 1, 10), office_after=6, director_after=2)
