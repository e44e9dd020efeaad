"""A forecast file is read whole or refused whole, every fault with its row and what to do."""

from datetime import date
from pathlib import Path

import pytest

import config
from tasks.core.model.errors import BadInput
from tasks.core.model.forecast import ForecastCategory
from tasks.core.model.need import Need
from tasks.forecast.reading import read_forecast

FORECASTS = Path(config.__file__).parent / "forecasts"
HEADER = "report,issued,knowledge_to,year,category,low,point,high,source\n"
RIGHT = HEADER + "".join(
    f"BGU-1,2019-10-15,2019-09-30,2020,{category},{low},{point},{high},the letter\n"
    for category, low, point, high in (
        ("settlement_need", 4000, 5100, 6000),
        ("em", "", 140, ""),
        ("em_under_15", "", 40, ""),
    )
)


def faults_of(data, year=2020):
    with pytest.raises(BadInput) as refused:
        read_forecast(data if isinstance(data, bytes) else data.encode(), "f.csv", year)
    return [str(fault) for fault in refused.value.faults]


def test_the_forecast_of_october_2019_says_the_need_of_the_letters():
    forecast = read_forecast((FORECASTS / "2019-10.csv").read_bytes(), "2019-10.csv", 2020)
    assert forecast.need == Need(2020, 5100, 140, 40)
    assert (forecast.issued, forecast.knowledge_to) == (date(2019, 10, 15), date(2019, 9, 30))
    assert forecast.point(ForecastCategory.RESETTLEMENT) == 3000
    assert forecast.point(ForecastCategory.GRANTED) is None


def test_the_forecast_of_june_2020_falls_to_3_600():
    forecast = read_forecast((FORECASTS / "2020-06.csv").read_bytes(), "2020-06.csv", 2020)
    assert forecast.need == Need(2020, 3600, 140, 40)


def test_low_and_high_may_be_left_out_and_a_mark_before_the_text_is_no_fault():
    forecast = read_forecast(b"\xef\xbb\xbf" + RIGHT.encode(), "f.csv", 2020)
    assert [(f.low, f.point, f.high) for f in forecast.figures] == [
        (4000, 5100, 6000),
        (None, 140, None),
        (None, 40, None),
    ]


@pytest.mark.parametrize(
    ("title", "old", "new", "message"),
    [
        ("EM above the total", "em,,140", "em,,6000", "f.csv, row 3: EM 6000 is above the need 5100"),
        ("under 15 above EM", "15,,40", "15,,141", "f.csv, row 4: EM under 15 141 is above EM 140"),
        ("negative", "em,,140", "em,,-140", "f.csv, row 3: point is '-140', not a number of persons"),
        ("a fraction", "em,,140", "em,,140.5", "row 3: point is '140.5'"),
        ("other digits", "em,,140", "em,,١٤٠", "row 3: point is"),
        ("a number without end", "em,,140", f"em,,{'9' * 5000}", "row 3: point is '999"),
        ("text", "em,,140", "em,,mange", "row 3: point is 'mange'"),
        ("no point", "em,,140", "em,,", "row 3: em: the point figure is empty"),
        (
            "low above point",
            "4000,5100",
            "5200,5100",
            "row 2: settlement_need: low 5200, point 5100, high 6000",
        ),
        (
            "high below point",
            "5100,6000",
            "5100,5000",
            "row 2: settlement_need: low 4000, point 5100, high 5000",
        ),
        ("another year", "2020,em,", "2021,em,", "row 3: the row is for year '2021', not 2020"),
        (
            "an unknown category",
            ",em,",
            ",minors,",
            "row 3: unknown category 'minors' - use one of settlement_need",
        ),
        ("a missing category", ",em,", ",granted,", "f.csv: category em is missing"),
        ("a category twice", "em_under_15", "em", "row 4: em stands in f.csv, row 3 too"),
        ("no source", "140,,the letter", "140,,", "row 3: em: the source is empty"),
        (
            "another report in a row",
            "BGU-1,2019-10-15,2019-09-30,2020,em,",
            "BGU-2,2019-10-15,2019-09-30,2020,em,",
            "row 3: report is 'BGU-2', the first row says 'BGU-1'",
        ),
        ("no day", "BGU-1,2019-10-15", "BGU-1,15.10.2019", "row 2: issued is '15.10.2019', not a day"),
        (
            "a day that is none",
            "BGU-1,2019-10-15",
            "BGU-1,2019-02-30",
            "row 2: issued is '2019-02-30', not a day",
        ),
        (
            "no report",
            "BGU-1,2019-10-15,2019-09-30,2020,settl",
            ",2019-10-15,2019-09-30,2020,settl",
            "the report has no name",
        ),
        ("a missing column", "knowledge_to", "knowledge", "column knowledge_to is missing"),
        (
            "more cells than columns",
            "140,,the letter",
            "140,,the letter, page 2",
            "row 3: the row has more cells",
        ),
    ],
)
def test_a_fault_names_file_row_and_remedy(title, old, new, message):
    assert RIGHT.count(old) >= 1
    found = faults_of(RIGHT.replace(old, new, 1))
    assert any(message in fault for fault in found), (title, found)
    assert all(" - " in fault for fault in found)


@pytest.mark.parametrize(
    ("title", "data", "message"),
    [
        (
            "latin-1",
            RIGHT.replace("the letter", "brevet på").encode("latin-1"),
            "is not UTF-8 - save the file",
        ),
        ("HTML", b"<!doctype html><title>Logg inn</title>", "this is a web page, not data"),
        ("a workbook", b"PK\x03\x04\xff\xfe", "is not UTF-8"),
        ("empty", b"", "there is nothing in it"),
        ("a header alone", HEADER.encode(), "there are no rows"),
    ],
)
def test_what_is_no_forecast_file_is_refused(title, data, message):
    assert any(message in fault for fault in faults_of(data)), title


def test_knowledge_after_the_day_of_issue_is_refused():
    found = faults_of(RIGHT.replace("2019-09-30", "2019-10-30"))
    (fault,) = found
    assert fault.startswith(
        "f.csv, row 2: it was issued 2019-10-15 but knows facts of 2019-10-30 - ask the sender"
    )


def test_all_faults_come_at_once():
    found = faults_of(
        RIGHT.replace("5100", "x")
        .replace(",em,", ",minors,")
        .replace(",40,", ",,")
        .replace("2019-10-15", "?")
    )
    assert len(found) >= 5


def test_rows_are_counted_as_a_person_sees_them():
    found = faults_of(
        RIGHT.replace("BGU-1,2019-10-15,2019-09-30,2020,em,", "\n\nBGU-1,2019-10-15,2019-09-30,2020,em,-")
    )
    assert found[0].startswith("f.csv, row 5:")
