"""The decision log: who decided what, when and why; append-only, each row sealed over the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

import sqlalchemy as sa

from tasks.core.model.errors import StopAndMend
from tasks.core.store.content import canonical, sha256_of
from tasks.core.store.engine import Transaction
from tasks.core.store.moments import to_text
from tasks.core.store.schema import decision

FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry: ``before`` and ``after`` are plain text (often JSON), empty where nothing was there."""

    year: int
    actor: str
    role: str
    action: str
    subject: str
    reason: str
    before: str = ""
    after: str = ""

    def __post_init__(self) -> None:
        """Refuse an anonymous or unexplained decision."""
        if not self.actor.strip() or not self.reason.strip():
            message = f"decision {self.action} on {self.subject} ({self.year}): say who decides and why"
            raise StopAndMend(message)


def append(tx: Transaction, entry: Decision, *, at: datetime, known_on: date) -> None:
    """Add ``entry`` at the end of the log, sealed with the hash of the entry before it."""
    if tx.connection.dialect.name == "postgresql":
        tx.connection.exec_driver_sql(
            "SELECT pg_advisory_xact_lock(1219)"
        )  # one writer of the chain at a time
    previous = (
        tx.connection.scalar(sa.select(decision.c.sha256).order_by(decision.c.id.desc()).limit(1)) or FIRST
    )
    row = {**asdict(entry), "at": to_text(at), "known_on": known_on.isoformat()}
    tx.connection.execute(
        decision.insert().values(
            **{**row, "known_on": known_on},
            previous_sha256=previous,
            sha256=sha256_of(previous + canonical(row)),
        )
    )


def listed(tx: Transaction, year: int, *, known_on: date | None = None) -> tuple[dict[str, str], ...]:
    """Return the entries of ``year`` up to a day, oldest first, as plain text by column."""
    query = sa.select(decision).where(decision.c.year == year).order_by(decision.c.id)
    if known_on is not None:
        query = query.where(decision.c.known_on <= known_on)
    rows = tx.connection.execute(query).mappings()
    return tuple({str(key): str(value) for key, value in row.items()} for row in rows)


def last_seal(tx: Transaction) -> str:
    """Return the seal of the newest entry of all years, empty where nothing was decided yet."""
    return tx.connection.scalar(sa.select(decision.c.sha256).order_by(decision.c.id.desc()).limit(1)) or ""


def broken_links(tx: Transaction) -> Sequence[int]:
    """Return the ids of entries whose seal does not hold; empty when the whole log is intact."""
    broken: list[int] = []
    previous = FIRST
    for row in tx.connection.execute(sa.select(decision).order_by(decision.c.id)).all():
        plain = {
            name: getattr(row, name)
            for name in ("year", "actor", "role", "action", "subject", "reason", "before", "after", "at")
        }
        plain["known_on"] = row.known_on.isoformat()
        if row.previous_sha256 != previous or row.sha256 != sha256_of(previous + canonical(plain)):
            broken.append(row.id)
        previous = row.sha256
    return broken
