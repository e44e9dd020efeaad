"""Plays KS in the consultation: fills in a few remarks in the workbook as a person would, and hands it back.

What the sheet looks like is read from its headings, as KS would; nothing of the consultation room is used.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tasks.core.model.errors import BadInput
from tasks.rehearsal.roles import KS_AUTHOR

SHEET = "Fordeling"
SMALLEST = 10  # KS asks for nothing below it: as a main rule nobody is asked for fewer
ANSWER_COLUMNS = (
    "Merknad: type",
    "Merknad: antall",
    "Merknad: til kommune",
    "Merknad: begrunnelse",
    "Merknad: av hvem",
)
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Line:
    """One asked municipality as KS sees it."""

    row: int
    number: str
    count: int
    em: int


def answer_workbook(workbook: bytes) -> bytes:
    """Return the workbook with one fixed number, one minimum and one swap filled in; always the same way.

    The total stays within reach: every number is at least 10 and its EM. Only the answer columns are touched.

    :raises BadInput: the sheet or one of its columns is missing, or too few municipalities are asked.
    """
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    sheet = book[SHEET] if SHEET in book.sheetnames else None
    if not isinstance(sheet, Worksheet):
        raise BadInput.one("workbook for KS", f"the sheet {SHEET} is missing", "export the workbook again")
    columns = {str(cell.value): cell.column for cell in sheet[1] if cell.value is not None}
    missing = [
        name for name in ("Kommunenummer", "Anmodning", "Av dette EM", *ANSWER_COLUMNS) if name not in columns
    ]
    if missing:
        raise BadInput.one("workbook for KS", f"missing columns: {', '.join(missing)}", "export it again")
    for line, answer in _answers(_lines(sheet, columns)):
        for name, value in zip(ANSWER_COLUMNS, answer, strict=True):
            sheet.cell(line.row, columns[name], value)
    out = io.BytesIO()
    book.save(out)
    return _without_clock(out.getvalue())


def _lines(sheet: Worksheet, columns: Mapping[str, int]) -> list[_Line]:
    lines: list[_Line] = []
    for row in range(2, sheet.max_row + 1):
        number = str(sheet.cell(row, columns["Kommunenummer"]).value or "")
        count, em = (sheet.cell(row, columns[name]).value for name in ("Anmodning", "Av dette EM"))
        if re.fullmatch(r"[0-9]{4}", number) and isinstance(count, int) and isinstance(em, int) and count > 0:
            lines.append(_Line(row, number, count, em))
    return lines


def _answers(lines: list[_Line]) -> list[tuple[_Line, tuple[str | int | None, ...]]]:
    """Return KS's three remarks: on the largest numbers, where there is room to give and take."""
    by_size = sorted(lines, key=lambda line: (-line.count, line.number))
    roomy = [line for line in by_size if line.count - 3 >= max(SMALLEST, line.em)]
    if len(roomy) < 3 or len(by_size) < 4:
        raise BadInput.one(
            "workbook for KS", "too few municipalities are asked to play on", "rehearse a whole year"
        )
    giver, fixed, raised = roomy[0], roomy[len(roomy) // 2], roomy[-1]
    taker = next(line for line in by_size if line not in (giver, fixed, raised))
    capacity, housing = (
        "Kapasiteten i opplæringen er lavere enn lagt til grunn",
        "Ledige boliger og ønske om flere",
    )
    return [
        (fixed, ("fast tall", fixed.count - 2, None, f"{capacity} (øving)", KS_AUTHOR)),
        (raised, ("minst", raised.count + 2, None, f"{housing} (øving)", KS_AUTHOR)),
        (giver, ("flytt", 3, taker.number, "Kommunene samarbeider om bosettingen (øving)", KS_AUTHOR)),
    ]


def _without_clock(workbook: bytes) -> bytes:
    """Return the workbook with the moments that openpyxl takes from the clock set to fixed ones."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, ZIP_TIME), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
