"""An IMDinett export turned into registrations, all of it or nothing: every fault is named with its row."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.municipality import Register
from tasks.core.model.vedtak import Registration, RegistrationStatus
from tasks.core.tables.rows import read_rows
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


def read_registrations(
    content: bytes, place: str, *, register: Register, year: int, asked: AbstractSet[str] | None = None
) -> tuple[Registration, ...]:
    """Return one registration per row of the export, in its order.

    ``place`` names the file in faults; ``asked`` are the municipalities that were asked (None: not tested).
    Empty is not 0: it means that nothing is registered. Rows of other years are left out if the file has
    several.

    :raises BadInput: every fault of the file at once; then nothing of it may be stored.
    """
    table = read_rows(content, place)
    columns = _columns(table.header, place)
    digest = hashlib.sha256(content).hexdigest()
    faults: list[Fault] = []
    found: list[Registration] = []
    seen: dict[str, int] = {}
    for row in table.rows:
        cells = {column: row.cells[index] for column, index in columns.items()}
        if not any(cells.values()) or _is_other_year(cells, year):
            continue
        where = table.place(row)
        municipality = _number(cells[Column.NUMBER], where, register, faults)
        if municipality in seen:
            first = seen[municipality]
            faults.append(
                Fault(where, f"municipality {municipality} stands in row {first} too", "keep one of the rows")
            )
        registration = _registration(cells, municipality, where, row.number, digest, year, faults)
        if municipality is not None:
            seen.setdefault(municipality, row.number)
        if registration is None:
            continue
        if asked is not None and registration.number not in asked and _says_something(registration):
            name = register.by_number()[registration.number].display_name
            what = f"municipality {registration.number} {name} was not asked in {year}"
            faults.append(Fault(where, what, "check the number, or import the request first"))
        found.append(registration)
    if not found and not faults:
        faults.append(Fault(place, f"no row for {year}", "export the year again"))
    if faults:
        raise BadInput(faults)
    return tuple(found)


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
    cells: Cells, number: str | None, place: str, row: int, digest: str, year: int, faults: list[Fault]
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
    registered = _cell(read_moment, cells.get(Column.REGISTERED_AT, ""), place, Column.REGISTERED_AT, faults)
    extra, _, _ = _cell(read_count, cells.get(Column.EXTRA, ""), place, Column.EXTRA, faults) or (
        None,
        None,
        "",
    )
    version, _, _ = _cell(read_count, cells.get(Column.VERSION, ""), place, Column.VERSION, faults) or (
        None,
        None,
        "",
    )
    if len(faults) > before or number is None:
        return None
    try:
        return Registration(
            year=year,
            number=number,
            count=count,
            em=own_em if own_em is not None else em,
            status=status or _implied_status(count, mark),
            source_sha256=digest,
            row=row,
            version=version or 1,
            registered_at=registered,
            decided_on=days[Column.DECIDED_ON],
            expected_council_date=days[Column.COUNCIL_DATE],
            extra_capacity=extra,
            reservation_text=cells.get(Column.RESERVATION, ""),
            case_no=cells.get(Column.CASE_NO, ""),
            mark=mark or em_mark,
        )
    except BadInput as error:
        faults.extend(Fault(place, fault.what, fault.action) for fault in error.faults)
        return None


def _number(cell: str, place: str, register: Register, faults: list[Fault]) -> str | None:
    """Return the municipality's number; a spreadsheet may have eaten the leading zero ("301" is Oslo)."""
    number = cell.removesuffix(".0").strip()
    number = number.zfill(4) if number.isdigit() and len(number) == 3 else number
    try:
        return register.require(number, place=place).number
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


def _says_something(registration: Registration) -> bool:
    return registration.count is not None or registration.status is not RegistrationStatus.NOT_REGISTERED
