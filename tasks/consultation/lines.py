"""One row of the workbook as it came back: cells by heading, and how it is named in a fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tasks.consultation import sheet as s

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the sheet by heading. ``place`` names it in a fault: file, sheet, row, municipality.

    ``formulas`` are the headings whose cell holds a formula.
    """

    place: str
    number: str
    cells: Mapping[str, Cell]
    formulas: tuple[str, ...] = ()

    @property
    def has_remark(self) -> bool:
        """Whether anything stands in the columns for remarks."""
        return any(self.cells[heading] is not None for heading in s.REMARK_HEADINGS)


def number_text(cell: Cell) -> str:
    """Return a municipality number as four digits where a spreadsheet made a number of it, else the text.

    >>> number_text(301), number_text(" 0301 "), number_text(None)
    ('0301', '0301', '')
    """
    if isinstance(cell, int):
        return f"{cell:04d}"
    return "" if cell is None else str(cell).strip()


def plain(value: object) -> Cell:
    """Return a cell's value as text, number or None; a text of spaces is None, whole floats are ints."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return None if value is None else str(value).strip() or None
