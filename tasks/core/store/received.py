"""What came from outside, kept as received before anybody interprets it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from tasks.core.store.engine import Transaction
from tasks.core.store.schema import received


def keep(
    tx: Transaction, kind: str, data: bytes, *, source: str, name: str, known_on: date
) -> tuple[str, bool]:
    """Keep ``data`` and return its SHA-256 and whether this source gave it for the first time.

    The same bytes from the same source are one row however often they come.
    """
    sha256 = tx.files.put(data)
    same = (received.c.kind == kind, received.c.source == source, received.c.sha256 == sha256)
    if tx.connection.scalar(sa.select(received.c.id).where(*same)) is not None:
        return sha256, False
    tx.connection.execute(
        received.insert().values(
            kind=kind, source=source, name=name, sha256=sha256, size=len(data), etag="", known_on=known_on
        )
    )
    return sha256, True


def keep_all(
    tx: Transaction, kind: str, pieces: Sequence[tuple[str, bytes]], *, source: str, known_on: date
) -> None:
    """Keep the bytes of every piece (name, bytes), as `keep` does one; their files are written side by side."""
    named: dict[str, tuple[str, int]] = {}
    for name, data in pieces:
        named.setdefault(hashlib.sha256(data).hexdigest(), (name, len(data)))
    tx.files.put_all([data for _, data in pieces])
    same = (received.c.kind == kind, received.c.source == source, received.c.sha256.in_(list(named)))
    there = set(tx.connection.scalars(sa.select(received.c.sha256).where(*same)))
    same_for_all = {"kind": kind, "source": source, "etag": "", "known_on": known_on}
    rows = [
        {**same_for_all, "sha256": sha256, "name": name, "size": size}
        for sha256, (name, size) in named.items()
        if sha256 not in there
    ]
    if rows:
        tx.connection.execute(received.insert(), rows)


def confirm(tx: Transaction, kind: str, source: str, sha256: str, *, etag: str) -> None:
    """Record how the source names these bytes, once they were read whole: a refused file is asked for again."""
    same = (received.c.kind == kind, received.c.source == source)
    tx.connection.execute(received.update().where(*same).values(etag=""))
    tx.connection.execute(received.update().where(*same, received.c.sha256 == sha256).values(etag=etag))


def last_etag(tx: Transaction, kind: str, source: str) -> str:
    """Return the ETag of the file of this kind from ``source`` that was last read whole, empty if none."""
    query = sa.select(received.c.etag).where(received.c.kind == kind, received.c.source == source)
    return tx.connection.scalar(query.where(received.c.etag != "").limit(1)) or ""


def last_read(tx: Transaction, kind: str, source: str) -> tuple[str, bytes] | None:
    """Return ETag and bytes of what ``source`` gave when it was last read whole; None without an ETag."""
    query = sa.select(received.c.etag, received.c.sha256).where(
        received.c.kind == kind, received.c.source == source, received.c.etag != ""
    )
    row = tx.connection.execute(query.limit(1)).one_or_none()
    return None if row is None else (row.etag, tx.files.get(row.sha256))
