"""What municipalities registered in IMDinett, version by version."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from tasks.core.model.vedtak import Registration
from tasks.core.store.content import dump, load
from tasks.core.store.engine import Transaction
from tasks.core.store.schema import registration


def add(tx: Transaction, values: Iterable[Registration], *, known_on: date) -> int:
    """Append the registrations that say something new and return how many did.

    The source file and row are left out of the comparison: the same number in tomorrow's export is no news.
    """
    values = tuple(values)
    known = {year: latest(tx, year) for year in {v.year for v in values}}
    new = [v for v in values if not _same(known[v.year].get(v.number), v)]
    if new:
        tx.connection.execute(
            registration.insert(),
            [
                {
                    "year": v.year,
                    "number": v.number,
                    "count": v.count,
                    "em": v.em,
                    "status": v.status,
                    "content": dump(Registration, v),
                    "known_on": known_on,
                }
                for v in new
            ],
        )
    return len(new)


def _same(old: Registration | None, new: Registration) -> bool:
    if old is None:
        return False
    provenance = {"source_sha256", "row"}
    return all(
        getattr(old, f) == getattr(new, f) for f in Registration.__dataclass_fields__ if f not in provenance
    )


def latest(tx: Transaction, year: int, *, known_on: date | None = None) -> dict[str, Registration]:
    """Return each municipality's newest registration known by a day."""
    return {number: rows[-1] for number, rows in versions(tx, year, known_on=known_on).items()}


def versions(
    tx: Transaction, year: int, *, known_on: date | None = None
) -> dict[str, tuple[Registration, ...]]:
    """Return each municipality's registrations known by a day, oldest first; the last one stands."""
    query = sa.select(registration.c.content).where(registration.c.year == year).order_by(registration.c.id)
    if known_on is not None:
        query = query.where(registration.c.known_on <= known_on)
    rows = (load(Registration, text) for text in tx.connection.scalars(query).all())
    found: dict[str, tuple[Registration, ...]] = {}
    for row in rows:
        found[row.number] = (*found.get(row.number, ()), row)
    return found


def history(tx: Transaction, year: int, number: str) -> tuple[tuple[date, Registration], ...]:
    """Return every version one municipality registered, each with the day we came to know it, oldest first."""
    query = (
        sa.select(registration.c.known_on, registration.c.content)
        .where(registration.c.year == year, registration.c.number == number)
        .order_by(registration.c.id)
    )
    return tuple(
        (row.known_on, load(Registration, row.content)) for row in tx.connection.execute(query).all()
    )
