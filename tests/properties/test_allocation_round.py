"""What holds for every round and every revision of it, whatever the municipalities, figures and remarks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from builders import ORLAND
from hypothesis import assume, given
from hypothesis import strategies as st

from config.cycle.reader import read_cycle
from tasks.allocation.compute import choose, compute_round
from tasks.allocation.explanation import sentence
from tasks.allocation.revision import revise_round
from tasks.allocation.standing import Standing
from tasks.allocation.sweep import sweep
from tasks.core.model.allocation import Constraint, ConstraintKind, RoundKind
from tasks.core.model.errors import BadInput
from tasks.core.model.need import Need
from tasks.core.model.request import Request, RequestKind

pytestmark = pytest.mark.timeout(3600)  # the full profile has forty times the cases
PLAN = read_cycle(2020).allocation
PROFILES = st.sampled_from([profile.key for profile in PLAN.profiles])
NUMBERS = [f"{county}{place:02}" for county in ("11", "15", "50") for place in range(1, 7)]
NAMES = (
    "population",
    "requested_previous_year",
    "settled_two_years_ago",
    "settled_three_years_ago",
    "intro_results_3y",
    "intro_persons_3y",
    "employment",
)
VALUES = {
    "population": st.integers(200, 700_000),
    "requested_previous_year": st.integers(10, 300),
    "settled_two_years_ago": st.integers(0, 300),
    "settled_three_years_ago": st.integers(0, 300),
    "intro_results_3y": st.integers(0, 100),
    "intro_persons_3y": st.integers(0, 60),
    "employment": st.integers(0, 100),
}
# Made once: a strategy made for each draw is validated for each draw, half the time of these tests.
FIGURES = {name: st.one_of(st.none(), VALUES[name], VALUES[name]) for name in NAMES}
SOME_NUMBERS = st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=len(NUMBERS), unique=True)
TOTALS = st.one_of(st.integers(0, 400), st.integers(0, 8_000))
KINDS = st.sampled_from(list(ConstraintKind))
FIXED, SWAPPED = st.integers(10, 60), st.integers(0, 40)


def municipality(number):
    return replace(ORLAND, number=number, county_number=number[:2])


@st.composite
def inputs(draw):
    numbers = draw(SOME_NUMBERS)
    figures = {
        n: {name: Decimal(value) for name in NAMES if (value := draw(FIGURES[name])) is not None}
        for n in numbers
    }
    total = draw(TOTALS)
    em = draw(st.integers(0, total // 4))
    return numbers, figures, Need(2020, total, em, draw(st.integers(0, em)))


@st.composite
def remarks(draw, numbers):
    found = []
    for number in draw(st.lists(st.sampled_from(numbers), max_size=3, unique=True)):
        kind = draw(KINDS)
        persons = draw(FIXED if kind is not ConstraintKind.SWAP else SWAPPED)
        other = draw(st.sampled_from(numbers)) if kind is ConstraintKind.SWAP else None
        found.append(Constraint(kind, number, "KS", "heard", persons, other))
    return found


def computed(numbers, figures, need, constraints=(), profile=None):
    """Return the round; what has numbers at all must not be refused for its reasons or its report."""
    try:
        choose(PLAN, need, {n: n[:2] for n in numbers}, figures, constraints, profile).basis.counts()
    except BadInput:
        assume(False)
    places = [municipality(n) for n in numbers]
    return compute_round(PLAN, need, places, figures, constraints, RoundKind.FIRST, profile)


def as_issued(value):
    day = date(2019, 10, 24)
    return {
        row.number: Request(
            2020,
            row.number,
            RequestKind.ORIGINAL,
            1,
            row.count,
            row.em,
            row.em_under_15,
            "ref",
            date(2019, 12, 20),
            day,
        )
        for row in value.asked
    }


def revised(value, need, numbers, standing=None):
    try:
        return revise_round(PLAN, value, as_issued(value), need, [municipality(n) for n in numbers], standing)
    except BadInput:
        assume(False)


@given(inputs(), st.data(), PROFILES)
def test_every_round_keeps_the_rules(made, data, profile):
    """Exact sums and nesting are checked by Round and Allocation themselves: a broken one cannot be built."""
    numbers, figures, need = made
    constraints = data.draw(remarks(numbers))
    value = computed(numbers, figures, need, constraints, profile)
    assert [row.number for row in value.allocations] == sorted(numbers)
    assert not [row for row in value.allocations if 1 <= row.count <= 9]
    rows = value.by_number()
    for one in constraints:
        if one.kind is ConstraintKind.EXCLUDE:
            assert not rows[one.number].asked
        if one.kind in (ConstraintKind.INCLUDE, ConstraintKind.MIN, ConstraintKind.FIX):
            assert rows[one.number].asked
    if not any(one.kind is ConstraintKind.SWAP for one in constraints):
        for own in value.report["counties"].values():
            assert own["min"] <= own["persons"] <= own["max"]
        for one in constraints:
            assert one.kind is not ConstraintKind.FIX or rows[one.number].count == one.persons
            assert one.kind is not ConstraintKind.MIN or rows[one.number].count >= one.persons
            assert one.kind is not ConstraintKind.MAX or rows[one.number].count <= one.persons
    for row in value.allocations:
        assert all(sentence(row, need, language) for language in ("nb", "nn", "en"))


@given(inputs(), st.data(), st.randoms(use_true_random=False))
def test_the_order_of_inputs_is_irrelevant_and_replay_gives_the_same_fingerprint(made, data, random):
    numbers, figures, need = made
    constraints = data.draw(remarks(numbers))
    value = computed(numbers, figures, need, constraints)
    mixed_numbers, mixed_constraints = list(numbers), list(constraints)
    random.shuffle(mixed_numbers)
    random.shuffle(mixed_constraints)
    again = computed(mixed_numbers, {n: figures[n] for n in mixed_numbers}, need, mixed_constraints)
    assert again.inputs_sha256 == value.inputs_sha256
    assert again.allocations == value.allocations


@given(inputs(), st.integers(0, 300), PROFILES)
def test_for_frozen_inputs_nobody_falls_when_the_need_rises(made, more, profile):
    numbers, figures, need = made
    value = computed(numbers, figures, need, profile=profile)
    basis = choose(PLAN, need, {n: n[:2] for n in numbers}, figures, (), profile).basis
    try:
        after = basis.counts(need.total + more)
    except BadInput:
        assume(False)
    assert all(after[row.number] >= row.count for row in value.asked)
    for row in value.asked:
        if row.next_up is not None and row.next_up <= need.total + more:
            assert after[row.number] > row.count
        elif row.next_up is not None:
            assert after[row.number] == row.count


@given(inputs(), st.integers(0, 60), st.integers(0, 60))
def test_a_sweep_equals_computing_each_need(made, below, above):
    numbers, figures, need = made
    computed(numbers, figures, need)
    basis = choose(PLAN, need, {n: n[:2] for n in numbers}, figures).basis
    try:
        found = sweep(basis, max(0, need.total - below), need.total + above)
    except BadInput:
        assume(False)
    assert found.at(need.total) == basis.counts()
    assert found.at(found.lowest + len(found.changes)) == basis.counts(found.lowest + len(found.changes))


@given(inputs(), st.integers(0, 12_000), st.data())
def test_a_revision_moves_everybody_the_same_way(made, total, data):
    numbers, figures, need = made
    value = computed(numbers, figures, need)
    em = data.draw(st.integers(0, total // 4))
    to = Need(2020, total, em, data.draw(st.integers(0, em)))
    after = revised(value, to, numbers).by_number()
    before = {row.number: row for row in value.asked}
    if total >= need.total:
        assert all(after[n].count >= row.count for n, row in before.items())
    else:
        assert all(after[n].count <= max(row.count, after[n].em) for n, row in before.items())
    if em >= need.em:
        assert all(after[n].em >= row.em for n, row in before.items())
    assert not [row for row in after.values() if 1 <= row.count <= 9]


@given(inputs(), st.integers(0, 8_000), st.data())
def test_nobody_falls_below_what_is_settled_or_referred(made, total, data):
    numbers, figures, need = made
    value = computed(numbers, figures, need)
    protected = {row.number: data.draw(st.integers(0, row.count + 3)) for row in value.asked}
    after = revised(value, Need(2020, total, 0, 0), numbers, Standing(protected=protected)).by_number()
    assert all(after[n].count >= persons for n, persons in protected.items())


@given(inputs(), st.data())
def test_the_shortfall_of_lower_vedtak_goes_to_the_others_exactly(made, data):
    numbers, figures, need = made
    value = computed(numbers, figures, need)
    assume(value.asked)
    lower = {row.number: data.draw(st.integers(max(1, row.em), row.count)) for row in value.asked[:2]}
    found = revised(value, need, numbers, Standing(ceilings=lower))
    after = found.by_number()
    assert sum(row.count for row in found.allocations) == need.total
    assert all(after[n].count <= most for n, most in lower.items())
    assert all(after[row.number].count >= row.count for row in value.asked if row.number not in lower)


@given(inputs(), st.integers(0, 8_000))
def test_a_withdrawn_revision_leaves_the_round_before_it_as_it_was(made, total):
    """A revision is a new value: computing and dropping it changes nothing, and the issued numbers replay."""
    numbers, figures, need = made
    value = computed(numbers, figures, need)
    fingerprint = (value.inputs_sha256, value.allocations)
    revised(value, Need(2020, total, 0, 0), numbers)
    assert (value.inputs_sha256, value.allocations) == fingerprint
    same = revised(value, need, numbers)
    assert {r.number: r.count for r in same.allocations} == {r.number: r.count for r in value.allocations}
