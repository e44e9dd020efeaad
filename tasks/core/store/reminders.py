"""Reminders sent: one per municipality and step, ever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tasks.core.store.engine import Transaction
from tasks.core.store.schema import reminder


@dataclass(frozen=True, slots=True)
class SentReminder:
    """One reminder: in which step, what it says is missing, and its letter."""

    number: str
    step: str
    missing: tuple[str, ...]
    letter_ref: str


def add(
    tx: Transaction,
    year: int,
    number: str,
    step: str,
    missing: Sequence[str],
    *,
    letter_ref: str,
    known_on: date,
) -> None:
    """Record that the reminder of ``step`` goes to a municipality; a second one of the same step is refused."""
    row = {
        "year": year,
        "number": number,
        "step": step,
        "missing": ",".join(missing),
        "letter_ref": letter_ref,
    }
    tx.connection.execute(reminder.insert().values(**row, known_on=known_on))


def listed(tx: Transaction, year: int, *, known_on: date | None = None) -> tuple[SentReminder, ...]:
    """Return every reminder of ``year`` made by a day, in the order they were made."""
    query = sa.select(reminder).where(reminder.c.year == year).order_by(reminder.c.id)
    if known_on is not None:
        query = query.where(reminder.c.known_on <= known_on)
    return tuple(
        SentReminder(row.number, row.step, tuple(filter(None, row.missing.split(","))), row.letter_ref)
        for row in tx.connection.execute(query).all()
    )


def sent(tx: Transaction, year: int, *, known_on: date | None = None) -> dict[str, tuple[str, ...]]:
    """Return the steps sent to each municipality by a day, in order."""
    query = (
        sa.select(reminder.c.number, reminder.c.step).where(reminder.c.year == year).order_by(reminder.c.id)
    )
    if known_on is not None:
        query = query.where(reminder.c.known_on <= known_on)
    steps: dict[str, tuple[str, ...]] = {}
    for number, step in tx.connection.execute(query).all():
        steps[number] = (*steps.get(number, ()), step)
    return steps
