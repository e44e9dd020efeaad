from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from builders import an_allocation
from unit.consultation.consultation_builder import REGISTER, ROUND, a_workbook, answered, edited

from tasks.consultation import workbook_in
from tasks.consultation.workbook_in import read_workbook
from tasks.core.model.allocation import Constraint, ConstraintKind
from tasks.core.model.errors import BadInput

KS = "KS"
WHY = "Kapasitet i skolen"


def read(data: bytes) -> tuple[Constraint, ...]:
    return read_workbook(data, ROUND, 3, REGISTER, "svar.xlsx")


def faults_of(data: bytes) -> list[str]:
    with pytest.raises(BadInput) as refused:
        read(data)
    return [str(fault) for fault in refused.value.faults]


def test_a_workbook_without_remarks_gives_none():
    assert read(a_workbook()) == ()


def test_a_workbook_saved_again_by_another_program_gives_none():
    assert read(edited(a_workbook())) == ()


@pytest.mark.parametrize(
    ("title", "answer", "wanted"),
    [
        ("fixed", ("fast tall", 12, None), (ConstraintKind.FIX, 12, None)),
        ("fixed at nobody", ("fast tall", 0, None), (ConstraintKind.FIX, 0, None)),
        ("minimum", ("minst", 17, None), (ConstraintKind.MIN, 17, None)),
        ("maximum, capitals and spaces", (" Høyst ", 20, None), (ConstraintKind.MAX, 20, None)),
        ("number typed as text", ("høyst", "20", None), (ConstraintKind.MAX, 20, None)),
        (
            "number that a spreadsheet made a decimal of",
            ("høyst", 20.0, None),
            (ConstraintKind.MAX, 20, None),
        ),
        ("taken out", ("ta ut", None, None), (ConstraintKind.EXCLUDE, None, None)),
        ("swap", ("flytt", 3, "0301"), (ConstraintKind.SWAP, 3, "0301")),
        ("swap to a number without its zero", ("flytt", 3, 301), (ConstraintKind.SWAP, 3, "0301")),
    ],
)
def test_a_remark_becomes_a_constraint(title: str, answer: tuple[object, ...], wanted: tuple[object, ...]):
    (found,) = read(answered(3, *answer, WHY, KS))
    assert (found.number, found.author, found.reason) == ("1520", KS, WHY), title
    assert (found.kind, found.persons, found.other_number) == wanted, title


def test_a_municipality_that_is_not_asked_can_be_taken_in():
    (found,) = read(answered(4, "ta med", None, None, WHY, KS))
    assert (found.number, found.kind) == ("5057", ConstraintKind.INCLUDE)


@pytest.mark.parametrize(
    ("title", "answer", "wanted"),
    [
        ("no type", (None, 12, None, WHY, KS), "the remark has no type"),
        ("unknown type", ("kanskje", 12, None, WHY, KS), "unknown type of remark 'kanskje'"),
        ("no number", ("minst", None, None, WHY, KS), "antall is empty"),
        ("words for a number", ("minst", "ti", None, WHY, KS), "antall is 'ti'"),
        ("negative", ("minst", -1, None, WHY, KS), "antall is '-1'"),
        ("half a person", ("minst", 1.5, None, WHY, KS), "antall is '1.5'"),
        ("beyond all reason", ("minst", 10**9, None, WHY, KS), "antall is '1000000000'"),
        ("truth value", ("minst", True, None, WHY, KS), "antall is 'True'"),
        ("number where none belongs", ("ta ut", 12, None, WHY, KS), "takes none"),
        ("swap of nobody", ("flytt", 0, "0301", WHY, KS), "1 or more"),
        ("swap to nowhere", ("flytt", 3, None, WHY, KS), "without the municipality to move to"),
        ("swap to an unknown", ("flytt", 3, "9998", WHY, KS), "'9998' is not in the register"),
        ("swap to a number of before", ("flytt", 3, "1621", WHY, KS), "use what followed it: 5057 Ørland"),
        ("swap to itself", ("flytt", 3, "1520", WHY, KS), "to the same municipality"),
        ("swap to one not asked", ("flytt", 3, "5057", WHY, KS), "not asked in this round"),
        ("swap of more than there are", ("flytt", 16, "0301", WHY, KS), "the round gives it 15"),
        ("target without swap", ("minst", 3, "0301", WHY, KS), "used with 'flytt' only"),
        ("no reason", ("minst", 12, None, None, KS), "Merknad: begrunnelse is empty"),
        ("reason of spaces", ("minst", 12, None, "  ", KS), "Merknad: begrunnelse is empty"),
        ("no author", ("minst", 12, None, WHY, None), "Merknad: av hvem is empty"),
        ("a novel", ("minst", 12, None, "x" * 3000, KS), "3000 characters"),
        ("formula for a number", ("minst", "=6+6", None, WHY, KS), "Merknad: antall holds a formula"),
        ("formula for a reason", ("minst", 12, None, "=HYPERLINK(1)", KS), "begrunnelse holds a formula"),
    ],
)
def test_a_remark_that_cannot_be_followed_is_a_fault_with_its_place(
    title: str, answer: tuple[object, ...], wanted: str
):
    faults = faults_of(answered(3, *answer))
    assert any(wanted in fault for fault in faults), (title, faults)
    assert all("municipality 5057" in fault or "1520" in fault for fault in faults), (title, faults)


def test_the_place_of_a_fault_is_file_sheet_row_and_municipality():
    (fault,) = faults_of(answered(3, "minst", 12, None, WHY, None))
    assert fault.startswith("svar.xlsx, sheet Fordeling, row 3, 1520 Ørsta: Merknad: av hvem is empty")


@pytest.mark.parametrize("address", ["D2", "E3", "F3"])
def test_a_changed_number_in_a_locked_column_tells_to_use_the_remarks(address: str):
    (fault,) = faults_of(edited(a_workbook(), **{address: 14}))
    assert f"row {address[1]}" in fault
    assert "columns that begin with Merknad" in fault


def test_em_figures_do_not_reach_the_message():
    (fault,) = faults_of(edited(a_workbook(), E3=14))
    assert "14" not in fault
    assert "Av dette EM" in fault


@pytest.mark.parametrize(
    ("address", "value"), [("B2", "Bergen"), ("C2", "Viken"), ("G2", 99.5), ("H2", "Ny grunn"), ("I4", 0)]
)
def test_any_other_change_in_a_locked_column_is_refused(address: str, value: object):
    (fault,) = faults_of(edited(a_workbook(), **{address: value}))
    assert "not the one that was sent" in fault


def test_a_formula_in_a_locked_column_is_refused_though_it_shows_the_same():
    faults = faults_of(edited(a_workbook(), D2="=200+10"))
    assert any("row 2, 0301 Oslo: Anmodning holds a formula" in fault for fault in faults)


@pytest.mark.parametrize(
    ("title", "number", "wanted"),
    [
        ("unknown number", "9998", "'9998' is not in the register of 2020"),
        ("number of before", "1621", "use what followed it: 5057 Ørland"),
        ("no number", None, "a row without a municipality number"),
        ("a name for a number", "Ørsta", "a row without a municipality number (Ørsta)"),
        ("twice", "0301", "stands twice"),
    ],
)
def test_a_changed_municipality_number_is_a_fault_and_the_row_is_missed(
    title: str, number: str | None, wanted: str
):
    faults = faults_of(edited(a_workbook(), A3=number))
    assert any(wanted in fault for fault in faults), (title, faults)
    assert any("rows are gone: 1520" in fault for fault in faults), (title, faults)


def test_a_remark_below_the_table_is_not_lost():
    faults = faults_of(edited(a_workbook(), M7="Husk Våler"))
    assert any("row 7" in fault and "without a municipality number" in fault for fault in faults)


def test_a_remark_on_the_sum_row_is_not_lost():
    assert any("row 5" in fault for fault in faults_of(edited(a_workbook(), J5="minst", K5=230)))


def test_all_faults_come_at_once_and_nothing_is_accepted_in_part():
    data = edited(a_workbook(), D2=209, J3="minst", K3="ti", J4="ta med", M4=WHY, N4=KS)
    faults = faults_of(data)
    assert len(faults) == 4, faults


def test_a_row_of_another_order_is_still_its_municipality():
    """A person may sort the rows after unlocking the sheet: the number counts, not the place."""
    book = openpyxl.load_workbook(io.BytesIO(answered(3, "minst", 12, None, WHY, KS)))
    page = book["Fordeling"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(2, 4)]
    for line, values in enumerate(reversed(rows), start=2):
        for place, value in enumerate(values, start=1):
            page.cell(line, place).value = value
    out = io.BytesIO()
    book.save(out)
    assert [c.number for c in read(out.getvalue())] == ["1520"]


@pytest.mark.parametrize(
    ("title", "round_", "round_id"),
    [
        ("another id", ROUND, 4),
        ("other inputs", replace(ROUND, inputs_sha256="cd" * 32), 3),
        (
            "other numbers",
            replace(
                ROUND,
                allocations=(
                    an_allocation(number="0301", count=209),
                    an_allocation(number="1520", count=16, em=2, em_under_15=1),
                    ROUND.allocations[2],
                ),
            ),
            3,
        ),
    ],
)
def test_the_workbook_of_another_round_is_refused_whole(title: str, round_, round_id: int):
    with pytest.raises(BadInput) as refused:
        read_workbook(a_workbook(), round_, round_id, REGISTER)
    (fault,) = refused.value.faults
    assert "it says round 3 of 2020 and was not made from" in fault.what, title


def _renamed(data: bytes, sheet: str) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    book[sheet].title = "Ark1"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _bomb(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * size)
    return out.getvalue()


def _broken(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<a>" if name == "xl/workbook.xml" else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("title", "data", "wanted"),
    [
        ("nothing", b"", "not an .xlsx workbook"),
        ("a text", b"Hei, vi har ingen merknader.", "not an .xlsx workbook"),
        ("a bomb", _bomb(30 * 1024 * 1024), "it unpacks to"),
        ("too large", b"PK" + bytes(6 * 1024 * 1024), "is more than"),
        ("half a workbook", a_workbook()[:4000], "not an .xlsx workbook"),
        ("broken inside", _broken(a_workbook()), "cannot be read"),
        ("no sheet Fordeling", _renamed(a_workbook(), "Fordeling"), "'Fordeling' is missing"),
        ("no sheet Om runden", _renamed(a_workbook(), "Om runden"), "'Om runden' is missing"),
        ("a column renamed", edited(a_workbook(), J1="Type"), "columns missing or twice: Merknad: type"),
        ("a column twice", edited(a_workbook(), P1="Anmodning"), "columns missing or twice: Anmodning"),
    ],
)
def test_what_is_not_our_workbook_is_one_fault_that_says_what_to_do(title: str, data: bytes, wanted: str):
    (fault,) = faults_of(data)
    assert wanted in fault, title
    assert "svar.xlsx" in fault, title


def test_a_cell_at_the_far_end_of_the_sheet_does_not_cost_a_million_rows():
    (fault,) = faults_of(edited(a_workbook(), A1048576="x"))
    assert f"{1048576} rows" in fault
    assert workbook_in.MOST_ROWS < 1048576
