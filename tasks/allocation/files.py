"""The CSV files of the commands that calculate alone: text in, values or all faults out; and text out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from tasks.allocation.csv_rows import (
    UNKNOWN,
    collected,
    day_cell,
    figure_cell,
    header_of,
    name_cell,
    number_cell,
    require_none,
    rows_of_csv,
    weight_cell,
    whole_cell,
)
from tasks.allocation.explanation import sentence
from tasks.allocation.indicators import known_indicators, relative_column
from tasks.allocation.sweep import Sweep
from tasks.allocation.units import Group, Unit
from tasks.core.model.allocation import Round
from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.indicator import Indicator


def read_units(text: str, name: str) -> tuple[Unit, ...]:
    """Return the units of an `apportion` file: ``unit,weight[,min][,max][,group]``.

    :raises BadInput: every fault, each with its row.
    """
    units: list[Unit] = []
    faults: list[Fault] = []
    for place, row in rows_of_csv(text, name, ("unit", "weight"), ("min", "max", "group"), faults):
        with collected(faults, place):
            units.append(
                Unit(
                    name_cell(row["unit"], "unit"),
                    weight_cell(row["weight"]),
                    whole_cell(row.get("min", ""), "min") or 0,
                    whole_cell(row.get("max", ""), "max"),
                    row.get("group", "") or None,
                )
            )
    require_none(faults)
    return tuple(units)


def read_groups(text: str, name: str) -> tuple[Group, ...]:
    """Return the groups of an `apportion` groups file: ``group,min,max``.

    :raises BadInput: every fault, each with its row.
    """
    groups: list[Group] = []
    faults: list[Fault] = []
    for place, row in rows_of_csv(text, name, ("group",), ("min", "max"), faults):
        with collected(faults, place):
            least, most = whole_cell(row.get("min", ""), "min"), whole_cell(row.get("max", ""), "max")
            groups.append(Group(name_cell(row["group"], "group"), least or 0, most))
    require_none(faults)
    return tuple(groups)


def read_requests(text: str, name: str) -> dict[str, int]:
    """Return who was asked for how many: ``number,requested``; an empty cell was not asked.

    :raises BadInput: every fault, each with its row.
    """
    requests: dict[str, int] = {}
    faults: list[Fault] = []
    for place, row in rows_of_csv(text, name, ("number", "requested"), None, faults):
        with collected(faults, place):
            number, cell = number_cell(row["number"]), row["requested"]
            if number in requests:
                raise BadInput.one("number", f"municipality {number} stands twice", "keep one of the rows")
            requests[number] = 0 if cell in UNKNOWN else whole_cell(cell, "requested") or 0
    require_none(faults)
    return {number: count for number, count in requests.items() if count}


def read_indicators(
    text: str, name: str, year: int, as_of: date
) -> tuple[dict[str, dict[str, Decimal | None]], tuple[str, ...]]:
    """Return the indicators of a file by municipality, and the columns that may not be used for the year.

    Two forms: a column an indicator (``number,population,requested_previous_year,...``; ``settled_2018`` is
    read relative to ``year``), or a row a figure (``number,indicator,year,value,known_from``), of which only
    what was known on ``as_of`` enters. An empty cell, ":" and "." are unknown, never 0.

    :raises BadInput: every fault, each with its row.
    """
    header = header_of(text)
    if "indicator" in header:
        return _long(text, name, year, as_of), ()
    return _wide(text, name, year, header)


LONG_COLUMNS = ("number", "indicator", "year", "value", "known_from")


def _long(text: str, name: str, year: int, as_of: date) -> dict[str, dict[str, Decimal | None]]:
    figures: list[Indicator] = []
    faults: list[Fault] = []
    numbers: dict[str, None] = {}
    for place, row in rows_of_csv(text, name, LONG_COLUMNS, None, faults):
        with collected(faults, place):
            number, value = number_cell(row["number"]), figure_cell(row["value"], "value")
            numbers[number] = None
            known_from, of_year = day_cell(row["known_from"]), whole_cell(row["year"], "year") or 0
            if value is not None:
                figures.append(Indicator(number, row["indicator"], of_year, value, known_from, name))
    require_none(faults)
    return {number: {} for number in numbers} | known_indicators(figures, year, as_of)


def _wide(
    text: str, name: str, year: int, header: Sequence[str]
) -> tuple[dict[str, dict[str, Decimal | None]], tuple[str, ...]]:
    columns = {column: relative_column(column, year) for column in header if column != "number"}
    used = {c: relative for c, (relative, _) in columns.items() if relative is not None}
    order = sorted(
        used, key=lambda column: columns[column][1]
    )  # the newest year of a name replaces the older
    found: dict[str, dict[str, Decimal | None]] = {}
    faults: list[Fault] = []
    for place, row in rows_of_csv(text, name, ("number",), None, faults):
        with collected(faults, place):
            number = number_cell(row["number"])
            if number in found:
                raise BadInput.one("number", f"municipality {number} stands twice", "keep one of the rows")
            found[number] = {used[column]: figure_cell(row[column], column) for column in order}
    require_none(faults)
    return found, tuple(column for column in columns if column not in used)


def counts_csv(counts: Mapping[str, int]) -> str:
    """Return ``unit,count`` as CSV."""
    return _csv(("unit", "count"), sorted(counts.items()))


def round_csv(value: Round, language: str = "nb") -> str:
    """Return ``number,count,em,em_under_15,asked,reason`` of all municipalities as CSV."""
    header = ("number", "count", "em", "em_under_15", "asked", "reason")
    return _csv(
        header,
        (
            (r.number, r.count, r.em, r.em_under_15, str(r.asked).lower(), sentence(r, value.need, language))
            for r in value.allocations
        ),
    )


def sweep_csv(value: Sweep) -> str:
    """Return ``need,number,before,after``: at every need the municipality that changes, as CSV."""
    return _csv(
        ("need", "number", "before", "after"), ((c.need, c.number, c.before, c.after) for c in value.changes)
    )


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
