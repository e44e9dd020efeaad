"""Bytes of a forecast file to a Forecast, or every fault of the file at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date

from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.forecast import REQUIRED_CATEGORIES, Forecast, ForecastCategory, ForecastFigure

COLUMNS = ("report", "issued", "knowledge_to", "year", "category", "low", "point", "high", "source")
ASK = "ask the sender for a corrected file"
Row = dict[str, str]


def read_forecast(data: bytes, name: str, year: int) -> Forecast:
    """Return the forecast for ``year`` in the file ``name`` (columns above, one row per category, persons).

    :raises BadInput: every fault, each with file and row; a file that is not such a table at all is one fault.
    """
    rows = _rows(_text(data, name), name)
    faults: list[Fault] = []
    figures = [_figure(row, f"{name}, row {number}", year, faults) for number, row in enumerate(rows, 2)]
    head = _head(rows, name, faults)
    kept = tuple(figure for figure in figures if figure is not None)
    faults += _crossing_faults(kept, [row["category"].strip() for row in rows], name)
    if faults or head is None:
        raise BadInput(faults)
    return Forecast(*head, year, kept)


def _text(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        what = f"byte {problem.start} is not UTF-8"
        raise BadInput.one(name, what, "save the file as CSV UTF-8 and pull it again") from None
    if text.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<?xml", "<")):
        raise BadInput.one(name, "this is a web page, not a forecast", "check ANMODNING_FORECAST_URL")
    return text


def _rows(text: str, name: str) -> list[Row]:
    reader = csv.DictReader(io.StringIO(text), strict=True)
    try:
        rows = [{key: value or "" for key, value in row.items() if key is not None} for row in reader]
    except csv.Error as problem:
        raise BadInput.one(name, f"not readable as CSV ({problem})", ASK) from None
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise BadInput.one(f"{name}, row 1", f"missing columns: {', '.join(missing)}", ASK)
    if not rows:
        raise BadInput.one(name, "there are no rows", ASK)
    return rows


def _figure(row: Row, place: str, year: int, faults: list[Fault]) -> ForecastFigure | None:
    before = len(faults)
    name = row["category"].strip()
    if name not in set(ForecastCategory):
        known = ", ".join(ForecastCategory)
        faults.append(Fault(place, f"unknown category {name!r}", f"use one of {known}"))
    if row["year"].strip() != str(year):
        faults.append(Fault(place, f"the row is for year {row['year']!r}, not {year}", ASK))
    low, point, high = (_persons(row, column, place, faults) for column in ("low", "point", "high"))
    if point is None and not row["point"].strip():
        faults.append(Fault(place, f"{name}: the point figure is empty", ASK))
    interval = [value for value in (low, point, high) if value is not None]
    if interval != sorted(interval):
        faults.append(Fault(place, f"{name}: low {low}, point {point}, high {high} are not in order", ASK))
    if len(faults) > before or point is None:
        return None
    return ForecastFigure(ForecastCategory(name), low, point, high, row["source"].strip())


def _persons(row: Row, column: str, place: str, faults: list[Fault]) -> int | None:
    text = row[column].strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()):
        faults.append(Fault(place, f"{column} is {text!r}, not a number of persons of 0 or more", ASK))
        return None
    return int(text)


def _head(rows: Sequence[Row], name: str, faults: list[Fault]) -> tuple[str, date, date] | None:
    """Return report, day issued and last day known; they must be the same in every row."""
    heads = {(r["report"].strip(), r["issued"].strip(), r["knowledge_to"].strip()) for r in rows}
    if len(heads) > 1:
        faults.append(Fault(name, "report, issued or knowledge_to differ between rows", ASK))
        return None
    report, issued, knowledge_to = heads.pop()
    if not report:
        faults.append(Fault(name, "the report has no name", ASK))
    days: list[date] = []
    for column, text in (("issued", issued), ("knowledge_to", knowledge_to)):
        try:
            days.append(date.fromisoformat(text))
        except ValueError:
            faults.append(Fault(name, f"{column} is {text!r}, not a day such as 2019-10-15", ASK))
    if len(days) != 2:
        return None
    if days[1] > days[0]:
        faults.append(Fault(name, f"it was issued {days[0]} but knows facts of {days[1]}", ASK))
    return report, days[0], days[1]


def _crossing_faults(figures: Sequence[ForecastFigure], named: Sequence[str], name: str) -> list[Fault]:
    faults = [
        Fault(name, f"category {category} stands {named.count(category)} times", ASK)
        for category in dict.fromkeys(named)
        if named.count(category) > 1
    ]
    faults += [Fault(name, f"category {c} is missing", ASK) for c in REQUIRED_CATEGORIES if c.value not in named]
    points = {figure.category: figure.point for figure in figures}
    outer, em, inner = (points.get(category) for category in REQUIRED_CATEGORIES)
    if outer is not None and em is not None and em > outer:
        faults.append(Fault(name, f"EM {em} is above the need {outer}", ASK))
    if em is not None and inner is not None and inner > em:
        faults.append(Fault(name, f"EM under 15 {inner} is above EM {em}", ASK))
    return faults
