"""Requests issued to municipalities: an append-only series per year and municipality."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from tasks.core.model.request import Request, RequestKind
from tasks.core.store.content import fields_of
from tasks.core.store.engine import Transaction
from tasks.core.store.schema import request

ISSUED = "issued"
IMPORTED = "imported"


def add(tx: Transaction, values: Iterable[Request], *, origin: str, known_on: date) -> int:
    """Append requests that are not there yet and return how many were new; an existing one is never touched."""
    there = {
        (r.year, r.number, r.kind, r.revision) for year in {v.year for v in values} for r in series(tx, year)
    }
    new = [v for v in values if (v.year, v.number, v.kind, v.revision) not in there]
    if new:
        fields = Request.__dataclass_fields__
        rows = [{**{f: getattr(v, f) for f in fields}, "origin": origin, "known_on": known_on} for v in new]
        tx.connection.execute(request.insert(), rows)
    return len(new)


def series(tx: Transaction, year: int, *, known_on: date | None = None) -> tuple[Request, ...]:
    """Return every request of ``year`` known by a day, in the order they were issued."""
    query = sa.select(request).where(request.c.year == year).order_by(request.c.id)
    if known_on is not None:
        query = query.where(request.c.known_on <= known_on)
    rows = tx.connection.execute(query)
    return tuple(Request(**fields_of(Request, row, kind=RequestKind(row.kind))) for row in rows)


def original(tx: Transaction, year: int, *, known_on: date | None = None) -> dict[str, Request]:
    """Return the request each municipality decided on: the original one, and a supplementary one where it came."""
    kinds = (RequestKind.ORIGINAL, RequestKind.SUPPLEMENTARY)
    return {r.number: r for r in series(tx, year, known_on=known_on) if r.kind in kinds}


def current(tx: Transaction, year: int, *, known_on: date | None = None) -> dict[str, Request]:
    """Return the newest request of each municipality, adjusted ones included."""
    return {r.number: r for r in series(tx, year, known_on=known_on)}
