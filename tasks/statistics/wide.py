"""Reads indicators given as one row per municipality, and names them relative to a settlement year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.indicator import Indicator
from tasks.core.model.municipality import NUMBER_PATTERN
from tasks.core.tables.cells import MARKS
from tasks.core.tables.rows import read_rows
from tasks.core.tables.table import Row, Table
from tasks.statistics.relative import RELATIVE, RELATIVE_NAMES, Indicators, relative_indicators, relative_name

NUMBER = "number"
IMMIGRANTS = frozenset({"immigrants", "refugees_and_family", "immigrant_share_percent"})
_DATED = re.compile(r"(?P<name>[a-z][a-z0-9_]*?)_(?P<year>(?:19|20)[0-9]{2})(?P<percent>_percent)?")
_VALUE = re.compile(r"[0-9]{1,12}(?:[.,][0-9]{1,12})?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3}){1,3}")  # 681 071, as published
_UNSURE = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+")  # 681.071: thousands, or a fraction of a person?
_SHARES = re.compile(r"percent|share|employment|intro_results")
_MEND = "leave the cell empty if the figure is not published"


@dataclass(frozen=True, slots=True)
class _Dated:
    """A column that says its year: ``immigrant_share_2019_percent`` is immigrant_share_percent of 2019."""

    index: int
    title: str
    name: str
    year: int
    known_from: date


def read_wide(data: bytes, name: str, cycle_year: int) -> tuple[Indicators, tuple[str, ...]]:
    """Return number -> relative name -> value, and a note for each column that was left out, with the reason.

    Columns: ``number``; indicators of a year, as ``requested_2019`` or ``immigrant_share_2018_percent``; or
    named relative already (``requested_previous_year``), which go before dated ones. A dated column that was
    not known in the October before ``cycle_year`` is left out. Empty cells and marks (``:`` ``.``) are None.

    :raises BadInput: every fault with its row: no number column, a number that is not four digits or stands
        twice, a value that is not a number of 0 or more.
    """
    table = read_rows(data, name)
    table.require([NUMBER])
    relative = [index for index, title in enumerate(table.header) if title in RELATIVE_NAMES]
    dated = [
        column for index, title in enumerate(table.header) if (column := _dated(index, title)) is not None
    ]
    faults: list[Fault] = []
    numbers = _numbers(table, faults)
    figures = [
        Indicator(number, column.name, column.year, value, column.known_from, name)
        for row, number in numbers
        for column in dated
        if (value := _value(table, row, column.index, faults)) is not None
    ]
    known_on = date(cycle_year - 1, 10, 31)
    found = {number: dict[str, Decimal | None].fromkeys(RELATIVE_NAMES) for _, number in numbers}
    found |= relative_indicators(figures, cycle_year, known_on)
    for row, number in numbers:
        for index in relative:
            found[number][table.header[index]] = _value(table, row, index, faults)
    if faults:
        raise BadInput(faults)
    return found, _notes(table, dated, cycle_year, known_on)


def known_from(name: str, year: int) -> date:
    """Return the day from which a figure counts as known where its source does not say (the register's rule).

    Requests for Y: 1 November Y-1. What is of 1 January Y: March Y. What happened during Y: 1 March Y+1.
    """
    if name == "requested":
        return date(year - 1, 11, 1)
    if name == "population":
        return date(year, 3, 1)
    return date(year, 3, 15) if name in IMMIGRANTS else date(year + 1, 3, 1)


def _dated(index: int, title: str) -> _Dated | None:
    found = _DATED.fullmatch(title)
    if found is None:
        return None
    name, year = found["name"] + (found["percent"] or ""), int(found["year"])
    if f"{name}_percent" in RELATIVE:  # a share is a share, whether its title says so or not
        name = f"{name}_percent"
    return _Dated(index, title, name, year, known_from(name, year))


def _numbers(table: Table, faults: list[Fault]) -> list[tuple[Row, str]]:
    """Return the rows with their municipality number; a wrong or doubled one goes to ``faults``."""
    at = table.header.index(NUMBER)
    seen: dict[str, int] = {}
    numbers: list[tuple[Row, str]] = []
    for row in table.rows:
        number = row.cells[at]
        if not NUMBER_PATTERN.fullmatch(number):
            faults.append(
                Fault(table.place(row), f"number {number!r} is not four digits", "write 0301 as text")
            )
        elif number in seen:
            what = f"municipality {number} stands in row {seen[number]} too"
            faults.append(Fault(table.place(row), what, "keep one of the rows"))
        else:
            seen[number] = row.number
            numbers.append((row, number))
    return numbers


def _value(table: Table, row: Row, index: int, faults: list[Fault]) -> Decimal | None:
    text = row.cells[index]
    if not text or text in MARKS:
        return None
    if _GROUPED.fullmatch(text):
        return Decimal("".join(filter(str.isdecimal, text)))
    if _UNSURE.fullmatch(text) and not _SHARES.search(table.header[index]):
        what = f"{table.header[index]} is {text!r}: thousands, or a fraction of a person?"
        faults.append(Fault(table.place(row), what, "write whole persons without a mark, as 681071"))
        return None
    if not _VALUE.fullmatch(text):
        what = f"{table.header[index]} is {text[:40]!r}, not a number of 0 or more"
        faults.append(Fault(table.place(row), what, _MEND))
        return None
    return Decimal(text.replace(",", "."))


def _notes(table: Table, dated: Sequence[_Dated], cycle_year: int, known_on: date) -> tuple[str, ...]:
    """Return why each column that was left out was, in the order of the header."""
    reasons: dict[int, str] = {}
    newest: dict[str, _Dated] = {}
    for column in sorted(dated, key=lambda column: column.year):
        relative = relative_name(column.name, column.year, cycle_year)
        if column.known_from > known_on or column.year >= cycle_year:
            reasons[column.index] = f"not known on {known_on}, when {cycle_year} was allocated"
        elif relative is None:
            reasons[column.index] = f"no criterion of {cycle_year} uses it"
        elif relative in table.header:
            reasons[column.index] = f"{relative} is given itself"
        else:
            if relative in newest:
                reasons[newest[relative].index] = f"{column.title} is newer"
            newest[relative] = column
    used = {column.index for column in newest.values()}
    for index, title in enumerate(table.header):
        if index not in used and index not in reasons and title not in (NUMBER, *RELATIVE_NAMES):
            reasons[index] = "no indicator with a year (requested_2019) and no relative name"
    return tuple(f"{table.header[index]}: {reason}" for index, reason in sorted(reasons.items()))
