"""Reads KS's answer: remarks as constraints with author and reason, or every fault at once and no remark."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tasks.consultation import sheet as s
from tasks.consultation.lines import Line, number_text, plain
from tasks.consultation.locked import EXPORT_AGAIN, formula_faults, locked_faults, mark_faults
from tasks.consultation.remark_line import constraint_of
from tasks.consultation.remarks import contradictions
from tasks.consultation.workbook_file import open_workbook
from tasks.core.model.allocation import Constraint, Round
from tasks.core.model.errors import BadInput
from tasks.core.model.municipality import Register

MOST_ROWS = 5000
MOST_COLUMNS = 100


def read_workbook(
    data: bytes, round_: Round, round_id: int, register: Register, name: str = "workbook from KS"
) -> tuple[Constraint, ...]:
    """Return KS's remarks as constraints, in the order of the sheet; none if KS has no remarks.

    Refused are: a file that is not our workbook, another round's, a changed locked cell, a formula, an
    unknown municipality, a remark without type, author or reason, and remarks that contradict each other.

    :param name: what the faults call the file.
    :raises BadInput: all faults at once, each with sheet, row and municipality; nothing is accepted in part.
    """
    book = open_workbook(data, name)
    about = _about(book, name)
    _require_this_round(about, round_, round_id, name)
    lines = _lines(_sheet(book, s.ALLOCATION_SHEET, name), name, register)
    faults = [fault for line in lines for fault in formula_faults(line)]
    faults += locked_faults(lines, round_, register, name)
    if not faults:
        faults += mark_faults(lines, about.get(s.SHEET_MARK), name)
    constraints: list[Constraint] = []
    for line in (line for line in lines if line.has_remark):
        try:
            constraints.append(constraint_of(line, register))
        except BadInput as refused:
            faults += refused.faults
    faults += contradictions(constraints, round_)
    if faults:
        raise BadInput(faults)
    return tuple(constraints)


def _sheet(book: Workbook, title: str, name: str) -> Worksheet:
    found = book[title] if title in book.sheetnames else None
    if not isinstance(found, Worksheet):
        raise BadInput.one(name, f"the sheet {title!r} is missing", EXPORT_AGAIN)
    if found.max_row > MOST_ROWS or found.max_column > MOST_COLUMNS:
        what = f"the sheet {title!r} has {found.max_row} rows and {found.max_column} columns"
        raise BadInput.one(name, what, EXPORT_AGAIN)
    return found


def _about(book: Workbook, name: str) -> dict[str, str]:
    page = _sheet(book, s.ABOUT_SHEET, name)
    return {str(row[0]): number_text(plain(row[1])) for row in page.iter_rows(max_col=2, values_only=True)}


def _require_this_round(about: Mapping[str, str], round_: Round, round_id: int, name: str) -> None:
    """Refuse another round's workbook before anything else: its cells would all seem changed."""
    if about.get(s.ROUND_MARK) == s.round_mark(round_, round_id):
        return
    said, year = about.get(s.ROUND_ID, "no round").lstrip("0"), about.get("År", "no year")
    raise BadInput.one(
        f"{name}, sheet {s.ABOUT_SHEET}",
        f"it says round {said} of {year} and was not made from round {round_id} of {round_.year} as it is",
        "answer in the workbook of this round, or import it for the round it was made from",
    )


def _lines(page: Worksheet, name: str, register: Register) -> list[Line]:
    """Return every row with content below the headings, the sum row left out.

    :raises BadInput: a heading is missing, changed or stands twice.
    """
    headings = [str(cell.value or "").strip() for cell in page[s.HEADING_ROW]]
    wrong = [heading for heading in s.HEADINGS if headings.count(heading) != 1]
    if wrong:
        place = f"{name}, sheet {s.ALLOCATION_SHEET}, row {s.HEADING_ROW}"
        raise BadInput.one(place, f"columns missing or twice: {', '.join(wrong)}", EXPORT_AGAIN)
    at = {heading: headings.index(heading) for heading in s.HEADINGS}
    names = {m.number: f"{m.number} {m.display_name}" for m in register.municipalities}
    lines: list[Line] = []
    for row, cells in enumerate(page.iter_rows(min_row=s.HEADING_ROW + 1), start=s.HEADING_ROW + 1):
        formulas = tuple(heading for heading in s.HEADINGS if cells[at[heading]].data_type == "f")
        values = {heading: plain(cells[at[heading]].value) for heading in s.HEADINGS}
        number = number_text(values[s.LOCKED_HEADINGS[0]])
        who = names.get(number, number[:40] or "no municipality number")
        line = Line(f"{name}, sheet {s.ALLOCATION_SHEET}, row {row}, {who}", number, values, formulas)
        is_sum = line.number == s.SUM_LABEL and not line.has_remark
        if not is_sum and any(value is not None for value in line.cells.values()):
            lines.append(line)
    return lines
