"""From indicators to weights, on municipalities small enough to compute by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from config.cycle.allocation import AllocationPlan, Transformation
from tasks.allocation.weights import NOT_ASKED, TOO_FEW, UNKNOWN, as_decimal, rounded, weigh


def with_profile(plan, exponent="1", **weights):
    """The plan of 2020 with the default profile's weights replaced, and size^1 so that figures stay round."""
    profile = plan.profiles[0].model_copy(update={"weights": {k: Decimal(v) for k, v in weights.items()}})
    size = plan.size.model_copy(
        update={"exponent": plan.size.exponent.model_copy(update={"value": Decimal(exponent)})}
    )
    return plan.model_copy(update={"profiles": (profile, *plan.profiles[1:]), "size": size})


def figures(**columns):
    """Indicators of three municipalities with 100, 200 and 300 inhabitants, a value each; None is unknown."""
    numbers = ("0001", "0002", "0003")
    columns = {"population": (100, 200, 300)} | columns
    return {
        n: {k: None if v[at] is None else Decimal(v[at]) for k, v in columns.items()}
        for at, n in enumerate(numbers)
    }


def weights(plan, indicators):
    return tuple(
        int(w) if w.denominator == 1 else w for w in weigh(plan, indicators, indicators).weight.values()
    )


def test_size_enters_once_and_concave(plan):
    indicators = {"0001": {"population": Decimal(1000)}, "0002": {"population": Decimal(32000)}}
    small, large = weigh(with_profile(plan, "0.6", size="1"), indicators, indicators).weight.values()
    assert abs(large / small - 8) < Fraction(1, 10**6)


def test_a_number_of_persons_is_taken_against_size(plan):
    """30 persons on 600 inhabitants in all: 20 asked weigh 400, whatever the size."""
    indicators = figures(requested_previous_year=(20, 10, None))
    assert weights(with_profile(plan, previous_request="1"), indicators) == (400, 200, 0)


def test_outside_the_list_is_not_asked_and_a_missing_column_is_unknown(plan):
    indicators = figures(requested_previous_year=(20, 10, None), settled_two_years_ago=(None, None, None))
    found = weigh(with_profile(plan, previous_request="0.5", experience="0.5"), indicators, indicators)
    assert found.absent == ("experience",)
    assert found.weight["0003"] == 0
    notes = {part.criterion: part.note for part in found.contributions["0003"]}
    assert notes == {"previous_request": NOT_ASKED, "experience": UNKNOWN}


def test_an_unknown_value_passes_its_weight_on_and_is_never_zero(plan):
    """Known: half size, half experience (4 and 2 on 300 inhabitants: 200 and 100). The third: all size."""
    indicators = figures(settled_two_years_ago=(4, 2, None))
    found = weigh(with_profile(plan, size="0.5", experience="0.5"), indicators, indicators)
    assert tuple(found.weight.values()) == (150, 150, 300)
    size, experience = found.contributions["0003"]
    assert (size.weight, experience.weight, experience.contribution, experience.note) == (
        "1",
        "0",
        "0",
        UNKNOWN,
    )
    assert found.unknown == {"experience": 1}


def test_a_published_zero_is_a_zero(plan):
    indicators = figures(settled_two_years_ago=(4, 0, 2))
    assert weights(with_profile(plan, experience="1"), indicators) == (400, 0, 200)


@pytest.mark.parametrize(
    ("title", "values", "expected"),
    [
        ("all alike: size alone", (50, 50, 50), (100, 200, 300)),
        ("twice the mean is held at the highest", (100, 10, 10), (150, 100, 150)),
        ("unknown among known", (40, 80, None), (60, 240, 300)),
    ],
)
def test_a_level_is_taken_against_the_mean_within_its_bounds(plan, title, values, expected):
    """Mean weighed by size; between 0.5 and 1.5. The third case: mean 66.7, so 0.6 and 1.2; then all size."""
    indicators = figures(employment=values)
    plan = with_profile(plan, work="1") if values[2] else with_profile(plan, work="0.999999", size="0.000001")
    found = weights(plan, indicators)
    assert tuple(round(w) for w in found) == expected, title


def test_an_inverse_level_turns_round(plan):
    work = next(c for c in plan.criteria if c.key == "work")
    inverse = work.model_copy(
        update={"transformation": Transformation.INVERSE, "lowest": None, "highest": None}
    )
    plan = plan.model_copy(update={"criteria": tuple(inverse if c is work else c for c in plan.criteria)})
    indicators = figures(employment=(20, 20, 5))  # mean 12.5
    assert weights(with_profile(plan, work="1"), indicators) == (Fraction("62.5"), 125, 750)
    assert weights(with_profile(plan, work="1"), figures(employment=(0, 10, 10)))[0] == 0


def test_results_of_few_persons_count_as_unknown(plan):
    indicators = figures(intro_results_3y=(90, 60, 60), intro_persons_3y=(9, 10, None))
    found = weigh(with_profile(plan, size="0.5", intro_results="0.5"), indicators, indicators)
    notes = [found.contributions[n][1].note for n in found.weight]
    assert notes == [TOO_FEW, "", ""]
    assert found.weight["0002"] == 200


def test_without_any_size_the_criteria_stand_alone(plan):
    indicators = {
        n: {k: v for k, v in own.items() if k != "population"}
        for n, own in figures(requested_previous_year=(20, 10, None)).items()
    }
    found = weigh(with_profile(plan, size="0.1", previous_request="0.9"), indicators, indicators)
    assert found.weight["0001"] == 2 * found.weight["0002"]


def test_one_unknown_size_leaves_the_criteria_in_persons(plan):
    indicators = figures(requested_previous_year=(20, 10, 10)) | {
        "0003": {"population": None, "requested_previous_year": Decimal(10)}
    }
    found = weigh(with_profile(plan, size="0.5", previous_request="0.5"), indicators, indicators)
    assert found.size["0003"] is None
    assert found.weight["0003"] == 100  # 10 persons at 300 inhabitants per 30 persons


def test_nothing_known_weighs_nothing(plan):
    assert weigh(plan, ["0001"], {}).weight == {"0001": 0}


def test_weights_of_a_profile_that_do_not_meet_are_refused(plan):
    data = plan.model_dump(mode="json")
    data["profiles"][0]["weights"] = {"size": "0.5", "colour": "0.4"}
    data["default_profile"] = "unknown"
    data["criteria"].append(data["criteria"][0])
    data["criteria"][1]["least_persons"] = data["floor"]
    with pytest.raises(ValueError, match="add up to") as refused:
        AllocationPlan.model_validate_json(__import__("json").dumps(data))
    for words in ("colour", "add up to 0.9", "unknown", "stands twice", "persons_indicator"):
        assert words in str(refused.value)


def test_an_unknown_profile_is_a_key_error(plan):
    with pytest.raises(KeyError):
        plan.profile("guesswork")


def test_the_criteria_of_a_profile_come_heaviest_first(plan):
    assert [c.key for c, _ in plan.weighed("criteria-first")][:2] == ["intro_results", "work"]


def test_decimals_are_written_plainly():
    assert [as_decimal(Fraction(n, 3), 2) for n in (1, 3, -1)] == ["0.33", "1", "-0.33"]
    assert as_decimal(Fraction(100)) == "100"
    assert rounded(Fraction(1, 3)) == Fraction(333333, 10**6)
