"""IMDinett's export: all of it or nothing, and an empty cell is never a zero."""

from __future__ import annotations

import io
from datetime import date, datetime
from fractions import Fraction

import pytest
from openpyxl import Workbook

from config.register_reader import read_register
from tasks.core.model.errors import BadInput
from tasks.core.model.vedtak import RegistrationStatus
from tasks.replies.registration_changes import compare_registrations
from tasks.replies.registrations import read_registrations

REGISTER = read_register(2020)


def read(text: str | bytes):
    content = text if isinstance(text, bytes) else text.encode()
    return read_registrations(content, "eksport.csv", register=REGISTER, year=2020)


def faults(text: str | bytes) -> str:
    with pytest.raises(BadInput) as error:
        read(text)
    return str(error.value)


@pytest.mark.parametrize(
    "content",
    [
        "kommunenummer;vedtak_totalt;vedtak_em\n5057;15;2\n",
        "Kommunenr.,Vedtak totalt,Herav EM\n5057,15,2\n",
        "\ufeffKommunenummer;Vedtak (herav EM)\n5057;15 (2)\n",
        "KNR\tKommunenamn\tVedtakstal\tEinslege mindreårige\n5057\tØrland\t15\t2\n".encode("cp1252"),
        "Kommunenummer;Vedtak (herav EM);År\n5057;15 (2);2020\n5057;20;2019\n",
    ],
)
def test_the_same_rows_from_every_spelling(content):
    (row,) = read(content)
    assert (row.number, row.count, row.em, row.status) == ("5057", 15, 2, RegistrationStatus.DECIDED)


def test_workbook_gives_the_same_rows():
    book = Workbook()
    sheet = book.active
    sheet.append(["Kommunenummer", "Kommune", "Vedtak totalt", "Vedtak EM"])
    sheet.append(["0301", "Oslo", 137, None])
    sheet.append([5057, "Ørland", "15 (2)", None])
    sheet.append([301, "Oslo", None, None])
    out = io.BytesIO()
    book.save(out)
    assert "0301 stands in row 2 too" in faults(out.getvalue())
    sheet.delete_rows(4)
    out = io.BytesIO()
    book.save(out)
    rows = read(out.getvalue())
    assert [(r.number, r.count, r.em, r.row) for r in rows] == [("0301", 137, None, 2), ("5057", 15, 2, 3)]


def test_empty_is_not_zero_and_marks_stay():
    rows = read("kommunenummer;vedtak\n5057;\n5001;0\n5006;:\n5007;.\n")
    assert [(r.count, r.mark, r.status.value) for r in rows] == [
        (None, "", "ikke_registrert"), (0, "", "avslag"), (None, ":", "vedtatt"), (None, ".", "ikke_registrert"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("kommune;vedtak\nOslo;3\n", "column kommunenummer is missing"),
        (
            "kommunenummer;vedtak\n5057;femten\n",
            "row 2, column vedtak_totalt: 'femten' is not a whole number",
        ),
        (
            "kommunenummer;vedtak\n5012;5\n",
            "row 2: municipality number 5012 is out of date in 2020 - use what followed it: 5055",
        ),
        (
            "kommunenummer;vedtak\n5015;5\n5017;10\n",
            "row 3: municipality number 5017 means 5057 now, which stands in row 2 as 5015 too",
        ),
        ("kommunenummer;vedtak\n9999;5\n", "not in the register of 2020"),
        ("kommunenummer;vedtak\n5057;5\n\n5057;6\n", "row 4: municipality 5057 stands in row 2 too"),
        ("kommunenummer;vedtak;vedtak em\n5057;5;6\n", "EM 6 is above the total 5"),
        ("kommunenummer;vedtak\n5057;-5\n", "is not a whole number"),
        ("kommunenummer;vedtak;status\n5057;5;kanskje\n", "is no status"),
        ("<html><body>Logg inn</body></html>", "a web page, not data"),
        (b"PK\x03\x04 not really", "the workbook is broken"),
        ("", "there is nothing in it"),
        ("kommunenummer;vedtak\n", "no row for 2020"),
    ],
)
def test_faults_name_the_row_and_the_way_out(content, said):
    assert said in faults(content)


def test_all_faults_at_once_and_nothing_stored():
    text = faults("kommunenummer;vedtak\n5057;x\n9999;1\n5012;2\n")
    assert len(text.splitlines()) == 3


def test_an_older_number_is_resolved_through_the_changes():
    rows = read("kommunenummer;vedtak\n5015;15\n1601;40\n")
    assert [(r.number, r.number_in_source, r.count) for r in rows] == [
        ("5057", "5015", 15),
        ("5001", "1601", 40),
    ]


def test_capacity_and_dates_are_kept():
    head = "Kommunenummer;Vedtak;Kan busetje fleire;Ekstra kapasitet EM;Venta handsamingsdato;Sist endra\n"
    (row,) = read(head + "5057;;5 (2);;30.01.2020;02.12.2019 14:05\n")
    assert (row.extra_capacity, row.extra_capacity_em, row.count) == (5, 2, None)
    assert row.expected_council_date == date(2020, 1, 30)
    assert row.changed_at == datetime(2019, 12, 2, 14, 5)  # noqa: DTZ001 - the export writes local time


HEAD = "kommunenummer;vedtak;versjon\n"


def test_changes_before_storing():
    before = read(HEAD + "5057;15;2\n5001;40;1\n5006;30;1\n")
    after = read(HEAD + "5057;10;1\n5001;45;2\n5006;30;1\n5007;20;1\n")
    changes = compare_registrations(before, after, place="eksport.csv")
    assert [r.number for r in changes.to_store] == ["5001", "5007"]
    assert [c.after.number for c in changes.outdated] == ["5057"], "a lower version never overwrites"
    assert [r.number for r in changes.same] == ["5006"]


def test_a_drop_in_rows_stops():
    before = read(HEAD + "5057;15;1\n5001;40;1\n5006;30;1\n")
    with pytest.raises(BadInput, match="2 of 3 municipalities are missing"):
        compare_registrations(before, before[:1], place="eksport.csv")
    changes = compare_registrations(before, before[:2], place="eksport.csv", most_lost=Fraction(1, 2))
    assert [r.number for r in changes.withdrawn] == ["5006"]
