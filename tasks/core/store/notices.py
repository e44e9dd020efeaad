"""What somebody was told by an alert, once: a repeated run tells nobody twice."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from tasks.core.model.when import When
from tasks.core.store.engine import Transaction
from tasks.core.store.moments import to_text
from tasks.core.store.schema import notice


def untold(tx: Transaction, year: int, kind: str, keys: Iterable[str]) -> tuple[str, ...]:
    """Return the keys nobody was told about yet, in the order given, each once."""
    told = set(
        tx.connection.scalars(sa.select(notice.c.key).where(notice.c.year == year, notice.c.kind == kind))
    )
    return tuple(key for key in dict.fromkeys(keys) if key not in told)


def add(tx: Transaction, year: int, kind: str, keys: Iterable[str], when: When) -> None:
    """Record that these were told; one told before is refused by the database."""
    rows = [
        {"year": year, "kind": kind, "key": key, "at": to_text(when.moment), "known_on": when.day}
        for key in keys
    ]
    if rows:
        tx.connection.execute(notice.insert(), rows)
