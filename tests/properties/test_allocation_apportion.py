"""What holds for every apportionment, whatever the weights, bounds, groups and total."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from config.cycle.allocation import DivisorMethod
from tasks.allocation.apportion import apportion, is_fair
from tasks.allocation.divisors import PRIORITY
from tasks.allocation.units import Group, Unit, whole_weights
from tasks.core.model.errors import BadInput

pytestmark = pytest.mark.timeout(3600)  # the full profile has forty times the cases
METHODS = st.sampled_from(list(DivisorMethod))
WEIGHTS = st.one_of(
    st.integers(0, 12),
    st.integers(1, 10**9),
    st.fractions(min_value=0, max_value=50, max_denominator=30),
    st.integers(10**30, 10**31),
)
# Made once: a strategy made for each draw is validated for each draw.
KEYS = st.lists(st.integers(0, 99), min_size=1, max_size=9, unique=True)
LEAST, GROUP_LEAST = st.integers(0, 6), st.integers(0, 20)
GROUPS = st.sampled_from(["", "n", "s", "w"])
MOST = [st.one_of(st.none(), st.none(), st.integers(least, 60)) for least in range(7)]
GROUP_MOST = [st.one_of(st.none(), st.integers(least, 80)) for least in range(21)]


@st.composite
def problems(draw, *, grouped=True, most_extra=20_000):
    keys = draw(KEYS)
    units = []
    for key in keys:
        least = draw(LEAST)
        most = draw(MOST[least])
        group = draw(GROUPS) if grouped else ""
        units.append(Unit(f"{key:02}", draw(WEIGHTS), least, most, group or None))
    groups = []
    for key in ("n", "s", "w") if grouped else ():
        least = draw(GROUP_LEAST)
        groups.append(Group(key, least, draw(GROUP_MOST[least])))
    extra = draw(st.one_of(st.integers(0, 40), st.integers(40, most_extra)))
    return units, groups, lowest_total(units, groups) + extra


def lowest_total(units, groups):
    floors = {group.key: group.least for group in groups}
    inside = {key: sum(unit.least for unit in units if unit.group == key) for key in floors}
    outside = sum(unit.least for unit in units if unit.group not in floors)
    return outside + sum(max(floors[key], inside[key]) for key in floors)


def solved(units, total, method, groups=()):
    try:
        return apportion(units, total, method, groups)
    except BadInput:
        assume(False)


def one_at_a_time(units, total, method, groups):
    """The award queue in its plainest form, with fractions: what apportion must equal."""
    order = sorted(units, key=lambda unit: unit.key)
    weights = dict(zip((u.key for u in order), whole_weights(order), strict=True))
    limits = {group.key: group for group in groups}
    held = {unit.key: unit.least for unit in order}

    def in_group(key):
        return sum(held[u.key] for u in order if u.group == key)

    def award(candidates):
        def rank(unit):
            numerator, denominator = PRIORITY[method](weights[unit.key], held[unit.key])
            return (1, Fraction(numerator)) if denominator == 0 else (0, Fraction(numerator, denominator))

        free = [
            unit
            for unit in candidates
            if weights[unit.key]
            and (unit.most is None or held[unit.key] < unit.most)
            and (
                unit.group not in limits
                or limits[unit.group].most is None
                or in_group(unit.group) < limits[unit.group].most
            )
        ]
        held[max(free, key=rank).key] += 1  # max keeps the first of equals: the lower key

    for group in groups:
        while in_group(group.key) < group.least:
            award([unit for unit in order if unit.group == group.key])
    while sum(held.values()) < total:
        award(order)
    return held


@given(problems(most_extra=60), METHODS)
def test_equals_awarding_one_at_a_time(problem, method):
    units, groups, total = problem
    assert solved(units, total, method, groups) == one_at_a_time(units, total, method, groups)


@given(problems(), METHODS)
def test_sums_exactly_and_keeps_every_bound(problem, method):
    units, groups, total = problem
    counts = solved(units, total, method, groups)
    assert sum(counts.values()) == total
    for unit in units:
        assert unit.least <= counts[unit.key]
        assert unit.most is None or counts[unit.key] <= unit.most
        assert unit.weight or counts[unit.key] == unit.least
    for group in groups:
        held = sum(counts[unit.key] for unit in units if unit.group == group.key)
        assert group.least <= held
        assert group.most is None or held <= group.most


@given(problems(), METHODS, st.randoms(use_true_random=False))
def test_the_order_of_the_input_is_irrelevant(problem, method, random):
    units, groups, total = problem
    counts = solved(units, total, method, groups)
    shuffled, mixed = list(units), list(groups)
    random.shuffle(shuffled)
    random.shuffle(mixed)
    assert apportion(shuffled, total, method, mixed) == counts


@given(problems(), METHODS, st.integers(1, 40))
def test_nobody_falls_when_the_total_rises(problem, method, more):
    units, groups, total = problem
    before, after = solved(units, total, method, groups), solved(units, total + more, method, groups)
    assert all(after[key] >= count for key, count in before.items())


@given(problems(), METHODS, st.integers(0, 40))
def test_going_on_from_issued_numbers_is_the_same_queue(problem, method, more):
    units, groups, total = problem
    issued = solved(units, total, method, groups)
    direct = solved(units, total + more, method, groups)
    assert apportion([replace(u, least=issued[u.key]) for u in units], total + more, method, groups) == direct


@given(problems(grouped=False), METHODS)
def test_no_transfer_is_justified(problem, method):
    units, _, total = problem
    assert is_fair([u for u in units if u.weight], solved(units, total, method), method)


@given(problems(), METHODS, st.integers(1, 10**6))
def test_only_the_proportions_of_weights_count(problem, method, factor):
    units, groups, total = problem
    scaled = [replace(unit, weight=unit.weight * Fraction(factor, 7)) for unit in units]
    assert solved(units, total, method, groups) == apportion(scaled, total, method, groups)


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=30), METHODS)
def test_a_heavier_unit_never_gets_less(weights, method):
    units = [Unit(f"{at:02}", weight) for at, weight in enumerate(weights)]
    counts = apportion(units, 500, method)
    ranked = sorted(units, key=lambda unit: unit.weight)
    assert all(counts[a.key] <= counts[b.key] for a, b in itertools.pairwise(ranked) if a.weight < b.weight)


@given(problems(), METHODS)
def test_the_refusal_of_a_total_names_one_that_works(problem, method):
    units, groups, total = problem
    try:
        apportion(units, total, method, groups)
    except BadInput as refused:
        fault = refused.faults[0]
        assume(fault.place == "total")
        repaired = int(fault.action.split(" to ")[1].split(",")[0])
        assert sum(apportion(units, repaired, method, groups).values()) == repaired
