"""The same criteria serve every year: figures are named by distance, and nothing leaks from the future."""

from datetime import date
from decimal import Decimal

import pytest

from config.register_reader import read_indicators
from tasks.core.model.errors import BadInput
from tasks.core.model.indicator import Indicator
from tasks.statistics.relative import RELATIVE_NAMES, relative_indicators
from tasks.statistics.wide import known_from, read_wide

AUTUMN_2019 = date(2019, 10, 15)


def an_indicator(name, year, value, known=date(2019, 1, 1), number="0301"):
    return Indicator(number, name, year, Decimal(value), known, "test")


def oslo(*indicators, cycle_year=2020, known_on=AUTUMN_2019):
    return relative_indicators(indicators, cycle_year, known_on)["0301"]


def test_what_is_missing_stays_none():
    assert oslo(an_indicator("unheard_of", 2019, 1)) == dict.fromkeys(RELATIVE_NAMES)


def test_figures_are_named_by_their_distance_from_the_year():
    figures = [
        an_indicator("requested", 2019, 250),
        an_indicator("requested", 2018, 370),
        an_indicator("settled", 2018, 310),
        an_indicator("settled", 2017, 830),
        an_indicator("settled", 2016, 913),
    ]
    known = {name: int(value) for name, value in oslo(*figures).items() if value is not None}
    assert known == {
        "requested_previous_year": 250,
        "requested_two_years_ago": 370,
        "settled_two_years_ago": 310,
        "settled_three_years_ago": 830,
        "settled_four_years_ago": 913,
    }
    later = {name: int(value) for name, value in oslo(*figures, cycle_year=2021).items() if value is not None}
    assert later == {
        "requested_two_years_ago": 250,
        "settled_three_years_ago": 310,
        "settled_four_years_ago": 830,
    }


def test_nothing_leaks_from_the_future():
    figures = [
        an_indicator("population", 2019, 100, date(2019, 3, 1)),
        an_indicator("population", 2020, 200, date(2019, 3, 1)),  # of the settlement year itself
        an_indicator("settled", 2018, 7, date(2019, 10, 16)),  # a day too late
    ]
    assert oslo(*figures)["population"] == 100
    assert oslo(*figures)["settled_two_years_ago"] is None
    assert oslo(*figures, known_on=date(2019, 10, 16))["settled_two_years_ago"] == 7


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_years_the_newest_known_counts_in_any_order(order):
    figures = [an_indicator("population", 2018, 90), an_indicator("population", 2019, 100)][::order]
    assert oslo(*figures)["population"] == 100


def test_the_register_gives_all_356_their_population():
    table = relative_indicators(read_indicators(2020, AUTUMN_2019), 2020, AUTUMN_2019)
    assert len(table) == 356
    assert all(row["population"] for row in table.values())
    assert table["0301"]["requested_previous_year"] == 250
    assert table["1111"]["requested_previous_year"] is None
    assert table["0301"]["immigrant_share"] is None


# ---------------------------------------------------------------- wide files


def wide(text, cycle_year=2020):
    return read_wide(text.encode(), "indikatorer.csv", cycle_year)


def test_a_wide_file_is_named_relative_to_the_year():
    table, notes = wide(
        "number,population_2019,requested_2019,settled_2018\n0301,681071,250,310\n1111,3305,,:\n"
    )
    assert table["0301"]["population"] == 681071
    assert table["0301"]["requested_previous_year"] == 250
    assert table["0301"]["settled_two_years_ago"] == 310
    assert table["1111"]["requested_previous_year"] is None
    assert table["1111"]["settled_two_years_ago"] is None
    assert notes == ()


def test_another_year_gives_the_same_columns_other_names():
    table, _ = wide("number,requested_2019,settled_2018\n0301,250,310\n", 2021)
    assert (table["0301"]["requested_two_years_ago"], table["0301"]["settled_three_years_ago"]) == (250, 310)
    assert table["0301"]["requested_previous_year"] is None


def test_columns_that_were_not_known_or_are_not_used_are_left_out_and_said():
    table, notes = wide(
        "number,name,settled_2019,requested_2020,immigrant_share_2020_percent,population_2018,population_2019,"
        "requested_2015,immigrant_share_2018_percent\n0301,Oslo,234,210,25.59,1,2,9,24.5\n"
    )
    oslo_row = {name: value for name, value in table["0301"].items() if value is not None}
    assert oslo_row == {"population": 2, "immigrant_share": Decimal("24.5")}
    assert notes == (
        "name: no indicator with a year (requested_2019) and no relative name",
        "settled_2019: not known on 2019-10-31, when 2020 was allocated",
        "requested_2020: not known on 2019-10-31, when 2020 was allocated",
        "immigrant_share_2020_percent: not known on 2019-10-31, when 2020 was allocated",
        "population_2018: population_2019 is newer",
        "requested_2015: no criterion of 2020 uses it",
    )


@pytest.mark.parametrize("title", ["employment_2018", "employment_2018_percent", "employment"])
def test_a_share_is_read_whether_its_title_says_percent_or_not(title):
    table, notes = wide(f"number,{title}\n0301,66.5\n")
    assert (table["0301"]["employment"], notes) == (Decimal("66.5"), ())


def test_the_persons_behind_a_result_come_with_it():
    """Without them the rule on results of few persons could never work on a file."""
    table, notes = wide("number,intro_results_3y_2018_percent,intro_persons_3y_2018\n0301,61,9\n")
    assert (table["0301"]["intro_results_3y"], table["0301"]["intro_persons_3y"], notes) == (61, 9, ())


def test_three_decimals_of_a_share_are_a_share():
    table, _ = wide("number;immigrant_share_2018_percent\n0301;25,591\n")
    assert table["0301"]["immigrant_share"] == Decimal("25.591")


@pytest.mark.parametrize("text", ["681 071", "681\u00a0071", "681\u202f071"])
def test_thousands_as_they_are_published(text):
    table, _ = wide(f"number,population_2019\n0301,{text}\n")
    assert table["0301"]["population"] == 681_071


def test_a_relative_name_goes_before_a_dated_one():
    table, notes = wide("number,requested_2019,requested_previous_year\n0301,250,99\n")
    assert table["0301"]["requested_previous_year"] == 99
    assert notes == ("requested_2019: requested_previous_year is given itself",)


@pytest.mark.parametrize(
    ("title", "text", "message"),
    [
        ("no number column", "nr,population_2019\n0301,1\n", "column number is missing"),
        ("a lost zero", "number,population_2019\n301,1\n", "row 2: number '301' is not four digits"),
        ("twice", "number,population_2019\n0301,1\n0301,2\n", "row 3: municipality 0301 stands in row 2 too"),
        ("text", "number,population_2019\n0301,mange\n", "row 2: population_2019 is 'mange'"),
        ("negative", "number,requested_previous_year\n0301,-1\n", "row 2: requested_previous_year is '-1'"),
        ("thousands or not", "number;population_2019\n0301;681.071\n", "'681.071': thousands, or a fraction"),
        ("thousands or not", "number;settled_2018\n0301;1,250\n", "'1,250': thousands, or a fraction"),
        ("two numbers", "number,population_2019\n0301,68 1071\n", "row 2: population_2019 is '68 1071'"),
        ("a formula", "number,population_2019\n0301,=1+1\n", "row 2: population_2019 is '=1+1'"),
    ],
)
def test_a_fault_in_a_wide_file_names_row_and_column(title, text, message):
    with pytest.raises(BadInput) as refused:
        wide(text)
    assert message in str(refused.value), title


def test_a_wide_file_of_the_register_gives_what_the_register_gives():
    known = read_indicators(2020, date(2019, 10, 31))
    columns = sorted({(one.name, one.year) for one in known})
    values = {(one.number, one.name, one.year): one.value for one in known}
    lines = ["number," + ",".join(f"{name}_{year}" for name, year in columns)]
    lines += [
        ",".join([number, *(str(values.get((number, *column), "")) for column in columns)])
        for number in sorted({one.number for one in known})
    ]
    table, _ = wide("\n".join(lines))
    assert table == relative_indicators(known, 2020, date(2019, 10, 31))


def test_the_convention_of_wide_files_is_the_registers():
    published = read_indicators(2020, date(2021, 1, 1))
    assert {known_from(one.name, one.year) == one.known_from for one in published} == {True}
