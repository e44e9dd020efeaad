"""The CSV files of the commands: what is read, and that every fault names its row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tasks.allocation.files import (
    counts_csv,
    read_groups,
    read_indicators,
    read_requests,
    read_units,
    round_csv,
)
from tasks.allocation.units import Group, Unit
from tasks.core.model.errors import BadInput

AUTUMN = date(2019, 10, 24)


def test_units_with_and_without_bounds():
    text = "unit,weight,min,max,group\n0301,12.5,10,,ost\n1103,25/2,,20,\n"
    assert read_units(text, "u.csv") == (
        Unit("0301", Fraction(25, 2), 10, None, "ost"),
        Unit("1103", Fraction(25, 2), 0, 20, None),
    )
    assert read_units("unit,weight\na,3\n\n", "u.csv") == (Unit("a", 3),)


def test_groups():
    assert read_groups("group,min,max\nost,5,\nvest,,9\n", "g.csv") == (Group("ost", 5), Group("vest", 0, 9))


def test_a_byte_order_mark_is_no_part_of_a_name():
    assert read_units("\ufeffunit,weight\na,3\n", "u.csv") == (Unit("a", 3),)


@pytest.mark.parametrize(
    ("title", "text", "place", "what"),
    [
        ("nothing", "", "u.csv, header", "lacks unit, weight"),
        ("no weight", "unit\na\n", "u.csv, header", "lacks weight"),
        ("a column too many", "unit,weight,colour\na,1,b\n", "u.csv, header", "colour"),
        ("a column twice", "unit,weight,weight\na,1,2\n", "u.csv, header", "twice"),
        ("not a number", "unit,weight\na,many\n", "u.csv, row 2, weight", "'many'"),
        ("negative", "unit,weight\na,-1\n", "u.csv, row 2, weight", "'-1'"),
        ("a huge exponent", "unit,weight\na,1e999999999\n", "u.csv, row 2, weight", "1e999999999"),
        ("divided by nothing", "unit,weight\na,1/0\n", "u.csv, row 2, weight", "1/0"),
        ("no name", "unit,weight\n,1\n", "u.csv, row 2, unit", "empty"),
        ("half a person", "unit,weight,min\na,1,1.5\n", "u.csv, row 2, min", "1.5"),
        ("too few cells", "unit,weight\na\n", "u.csv, row 2", "1 cells"),
        ("a broken quote", 'unit,weight\n"a,1\n', "u.csv, row 2", "not CSV"),
    ],
)
def test_faults_name_their_row(title, text, place, what):
    with pytest.raises(BadInput) as refused:
        read_units(text, "u.csv")
    fault = refused.value.faults[0]
    assert fault.place == place, title
    assert what in fault.what


def test_all_faults_come_at_once():
    with pytest.raises(BadInput) as refused:
        read_units("unit,weight,min\na,x,y\nb,1,-2\nc,1,1\n", "u.csv")
    assert [fault.place for fault in refused.value.faults] == ["u.csv, row 2, weight", "u.csv, row 3, min"]


def test_requests_leave_out_those_not_asked():
    text = "number,requested,vedtak\n0301,210,137\n1101,,\n1103,0,\n1106,:,\n"
    assert read_requests(text, "r.csv") == {"0301": 210}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("number,requested\n301,5\n", "'301'"),
        ("number,requested\n0301,5\n0301,5\n", "twice"),
        ("number,requested\n0301,469 (41)\n", "469 (41)"),
    ],
)
def test_requests_refused(text, what):
    with pytest.raises(BadInput) as refused:
        read_requests(text, "r.csv")
    assert what in refused.value.faults[0].what


def test_wide_indicators_by_relative_or_dated_names():
    text = "number,population_2018,population_2019,population_2020,requested_previous_year,settled_2018,settled_2019\n"
    text += "0301,1,2,3,250,310,234\n1101,4,5,6,,:,\n"
    found, unused = read_indicators(text, "i.csv", 2020, AUTUMN)
    assert found == {
        "0301": {
            "population": Decimal(2),
            "requested_previous_year": Decimal(250),
            "settled_two_years_ago": Decimal(310),
        },
        "1101": {"population": Decimal(5), "requested_previous_year": None, "settled_two_years_ago": None},
    }
    assert unused == ("population_2020", "settled_2019")


def test_long_indicators_only_as_far_as_known():
    text = (
        "number,indicator,year,value,known_from\n"
        "0301,population,2019,681071,2019-03-01\n"
        "0301,population,2020,693494,2020-03-01\n"
        "0301,intro_results_3y,2018,61.5,2019-11-30\n"
        "1101,settled,2018,:,2019-03-01\n"
    )
    found, unused = read_indicators(text, "i.csv", 2020, AUTUMN)
    assert found == {"0301": {"population": Decimal(681071)}, "1101": {}}
    assert unused == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("number,population\n301,5\n", "i.csv, row 2, number"),
        ("number,population\n0301,5\n0301,5\n", "i.csv, row 3, number"),
        ("number,population\n0301,mange\n", "i.csv, row 2, population"),
        ("number,population\n0301,1/2\n", "i.csv, row 2, population"),
        ("population\n5\n", "i.csv, header"),
        (
            "number,indicator,year,value,known_from\n0301,population,2019,5,i fjor\n",
            "i.csv, row 2, known_from",
        ),
    ],
)
def test_indicators_refused(text, place):
    with pytest.raises(BadInput) as refused:
        read_indicators(text, "i.csv", 2020, AUTUMN)
    assert refused.value.faults[0].place == place


def test_counts_are_written_by_key():
    assert counts_csv({"b": 2, "a": 1}) == "unit,count\na,1\nb,2\n"


def test_a_round_is_written_whole(first_round):
    lines = round_csv(first_round).splitlines()
    assert lines[0] == "number,count,em,em_under_15,asked,reason"
    assert len(lines) == 357
    assert lines[1].startswith("0301,236,16,10,true,")
    assert sum(int(line.split(",")[1]) for line in lines[1:]) == 5100
