"""Entries that change something for one municipality in mid-season; the newest of a kind stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import sqlalchemy as sa

from config.postal_addresses import read_addresses
from tasks.core.model.allocation import Constraint, ConstraintKind
from tasks.core.model.amendment import Amendment, AmendmentKind
from tasks.core.model.municipality import Register, WrittenStandard
from tasks.core.model.override import read_requested
from tasks.core.model.postal_address import PostalAddress, read_address
from tasks.core.store import decisions
from tasks.core.store.content import fields_of
from tasks.core.store.engine import Transaction
from tasks.core.store.schema import amendment


def add(tx: Transaction, value: Amendment, *, at: datetime) -> bool:
    """Append the entry and its line in the decision log; what already stands is not written again (False)."""
    before = latest(tx, value.year, value.kind).get(value.number)
    if before is not None and before.value == value.value:
        return False
    fields = {name: getattr(value, name) for name in Amendment.__dataclass_fields__}
    tx.connection.execute(amendment.insert().values(**fields))
    entry = decisions.Decision(
        value.year,
        value.by,
        value.role,
        f"amend_{value.kind}",
        f"municipality {value.number}",
        value.reason,
        before="" if before is None else before.value,
        after=value.value,
    )
    decisions.append(tx, entry, at=at, known_on=value.known_on)
    return True


def of_year(tx: Transaction, year: int, *, known_on: date | None = None) -> tuple[Amendment, ...]:
    """Return every entry of ``year`` known by a day, oldest first."""
    query = sa.select(amendment).where(amendment.c.year == year).order_by(amendment.c.id)
    if known_on is not None:
        query = query.where(amendment.c.known_on <= known_on)
    rows = tx.connection.execute(query)
    return tuple(Amendment(**fields_of(Amendment, row, kind=AmendmentKind(row.kind))) for row in rows)


def latest(
    tx: Transaction, year: int, kind: AmendmentKind, *, known_on: date | None = None
) -> dict[str, Amendment]:
    """Return the entry of a kind that stands for each municipality, by number."""
    return {one.number: one for one in of_year(tx, year, known_on=known_on) if one.kind is kind}


def fixed_numbers(tx: Transaction, year: int, *, known_on: date | None = None) -> tuple[Constraint, ...]:
    """Return the numbers that persons overrode in the open round, as constraints with author and reason."""
    standing = latest(tx, year, AmendmentKind.REQUESTED_NUMBER, known_on=known_on)
    return tuple(
        Constraint(ConstraintKind.FIX, number, f"{one.by}, {one.role}", one.reason, persons)
        for number, one in sorted(standing.items())
        if (persons := read_requested(one.value)) is not None
    )


def register_on(tx: Transaction, register: Register, day: date) -> Register:
    """Return the register of a year as it stood on a day: written standards with what was entered since."""
    standing = latest(tx, register.year, AmendmentKind.WRITTEN_STANDARD, known_on=day)
    if not standing:
        return register
    changed = tuple(
        replace(m, written_standard=WrittenStandard(standing[m.number].value)) if m.number in standing else m
        for m in register.municipalities
    )
    return replace(register, municipalities=changed)


def addresses_on(
    tx: Transaction, register: Register, file: Path | None, day: date
) -> dict[str, PostalAddress]:
    """Return the addresses that letters of a day go to, by organisation number.

    They are those of ``file`` (Enhetsregisteret; None: nobody has one) with what was entered up to that day for
    single municipalities: a postal address in its place, and the mail address of a contact.

    :raises BadInput: the file is missing or is no such file.
    """
    found: dict[str, PostalAddress] = {} if file is None else read_addresses(file)
    organisation = {m.number: m.organisation_number for m in register.municipalities}
    entered = of_year(tx, register.year, known_on=day)
    for one in (e for e in entered if e.number in organisation):
        before = found.get(organisation[one.number], PostalAddress((), "", "", "NO"))
        if one.kind is AmendmentKind.CONTACT:
            found[organisation[one.number]] = replace(before, email=one.value)
        elif one.kind is AmendmentKind.ADDRESS and (address := read_address(one.value)) is not None:
            found[organisation[one.number]] = replace(address, email=before.email)
    return found
