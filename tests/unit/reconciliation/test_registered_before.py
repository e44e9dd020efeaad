"""Numbers registered before the one that stands: replaced they are remarked, side by side a person asks."""

from __future__ import annotations

import pytest
from builders import DEADLINE, a_registration, a_request
from unit.reconciliation.reconciliation_builder import BEFORE, mail

from tasks.core.model.reconciliation import Cause, NextAction, Severity
from tasks.core.model.vedtak import RegistrationStatus
from tasks.reconciliation.case_rules import needs_case
from tasks.reconciliation.compare import reconcile


def find(row, *earlier):
    (finding,) = reconcile(
        {"5057": a_request()},
        {"5057": row},
        [mail()],
        DEADLINE,
        BEFORE,
        {},
        year=2020,
        earlier={"5057": earlier},
    )
    return finding


def test_a_number_that_was_corrected_is_remarked_and_nobody_need_look():
    finding = find(a_registration(), a_registration(count=18, source_sha256="old"))
    assert finding.causes == (Cause.AGREE, Cause.SUPERSEDED)
    assert finding.decided == 15
    assert not needs_case(finding, BEFORE, DEADLINE)


@pytest.mark.parametrize(
    "earlier",
    [
        a_registration(source_sha256="old"),
        a_registration(count=None, em=None, status=RegistrationStatus.POSTPONED, source_sha256="old"),
    ],
    ids=["the same number", "no number yet"],
)
def test_what_says_no_other_number_is_not_replaced(earlier):
    assert find(a_registration(), earlier).causes == (Cause.AGREE,)


def test_two_numbers_in_one_export_are_one_case_with_both_and_none_is_chosen():
    finding = find(a_registration(row=7), a_registration(count=18, row=3))
    assert finding.cause is Cause.DUPLICATE_REGISTRATION
    assert (finding.decided, finding.severity) == (None, Severity.HIGH)
    assert finding.next_action is NextAction.ASK_MUNICIPALITY
    assert needs_case(finding, BEFORE, DEADLINE)
    assert "15" in finding.reason
    assert "18" in finding.reason


def test_a_number_under_the_older_number_of_a_merged_municipality_counts_and_is_remarked():
    finding = find(a_registration(number_in_source="1621"))
    assert finding.causes == (Cause.AGREE, Cause.MERGED_MUNICIPALITY)
    assert finding.decided == 15
    assert "1621" in finding.reason
    assert not needs_case(finding, BEFORE, DEADLINE)
