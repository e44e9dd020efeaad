"""Finds what can be added up in a table: number columns, "469 (41)" as two of them, and total rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from tasks.core.model.errors import BadInput
from tasks.core.tables.cells import MARKS, count_with_em
from tasks.core.tables.table import Row, Table

# Bokmål, nynorsk, English, Danish; the whole label or its first words
_TOTAL = re.compile(
    r"(?:(?:sub|del)?(?:sum(?:s|mer)?|total(?:t|er|s|sum)?)|i\s+alt|til\s*sam(?:men|an)|hei?le\s+landet|landet)\b",
    re.IGNORECASE,
)
# Columns of figures that name something and are no amounts
_NAMES = re.compile(r"(?:number|nr|.*nummer|.*nr|.*kode|year|år|aar|row|rad|id)", re.IGNORECASE)
_DECIMAL = re.compile(r"[-−]?\d+(?:[.,]\d+)?", re.ASCII)
_EM_PART = "EM in "


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers, or the EM in brackets inside one (``is_em``)."""

    title: str
    index: int
    is_em: bool
    is_whole: bool

    def value(self, row: Row) -> Decimal | None:
        """Return the row's number, None where none is published."""
        count, em = _numbers(row.cells[self.index])
        return em if self.is_em else count


def total_rows(table: Table) -> tuple[Row, ...]:
    """Return the rows whose first text cell says that they are a total."""
    return tuple(row for row in table.rows if _is_total(row))


def numeric_columns(table: Table, totals: Sequence[Row]) -> tuple[Column, ...]:
    """Return the columns that hold numbers and marks alone, in order; codes and years are left out."""
    names = {row.number for row in totals}
    found: list[Column] = []
    for index, title in enumerate(table.header):
        if _NAMES.fullmatch(title.strip()):
            continue
        try:
            numbers = [_numbers(row.cells[index]) for row in table.rows]
        except BadInput:
            continue
        cells = zip(table.rows, numbers, strict=True)
        counts = [count for row, (count, _) in cells if count is not None and row.number not in names]
        if not counts:
            continue
        column = partial(Column, index=index, is_whole=all(count == int(count) for count in counts))
        found.append(column(title, is_em=False))
        if any(em is not None for _, em in numbers):
            found.append(column(f"{_EM_PART}{title}", is_em=True))
    return tuple(found)


def _is_total(row: Row) -> bool:
    label = next((cell for cell in row.cells if cell and not _DECIMAL.fullmatch(cell)), "")
    return _TOTAL.match(label) is not None


def _numbers(text: str) -> tuple[Decimal | None, Decimal | None]:
    """Return the number and the EM of a cell; decimals have no EM.

    :raises BadInput: the cell is text.
    """
    if text not in MARKS and _DECIMAL.fullmatch(text):
        return Decimal(text.replace(",", ".").replace("−", "-")), None
    cell = count_with_em(text)
    return _decimal(cell.count), _decimal(cell.em)


def _decimal(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)
