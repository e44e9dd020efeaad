"""The CSV files of the commands: what is read, and that every fault names its row."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tasks.allocation.files import (
    counts_csv,
    read_constraints,
    read_groups,
    read_requests,
    read_units,
    round_csv,
)
from tasks.allocation.units import Group, Unit
from tasks.core.model.allocation import Constraint, ConstraintKind
from tasks.core.model.errors import BadInput


def test_units_with_and_without_bounds():
    text = "unit,weight,min,max,group\n0301,12.5,10,,ost\n1103,25/2,,20,\n"
    assert read_units(text.encode(), "u.csv") == (
        Unit("0301", Fraction(25, 2), 10, None, "ost"),
        Unit("1103", Fraction(25, 2), 0, 20, None),
    )
    assert read_units(b"unit,weight\na,3\n\n", "u.csv") == (Unit("a", 3),)


def test_groups():
    assert read_groups(b"group,min,max\nost,5,\nvest,,9\n", "g.csv") == (Group("ost", 5), Group("vest", 0, 9))


def test_a_file_of_a_norwegian_spreadsheet_is_read():
    assert read_units("unit;weight\nØrsta;12,5\n".encode("cp1252"), "u.csv") == (
        Unit("Ørsta", Fraction(25, 2)),
    )


def test_remarks_are_constraints_with_author_and_reason():
    text = (
        "kind,number,author,reason,persons,other_number\nswap,0301,KS,avtale,5,1103\nexclude,1106,KS,nei,,\n"
    )
    assert read_constraints(text.encode(), "c.csv") == (
        Constraint(ConstraintKind.SWAP, "0301", "KS", "avtale", 5, "1103"),
        Constraint(ConstraintKind.EXCLUDE, "1106", "KS", "nei"),
    )


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("more,0301,KS,r,5", "'more' is unknown"),
        ("fix,0301,KS,,5", "reason is missing"),
        ("fix,301,KS,r,5", "'301'"),
        ("max,0301,KS,r,", "number of persons is None"),
    ],
)
def test_remarks_refused(row, what):
    with pytest.raises(BadInput) as refused:
        read_constraints(f"kind,number,author,reason,persons\n{row}\n".encode(), "c.csv")
    assert what in refused.value.faults[0].what
    assert refused.value.faults[0].place.startswith("c.csv, row 2")


def test_a_byte_order_mark_is_no_part_of_a_name():
    assert read_units("\ufeffunit,weight\na,3\n".encode(), "u.csv") == (Unit("a", 3),)


@pytest.mark.parametrize(
    ("title", "text", "place", "what"),
    [
        ("nothing", "", "u.csv", "nothing in it"),
        ("no weight", "unit,min\na,1\n", "u.csv, header", "weight is missing"),
        ("a column too many", "unit,weight,colour\na,1,b\n", "u.csv, header", "colour"),
        ("a column twice", "unit,weight,weight\na,1,2\n", "u.csv, header", "2 times"),
        ("a bound twice", "unit,weight,min,min\na,1,2,2\n", "u.csv, header", "2 times"),
        ("not a number", "unit,weight\na,many\n", "u.csv, row 2, weight", "'many'"),
        ("negative", "unit,weight\na,-1\n", "u.csv, row 2, weight", "'-1'"),
        ("thousands or not", 'unit,weight\na,"12,500"\n', "u.csv, row 2, weight", "thousands or a fraction"),
        ("a huge exponent", "unit,weight\na,1e999999999\n", "u.csv, row 2, weight", "1e999999999"),
        ("divided by nothing", "unit,weight\na,1/0\n", "u.csv, row 2, weight", "1/0"),
        ("no name", "unit,weight\n,1\n", "u.csv, row 2, unit", "empty"),
        ("half a person", "unit,weight,min\na,1,1.5\n", "u.csv, row 2, min", "1.5"),
        ("a cell missing", "unit,weight\na\n", "u.csv, row 2, weight", "''"),
        ("a web page", "<html>", "u.csv", "web page"),
    ],
)
def test_faults_name_their_row(title, text, place, what):
    with pytest.raises(BadInput) as refused:
        read_units(text.encode(), "u.csv")
    fault = refused.value.faults[0]
    assert fault.place == place, title
    assert what in fault.what


def test_all_faults_come_at_once():
    with pytest.raises(BadInput) as refused:
        read_units(b"unit,weight,min\na,x,y\nb,1,-2\nc,1,1\n", "u.csv")
    assert [fault.place for fault in refused.value.faults] == ["u.csv, row 2, weight", "u.csv, row 3, min"]


def test_requests_leave_out_those_not_asked():
    text = "number,requested,vedtak\n0301,469 (41),137\n1101,,\n1103,0,\n1106,:,\n"
    assert read_requests(text.encode(), "r.csv") == {"0301": 469}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("number,requested\n301,5\n", "'301'"),
        ("number,requested\n0301,5\n0301,5\n", "twice"),
        ("number,requested\n0301,mange\n", "mange"),
    ],
)
def test_requests_refused(text, what):
    with pytest.raises(BadInput) as refused:
        read_requests(text.encode(), "r.csv")
    assert what in refused.value.faults[0].what


def test_counts_are_written_by_key():
    assert counts_csv({"b": 2, "a": 1}) == "unit,count\na,1\nb,2\n"


def test_a_round_is_written_whole(first_round):
    lines = round_csv(first_round).splitlines()
    assert lines[0] == "number,count,em,em_under_15,asked,reason"
    assert len(lines) == 357
    assert lines[1].startswith("0301,235,16,10,true,")
    assert sum(int(line.split(",")[1]) for line in lines[1:]) == 5100


def test_a_name_that_a_spreadsheet_would_run_is_escaped():
    assert counts_csv({"=HYPERLINK(1)": 2}) == "unit,count\n'=HYPERLINK(1),2\n"
