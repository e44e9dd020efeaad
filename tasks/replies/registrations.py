"""An IMDinett export turned into registrations, all of it or nothing: every fault is named with its row."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.municipality import Register
from tasks.core.model.vedtak import Registration, RegistrationStatus
from tasks.core.tables.rows import read_rows
from tasks.core.tables.table import Table
from tasks.replies.registration_cells import (
    REQUIRED,
    Column,
    column_of,
    read_count,
    read_day,
    read_moment,
    read_status,
)

T = TypeVar("T")
Cells = Mapping[Column, str]


@dataclass(frozen=True, slots=True)
class Part:
    """One file or page of an export as a table, with the checksum of its bytes."""

    table: Table
    sha256: str


@dataclass(frozen=True, slots=True)
class _Found:
    """The municipality a row is about, and the older number it stood under, if it did."""

    number: str
    in_source: str = ""


def read_registrations(
    content: bytes, place: str, *, register: Register, year: int
) -> tuple[Registration, ...]:
    """Return one registration per row of a file; ``place`` names it in faults. See `registrations_of`."""
    part = Part(read_rows(content, place), hashlib.sha256(content).hexdigest())
    return registrations_of([part], place, register=register, year=year)


def registrations_of(
    parts: Iterable[Part], place: str, *, register: Register, year: int
) -> tuple[Registration, ...]:
    """Return one registration per row of the export's parts, in their order.

    Empty is not 0: it means that nothing is registered. Rows of other years are left out. An older number is
    resolved through the register's changes where one municipality followed it, and refused where several did or
    where two rows come to mean one municipality. One that was not asked is taken in: its row becomes a case.

    :raises BadInput: every fault of all parts at once; then nothing of it may be stored.
    """
    faults: list[Fault] = []
    found: list[Registration] = []
    seen: dict[str, str] = {}
    for part in parts:
        columns = _columns(part.table.header, part.table.name)
        for row in part.table.rows:
            cells = {column: row.cells[index] for column, index in columns.items()}
            if not any(cells.values()) or _is_other_year(cells, year):
                continue
            where = part.table.place(row)
            municipality = _municipality(cells[Column.NUMBER], where, register, faults)
            if municipality is not None and municipality.number in seen:
                faults.append(_twice(municipality, where, seen[municipality.number]))
            registration = _registration(cells, municipality, where, row.number, part.sha256, year, faults)
            if municipality is not None:
                seen.setdefault(municipality.number, _stood(row.number, municipality))
            if registration is not None:
                found.append(registration)
    if not found and not faults:
        faults.append(Fault(place, f"no row for {year}", "export the year again"))
    if faults:
        raise BadInput(faults)
    return tuple(found)


def _stood(row: int, municipality: _Found) -> str:
    return f"row {row}" + (f" as {municipality.in_source}" if municipality.in_source else "")


def _twice(municipality: _Found, where: str, first: str) -> Fault:
    number, old = municipality.number, municipality.in_source
    if old or " as " in first:
        what = f"municipality number {old or number} means {number} now, which stands in {first} too"
        return Fault(
            where, what, "the parts of a merged municipality register one number together: ask for it"
        )
    return Fault(where, f"municipality {number} stands in {first} too", "keep one of the rows")


def _columns(header: Sequence[str], place: str) -> dict[Column, int]:
    columns: dict[Column, int] = {}
    for index, name in enumerate(header):
        column = column_of(name)
        if column is not None:
            columns.setdefault(column, index)
    missing = [column.value for column in REQUIRED if column not in columns]
    if missing:
        raise BadInput(
            Fault(f"{place}, header", f"column {name} is missing", "export with the agreed columns")
            for name in missing
        )
    return columns


def _is_other_year(cells: Cells, year: int) -> bool:
    stated = cells.get(Column.YEAR, "")
    return stated.isdigit() and int(stated) != year


def _registration(
    cells: Cells, of: _Found | None, place: str, row: int, digest: str, year: int, faults: list[Fault]
) -> Registration | None:
    before = len(faults)
    count, em, mark = _cell(read_count, cells.get(Column.COUNT, ""), place, Column.COUNT, faults) or (
        None,
        None,
        "",
    )
    own_em, _, em_mark = _cell(read_count, cells.get(Column.EM, ""), place, Column.EM, faults) or (
        None,
        None,
        "",
    )
    if own_em is not None and em is not None and own_em != em:
        faults.append(
            Fault(place, f"EM is {em} in parentheses and {own_em} in its own column", "ask for a new export")
        )
    status = (
        _cell(read_status, cells[Column.STATUS], place, Column.STATUS, faults)
        if cells.get(Column.STATUS)
        else None
    )
    days = {
        c: _cell(read_day, cells.get(c, ""), place, c, faults)
        for c in (Column.DECIDED_ON, Column.COUNCIL_DATE)
    }
    registered, changed = (
        _cell(read_moment, cells.get(c, ""), place, c, faults)
        for c in (Column.REGISTERED_AT, Column.CHANGED_AT)
    )
    extra, extra_em, version = (
        _cell(read_count, cells.get(c, ""), place, c, faults) or (None, None, "")
        for c in (Column.EXTRA, Column.EXTRA_EM, Column.VERSION)
    )
    if len(faults) > before or of is None:
        return None
    try:
        return Registration(
            year=year,
            number=of.number,
            count=count,
            em=own_em if own_em is not None else em,
            status=status or _implied_status(count, mark),
            source_sha256=digest,
            row=row,
            version=version[0] or 1,
            registered_at=registered,
            changed_at=changed,
            decided_on=days[Column.DECIDED_ON],
            expected_council_date=days[Column.COUNCIL_DATE],
            extra_capacity=extra[0],
            extra_capacity_em=extra_em[0] if extra_em[0] is not None else extra[1],
            reservation_text=cells.get(Column.RESERVATION, ""),
            case_no=cells.get(Column.CASE_NO, ""),
            mark=mark or em_mark,
            number_in_source=of.in_source,
        )
    except BadInput as error:
        faults.extend(Fault(place, fault.what, fault.action) for fault in error.faults)
        return None


def _municipality(cell: str, place: str, register: Register, faults: list[Fault]) -> _Found | None:
    """Return whose row it is; a spreadsheet may have eaten the leading zero ("301" is Oslo)."""
    number = cell.removesuffix(".0").strip()
    number = number.zfill(4) if number.isdigit() and len(number) == 3 else number
    if number in register.by_number():
        return _Found(number)
    followers = register.successors(number)
    if len(followers) == 1:
        return _Found(followers[0], number)
    try:
        register.require(number, place=place)
    except BadInput as error:
        faults.extend(error.faults)
    return None


def _cell(read: Callable[[str], T], cell: str, place: str, column: Column, faults: list[Fault]) -> T | None:
    try:
        return read(cell)
    except BadInput as error:
        faults.extend(Fault(f"{place}, column {column.value}", f.what, f.action) for f in error.faults)
        return None
    except ValueError as error:
        faults.append(
            Fault(
                f"{place}, column {column.value}", str(error), "correct the cell in IMDinett and export again"
            )
        )
        return None


def _implied_status(count: int | None, mark: str) -> RegistrationStatus:
    if count is None:
        return RegistrationStatus.DECIDED if mark == ":" else RegistrationStatus.NOT_REGISTERED
    return RegistrationStatus.DECLINED if count == 0 else RegistrationStatus.DECIDED
