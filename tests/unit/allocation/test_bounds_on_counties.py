"""What a county must and may get, and what it costs when that binds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tasks.allocation.compute import choose, compute_round
from tasks.core.model.allocation import Constraint, ConstraintKind, ReasonCode
from tasks.core.model.need import Need

NEED = Need(2020, 5100, 0, 0)


def with_factors(plan, minimum, maximum):
    regions = plan.regions.model_copy(
        update={
            "minimum_factor": plan.regions.minimum_factor.model_copy(update={"value": Decimal(minimum)}),
            "maximum_factor": plan.regions.maximum_factor.model_copy(update={"value": Decimal(maximum)}),
        }
    )
    return plan.model_copy(update={"regions": regions})


@pytest.fixture
def tight(plan, municipalities, indicators):
    return compute_round(with_factors(plan, "0.95", "1.05"), NEED, municipalities, indicators)


def test_bounds_hold_and_say_whom_they_lift_and_hold_back(tight):
    for own in tight.report["counties"].values():
        assert own["min"] <= own["persons"] <= own["max"]
    reasons = {row.reason for row in tight.asked}
    assert {ReasonCode.REGION_MINIMUM, ReasonCode.REGION_MAXIMUM} <= reasons
    lifted = next(row for row in tight.asked if row.reason is ReasonCode.REGION_MINIMUM)
    assert lifted.bound.startswith(f"county {lifted.number[:2]} min:")


def test_their_cost_is_reported(tight):
    cost = tight.report["county_cost"]
    assert cost["moved"] == sum(p for _, p in cost["gains"]) == sum(p for _, p in cost["pays"]) > 0


def test_a_move_that_only_a_county_makes_possible_is_no_fault_of_the_report(
    plan, municipalities, indicators, tight
):
    """Down to its floor with the county's bounds: without them it would not have so many to give."""
    gains = dict(tight.report["county_cost"]["gains"])
    number = max((n for n in gains if tight.by_number()[n].count > 12), key=gains.get)
    swap = Constraint(
        ConstraintKind.SWAP, number, "KS", "heard", tight.by_number()[number].count - 10, "0301"
    )
    value = compute_round(with_factors(plan, "0.95", "1.05"), NEED, municipalities, indicators, [swap])
    row = value.by_number()[number]
    assert (row.count, row.reason) == (10, ReasonCode.CONSTRAINT)
    assert value.report["county_cost"] == tight.report["county_cost"], "what counties cost is before swaps"


def test_without_regions_there_are_none(plan, municipalities, indicators):
    value = compute_round(plan.model_copy(update={"regions": None}), NEED, municipalities, indicators)
    assert value.report["counties"] == {}
    assert value.report["county_cost"]["moved"] == 0


def test_a_remark_goes_before_a_county(plan, municipalities, indicators):
    """Oslo's county is Oslo: capped far below its county's min, and lifted far above its max."""
    county = {m.number: m.county_number for m in municipalities}
    for kind, persons in ((ConstraintKind.MAX, 20), (ConstraintKind.FIX, 900)):
        remark = Constraint(kind, "0301", "KS", "heard", persons)
        basis = choose(plan, NEED, county, indicators, [remark]).basis
        assert basis.counts()["0301"] == persons
