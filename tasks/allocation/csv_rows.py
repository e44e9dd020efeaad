"""Rows and cells of the CSV files people hand in: every fault is collected, with file, row and column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.municipality import NUMBER_PATTERN

WHOLE = re.compile(r"[0-9]{1,18}")
FIGURE = re.compile(r"[0-9]{1,60}(\.[0-9]{1,60})?(/[0-9]{1,60})?")
BOM = "\ufeff"
UNKNOWN = ("", ":", ".", "..")  # nothing registered, suppressed, not applicable: unknown, and never 0


@contextmanager
def collected(faults: list[Fault], place: str) -> Generator[None]:
    """Move what a row is refused for to ``faults``, with the row's place."""
    try:
        yield
    except BadInput as refused:
        faults += (Fault(f"{place}, {fault.place}", fault.what, fault.action) for fault in refused.faults)


def require_none(faults: Sequence[Fault]) -> None:
    """Refuse the file if any fault was collected."""
    if faults:
        raise BadInput(faults)


def header_of(text: str) -> list[str]:
    """Return the column names of the first row."""
    return next(csv.reader(io.StringIO(text.removeprefix(BOM))), list[str]())


def rows_of_csv(
    text: str, name: str, needed: Sequence[str], optional: Sequence[str] | None, faults: list[Fault]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (place, row) of the whole rows. ``optional`` None: any further columns are allowed."""
    reader = csv.reader(io.StringIO(text.removeprefix(BOM)), strict=True)
    header: list[str] = []
    try:
        header = [column.strip() for column in next(reader, list[str]())]
        faults += _header_faults(header, name, needed, optional)
        if faults:
            return
        for cells in reader:
            place = f"{name}, row {reader.line_num}"
            if len(cells) != len(header) and cells:
                what = f"has {len(cells)} cells, the header {len(header)}"
                faults.append(Fault(place, what, "correct the row"))
            elif cells:
                yield place, {column: cell.strip() for column, cell in zip(header, cells, strict=True)}
    except csv.Error as broken:
        faults.append(Fault(f"{name}, row {reader.line_num}", f"is not CSV: {broken}", "correct the row"))


def _header_faults(
    header: Sequence[str], name: str, needed: Sequence[str], optional: Sequence[str] | None
) -> Iterator[Fault]:
    place = f"{name}, header"
    missing = [column for column in needed if column not in header]
    if missing:
        yield Fault(place, f"lacks {', '.join(missing)}", f"start the file with {','.join(needed)}")
    for column in sorted({c for c in header if header.count(c) > 1}):
        yield Fault(place, f"column {column!r} stands twice", "keep one of them")
    unknown = [] if optional is None else [c for c in header if c not in (*needed, *optional)]
    if unknown and not missing:
        known = ", ".join((*needed, *(optional or ())))
        yield Fault(place, f"unknown columns: {', '.join(unknown)}", f"use only {known}")


def name_cell(text: str, column: str) -> str:
    """Return a name, or refuse an empty cell."""
    if not text:
        raise BadInput.one(column, "is empty", "give every row a name")
    return text


def number_cell(text: str) -> str:
    """Return a municipality number, or refuse what is not four digits."""
    if not NUMBER_PATTERN.fullmatch(text):
        what = f"{text!r} is not a municipality number"
        raise BadInput.one("number", what, "write four digits, with the leading zero (0301)")
    return text


def whole_cell(text: str, column: str) -> int | None:
    """Return a whole number, None for an empty cell."""
    if not text:
        return None
    if not WHOLE.fullmatch(text):
        raise BadInput.one(column, f"{text!r} is not a whole number of 0 or more", "correct the cell")
    return int(text)


def weight_cell(text: str) -> Fraction:
    """Return a weight exactly: whole, decimal or fraction."""
    if not FIGURE.fullmatch(text):
        what = f"{text!r} is not a number of 0 or more"
        raise BadInput.one("weight", what, "write 12, 12.5 or 25/2")
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise BadInput.one("weight", f"{text!r} is not a number", "write 12, 12.5 or 25/2") from None


def figure_cell(text: str, column: str) -> Decimal | None:
    """Return a published figure, None where it is unknown."""
    if text in UNKNOWN:
        return None
    if not FIGURE.fullmatch(text) or "/" in text:
        what = f"{text!r} is not a number of 0 or more"
        raise BadInput.one(column, what, "write 12 or 12.5; leave it empty if it is unknown")
    return Decimal(text)


def day_cell(text: str) -> date:
    """Return the day written as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput.one("known_from", f"{text!r} is not a day", "write it as 2019-10-24") from None
