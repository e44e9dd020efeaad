"""A table that loses people is found out; one that hides cells is not accused."""

from decimal import Decimal
from pathlib import Path

import pytest

from tasks.core.model.errors import BadInput
from tasks.core.tables.footing import check_table
from tasks.core.tables.rows import read_rows

DATA = Path(__file__).parent / "data"


def report(name_or_text, **options):
    if name_or_text.endswith(".csv"):
        return check_table(read_rows((DATA / name_or_text).read_bytes(), name_or_text), **options)
    return check_table(read_rows(name_or_text.encode(), "table"), **options)


def faults(*arguments, **options):
    return {fault.column: int(fault.difference) for fault in report(*arguments, **options).faults}


def test_the_eu_proposal_of_2015_gives_23_998_of_24_000():
    found = report("eu_com2015_286_annex1_italy_24000.csv")
    (fault,) = found.faults
    assert (fault.column, fault.rows_sum, fault.stated) == ("allocation_official", 23_998, 24_000)
    assert fault.sentence == (
        "rows 3-25 of allocation_official add up to 23 998, the round total "
        "that the shares in overall_key_pct fit says 24 000: 2 more than the rows"
    )


def test_the_eu_proposal_is_found_out_by_its_stated_total_too():
    assert faults("eu_com2015_286_annex1_italy_24000.csv", expected=Decimal(24_000)) == {
        "allocation_official": 2
    }


def test_imdis_table_of_2017_prints_more_decided_than_its_rows():
    found = report("no_imdi_anmodning_vedtak_2016_2017_fylke.csv")
    assert {f.column: (int(f.rows_sum), int(f.stated)) for f in found.faults} == {
        "vedtak_2017": (10_908, 10_915),
        "vedtak_2017_em": (718, 759),
    }
    assert found.faults[0].sentence == (
        "rows 3-21 of vedtak_2017 add up to 10 908, row 22 says 10 915: 7 more than the rows"
    )
    assert len(found.columns) == 8


def test_the_danish_quotas_of_2021_add_up():
    found = report("dk_regionskvoter_2021.csv", expected=Decimal(600))
    assert found.foots
    assert found.columns[0].sentence == "rows 3-7 of kvote add up to 600, as the expected total says"


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        ("a total that is right", "k,n\na,1\nb,2\nSum,3\n", {}),
        ("a total that is too low", "k,n\na,1\nb,2\nI alt,2\n", {"n": -1}),
        ("a total that is too high", "k,n\na,1\nb,2\nTotalt,4\n", {"n": 1}),
        ("nynorsk", "k,n\na,1\nTil saman,2\n", {"n": 1}),
        ("the whole country", "k,n\na,1\nHeile landet,2\n", {"n": 1}),
        ("the total first", "k,n\nHele landet,4\na,1\nb,2\n", {"n": 1}),
        ("a code before the label", "nr,k,n\n,Sum,4\n0301,Oslo,3\n", {"n": 1}),
        ("a place that begins like a sum", "k,n\nSumvik,1\nTotland,2\n", {}),
        ("subtotals and a total of all", "k,n\na,1\nb,2\nDelsum,3\nc,4\nSum,7\n", {}),
        ("a wrong subtotal", "k,n\na,1\nb,2\nDelsum,4\nc,4\nSum,7\n", {"n": 1}),
        ("EM in brackets", "k,n\na,10 (2)\nb,20 (3)\nSum,30 (6)\n", {"EM in n": 1}),
        ("thousands with spaces", "k,n\na,5 000\nb,100\nSum,5 200\n", {"n": 100}),
        ("suppressed cells may explain more", "k,n\na,1\nb,:\nSum,4\n", {}),
        ("suppressed cells never explain less", "k,n\na,3\nb,:\nSum,2\n", {"n": -1}),
        ("an empty cell is not published", "k,n\na,3\nb,\nSum,5\n", {}),
        ("decimals", "k,n\na,0.1\nb,0.2\nSum,0.3\n", {}),
        ("years and numbers are no amounts", "year,number,n\n2019,0301,1\n2019,1101,2\n,Sum,3\n", {}),
        ("keys that fit no round total", "k,pct,n\na,50,7\nb,50,7\n", {}),
        ("keys and a total that is right", "k,pct,n\na,33.33,33333\nb,66.67,66667\n", {}),
        ("keys that are not 100", "k,pct,n\na,30,330\nb,60,669\n", {}),
    ],
)
def test_a_total_is_held_against_its_rows(title, text, found):
    assert faults(text) == found, title


def test_the_expected_total_needs_one_column():
    text = "k,asked,decided\na,1,1\nb,2,2\n"
    assert faults(text, expected=Decimal(4), column="decided") == {"decided": 1}
    with pytest.raises(BadInput, match=r"which column .*asked, decided"):
        report(text, expected=Decimal(4))
    with pytest.raises(BadInput, match="which column"):
        report(text, expected=Decimal(4), column="missing")


def test_hidden_cells_are_said():
    (column,) = report("k,n\na,1\nb,:\nSum,4\n").columns
    assert column.sentence == (
        "rows 2-3 of n add up to 1, row 4 says 4: 3 more than the rows (1 cells are not published)"
    )
