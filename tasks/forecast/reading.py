"""Bytes of a forecast file to a Forecast, or every fault of the file at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.forecast import REQUIRED_CATEGORIES, Forecast, ForecastCategory, ForecastFigure
from tasks.core.tables.rows import read_rows

COLUMNS = ("report", "issued", "knowledge_to", "year", "category", "low", "point", "high", "source")
ASK = "ask the sender for a corrected file"
_PERSONS = re.compile(r"[0-9]{1,9}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the file: how messages name it, its cells, and its figure if the row is right in itself."""

    place: str
    cells: Cells
    figure: ForecastFigure | None


def read_forecast(data: bytes, name: str, year: int) -> Forecast:
    """Return the forecast for ``year`` in the file ``name`` (columns above, one row per category, persons).

    :raises BadInput: every fault, each with file and row; a file that is no such table is one fault.
    """
    _require_utf8(data, name)
    table = read_rows(data, name)
    table.require(COLUMNS)
    if not table.rows:
        raise BadInput.one(name, "there are no rows", ASK)
    faults: list[Fault] = []
    lines = [
        _Line(place, cells, _figure(cells, place, year, faults))
        for place, cells in ((table.place(row), cells) for row, cells in table.records())
    ]
    head = _head(lines, faults)
    faults += _crossing_faults(lines, name)
    if faults or head is None:
        raise BadInput(faults)
    return Forecast(*head, year, tuple(line.figure for line in lines if line.figure is not None))


def _require_utf8(data: bytes, name: str) -> None:
    """Refuse other encodings and workbooks: a forecast decides numbers, so nothing in it is guessed."""
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        what = f"byte {problem.start} is not UTF-8"
        raise BadInput.one(name, what, "save the file as CSV UTF-8 and pull it again") from None


def _figure(cells: Cells, place: str, year: int, faults: list[Fault]) -> ForecastFigure | None:
    """Return the row's figure; what is wrong with it goes to ``faults``."""
    before = len(faults)
    category = cells["category"]
    if category not in set(ForecastCategory):
        known = ", ".join(ForecastCategory)
        faults.append(Fault(place, f"unknown category {category!r}", f"use one of {known}"))
    if cells["year"] != str(year):
        faults.append(Fault(place, f"the row is for year {cells['year']!r}, not {year}", ASK))
    low, point, high = (_persons(cells, column, place, faults) for column in ("low", "point", "high"))
    if not cells["point"]:
        faults.append(Fault(place, f"{category}: the point figure is empty", ASK))
    interval = [value for value in (low, point, high) if value is not None]
    if interval != sorted(interval):
        faults.append(
            Fault(place, f"{category}: low {low}, point {point}, high {high} are not in order", ASK)
        )
    if not cells["source"]:
        faults.append(Fault(place, f"{category}: the source is empty", ASK))
    if len(faults) > before or point is None:
        return None
    return ForecastFigure(ForecastCategory(category), low, point, high, cells["source"])


def _persons(cells: Cells, column: str, place: str, faults: list[Fault]) -> int | None:
    text = cells[column]
    if not text:
        return None
    if not _PERSONS.fullmatch(text):
        faults.append(Fault(place, f"{column} is {text[:40]!r}, not a number of persons of 0 or more", ASK))
        return None
    return int(text)


def _head(lines: Sequence[_Line], faults: list[Fault]) -> tuple[str, date, date] | None:
    """Return report, day issued and last day known; every row must say the same as the first."""
    first = lines[0]
    for column in ("report", "issued", "knowledge_to"):
        faults += [
            Fault(
                line.place,
                f"{column} is {line.cells[column]!r}, the first row says {first.cells[column]!r}",
                ASK,
            )
            for line in lines
            if line.cells[column] != first.cells[column]
        ]
    if not first.cells["report"]:
        faults.append(Fault(first.place, "the report has no name", ASK))
    issued, knowledge_to = (_day(first, column, faults) for column in ("issued", "knowledge_to"))
    if issued is None or knowledge_to is None:
        return None
    if knowledge_to > issued:
        faults.append(Fault(first.place, f"it was issued {issued} but knows facts of {knowledge_to}", ASK))
    return first.cells["report"], issued, knowledge_to


def _day(line: _Line, column: str, faults: list[Fault]) -> date | None:
    text = line.cells[column]
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:  # the form is right, the day does not exist
        pass
    faults.append(Fault(line.place, f"{column} is {text[:40]!r}, not a day such as 2019-10-15", ASK))
    return None


def _crossing_faults(lines: Sequence[_Line], name: str) -> list[Fault]:
    """Return categories that stand twice or are missing, and figures that do not nest."""
    faults: list[Fault] = []
    places: dict[str, str] = {}
    for line in lines:
        category = line.cells["category"]
        if category in places:
            faults.append(Fault(line.place, f"{category} stands in {places[category]} too", ASK))
        places.setdefault(category, line.place)
    faults += [
        Fault(name, f"category {c} is missing", ASK) for c in REQUIRED_CATEGORIES if c.value not in places
    ]
    points = {line.figure.category: line.figure.point for line in reversed(lines) if line.figure is not None}
    total, em, em_under_15 = (points.get(category) for category in REQUIRED_CATEGORIES)
    if total is not None and em is not None and em > total:
        faults.append(Fault(places["em"], f"EM {em} is above the need {total}", ASK))
    if em is not None and em_under_15 is not None and em_under_15 > em:
        faults.append(Fault(places["em_under_15"], f"EM under 15 {em_under_15} is above EM {em}", ASK))
    return faults
