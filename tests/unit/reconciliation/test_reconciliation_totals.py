"""Sums by county, office and nation are the sums of the rows, or nothing leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import DEADLINE, a_message, a_registration, a_request

from tasks.core.model.errors import StopAndMend
from tasks.core.model.vedtak import MessageState
from tasks.reconciliation.compare import reconcile
from tasks.reconciliation.totals import Sums, check_footing, totals

REQUESTS = {n: a_request(number=n, count=c) for n, c in (("5057", 15), ("5001", 100), ("1520", 10))}
COUNTY = {"5057": "Trøndelag", "5001": "Trøndelag", "1520": "Møre og Romsdal"}
OFFICE = dict.fromkeys(COUNTY, "Midt-Norge")


def findings():
    registrations = {"5057": a_registration(), "5001": a_registration(number="5001", count=90)}
    messages = [a_message(), a_message(raw_sha256="ab" * 32, number=None, state=MessageState.PERSON)]
    return reconcile(REQUESTS, registrations, messages, DEADLINE, DEADLINE, {}, year=2020)


def test_every_grouping_adds_up_to_the_nation():
    result = totals(findings(), COUNTY, OFFICE)
    assert result.nation.asked_municipalities == 3, "an unmatched message is no municipality"
    assert (result.nation.requested, result.nation.registered, result.nation.copy) == (125, 105, 15)
    assert (result.nation.decided, result.nation.requested_of_decided) == (15, 15)
    assert result.by_county["Trøndelag"].requested == 115
    assert sum(result.by_county.values(), Sums()) == sum(result.by_office.values(), Sums()) == result.nation


def test_a_table_that_lost_a_person_does_not_leave():
    result = totals(findings(), COUNTY, OFFICE)
    short = replace(
        result, by_county={**result.by_county, "Trøndelag": Sums(asked_municipalities=2, requested=114)}
    )
    with pytest.raises(StopAndMend, match=r"by county: requested adds up to 124, the municipalities to 125"):
        check_footing(short, [f for f in findings() if f.is_about_asked])


def test_a_municipality_without_a_county_stops_the_table():
    with pytest.raises(StopAndMend, match="5001 has no county"):
        totals(findings(), {"5057": "Trøndelag", "1520": "Møre og Romsdal"}, OFFICE)
