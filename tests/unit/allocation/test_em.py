"""Unaccompanied minors: the subset, the groups, the caps."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from tasks.allocation.em import allocate_em
from tasks.allocation.weights import Weights
from tasks.core.model.errors import BadInput
from tasks.core.model.need import Need


def em_of(plan, total, under_15, sizes, upper=None):
    weight = {n: Fraction(s) for n, s in sizes.items()}
    weights = Weights(weight, dict(weight), {n: Decimal(s) for n, s in sizes.items()}, {}, {})
    county = {n: n[0] for n in sizes}
    return allocate_em(plan, Need(2020, total, total, under_15), tuple(sizes), weights, county, upper or {})


def test_the_largest_of_every_county_first_and_then_the_largest(plan):
    sizes = {"a1": 100, "a2": 90, "a3": 80, "b1": 10, "c1": 5}
    assert set(em_of(plan, 18, 0, sizes)) == {"a1", "a2", "b1", "c1"}  # 18 / 4.4 = 4 places


def test_in_groups_of_at_least_the_smallest(plan):
    assert em_of(plan, 9, 0, {"a1": 1000, "b1": 1}) == {"a1": (7, 0), "b1": (2, 0)}


def test_under_15_are_kept_together_inside_em(plan):
    found = em_of(plan, 18, 6, {"a1": 100, "b1": 100, "c1": 100, "d1": 100})
    assert found == {"a1": (5, 3), "b1": (5, 3), "c1": (4, 0), "d1": (4, 0)}


def test_all_under_15(plan):
    assert em_of(plan, 9, 9, {"a1": 1, "b1": 1}) == {"a1": (5, 5), "b1": (4, 4)}


def test_one_minor_alone(plan):
    assert em_of(plan, 1, 1, {"a1": 1, "b1": 2}) == {"b1": (1, 1)}


def test_caps_bring_in_more_municipalities(plan):
    assert em_of(plan, 9, 0, {"a1": 9, "b1": 8, "c1": 7}, {"a1": 3, "b1": 3}) == {
        "a1": (3, 0),
        "b1": (3, 0),
        "c1": (3, 0),
    }


def test_more_than_all_can_take_is_refused(plan):
    with pytest.raises(BadInput, match="lower the total to 3"):
        em_of(plan, 9, 0, {"a1": 9}, {"a1": 3})


def test_none(plan):
    assert em_of(plan, 0, 0, {"a1": 9}) == {}
