"""Who offers without being asked, and which vedtak count as lower than the request they answer."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_request

from tasks.allocation.standing import lower_vedtak
from tasks.allocation.willing import check_offer, offers
from tasks.core.model.amendment import Amendment, AmendmentKind
from tasks.core.model.errors import BadInput
from tasks.core.model.reconciliation import Cause, Finding, NextAction, Severity
from tasks.core.model.request import RequestKind

DAY = date(2020, 1, 20)


def a_finding(*, number="5057", decided, replied_on=None):
    return Finding(
        2020, number, Cause.AGREE, (Cause.AGREE,), Severity.NONE, NextAction.NONE,
        15, 0, decided, 0, decided, 0, decided, 0, "", "", replied_on=replied_on,
    )  # fmt: skip


def offer(number, value="ja", kind=AmendmentKind.WILLING):
    return Amendment(2020, number, kind, value, "Kari", "rådgiver", "brev fra ordføreren", DAY)


def test_the_oldest_offer_comes_first_and_keeps_its_place_when_its_number_changes():
    found = offers([offer("4204", "20"), offer("1101"), offer("4204", "12")], asked=())
    assert found.numbers == ("4204", "1101")
    assert found.most == {"4204": 12}


def test_an_offer_taken_back_and_made_again_counts_from_then_on():
    found = offers([offer("4204"), offer("1101"), offer("4204", "nei"), offer("4204", "15")], asked=())
    assert found.numbers == ("1101", "4204")
    assert offers([offer("4204"), offer("4204", "nei")], asked=()).numbers == ()


def test_who_has_been_asked_since_and_other_entries_do_not_count():
    other = offer("5001", "Postboks 43, 7159 BJUGN", AmendmentKind.ADDRESS)
    assert offers([offer("4204"), other, offer("1101")], asked={"4204"}).numbers == ("1101",)


@pytest.mark.parametrize("value", ["", "0", "-3", "10,5", "kanskje", "ti", "1000000"])
def test_an_offer_is_yes_no_or_a_number(value):
    with pytest.raises(BadInput, match="4204"):
        offer("4204", value)


def test_who_is_asked_and_who_offers_fewer_than_the_smallest_request_is_refused(plan):
    with pytest.raises(BadInput, match="asked for 15 already"):
        check_offer(plan, a_request(count=15), None, place="x")
    with pytest.raises(BadInput, match="9 is below the smallest request 10"):
        check_offer(plan, None, 9, place="x")
    check_offer(plan, None, 10, place="x")
    check_offer(plan, None, None, place="x")


def test_only_a_trusted_vedtak_below_its_request_is_lower():
    asked = [a_request(number=n, count=15) for n in ("5057", "1520", "1101", "4204")]
    found = [
        a_finding(number="5057", decided=10),
        a_finding(number="1520", decided=15),
        a_finding(number="1101", decided=None),
        a_finding(number="4204", decided=0),
        a_finding(number="3001", decided=4),
    ]
    assert lower_vedtak(found, asked) == {"5057": 10, "4204": 0}


def test_a_request_that_came_after_the_answer_is_not_answered_by_it():
    first = a_request(count=15, issued_on=date(2019, 10, 24))
    more = a_request(count=25, kind=RequestKind.SUPPLEMENTARY, letter_ref="T1", issued_on=date(2020, 3, 1))
    adjusted = a_request(count=30, kind=RequestKind.ADJUSTED, letter_ref="J1", issued_on=date(2020, 2, 1))
    before, after = date(2019, 12, 10), date(2020, 3, 20)
    assert lower_vedtak([a_finding(decided=15, replied_on=before)], [first, adjusted, more]) == {}
    assert lower_vedtak([a_finding(decided=15, replied_on=after)], [first, more]) == {"5057": 15}
    assert lower_vedtak([a_finding(decided=12, replied_on=before)], [first, more]) == {"5057": 12}
