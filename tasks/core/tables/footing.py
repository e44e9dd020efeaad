"""Adds up a table before it leaves or is believed: rows against the printed total, shares against the whole.

Official tables have lost people this way: the shares of an EU proposal add up to 23 998 of 24 000 persons, a
table of IMDi printed 10 915 decided places where its rows give 10 908.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from tasks.core.model.errors import BadInput
from tasks.core.tables.columns import Column, numeric_columns, total_rows
from tasks.core.tables.shares import fitting_total
from tasks.core.tables.table import Row, Table


@dataclass(frozen=True, slots=True)
class ColumnFooting:
    """One column added up. ``stated`` is the total it is held against, None if there is none.

    ``unpublished`` counts the cells without a number; ``basis`` says where ``stated`` comes from.
    """

    column: str
    rows_sum: Decimal
    stated: Decimal | None
    first_row: int
    last_row: int
    unpublished: int
    basis: str

    @property
    def difference(self) -> Decimal:
        """What the stated total has more than the rows, 0 where nothing is stated."""
        return Decimal(0) if self.stated is None else self.stated - self.rows_sum

    @property
    def is_fault(self) -> bool:
        """Whether the difference cannot be explained by cells that were not published."""
        return self.difference < 0 or (self.difference > 0 and not self.unpublished)

    @property
    def sentence(self) -> str:
        """The finding in one line."""
        rows = f"rows {self.first_row}-{self.last_row} of {self.column} add up to {_shown(self.rows_sum)}"
        if self.stated is None:
            return f"{rows}; no total to hold it against"
        if self.difference == 0:
            return f"{rows}, as {self.basis} says"
        more = "more" if self.difference > 0 else "less"
        gap = f"{self.basis} says {_shown(self.stated)}: {_shown(abs(self.difference))} {more} than the rows"
        hidden = "" if self.is_fault else f" ({self.unpublished} cells are not published)"
        return f"{rows}, {gap}{hidden}"


@dataclass(frozen=True, slots=True)
class FootingReport:
    """Every number column of a table added up."""

    name: str
    columns: tuple[ColumnFooting, ...]

    @property
    def faults(self) -> tuple[ColumnFooting, ...]:
        """The columns whose total is wrong."""
        return tuple(column for column in self.columns if column.is_fault)

    @property
    def foots(self) -> bool:
        """Whether no column's total is wrong."""
        return not self.faults


def foot(
    column: str, cells: Sequence[tuple[Row, Decimal | None]], stated: Decimal | None, basis: str
) -> ColumnFooting:
    """Return the sum of ``cells`` (None: not published) held against ``stated``."""
    rows = [row.number for row, _ in cells] or [0]
    values = [value for _, value in cells if value is not None]
    return ColumnFooting(
        column, sum(values, Decimal(0)), stated, rows[0], rows[-1], len(cells) - len(values), basis
    )


def check_table(table: Table, *, expected: Decimal | None = None, column: str | None = None) -> FootingReport:
    """Return every number column added up and held against what the table itself says.

    That is the total row ("sum", "i alt", "totalt", "hele landet" ...), of all rows above it or, as a
    subtotal, of those since the one before. Without a total row, a column of whole numbers beside a column of
    percent keys is held against the round total that the keys fit.

    :param expected: the total that ``column`` must have; ``column`` may be left out if one alone is of whole
        numbers.
    :raises BadInput: ``expected`` is given and it is not clear for which column.
    """
    totals = total_rows(table)
    columns = numeric_columns(table, totals)
    names = {row.number for row in totals}
    wanted = _wanted(table, columns, column) if expected is not None else None
    found: list[ColumnFooting] = []
    for each in columns:
        details = [(row, each.value(row)) for row in table.rows if row.number not in names]
        if each is wanted:
            found.append(foot(each.title, details, expected, "the expected total"))
        elif totals:
            found += _against_totals(table, each, names)
        else:
            fitting = fitting_total(each, columns, [row for row, _ in details])
            basis = "" if fitting is None else f"the round total that the shares in {fitting[1]} fit"
            found.append(foot(each.title, details, None if fitting is None else fitting[0], basis))
    return FootingReport(table.name, tuple(found))


def _against_totals(table: Table, column: Column, totals: AbstractSet[int]) -> list[ColumnFooting]:
    """Return one footing per total row: of all rows above it or, if that fits better, those since the last.

    A total row above all others is of the rows below it.
    """
    details = [(row, column.value(row)) for row in table.rows if row.number not in totals]
    found: list[ColumnFooting] = []
    after = 0
    for total in (row for row in table.rows if row.number in totals):
        above = [cell for cell in details if cell[0].number < total.number] or details
        since = [cell for cell in above if cell[0].number > after] or above
        choices = [
            foot(column.title, cells, column.value(total), f"row {total.number}") for cells in (above, since)
        ]
        found.append(min(choices, key=lambda footing: abs(footing.difference)))
        after = total.number
    return found


def _wanted(table: Table, columns: Sequence[Column], title: str | None) -> Column:
    fitting = [c for c in columns if (c.title == title if title else c.is_whole)]
    if len(fitting) == 1:
        return fitting[0]
    titles = ", ".join(c.title for c in columns) or "none"
    raise BadInput.one(
        table.name, f"which column has the expected total? (number columns: {titles})", "name one"
    )


def _shown(value: Decimal) -> str:
    return f"{value.normalize():,f}".replace(",", " ")
