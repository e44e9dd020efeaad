"""How much is known of each municipality: what was kept of it is still right while its trace is the same.

Every table asked here only grows, so a count and the newest row name the rows there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa

from tasks.core.store.engine import Transaction
from tasks.core.store.schema import (
    amendment,
    approval,
    batch,
    case,
    case_event,
    decision,
    dispatch,
    dispatch_event,
    letter,
    message,
    message_version,
    registration,
    reminder,
    request,
)

ABOUT = re.compile(r"\bmunicipality (\S+)")  # how an entry of the decision log names whom it is about


def traces(tx: Transaction, year: int, day: date) -> dict[str, str]:
    """Return for each municipality the text that names every row about it known by a day; nothing known, no entry.

    The same text on the same day means the same requests, letters, approvals, moves, registrations, readings, cases,
    reminders, entries and decisions.
    """
    found: dict[str, list[str]] = {}
    for kind, query in _queries(year, day).items():
        for number, count, newest in tx.connection.execute(query).all():
            if number is not None:
                found.setdefault(number, []).append(f"{kind} {count} {newest}")
    for number, ids in _decided(tx, year, day).items():
        found.setdefault(number, []).append(f"decision {len(ids)} {ids[-1]}")
    return {number: "; ".join(parts) for number, parts in found.items()}


def number_of(subject: str) -> str | None:
    """Return the municipality that an entry of the decision log is about, None where it is about none.

    >>> number_of("case 7 municipality 5057 number_differs"), number_of("round 2")
    ('5057', None)
    """
    found = ABOUT.search(subject)
    return found[1] if found else None


def _decided(tx: Transaction, year: int, day: date) -> dict[str, list[int]]:
    query = sa.select(decision.c.id, decision.c.subject).where(
        decision.c.year == year, decision.c.known_on <= day
    )
    ids: dict[str, list[int]] = {}
    for row_id, subject in tx.connection.execute(query.order_by(decision.c.id)).all():
        number = number_of(subject)
        if number is not None:
            ids.setdefault(number, []).append(row_id)
    return ids


def _queries(year: int, day: date) -> dict[str, sa.Select[Any]]:
    """Return by kind the query for number, count of rows and newest row."""
    flat = {"request": request, "reminder": reminder, "amendment": amendment, "registration": registration}
    found = {
        kind: _grouped(table.c.number, table.c.id, (table.c.year == year, table.c.known_on <= day))
        for kind, table in flat.items()
    }
    made = (letter.c.year == year, batch.c.known_on <= day)
    of_batch = sa.join(letter, batch, batch.c.id == letter.c.batch_id)
    found["letter"] = _grouped(letter.c.number, letter.c.batch_id, made).select_from(of_batch)
    approved = of_batch.join(approval, approval.c.batch_id == batch.c.id)
    known = (*made, approval.c.known_on <= day)
    found["approval"] = _grouped(letter.c.number, approval.c.id, known).select_from(approved)
    sent = sa.join(dispatch_event, dispatch, dispatch.c.key == dispatch_event.c.key).join(
        letter, letter.c.letter_ref == dispatch.c.letter_ref
    )
    moved = (letter.c.year == year, dispatch_event.c.known_on <= day)
    found["move"] = _grouped(letter.c.number, dispatch_event.c.id, moved).select_from(sent)
    read = sa.join(message_version, message, message.c.id == message_version.c.message_id)
    readings = (message.c.year == year, message_version.c.known_on <= day)
    found["reading"] = _grouped(message_version.c.number, message_version.c.id, readings).select_from(read)
    events = sa.join(case_event, case, case.c.id == case_event.c.case_id)
    cases = (case.c.year == year, case_event.c.known_on <= day)
    found["case"] = _grouped(case.c.number, case_event.c.id, cases).select_from(events)
    return found


def _grouped(
    number: sa.ColumnElement[Any], row_id: sa.ColumnElement[Any], where: Iterable[sa.ColumnElement[bool]]
) -> sa.Select[Any]:
    return sa.select(number, sa.func.count(), sa.func.max(row_id)).where(*where).group_by(number)
