"""Letters made, the batches they were made in, and who approved exactly which bytes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from tasks.core.model.approval import Approval, BatchState, standing
from tasks.core.model.letter import Letter, LetterKind
from tasks.core.model.municipality import Language
from tasks.core.store.content import fields_of, sha256_of
from tasks.core.store.engine import Transaction
from tasks.core.store.moments import from_text, to_text
from tasks.core.store.schema import approval, batch, letter


@dataclass(frozen=True, slots=True)
class Batch:
    """Letters made together. ``plan_sha256`` covers the bytes of every PDF in it: approval binds to it."""

    id: int
    year: int
    name: str
    round_id: int | None
    maker: str
    plan_sha256: str
    known_on: date


def plan_hash(letters: Sequence[Letter]) -> str:
    """Return the hash over reference and bytes of every letter; order does not matter, any change does."""
    return sha256_of("\n".join(sorted(f"{one.letter_ref} {one.pdf_sha256}" for one in letters)))


def add_batch(
    tx: Transaction,
    year: int,
    name: str,
    letters: Sequence[Letter],
    *,
    round_id: int | None,
    maker: str,
    known_on: date,
) -> tuple[Batch, bool]:
    """Store the letters as one batch and return it with True; the same letters again change nothing (False)."""
    plan = plan_hash(letters)
    existing = next((b for b in batches(tx, year) if b.plan_sha256 == plan), None)
    if existing is not None:
        return existing, False
    values = {"year": year, "name": name, "round_id": round_id, "maker": maker, "plan_sha256": plan}
    tx.connection.execute(batch.insert().values(**values, known_on=known_on))
    made = next(b for b in batches(tx, year) if b.plan_sha256 == plan)
    if letters:
        tx.connection.execute(letter.insert(), [_as_row(one, made.id, known_on) for one in letters])
    return made, True


def _as_row(one: Letter, batch_id: int, known_on: date) -> dict[str, object]:
    fields = {name: getattr(one, name) for name in Letter.__dataclass_fields__}
    return {**fields, "batch_id": batch_id, "known_on": known_on}


def _as_letter(row: Any) -> Letter:
    return Letter(**fields_of(Letter, row, kind=LetterKind(row.kind), language=Language(row.language)))


def waiting(tx: Transaction, year: int, day: date, *, approvers: int = 1) -> tuple[tuple[Batch, int], ...]:
    """Return the batches that still waited for a person by a day, each with its number of letters, oldest first."""
    given = _decisions_of_year(tx, year, day)
    held = sa.select(sa.func.count()).where(letter.c.batch_id == batch.c.id).scalar_subquery()
    query = sa.select(batch, held.label("letters")).where(batch.c.year == year, batch.c.known_on <= day)
    rows = tx.connection.execute(query.order_by(batch.c.id))
    found = ((Batch(**fields_of(Batch, row)), row.letters) for row in rows)
    return tuple(
        (one, count)
        for one, count in found
        if standing(given.get(one.id, ()), one.plan_sha256, approvers).state is BatchState.WAITING
    )


def _decisions_of_year(tx: Transaction, year: int, day: date) -> dict[int, list[Approval]]:
    query = sa.select(approval).join(batch, batch.c.id == approval.c.batch_id).where(batch.c.year == year)
    found: dict[int, list[Approval]] = {}
    for row in tx.connection.execute(query.where(approval.c.known_on <= day).order_by(approval.c.id)).all():
        found.setdefault(row.batch_id, []).append(_as_approval(row))
    return found


def batches(tx: Transaction, year: int) -> tuple[Batch, ...]:
    """Return the batches of ``year``, oldest first."""
    query = sa.select(batch).where(batch.c.year == year).order_by(batch.c.id)
    return tuple(Batch(**fields_of(Batch, row)) for row in tx.connection.execute(query).all())


def of_batch(tx: Transaction, batch_id: int, numbers: Collection[str] | None = None) -> tuple[Letter, ...]:
    """Return the letters of a batch by municipality number, those to ``numbers`` if any are given."""
    query = sa.select(letter).where(letter.c.batch_id == batch_id).order_by(letter.c.number)
    if numbers is not None:
        query = query.where(letter.c.number.in_(list(numbers)))
    return tuple(_as_letter(row) for row in tx.connection.execute(query).all())


def of_year(tx: Transaction, year: int, *, known_on: date | None = None) -> tuple[Letter, ...]:
    """Return every letter of ``year`` known by a day, by kind and number."""
    query = (
        sa.select(letter)
        .where(letter.c.year == year)
        .order_by(letter.c.kind, letter.c.number, letter.c.revision)
    )
    if known_on is not None:
        query = query.where(letter.c.known_on <= known_on)
    return tuple(_as_letter(row) for row in tx.connection.execute(query).all())


def numbers_of(tx: Transaction, year: int, kinds: Sequence[LetterKind]) -> dict[str, str]:
    """Return the municipality number of every letter of these kinds, by our reference, in the order made."""
    query = sa.select(letter.c.letter_ref, letter.c.number).where(
        letter.c.year == year, letter.c.kind.in_(list(kinds))
    )
    rows = tx.connection.execute(query.order_by(letter.c.kind, letter.c.number, letter.c.revision))
    return {row.letter_ref: row.number for row in rows}


def get(tx: Transaction, letter_ref: str) -> Letter | None:
    """Return the letter with our reference, None if we never made it."""
    row = tx.connection.execute(sa.select(letter).where(letter.c.letter_ref == letter_ref)).one_or_none()
    return None if row is None else _as_letter(row)


def record_decision(tx: Transaction, value: Approval, *, known_on: date) -> None:
    """Append a person's decision on a batch."""
    fields = {name: getattr(value, name) for name in Approval.__dataclass_fields__}
    tx.connection.execute(approval.insert().values(**{**fields, "at": to_text(value.at)}, known_on=known_on))


def decisions_on(tx: Transaction, batch_id: int, *, known_on: date | None = None) -> tuple[Approval, ...]:
    """Return every decision on a batch known by a day, oldest first."""
    query = sa.select(approval).where(approval.c.batch_id == batch_id).order_by(approval.c.id)
    if known_on is not None:
        query = query.where(approval.c.known_on <= known_on)
    return tuple(_as_approval(row) for row in tx.connection.execute(query).all())


def decision_on(tx: Transaction, batch_id: int) -> Approval | None:
    """Return the last decision on a batch, None while nobody has decided."""
    query = sa.select(approval).where(approval.c.batch_id == batch_id).order_by(approval.c.id.desc()).limit(1)
    row = tx.connection.execute(query).one_or_none()
    return None if row is None else _as_approval(row)


def _as_approval(row: Any) -> Approval:
    return Approval(**fields_of(Approval, row, at=from_text(row.at)))
