"""Bytes become rows of text with their numbers, or a fault that says what to do."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from tasks.core.model.errors import BadInput
from tasks.core.tables import rows as rows_module
from tasks.core.tables.rows import read_rows


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.create_sheet("another").append(["not", "read"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("title", "data"),
    [
        ("comma", b"number,name\n0301,Oslo\n"),
        ("semicolon", b"number;name\n0301;Oslo\n"),
        ("tab", b"number\tname\n0301\tOslo\n"),
        ("byte order mark", b"\xef\xbb\xbfnumber,name\r\n0301,Oslo\r\n"),
        ("no line break at the end", b"number,name\n0301,Oslo"),
        ("spaces around cells", b"number , name\n 0301 , Oslo \n"),
        ("blank rows", b"number,name\n,\n\n0301,Oslo\n , \n"),
        ("empty columns at the end", b"number,name,,\n0301,Oslo,,\n"),
        ("comments before the header", b"# source: somewhere, sometime\nnumber,name\n0301,Oslo\n"),
        ("quoted cells", b'"number","name"\n"0301","Oslo"\n'),
        ("a workbook", workbook(["number", "name"], ["0301", "Oslo"])),
    ],
)
def test_every_form_gives_the_same_table(title, data):
    table = read_rows(data, "file")
    assert table.header == ("number", "name"), title
    assert [row.cells for row in table.rows] == [("0301", "Oslo")], title


def test_letters_of_windows_1252_are_read():
    table = read_rows("Kommune;Antall\nTromsø;12\n".encode("cp1252"), "file")
    assert table.rows[0].cells == ("Tromsø", "12")


def test_rows_keep_the_number_a_person_sees():
    table = read_rows(b'# source\na,b\n1,2\n\n"x\ny",3\n4,5\n', "file")
    assert [(row.number, row.cells[1]) for row in table.rows] == [(3, "2"), (5, "3"), (7, "5")]
    assert table.place(table.rows[0]) == "file, row 3"


def test_a_short_row_is_filled_up_and_a_record_has_every_column():
    table = read_rows(b"a,b,c\n1\n", "file")
    assert [dict(record) for _, record in table.records()] == [{"a": "1", "b": "", "c": ""}]


def test_of_two_columns_with_one_title_the_first_counts():
    table = read_rows(b"a,a\n1,2\n", "file")
    assert [record["a"] for _, record in table.records()] == ["1"]


def test_cells_of_a_workbook_read_as_a_person_sees_them():
    table = read_rows(
        workbook(
            ["whole", "part", "day", "moment", "none", "text"],
            [15.0, 99.6, date(2019, 12, 20), datetime.fromisoformat("2019-12-20 08:30"), None, "0301"],
        ),
        "file",
    )
    assert table.rows[0].cells == ("15", "99.6", "2019-12-20", "2019-12-20 08:30:00", "", "0301")


def test_what_a_formula_was_is_not_run():
    table = read_rows(workbook(["a"], ["=1+1"], ["x"]), "file")
    assert [row.cells for row in table.rows] == [("x",)]  # never computed, so nothing is there: empty, not 0


@pytest.mark.parametrize(
    ("title", "data", "message"),
    [
        ("nothing", b"", "there is nothing in it"),
        ("only blanks", b"\n , \n", "there is nothing in it"),
        ("HTML", b"<!DOCTYPE html><html>logg inn</html>", "this is a web page"),
        ("HTML after a mark", b"\xef\xbb\xbf\n <table>", "this is a web page"),
        ("PDF", b"%PDF-1.7", "this is a PDF"),
        ("old Excel", b"\xd0\xcf\x11\xe0\xa1\xb1", "old or encrypted Excel"),
        ("JSON", b'{"a": 1}', "this is JSON"),
        ("UTF-16", "a,b\n1,2\n".encode("utf-16-le"), "neither UTF-8 nor Windows-1252"),
        ("no character of any kind", b"a,b\n\x81,\x8d\n", "neither UTF-8 nor Windows-1252"),
        ("a cut-off workbook", workbook(["a"], ["b"])[:500], "the workbook is broken"),
        (
            "a workbook of a later ZIP",
            workbook(["a"], ["b"]).replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\xc4"),
            "the workbook is broken",
        ),
        ("a zip that is no workbook", b"", ""),
        ("an unclosed quote over the limit", b'a,b\n"' + b"x" * 200_000 + b"\n", "not readable"),
    ],
)
def test_what_is_no_table_is_refused(title, data, message):
    if title == "a zip that is no workbook":
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("hello.txt", "hello")
        data, message = out.getvalue(), "not readable"
    with pytest.raises(BadInput) as refused:
        read_rows(data, "eksport.csv")
    assert message in str(refused.value), title
    assert str(refused.value).startswith("eksport.csv")


def test_every_row_longer_than_the_header_is_named():
    with pytest.raises(BadInput) as refused:
        read_rows(b"a,b\n1,2,3\n1,2\n1,2,,4\n", "file")
    assert [fault.place for fault in refused.value.faults] == ["file, row 2", "file, row 4"]


def test_a_workbook_that_would_burst_is_refused_before_it_is_opened():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (rows_module.MOST_UNPACKED_BYTES + 1))
    with pytest.raises(BadInput, match="would unpack to"):
        read_rows(out.getvalue(), "file")


def test_a_workbook_of_a_thousand_parts_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in range(rows_module.MOST_PARTS + 1):
            archive.writestr(f"{part}", b"")
    with pytest.raises(BadInput, match="would unpack to"):
        read_rows(out.getvalue(), "file")


def test_a_table_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(rows_module, "MOST_ROWS", 3)
    with pytest.raises(BadInput, match="more than 3 rows"):
        read_rows(b"a\n1\n2\n3\n4\n5\n", "file")


def test_missing_and_doubled_columns_are_named_together():
    table = read_rows(b"number,name,name\n0301,Oslo,Oslo\n", "file")
    table.require(["number"])
    with pytest.raises(BadInput) as refused:
        table.require(["name", "year"])
    assert [fault.what for fault in refused.value.faults] == [
        "column name stands 2 times",
        "column year is missing (there are: number, name, name)",
    ]


def test_a_workbook_whose_inside_is_no_xml_is_refused():
    """lxml, which openpyxl takes where it is there, raises another error than the standard library."""
    book = Workbook()
    book.active.append(["a"])
    whole, spoilt = io.BytesIO(), io.BytesIO()
    book.save(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(spoilt, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            target.writestr(part.filename, content.replace(b"<sheetData>", b"<sheetData \xff>"))
    with pytest.raises(BadInput, match="not readable"):
        read_rows(spoilt.getvalue(), "bok.xlsx")
