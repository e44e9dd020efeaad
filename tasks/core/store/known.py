"""Whether what was known on a day is still the same: one digest a day over everything an answer is made of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from tasks.core.store.engine import Transaction
from tasks.core.store.schema import (
    amendment,
    case,
    case_event,
    message,
    message_version,
    registration,
    request,
)


def reply_digests(tx: Transaction, year: int, days: Iterable[date]) -> dict[date, str]:
    """Return for each day the SHA-256 of requests, registrations, readings, cases and entries of ``year`` known by it.

    The same digest means the same rows in the same order, so whatever is computed from them is the same too.
    """
    rows = sorted(_rows(tx, year))
    digest, place, found = hashlib.sha256(), 0, dict[date, str]()
    for day in sorted(set(days)):
        while place < len(rows) and rows[place][0] <= day:
            digest.update(repr(rows[place]).encode("utf-8"))
            place += 1
        found[day] = digest.hexdigest()
    return found


def _rows(tx: Transaction, year: int) -> Iterable[tuple[date, str, int, str]]:
    readings = sa.select(message_version.c.known_on, message_version.c.id, message_version.c.content)
    events = sa.select(case_event.c.known_on, case_event.c.id, case_event.c.content)
    figures = (request.c.number, request.c.kind, request.c.revision, request.c.count, request.c.em)
    entered = (amendment.c.number, amendment.c.kind, amendment.c.value)
    queries: dict[str, sa.Select[tuple[date, int, str]]] = {
        "registration": sa.select(registration.c.known_on, registration.c.id, registration.c.content).where(
            registration.c.year == year
        ),
        "message": readings.join(message, message.c.id == message_version.c.message_id).where(
            message.c.year == year
        ),
        "case": events.join(case, case.c.id == case_event.c.case_id).where(case.c.year == year),
    }
    for kind, query in queries.items():
        for known_on, row_id, content in tx.connection.execute(query).all():
            yield known_on, kind, row_id, content
    changed = (amendment.c.number, amendment.c.kind, amendment.c.value)
    query = sa.select(amendment.c.known_on, amendment.c.id, *changed).where(amendment.c.year == year)
    for known_on, row_id, *values in tx.connection.execute(query).all():
        yield known_on, "amendment", row_id, repr(values)
    asked = sa.select(request.c.known_on, request.c.id, request.c.deadline, *figures)
    changed = sa.select(amendment.c.known_on, amendment.c.id, *entered)
    for kind, of_year in {
        "request": asked.where(request.c.year == year),
        "amendment": changed.where(amendment.c.year == year),
    }.items():
        for known_on, row_id, *values in tx.connection.execute(of_year).all():
            yield known_on, kind, row_id, repr(values)
