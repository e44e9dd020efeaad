"""A small round with KS's workbook around it, for the tests of the consultation room."""

from __future__ import annotations

import io
from datetime import date
from fractions import Fraction

import openpyxl
from builders import ORLAND, ORSTA, an_allocation
from openpyxl.worksheet.worksheet import Worksheet

from tasks.consultation.sheet import HEADINGS
from tasks.consultation.workbook_out import write_workbook
from tasks.core.model.allocation import Allocation, ReasonCode, Round, RoundKind
from tasks.core.model.municipality import ChangeKind, Municipality, MunicipalityChange, Register
from tasks.core.model.need import Need

OSLO = Municipality(
    "0301", "Oslo", "Oslo", "03", "Oslo", ORLAND.written_standard, "958935420", "oslo.kommune.no"
)
CHANGES = (MunicipalityChange("1621", "Ørland", "5057", "Ørland", ChangeKind.RENUMBERED, date(2018, 1, 1)),)
REGISTER = Register(2020, (OSLO, ORSTA, ORLAND), CHANGES)
ROUND = Round(
    2020,
    RoundKind.FIRST,
    Need(2020, 225, 2, 1),
    (
        an_allocation(number="0301", count=210, weight=Fraction(7, 3)),
        an_allocation(number="1520", count=15, em=2, em_under_15=1),
        Allocation("5057", False, 0, 0, 0, ReasonCode.NOT_ASKED_SIZE),
    ),
    "ab" * 32,
)
SENTENCES = {"0301": "Størst folketall.", "1520": "Vekt og andel.", "5057": "Anmodes ikke."}
PREVIOUS = {"0301": 250, "1520": 12, "5057": None}


def a_workbook(**changes: object) -> bytes:
    arguments = {
        "round_": ROUND,
        "municipalities": REGISTER.by_number(),
        "previous_requests": PREVIOUS,
        "round_id": 3,
        "sentences": SENTENCES,
        "made_on": date(2019, 10, 15),
    }
    return write_workbook(**(arguments | changes))


def edited(data: bytes, **cells: object) -> bytes:
    """Return the workbook with cells of the sheet Fordeling set, e.g. ``J2="minst"``; None empties one."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for address, value in cells.items():
        book["Fordeling"][address] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def answered(row: int, *answer: object, data: bytes | None = None) -> bytes:
    """Return the workbook with one remark: type, number, other municipality, reason, author."""
    return edited(data or a_workbook(), **{f"{c}{row}": v for c, v in zip("JKLMN", answer, strict=True)})


def sheet_of(data: bytes, name: str = "Fordeling") -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data))[name]


def column(heading: str) -> int:
    return HEADINGS.index(heading) + 1
