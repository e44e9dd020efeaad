"""A person overrides a number before the letters and an answer after them, through the real flow and the store."""

from __future__ import annotations

import os
from datetime import date

import pytest
from builders import a_message, a_reading, a_registration, a_request

from flows.rehearsal_settings import rehearsal_settings
from tasks.core.installation import open_installation
from tasks.core.model.errors import BadInput
from tasks.core.model.reconciliation import CaseState
from tasks.core.store import amendments, cases, decisions, messages, registrations, requests, rounds

OCTOBER, DAY, LATER = date(2019, 10, 15), date(2019, 12, 16), date(2019, 12, 17)
WHO = ("Kari Nordmann", "seniorrådgiver", "avtalt med ordføreren")
FORECAST = "config/forecasts/2019-10.csv"


@pytest.fixture
def home(prefect_server, tmp_path):
    """An installation of its own."""
    with rehearsal_settings(tmp_path):
        yield tmp_path


@pytest.fixture
def season(home):
    """One municipality whose registered number and copy differ."""
    with open_installation() as here, here.store.begin() as tx:
        requests.add(tx, [a_request()], origin=requests.IMPORTED, known_on=date(2019, 10, 24))
        registrations.add(tx, [a_registration(count=18)], known_on=DAY)
        messages.add(tx, 2020, a_message(reading=a_reading()), known_on=DAY, actor="program")
    from flows.replies import reconcile

    reconcile(2020, DAY)


def _override(*what, day=LATER, **numbers):
    from flows.overrides import Overridden, override

    number, kind = what
    return override(2020, number, Overridden(kind), *WHO, **numbers, as_of=day)


def _log():
    with open_installation() as here, here.store.begin() as tx:
        return [(row["action"], row["actor"], row["reason"]) for row in decisions.listed(tx, 2020)]


@pytest.mark.usefixtures("season")
def test_what_counts_is_known_from_its_day_its_case_is_closed_and_the_received_stays():
    from flows.picture import year_view

    assert _override("5057", "decided", persons=15, em=0) == "kommune 5057: tallet som gjelder, er 15"
    assert _override("5057", "decided", persons=15, em=0).endswith("(sto slik fra før)")
    then, now = year_view(2020, DAY), year_view(2020, LATER)
    assert [v.position_of["5057"].state for v in (then, now)] == ["in_dispute", "complete"]
    assert (now.finding_of["5057"].registered, now.finding_of["5057"].copy) == (18, 15)
    assert (len(then.open_cases), len(now.open_cases)) == (1, 0)
    assert ("amend_standing", WHO[0], WHO[2]) in _log()
    assert _override("5057", "lifted") == "kommune 5057: overstyringen er opphevet"
    with open_installation() as here, here.store.begin() as tx:
        (case,) = cases.of_year(tx, 2020)
    assert case.state is CaseState.OPEN


@pytest.mark.usefixtures("season")
@pytest.mark.parametrize(
    ("what", "numbers", "told"),
    [
        (("5057", "decided"), {}, "goes with a number"),
        (("5057", "disputed"), {"persons": 5}, "goes without a number"),
        (("5057", "requested"), {"persons": 20, "em": 2}, "without EM"),
        (("5057", "decided"), {"persons": 5, "em": 6}, "EM within the persons"),
        (("1520", "decided"), {"persons": 5}, "not asked"),
        (("5057", "lifted"), {}, "nothing is overridden"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_stored(what, numbers, told):
    before = _log()
    with pytest.raises(BadInput, match=told):
        _override(*what, **numbers)
    assert _log() == before
    with open_installation() as here, here.store.begin() as tx:
        assert amendments.of_year(tx, 2020) == ()


def test_a_number_of_an_open_round_is_fixed_with_author_and_reason_and_can_be_lifted(home):
    from flows.autumn import allocate, pull_forecast

    os.environ["ANMODNING_FORECAST_URL"] = str(_checkout() / FORECAST)
    pull_forecast(2020, OCTOBER)
    before = allocate(2020, OCTOBER).round.by_number()["5057"].count
    with pytest.raises(BadInput, match="smallest request"):
        _override("5057", "requested", persons=3, day=OCTOBER)
    assert _override("5057", "requested", persons=before + 7, day=OCTOBER).startswith("kommune 5057")
    with open_installation() as here, here.store.begin() as tx:
        newest = rounds.latest(tx, 2020)
    assert newest.round.by_number()["5057"].count == before + 7
    assert sum(row.count for row in newest.round.allocations) == newest.round.need.total
    (rule,) = newest.round.constraints
    assert (rule.author, rule.reason) == ("Kari Nordmann, seniorrådgiver", WHO[2])
    assert allocate(2020, OCTOBER).id == newest.id, "the daily run keeps to it"
    _override("5057", "lifted", day=OCTOBER)
    assert allocate(2020, OCTOBER).round.by_number()["5057"].count == before
    with pytest.raises(BadInput, match="no letter"):
        _override("5057", "disputed", day=OCTOBER)


@pytest.mark.usefixtures("season")
def test_a_number_whose_letter_went_out_stands():
    with pytest.raises(Exception, match=r"no round|its numbers stand"):
        _override("5057", "requested", persons=20)


def _checkout():
    from checkout import ROOT

    return ROOT
