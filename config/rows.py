"""Reads the project's own CSV files row by row, collecting every fault with file and row."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from tasks.core.model.errors import BadInput, Fault

Row = Mapping[str, str]
Value = TypeVar("Value")


def place_of(file: Path, row: int | None = None) -> str:
    """Return how a message names a file of `config/` and a row in it.

    >>> place_of(Path("/somewhere/config/register/changes.csv"), 3)
    'config/register/changes.csv, row 3'
    """
    parts = file.parts
    start = len(parts) - 1 - parts[::-1].index("config") if "config" in parts else 0
    name = Path(*parts[start:]).as_posix()
    return name if row is None else f"{name}, row {row}"


def read_values(
    file: Path, columns: Sequence[str], build: Callable[[Row], Value], faults: list[Fault]
) -> list[tuple[str, Value]]:
    """Return (place, value) for every row that could be built; the other rows' faults go to ``faults``.

    Columns beyond ``columns`` are allowed. A fault raised by ``build`` gets the row's place.
    """
    values: list[tuple[str, Value]] = []
    for place, row in _rows(file, columns, faults):
        try:
            values.append((place, build(row)))
        except BadInput as refused:
            faults += (replace(fault, place=place) for fault in refused.faults)
    return values


def parse_day(text: str, column: str) -> date:
    """Return the day written as YYYY-MM-DD, or refuse it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput.one(column, f"{column} {text!r} is not a day", "write it as 2020-01-31") from None


def _rows(file: Path, columns: Sequence[str], faults: list[Fault]) -> Iterator[tuple[str, Row]]:
    """Yield (place, row) of the whole rows; what is wrong with the file or a row goes to ``faults``."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        faults.append(Fault(place_of(file), "the file is missing", "restore it from the repository"))
        return
    except UnicodeDecodeError:
        faults.append(Fault(place_of(file), "the file is not UTF-8", "save it again as UTF-8"))
        return
    reader = csv.DictReader(text.splitlines(), strict=True)
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        faults.append(
            Fault(place_of(file), f"columns are missing: {', '.join(missing)}", "add them to the header")
        )
        return
    try:
        for row in reader:
            place = place_of(file, reader.line_num)
            if None in row or None in row.values():
                faults.append(
                    Fault(place, "the row has more or fewer cells than the header", "correct the row")
                )
            else:
                yield place, row
    except csv.Error as broken:
        faults.append(Fault(place_of(file, reader.line_num), f"not CSV: {broken}", "correct the row"))


def stamp_of(*files: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what tells whether any of the files has changed: name, time and size of each."""
    present = sorted(file for file in files if file.is_file())
    return tuple((str(f), (known := f.stat()).st_mtime_ns, known.st_size) for f in present)
