"""The tables of the commands that calculate alone: bytes in, values or all faults out; and CSV text out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from tasks.allocation.explanation import sentence
from tasks.allocation.sweep import Sweep
from tasks.allocation.units import Group, Unit
from tasks.core.model.allocation import Constraint, ConstraintKind, Round
from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.municipality import NUMBER_PATTERN
from tasks.core.tables.cells import count_with_em, escape_formula
from tasks.core.tables.rows import read_rows
from tasks.core.tables.table import Table

WHOLE = re.compile(r"[0-9]{1,18}")
FIGURE = re.compile(r"[0-9]{1,60}([.,][0-9]{1,60})?(/[0-9]{1,60})?")
UNSURE = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+")  # 12,500: thousands, or a decimal comma?
Value = TypeVar("Value")


def read_units(data: bytes, name: str) -> tuple[Unit, ...]:
    """Return the units of an `apportion` file: ``unit,weight[,min][,max][,group]``.

    :raises BadInput: every fault, each with its row.
    """
    table = _table(data, name, ("unit", "weight"), ("min", "max", "group"))
    return _values(
        table,
        lambda row: Unit(
            _named(row["unit"], "unit"),
            _weight(row["weight"]),
            _whole(row, "min") or 0,
            _whole(row, "max"),
            row.get("group") or None,
        ),
    )


def read_groups(data: bytes, name: str) -> tuple[Group, ...]:
    """Return the groups of an `apportion` groups file: ``group,min,max``.

    :raises BadInput: every fault, each with its row.
    """
    table = _table(data, name, ("group",), ("min", "max"))
    return _values(
        table,
        lambda row: Group(_named(row["group"], "group"), _whole(row, "min") or 0, _whole(row, "max")),
    )


def read_requests(data: bytes, name: str) -> dict[str, int]:
    """Return who was asked for how many: ``number,requested``, further columns ignored.

    Empty, a mark and 0 are no request: who was not asked is left out.

    :raises BadInput: every fault, each with its row.
    """
    table = read_rows(data, name)
    table.require(("number", "requested"))
    rows = _values(table, lambda row: (_number(row["number"]), _requested(row["requested"])))
    requests = dict(rows)
    if len(requests) < len(rows):
        numbers = [number for number, _ in rows]
        twice = sorted({number for number in numbers if numbers.count(number) > 1})
        raise BadInput.one(name, f"{', '.join(twice)} stands twice", "keep one row a municipality")
    return {number: count for number, count in requests.items() if count}


def read_constraints(data: bytes, name: str) -> tuple[Constraint, ...]:
    """Return remarks: ``kind,number,author,reason[,persons][,other_number]``, kinds as in `ConstraintKind`.

    :raises BadInput: every fault, each with its row.
    """
    table = _table(data, name, ("kind", "number", "author", "reason"), ("persons", "other_number"))
    return _values(table, _constraint)


def counts_csv(counts: Mapping[str, int]) -> str:
    """Return ``unit,count`` as CSV."""
    return _csv(("unit", "count"), ((escape_formula(key), count) for key, count in sorted(counts.items())))


def round_csv(value: Round, language: str = "nb") -> str:
    """Return ``number,count,em,em_under_15,asked,reason`` of all municipalities as CSV."""
    header = ("number", "count", "em", "em_under_15", "asked", "reason")
    rows = (
        (r.number, r.count, r.em, r.em_under_15, str(r.asked).lower(), sentence(r, value.need, language))
        for r in value.allocations
    )
    return _csv(header, rows)


def sweep_csv(value: Sweep) -> str:
    """Return ``need,number,before,after``: at every need the municipality that changes, as CSV."""
    header = ("need", "number", "before", "after")
    return _csv(header, ((c.need, c.number, c.before, c.after) for c in value.changes))


def _constraint(row: Mapping[str, str]) -> Constraint:
    if row["kind"] not in set(ConstraintKind):
        what, kinds = f"{row['kind']!r} is unknown", ", ".join(ConstraintKind)
        raise BadInput.one("kind", what, f"use one of {kinds}")
    other = row.get("other_number") or None
    return Constraint(
        ConstraintKind(row["kind"]),
        _number(row["number"]),
        row["author"],
        row["reason"],
        _whole(row, "persons"),
        None if other is None else _number(other),
    )


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def _table(data: bytes, name: str, needed: Sequence[str], optional: Sequence[str]) -> Table:
    """Return the table, refusing a header with columns nobody knows: a misspelt bound would go unseen."""
    table = read_rows(data, name)
    unknown = [column for column in table.header if column not in (*needed, *optional)]
    if unknown:
        known = ", ".join((*needed, *optional))
        raise BadInput.one(f"{name}, header", f"unknown columns: {', '.join(unknown)}", f"use only {known}")
    table.require([*needed, *(column for column in optional if column in table.header)])
    return table


def _values(table: Table, build: Callable[[Mapping[str, str]], Value]) -> tuple[Value, ...]:
    values: list[Value] = []
    faults: list[Fault] = []
    for row, cells in table.records():
        try:
            values.append(build(cells))
        except BadInput as refused:
            place = table.place(row)
            faults += (Fault(f"{place}, {fault.place}", fault.what, fault.action) for fault in refused.faults)
    if faults:
        raise BadInput(faults)
    return tuple(values)


def _named(text: str, column: str) -> str:
    if not text:
        raise BadInput.one(column, "is empty", "give every row a name")
    return text


def _number(text: str) -> str:
    if not NUMBER_PATTERN.fullmatch(text):
        what = f"{text!r} is not a municipality number"
        raise BadInput.one("number", what, "write four digits, with the leading zero (0301)")
    return text


def _requested(text: str) -> int:
    return count_with_em(text, place="requested").count or 0


def _whole(row: Mapping[str, str], column: str) -> int | None:
    text = row.get(column, "")
    if not text:
        return None
    if not WHOLE.fullmatch(text):
        raise BadInput.one(column, f"{text!r} is not a whole number of 0 or more", "correct the cell")
    return int(text)


def _weight(text: str) -> Fraction:
    if UNSURE.fullmatch(text):
        what, plain = f"{text!r} may be thousands or a fraction", text.replace(",", "")
        raise BadInput.one("weight", what, f"write {plain}, or the fraction with a point")
    try:
        if FIGURE.fullmatch(text):
            return Fraction(text.replace(",", "."))
    except (ValueError, ZeroDivisionError):
        pass
    what = f"{text!r} is not a number of 0 or more"
    raise BadInput.one("weight", what, "write 12, 12.5 or 25/2")
