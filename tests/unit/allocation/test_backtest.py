"""How near the two profiles come to the requests of 2020, with what was known in the autumn of 2019 only."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from config.register_reader import read_indicators
from tasks.allocation.backtest import backtest, rank_correlation


def originals(requests_2020):
    return {number: original for number, (original, _) in requests_2020.items()}


def test_continuity_reproduces_practice(plan, indicators, requests_2020):
    found = backtest(plan, 2020, 5120, indicators, originals(requests_2020))["continuity"]
    assert found["jaccard"] >= 0.95
    assert found["misplaced_share"] <= 0.066
    assert (found["asked_ours"], found["asked_theirs"]) == (210, 211)
    assert found["misplaced_persons"] == 333
    assert found["rank_correlation"] > 0.9


TENTHS = [Decimal(n) / 10 for n in range(10, 3, -1)]


def test_the_weight_of_continuity_is_the_one_that_2019_alone_would_choose(plan):
    """Record 0002: best agreement with the set asked in 2019, computed from 2018; the requests of 2020 have no say."""
    register = {}
    for one in read_indicators(2020, date(2020, 12, 31)):
        register.setdefault(one.number, {})[one.name, one.year] = one.value
    known = {
        number: {
            "population": own["population", 2019],
            "requested_previous_year": own.get(("requested", 2018)),
        }
        for number, own in register.items()
    }
    requests = {n: int(own["requested", 2019]) for n, own in register.items() if ("requested", 2019) in own}
    nearness = {}
    for weight in TENTHS:
        weights = {"previous_request": weight, "size": 1 - weight}
        profile = plan.profile("continuity").model_copy(update={"weights": weights})
        alone = plan.model_copy(update={"profiles": (profile,)})
        found = backtest(alone, 2019, sum(requests.values()), known, requests)["continuity"]
        nearness[weight] = (found["jaccard"], -found["misplaced_share"])
    assert max(nearness, key=nearness.get) == plan.profile("continuity").weights["previous_request"]
    assert nearness[Decimal(1)] == (0.947867, -0.104486)


def test_criteria_first_is_reported_as_it_is(plan, indicators, requests_2020):
    found = backtest(plan, 2020, 5120, indicators, originals(requests_2020))["criteria-first"]
    assert (found["jaccard"], found["misplaced_share"]) == (0.788845, 0.136523)
    assert found["criteria_without_any_figure"] == ["intro_results", "work"]


def test_the_largest_differences_come_first_with_reasons(plan, indicators, requests_2020):
    differences = backtest(plan, 2020, 5120, indicators, originals(requests_2020))["continuity"][
        "differences"
    ]
    sizes = [abs(row["difference"]) for row in differences]
    assert sizes == sorted(sizes, reverse=True)
    assert differences[0]["number"] == "0301"
    assert differences[0]["ours"] - differences[0]["theirs"] == differences[0]["difference"]
    assert all(row["reason"] and row["sentence"] for row in differences)


def test_a_municipality_without_indicators_counts_as_theirs(plan, indicators, requests_2020):
    without = {number: own for number, own in indicators.items() if number != "0301"}
    found = backtest(plan, 2020, 5120, without, originals(requests_2020))["continuity"]
    assert found["differences"][0] == {
        "number": "0301",
        "ours": 0,
        "theirs": 210,
        "difference": -210,
        "reason": "no_indicators",
        "sentence": "",
    }


def test_another_year_with_fewer_columns_is_computed_too(plan, indicators, requests_2020):
    """A column that is missing passes its weight on; nothing depends on the register of 2020."""
    only_size = {f"9{number[1:]}": {"population": own["population"]} for number, own in indicators.items()}
    found = backtest(plan, 2021, 4000, only_size, {"9301": 100})["continuity"]
    assert found["criteria_without_any_figure"] == ["previous_request"]
    assert found["asked_ours"] > 150


def test_a_share_of_no_need_is_not_known(plan, indicators, requests_2020):
    """Half of 5 120 persons are misplaced, of none: no share says that, least of all 0."""
    found = backtest(plan, 2020, 0, indicators, originals(requests_2020))["continuity"]
    assert (found["misplaced_persons"], found["misplaced_share"]) == (2560, None)


def test_rank_correlation_shares_ranks_between_equals():
    assert rank_correlation([1, 1, 2, 3], [5, 6, 7, 7]) == 0.888889
    assert rank_correlation([1, 1], [5, 6]) is None
