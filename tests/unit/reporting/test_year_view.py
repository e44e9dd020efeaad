from dataclasses import replace
from datetime import date

import pytest
from unit.reporting.view_builder import (
    AS_OF,
    a_case,
    a_finding,
    a_full_view,
    a_municipality,
    a_position,
    a_request,
    a_small_view,
    a_status,
)

from tasks.core.model.allocation import RoundState
from tasks.core.model.errors import BadInput
from tasks.core.model.need import Need
from tasks.core.model.reconciliation import CaseState, Cause, Severity
from tasks.core.model.request import RequestKind


@pytest.mark.parametrize(
    ("title", "changes", "told"),
    [
        ("need of another year", {"need": Need(2021, 15, 0, 0)}, "need is of 2021"),
        ("finding of another year", {"findings": (a_finding(year=2019),)}, "finding for 9901 is of 2019"),
        ("case of another year", {"cases": (a_case(year=2019),)}, "case 1 is of 2019"),
        ("status of another day", {"as_of": date(2019, 12, 1)}, "status of 2019-12-23"),
        ("request to nobody known", {"requests": (a_request("9902"),)}, "9902 is not in the register"),
        ("no office", {"offices": {}}, "9901 has no IMDi office"),
        ("municipality twice", {"municipalities": (a_municipality(), a_municipality())}, "9901 stands twice"),
        ("municipality without position", {"status": a_status()}, "9901 is not in both"),
        (
            "position without municipality",
            {"status": a_status(a_position(), a_position("9902"))},
            "9902 is not in both",
        ),
    ],
)
def test_a_view_that_mixes_things_cannot_be_built(title, changes, told):
    with pytest.raises(BadInput, match=told):
        a_small_view(**changes)


def test_all_faults_are_told_at_once():
    with pytest.raises(BadInput) as caught:
        a_small_view(offices={}, need=Need(2021, 15, 0, 0), requests=(a_request("9902"),))
    assert len(caught.value.faults) == 3


def test_a_message_without_known_municipality_is_no_fault():
    view = a_small_view(findings=(a_finding("mail-0f0f", Cause.UNMATCHED),), cases=(a_case("mail-0f0f"),))
    assert len(view.open_cases) == 1


def test_original_and_adjusted_requests_stay_apart():
    adjusted = a_request(count=10, kind=RequestKind.ADJUSTED, revision=2)
    view = a_small_view(requests=(a_request(count=15), adjusted))
    assert (view.original_of["9901"].count, view.current_of["9901"].count, view.has_adjusted) == (
        15,
        10,
        True,
    )


def test_open_cases_come_most_urgent_first_and_closed_ones_not_at_all():
    cases = (
        a_case(id=1, severity=Severity.LOW),
        a_case(id=2, severity=Severity.HIGH, due=date(2020, 1, 9)),
        a_case(id=3, severity=Severity.HIGH, due=AS_OF),
        a_case(id=4, severity=Severity.HIGH, state=CaseState.CLOSED),
    )
    assert [case.id for case in a_small_view(cases=cases).open_cases] == [3, 2, 1]


def test_a_withdrawn_round_is_not_the_newest():
    view = a_full_view()
    last = replace(view.rounds[-1], version=3, state=RoundState.WITHDRAWN)
    assert replace(view, rounds=(*view.rounds, last)).newest_round.version == 2
