"""The round of 2020 on the repository's own figures, and the rules every round keeps."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from tasks.allocation.compute import compute_round
from tasks.core.model.allocation import Constraint, ConstraintKind, ReasonCode, RoundKind
from tasks.core.model.errors import BadInput
from tasks.core.model.need import Need

NEED = Need(2020, 5100, 140, 40)


def constraint(kind, number, persons=None, other=None):
    return Constraint(kind, number, "KS", "heard in the consultation", persons, other)


def counts(value):
    return {row.number: row.count for row in value.allocations}


def test_every_municipality_has_a_number_and_a_reason(first_round, municipalities):
    assert [row.number for row in first_round.allocations] == sorted(m.number for m in municipalities)
    assert len(first_round.allocations) == 356
    assert all(row.reason and row.set_reason and row.contributions for row in first_round.allocations)


def test_sums_are_exact_and_nobody_is_asked_for_less_than_ten(first_round):
    assert sum(row.count for row in first_round.allocations) == 5100
    assert sum(row.em for row in first_round.allocations) == 140
    assert sum(row.em_under_15 for row in first_round.allocations) == 40
    assert not [row for row in first_round.allocations if 1 <= row.count <= 9]


def test_em_goes_to_a_subset_in_groups(first_round):
    em = [row for row in first_round.asked if row.em]
    assert len(em) == 32  # 140 persons in groups of 4.4
    assert all(row.em >= 2 for row in em)
    assert {row.number[:2] for row in em} == {row.number[:2] for row in first_round.asked}
    assert len([row for row in em if row.em_under_15]) == 10  # 40 in groups of 4


def test_the_round_can_be_stored_as_json(first_round):
    assert json.loads(json.dumps(first_round.report)) == first_round.report


def test_the_same_inputs_in_another_order_give_the_same_round(plan, municipalities, indicators, first_round):
    turned = {
        number: dict(reversed(indicators[number].items())) for number in sorted(indicators, reverse=True)
    }
    again = compute_round(plan, NEED, tuple(reversed(municipalities)), turned)
    assert again == first_round


@pytest.mark.parametrize("change", ["need", "indicator", "constraint", "profile", "kind", "municipality"])
def test_the_fingerprint_tells_inputs_apart(plan, municipalities, indicators, first_round, change):
    inputs = {"plan": plan, "need": NEED, "municipalities": municipalities, "indicators": indicators}
    changed = {
        "need": {"need": replace(NEED, em_under_15=39)},
        "indicator": {
            "indicators": indicators | {"0301": indicators["0301"] | {"population": Decimal(681072)}}
        },
        "constraint": {"constraints": (constraint(ConstraintKind.INCLUDE, "1520"),)},
        "profile": {"profile": "criteria-first"},
        "kind": {"kind": RoundKind.CONSULTED},
        "municipality": {"municipalities": municipalities[1:]},
    }[change]
    assert compute_round(**(inputs | changed)).inputs_sha256 != first_round.inputs_sha256


def test_a_municipality_on_the_floor_says_so(first_round):
    """Hamarøy: last year's 10 gives 9.4 of a lower need."""
    hamaroy = first_round.by_number()["1875"]
    assert (hamaroy.count, hamaroy.reason, hamaroy.bound) == (10, ReasonCode.FLOOR, "floor:10")
    assert hamaroy.next_down is None


def test_the_next_thresholds_are_true(plan, municipalities, indicators, first_round):
    """15 now, one more when the need reaches next_up, one fewer when it falls to next_down: the set stays."""
    from tasks.allocation.compute import choose

    basis = choose(plan, NEED, {m.number: m.county_number for m in municipalities}, indicators).basis
    for number in ("5057", "1520", "0301", "4601"):
        row = first_round.by_number()[number]
        assert basis.counts(row.next_up)[number] == row.count + 1
        assert basis.counts(row.next_up - 1)[number] == row.count
        assert basis.counts(row.next_down)[number] == row.count - 1
        assert basis.counts(row.next_down + 1)[number] == row.count


def test_contributions_add_up_to_the_weight(first_round):
    for row in first_round.allocations:
        parts = sum(Decimal(part.contribution) for part in row.contributions)
        assert abs(parts - Decimal(row.weight.numerator) / Decimal(row.weight.denominator)) < Decimal(
            "0.00001"
        )


def test_the_shares_of_those_asked_add_up_to_the_need(first_round):
    assert sum(row.share for row in first_round.asked) == 5100


def test_nothing_known_later_than_the_autumn_enters(indicators):
    names = {name for own in indicators.values() for name in own}
    assert "settled_previous_year" not in names
    assert indicators["0301"]["population"] == 681071


@pytest.mark.parametrize(
    ("title", "constraints", "number", "count", "reason"),
    [
        ("fix", [constraint(ConstraintKind.FIX, "5057", 25)], "5057", 25, ReasonCode.CONSTRAINT),
        (
            "fix at its own number",
            [constraint(ConstraintKind.FIX, "5057", 19)],
            "5057",
            19,
            ReasonCode.CONSTRAINT,
        ),
        ("min", [constraint(ConstraintKind.MIN, "5057", 30)], "5057", 30, ReasonCode.CONSTRAINT),
        ("min below its share", [constraint(ConstraintKind.MIN, "5057", 12)], "5057", 19, ReasonCode.SHARE),
        ("max", [constraint(ConstraintKind.MAX, "0301", 150)], "0301", 150, ReasonCode.CONSTRAINT),
        ("exclude", [constraint(ConstraintKind.EXCLUDE, "5057")], "5057", 0, ReasonCode.NOT_ASKED_CONSTRAINT),
        ("fix at 0", [constraint(ConstraintKind.FIX, "5057", 0)], "5057", 0, ReasonCode.NOT_ASKED_CONSTRAINT),
        ("include", [constraint(ConstraintKind.INCLUDE, "1151")], "1151", 10, ReasonCode.FLOOR),
        ("min includes", [constraint(ConstraintKind.MIN, "1151", 12)], "1151", 12, ReasonCode.CONSTRAINT),
        (
            "swap gives",
            [constraint(ConstraintKind.SWAP, "0301", 6, "5057")],
            "0301",
            229,
            ReasonCode.CONSTRAINT,
        ),
        (
            "swap takes",
            [constraint(ConstraintKind.SWAP, "0301", 6, "5057")],
            "5057",
            25,
            ReasonCode.CONSTRAINT,
        ),
    ],
)
def test_a_remark_is_kept_and_the_total_too(
    plan, municipalities, indicators, title, constraints, number, count, reason
):
    value = compute_round(plan, NEED, municipalities, indicators, constraints, RoundKind.CONSULTED)
    row = value.by_number()[number]
    assert (row.count, row.reason) == (count, reason), title
    assert sum(r.count for r in value.allocations) == 5100


def test_each_remark_names_who_pays(plan, municipalities, indicators, first_round):
    remarks = [constraint(ConstraintKind.MIN, "5057", 25), constraint(ConstraintKind.MAX, "0301", 225)]
    value = compute_round(plan, NEED, municipalities, indicators, remarks)
    lifted, capped = value.report["constraints"]
    assert lifted["gains"] == [["5057", 6]]
    assert -sum(persons for _, persons in lifted["pays"]) == lifted["moved"] == 6
    assert capped["gains"] == [["0301", -9]]
    assert sum(persons for _, persons in capped["pays"]) == capped["moved"] == 9
    assert all(persons > 0 for _, persons in capped["pays"]), "an exception for Oslo is settled by others"
    both = {n: after - counts(first_round)[n] for n, after in counts(value).items()}
    assert sum(both.values()) == 0


def test_a_swap_moves_nobody_else(plan, municipalities, indicators, first_round):
    swap = constraint(ConstraintKind.SWAP, "0301", 6, "5057")
    value = compute_round(plan, NEED, municipalities, indicators, [swap])
    changed = {n: c - counts(first_round)[n] for n, c in counts(value).items() if c != counts(first_round)[n]}
    assert changed == {"0301": -6, "5057": 6}
    (cost,) = value.report["constraints"]
    assert (cost["gains"], cost["pays"]) == ([["0301", -6], ["5057", 6]], [])


@pytest.mark.parametrize("kind", [ConstraintKind.FIX, ConstraintKind.INCLUDE])
def test_who_has_no_figures_may_be_taken_in_by_a_remark(plan, municipalities, kind):
    """Its county's minimum then rests on its floor alone: measuring without floors must not refuse the round."""
    three = [m for m in municipalities if m.county_number == "11"][:3]
    numbers = [m.number for m in three]
    figures = {numbers[1]: {"requested_previous_year": Decimal(10)}}
    remark = constraint(kind, numbers[0], 10 if kind is ConstraintKind.FIX else None)
    value = compute_round(plan, Need(2020, 10, 0, 0), three, figures, [remark])
    row = value.by_number()[numbers[0]]
    assert (row.count, row.reason in (ReasonCode.CONSTRAINT, ReasonCode.FLOOR)) == (10, True)


def test_two_moves_of_one_municipality_are_both_named_in_any_order(plan, municipalities, indicators):
    moves = [
        constraint(ConstraintKind.SWAP, "0301", 6, "5057"),
        constraint(ConstraintKind.SWAP, "5057", 2, "1103"),
    ]
    bounds = {
        compute_round(plan, NEED, municipalities, indicators, order).by_number()["5057"].bound
        for order in (moves, moves[::-1])
    }
    assert len(bounds) == 1
    assert all(move in next(iter(bounds)) for move in ("swap:6 0301->5057", "swap:2 5057->1103"))


def test_a_remark_another_one_leans_on_is_said_to_be_needed(plan, municipalities, indicators):
    """Without the first move 5057 has not 20 to hand on: that is no fault of the round that has both."""
    remarks = [
        constraint(ConstraintKind.SWAP, "0301", 20, "5057"),
        constraint(ConstraintKind.SWAP, "5057", 20, "1103"),
    ]
    value = compute_round(plan, NEED, municipalities, indicators, remarks)
    first, second = value.report["constraints"]
    assert (first["needed"], first["moved"]) == (True, None)
    assert (second["needed"], second["moved"]) == (False, 20)


@pytest.mark.parametrize(
    ("title", "constraints", "words"),
    [
        ("below the floor", [constraint(ConstraintKind.FIX, "5057", 7)], "10 or more"),
        ("unknown number", [constraint(ConstraintKind.FIX, "1601", 20)], "not among the municipalities"),
        ("unknown receiver", [constraint(ConstraintKind.SWAP, "5057", 2, "9999")], "not among"),
        ("to itself", [constraint(ConstraintKind.SWAP, "5057", 2, "5057")], "gives to itself"),
        (
            "in and out",
            [constraint(ConstraintKind.EXCLUDE, "5057"), constraint(ConstraintKind.INCLUDE, "5057")],
            "both excluded",
        ),
        (
            "two that cross",
            [constraint(ConstraintKind.MIN, "5057", 20), constraint(ConstraintKind.MAX, "5057", 15)],
            "move one of them by 5",
        ),
        ("swap below the floor", [constraint(ConstraintKind.SWAP, "5057", 12, "0301")], "move 3 fewer"),
        (
            "swap above a max",
            [constraint(ConstraintKind.MAX, "1103", 100), constraint(ConstraintKind.SWAP, "0301", 5, "1103")],
            "swap to municipality 1103: leaves 105 .*above its most 100.* move 5 fewer",
        ),
        (
            "swap to one that is fixed",
            [constraint(ConstraintKind.FIX, "1103", 90), constraint(ConstraintKind.SWAP, "0301", 5, "1103")],
            "move 5 fewer",
        ),
        (
            "more than the need",
            [constraint(ConstraintKind.MIN, "5057", 5200)],
            "allocation of 2020, total: .*raise the total to 5200",
        ),
    ],
)
def test_remarks_that_cannot_hold_are_refused_with_what_to_do(
    plan, municipalities, indicators, title, constraints, words
):
    with pytest.raises(BadInput, match=words):
        compute_round(plan, NEED, municipalities, indicators, constraints)


def test_a_year_without_em_asks_for_none(plan, municipalities, indicators):
    value = compute_round(plan, Need(2020, 3000, 0, 0), municipalities, indicators)
    assert not any(row.em for row in value.allocations)


@pytest.mark.parametrize("total", [0, 10, 11, 95, 500, 2000, 20_000, 10**9])
@pytest.mark.parametrize("profile", ["continuity", "criteria-first"])
def test_any_need_is_met_exactly(plan, municipalities, indicators, total, profile):
    value = compute_round(plan, Need(2020, total, 0, 0), municipalities, indicators, profile=profile)
    assert sum(row.count for row in value.allocations) == total


def test_a_cap_of_the_year_binds_and_is_named(plan, municipalities, indicators):
    capped = plan.model_copy(update={"cap": plan.floor.model_copy(update={"value": 100})})
    oslo = compute_round(capped, NEED, municipalities, indicators).by_number()["0301"]
    assert (oslo.count, oslo.reason, oslo.bound, oslo.next_up) == (100, ReasonCode.CAP, "max:100", None)


def test_em_above_the_floor_lifts_a_number(plan, municipalities, indicators):
    """In groups of 40 some of the subset get more EM than their weight alone would give."""
    groups = plan.em.model_copy(
        update={"group_size": plan.em.group_size.model_copy(update={"value": Decimal(40)})}
    )
    plan = plan.model_copy(update={"em": groups})
    value = compute_round(plan, Need(2020, 5100, 1300, 100), municipalities, indicators)
    lifted = [row for row in value.asked if row.reason is ReasonCode.EM_FLOOR]
    assert lifted
    assert all(row.count == row.em > 10 and row.bound == f"em:{row.em}" for row in lifted)


def test_a_need_below_one_floor_is_refused(plan, municipalities, indicators):
    with pytest.raises(BadInput, match=r"2020: the need 9 is below the smallest request 10 - state 0, or 10"):
        compute_round(plan, Need(2020, 9, 0, 0), municipalities, indicators)


def test_a_round_that_may_ask_nobody_is_refused(plan, municipalities, indicators):
    everybody = [constraint(ConstraintKind.EXCLUDE, m.number) for m in municipalities[:3]]
    with pytest.raises(BadInput, match="2020: nobody is left to ask - take back"):
        compute_round(plan, NEED, municipalities[:3], indicators, everybody)


def test_the_other_profile_asks_by_criteria_and_says_what_it_lacked(plan, municipalities, indicators):
    value = compute_round(plan, NEED, municipalities, indicators, profile="criteria-first")
    assert value.report["criteria_without_any_figure"] == ["intro_results", "work"]
    assert value.report["criteria"]["intro_results"] == {
        "stated": "0.35",
        "of_persons": "0",
        "of_differences": "0",
    }
    reasons = Counter(row.reason for row in value.allocations)
    assert reasons[ReasonCode.NOT_ASKED_SIZE] > 50


def test_the_report_tells_what_bounds_cost(first_round):
    report = first_round.report
    assert report["floor_cost"]["moved"] == sum(persons for _, persons in report["floor_cost"]["gains"])
    assert report["county_cost"]["moved"] == 0
    assert sum(own["persons"] for own in report["counties"].values()) == 5100
    assert set(report["other_methods"]) == {"hill", "dhondt", "adams"}
    effects = report["criteria"].values()
    assert abs(sum(Decimal(own["of_differences"]) for own in effects) - 1) < Decimal("0.001")
    assert report["reserve"][0] == "3028"
