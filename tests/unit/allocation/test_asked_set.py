"""Who is asked and why: thresholds, the ceiling, constraints, and the reserve list in order."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from config.cycle.figures import DecimalFigure
from tasks.allocation.asked_set import choose_set
from tasks.allocation.bounds import Demands
from tasks.allocation.weights import Weights
from tasks.core.model.allocation import ReasonCode

NONE = Demands(frozenset(), frozenset(), {}, {}, {})


def weights_of(**weight):
    """Weights as given; a name that ends in s is a small municipality (under 5 000 inhabitants)."""
    exact = {n: Fraction(w) for n, w in weight.items()}
    inhabitants = {n: Decimal(1000 if n.endswith("s") else 9000) for n in weight}
    return Weights(exact, dict(exact), inhabitants, {}, {})


def chosen(plan, need, demands=NONE, indicators=None, **weight):
    county = {number: number[:1] for number in weight}
    return choose_set(plan, weights_of(**weight), indicators or {}, need, demands, county)


def test_a_large_one_needs_half_the_floor_and_a_small_one_three_quarters(plan):
    """Of 100 persons: a 89, b 5, cs 6. cs is small and needs 7.5; without it b has 5.3."""
    found = chosen(plan, 100, a=89, b=5, cs=6)
    assert found.numbers == ("a", "b")
    assert found.standings["cs"].reason is ReasonCode.NOT_ASKED_SIZE
    assert (found.standings["b"].threshold, found.standings["cs"].threshold) == (5, Fraction(15, 2))


def test_the_share_that_is_shown_is_the_one_it_was_judged_by(plan):
    found = chosen(plan, 100, a=96, b=4)
    assert found.numbers == ("a",)
    assert found.standings["b"].reason is ReasonCode.NOT_ASKED_SHARE
    assert found.standings["b"].share == 4
    assert found.standings["a"].share == 100


def test_exactly_at_the_threshold_is_in(plan):
    assert chosen(plan, 100, a=95, b=5).numbers == ("a", "b")


def test_the_reserve_list_holds_the_next_in_order(plan):
    found = chosen(plan, 100, a=100, b=2, c=3, ds=4, e=3)
    assert found.reserve == ("c", "e", "ds", "b")


def test_a_ceiling_on_the_share_of_immigrants(plan):
    ceiling = DecimalFigure(value=Decimal(30), unit="percent", source="test", date=plan.criteria[0].date)
    plan = plan.model_copy(
        update={"places": plan.places.model_copy(update={"immigrant_share_ceiling": ceiling})}
    )
    shares = {"a": {"immigrant_share": Decimal("30.1")}, "b": {"immigrant_share": Decimal(30)}, "c": {}}
    found = chosen(plan, 100, indicators=shares, a=50, b=30, c=20)
    assert found.numbers == ("b", "c")
    assert found.standings["a"].reason is ReasonCode.NOT_ASKED_IMMIGRANT_SHARE
    included = Demands(frozenset("a"), frozenset(), {}, {}, {})
    assert "a" in chosen(plan, 100, included, shares, a=50, b=30, c=20).numbers


def test_those_included_count_before_all_others(plan):
    included = Demands(frozenset(["b"]), frozenset(["a"]), {}, {}, {})
    found = chosen(plan, 100, included, a=90, b=1, c=9)
    assert found.numbers == ("b", "c")
    assert found.standings["a"].reason is ReasonCode.NOT_ASKED_CONSTRAINT


@pytest.mark.parametrize(("number", "reason"), [("b", "not_asked_share"), ("cs", "not_asked_size")])
def test_without_weight_nobody_is_asked(plan, number, reason):
    found = chosen(plan, 100, a=100, b=0, cs=0)
    assert found.standings[number].reason == reason
    assert found.standings[number].forced == "no weight"


def test_the_last_are_left_out_when_floors_fill_the_need(plan):
    """Eleven of 9 persons each reach the threshold, but eleven floors of 10 are more than 100."""
    found = chosen(plan, 100, **{f"{n:02}": 9 for n in range(11)})
    assert len(found.numbers) == 10
    assert found.standings["10"].reason is ReasonCode.NOT_ASKED_PRIORITY
    assert found.reserve == ("10",)


def test_nobody_can_be_asked_for_nothing(plan):
    assert chosen(plan, 0, a=1, b=1).numbers == ()
