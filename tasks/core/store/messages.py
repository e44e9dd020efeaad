"""Messages received: the bytes once, and what was made of them version by version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tasks.core.model.vedtak import Message
from tasks.core.store.content import dump, load
from tasks.core.store.engine import Transaction
from tasks.core.store.schema import message, message_version


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message as it stands on a day; ``version`` counts readings, the first is the program's own."""

    id: int
    version: int
    message: Message
    known_on: date


def add(tx: Transaction, year: int, value: Message, *, known_on: date, actor: str) -> int:
    """Store a message read for the first time and return its id; the same bytes again return the first id."""
    where = (message.c.year == year, message.c.raw_sha256 == value.raw_sha256)
    existing = tx.connection.scalar(sa.select(message.c.id).where(*where))
    if existing is not None:
        return existing
    row = {
        "raw_sha256": value.raw_sha256,
        "file": value.file,
        "source": value.source,
        "message_id": value.message_id,
    }
    made = message.insert().values(year=year, **row, known_on=known_on).returning(message.c.id)
    message_id = tx.connection.scalars(made).one()
    tx.connection.execute(_version(message_id, 1, value, known_on=known_on, actor=actor, reason=""))
    return message_id


def add_all(
    tx: Transaction, year: int, values: Sequence[Message], *, known_on: date, actor: str
) -> list[int]:
    """Store messages read for the first time, as `add` does one; return the id of each, in their order."""
    first = {value.raw_sha256: value for value in reversed(values)}
    there = _ids(tx, year, first)
    new = [v for v in dict.fromkeys(v.raw_sha256 for v in values) if v not in there]
    if new:
        fields = ("raw_sha256", "file", "source", "message_id")
        rows = [{f: getattr(first[sha256], f) for f in fields} for sha256 in new]
        tx.connection.execute(message.insert(), [{**row, "year": year, "known_on": known_on} for row in rows])
        there = _ids(tx, year, first)
        versions_of = [
            _fields(there[sha256], 1, first[sha256], known_on=known_on, actor=actor, reason="")
            for sha256 in new
        ]
        tx.connection.execute(message_version.insert(), versions_of)
    return [there[value.raw_sha256] for value in values]


def _ids(tx: Transaction, year: int, checksums: Iterable[str]) -> dict[str, int]:
    where = (message.c.year == year, message.c.raw_sha256.in_(list(checksums)))
    rows = tx.connection.execute(sa.select(message.c.raw_sha256, message.c.id).where(*where))
    return {row.raw_sha256: row.id for row in rows}


def add_version(
    tx: Transaction, message_id: int, value: Message, *, known_on: date, actor: str, reason: str
) -> None:
    """Append a new state or reading of a message; the old ones stay."""
    count = sa.select(sa.func.count()).where(message_version.c.message_id == message_id)
    version = (tx.connection.scalar(count) or 0) + 1
    tx.connection.execute(_version(message_id, version, value, known_on=known_on, actor=actor, reason=reason))


def _version(
    message_id: int, version: int, value: Message, *, known_on: date, actor: str, reason: str
) -> sa.Insert:
    fields = _fields(message_id, version, value, known_on=known_on, actor=actor, reason=reason)
    return message_version.insert().values(**fields)


def _fields(
    message_id: int, version: int, value: Message, *, known_on: date, actor: str, reason: str
) -> dict[str, object]:
    return {
        "message_id": message_id,
        "version": version,
        "state": value.state,
        "number": value.number,
        "content": dump(Message, value),
        "actor": actor,
        "reason": reason,
        "known_on": known_on,
    }


def of_year(tx: Transaction, year: int, *, known_on: date | None = None) -> tuple[StoredMessage, ...]:
    """Return the messages of ``year`` known by a day, as they stood on it, in the order they came."""
    query = (
        sa.select(message.c.id, message.c.known_on, message_version.c.version, message_version.c.content)
        .join(message_version, message_version.c.message_id == message.c.id)
        .where(message.c.year == year)
        .order_by(message.c.id, message_version.c.version)
    )
    if known_on is not None:
        query = query.where(message_version.c.known_on <= known_on)
    newest = {row.id: row for row in tx.connection.execute(query).all()}
    return tuple(
        StoredMessage(row.id, row.version, load(Message, row.content), row.known_on)
        for row in newest.values()
    )


@dataclass(frozen=True, slots=True)
class MessageVersion:
    """One version of a message: who made it, when it was known, and why."""

    version: int
    message: Message
    actor: str
    reason: str
    known_on: date


def get(tx: Transaction, message_id: int) -> tuple[int, StoredMessage] | None:
    """Return the year of a message and the message as it stands now; None if there is none with this id."""
    year = tx.connection.scalar(sa.select(message.c.year).where(message.c.id == message_id))
    known_on = tx.connection.scalar(sa.select(message.c.known_on).where(message.c.id == message_id))
    every = versions(tx, message_id)
    if year is None or known_on is None or not every:
        return None
    newest = every[-1]
    return year, StoredMessage(message_id, newest.version, newest.message, known_on)


def versions(tx: Transaction, message_id: int) -> tuple[MessageVersion, ...]:
    """Return every version of a message, the program's own reading first."""
    query = (
        sa.select(message_version)
        .where(message_version.c.message_id == message_id)
        .order_by(message_version.c.version)
    )
    return tuple(
        MessageVersion(row.version, load(Message, row.content), row.actor, row.reason, row.known_on)
        for row in tx.connection.execute(query).all()
    )


def known_checksums(tx: Transaction, year: int) -> frozenset[str]:
    """Return the SHA-256 of every message taken in for ``year``."""
    return frozenset(tx.connection.scalars(sa.select(message.c.raw_sha256).where(message.c.year == year)))
