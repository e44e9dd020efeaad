from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.reporting.view_builder import (
    a_finding,
    a_full_view,
    a_municipality,
    a_position,
    a_request,
    a_small_view,
    a_status,
    an_empty_view,
)

from tasks.core.model.errors import StopAndMend
from tasks.core.model.position import PositionState
from tasks.reporting.year_sums import Sums, by_county, by_office, by_state, foot, foot_column, national

FULL = a_full_view()


@pytest.mark.parametrize("grouped", [by_county, by_office])
def test_groups_add_up_to_the_country(grouped):
    rows = grouped(FULL)
    assert Sums.of(row.sums for row in rows) == national(FULL)
    assert national(FULL).municipalities == 356


def test_counties_come_in_number_order():
    assert [row.key for row in by_county(FULL)] == sorted({m.county_number for m in FULL.municipalities})


def test_every_state_is_counted_also_where_none_stands():
    counted = by_state(an_empty_view())
    assert set(counted) == set(PositionState)
    assert sum(counted.values()) == 1


@given(st.lists(st.tuples(st.integers(1, 300), st.booleans(), st.integers(0, 3)), min_size=1, max_size=40))
def test_any_view_foots(places):
    numbers = [f"{place:04}" for place in range(len(places))]
    view = a_small_view(
        municipalities=tuple(
            a_municipality(n, county_number=f"{p[2]:02}") for n, p in zip(numbers, places, strict=True)
        ),
        offices={n: f"kontor {p[2] % 2}" for n, p in zip(numbers, places, strict=True)},
        status=a_status(
            *(
                a_position(n, requested=p[0], decided=p[0] if p[1] else None)
                for n, p in zip(numbers, places, strict=True)
            )
        ),
        requests=tuple(a_request(n, p[0]) for n, p in zip(numbers, places, strict=True)),
    )
    total = national(view)
    assert total.requested == sum(p[0] for p in places)
    assert total.decided == sum(p[0] for p in places if p[1])
    assert Sums.of(row.sums for row in by_county(view)) == total
    assert Sums.of(row.sums for row in by_office(view)) == total


@pytest.mark.parametrize("column", [field.name for field in fields(Sums)])
def test_a_table_that_loses_one_is_stopped_and_the_column_named(column):
    total = national(FULL)
    short = replace(total, **{column: getattr(total, column) - 1})
    with pytest.raises(StopAndMend, match=column):
        foot("prøvetabell", [short], total)


def test_a_column_that_loses_persons_is_stopped():
    with pytest.raises(StopAndMend, match="adds up to 10908 and should be 10915"):
        foot_column("table 2017", "decided", [10000, None, 908], 10915)


def test_agreement_is_the_finding_s_own():
    from tasks.core.model.reconciliation import Cause

    late = a_finding(cause=Cause.LATE, causes=(Cause.LATE, Cause.AGREE))
    assert national(a_small_view(findings=(late,))).agreeing_municipalities == 1
    differs = a_finding(cause=Cause.NUMBER_DIFFERS)
    assert national(a_small_view(findings=(differs,))).agreeing_municipalities == 0
