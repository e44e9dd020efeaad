"""Referrals and settlements as reported, version by version."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from tasks.core.model.settlement import Referral
from tasks.core.store.content import dump, load
from tasks.core.store.engine import Transaction
from tasks.core.store.schema import referral


def add(tx: Transaction, values: Iterable[Referral], *, source_sha256: str, known_on: date) -> int:
    """Append the referrals that are new or changed and return how many were."""
    known = {r.reference: r for r in latest(tx)}
    new = [v for v in values if known.get(v.reference) != v]
    rows = [
        {
            "reference": v.reference,
            "number": v.number,
            "content": dump(Referral, v),
            "source_sha256": source_sha256,
            "known_on": known_on,
        }
        for v in new
    ]
    if rows:
        tx.connection.execute(referral.insert(), rows)
    return len(rows)


def latest(tx: Transaction, *, known_on: date | None = None) -> tuple[Referral, ...]:
    """Return the newest version of every referral known by a day."""
    query = sa.select(referral.c.content).order_by(referral.c.id)
    if known_on is not None:
        query = query.where(referral.c.known_on <= known_on)
    rows = (load(Referral, text) for text in tx.connection.scalars(query).all())
    return tuple({row.reference: row for row in rows}.values())


def has_read(tx: Transaction, source_sha256: str) -> bool:
    """Return whether rows of the file with this checksum are stored (a file without news is read again, harmlessly)."""
    query = sa.select(referral.c.id).where(referral.c.source_sha256 == source_sha256).limit(1)
    return tx.connection.scalar(query) is not None
