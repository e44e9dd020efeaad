"""What came from outside, kept as received before anybody interprets it."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from tasks.core.store.engine import Transaction
from tasks.core.store.schema import received


def keep(
    tx: Transaction, kind: str, data: bytes, *, source: str, name: str, known_on: date, etag: str = ""
) -> tuple[str, bool]:
    """Keep ``data`` and return its SHA-256 and whether this source gave it for the first time.

    The same bytes from the same source are one row however often they come.
    """
    sha256 = tx.files.put(data)
    same = (received.c.kind == kind, received.c.source == source, received.c.sha256 == sha256)
    if tx.connection.scalar(sa.select(received.c.id).where(*same)) is not None:
        tx.connection.execute(received.update().where(*same).values(etag=etag))
        return sha256, False
    tx.connection.execute(
        received.insert().values(
            kind=kind, source=source, name=name, sha256=sha256, size=len(data), etag=etag, known_on=known_on
        )
    )
    return sha256, True


def last_etag(tx: Transaction, kind: str, source: str) -> str:
    """Return the ETag that came with the last file of this kind from ``source``, empty if none."""
    query = sa.select(received.c.etag).where(received.c.kind == kind, received.c.source == source)
    return tx.connection.scalar(query.order_by(received.c.id.desc()).limit(1)) or ""
