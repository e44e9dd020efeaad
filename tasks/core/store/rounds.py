"""Allocation rounds with all their answers, and the events that move a round on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tasks.core.model.allocation import Allocation, Constraint, Round, RoundKind, RoundState
from tasks.core.model.errors import StopAndMend
from tasks.core.model.need import Need
from tasks.core.store.content import canonical, dump, load
from tasks.core.store.engine import Transaction
from tasks.core.store.schema import allocation, allocation_round, consultation_event, round_event

Constraints = tuple[Constraint, ...]


@dataclass(frozen=True, slots=True)
class StoredRound:
    """A round with its place in the series and its state."""

    id: int
    version: int
    round: Round
    state: RoundState
    known_on: date


def add(tx: Transaction, value: Round, *, known_on: date, actor: str, reason: str) -> StoredRound:
    """Store ``value`` as the next version in state DRAFT and return it; the newest one again is returned as it is."""
    newest = latest(tx, value.year)
    if newest is not None and newest.state is not RoundState.WITHDRAWN and _same(newest.round, value):
        return newest
    version = 1 if newest is None else newest.version + 1
    tx.connection.execute(
        allocation_round.insert().values(
            year=value.year,
            version=version,
            kind=value.kind,
            need_total=value.need.total,
            need_em=value.need.em,
            need_em_under_15=value.need.em_under_15,
            inputs_sha256=value.inputs_sha256,
            constraints=dump(Constraints, value.constraints),
            report=canonical(value.report),
            known_on=known_on,
        )
    )
    where = (allocation_round.c.year == value.year, allocation_round.c.version == version)
    round_id = tx.connection.scalars(sa.select(allocation_round.c.id).where(*where)).one()
    tx.connection.execute(
        allocation.insert(),
        [
            {
                "round_id": round_id,
                "number": row.number,
                "asked": row.asked,
                "count": row.count,
                "em": row.em,
                "em_under_15": row.em_under_15,
                "content": dump(Allocation, row),
            }
            for row in value.allocations
        ],
    )
    move(tx, round_id, RoundState.DRAFT, known_on=known_on, actor=actor, reason=reason)
    return get(tx, round_id)


def _same(stored: Round, new: Round) -> bool:
    return stored.kind is new.kind and stored.inputs_sha256 == new.inputs_sha256


def move(
    tx: Transaction, round_id: int, state: RoundState, *, known_on: date, actor: str, reason: str
) -> None:
    """Append the event that brings the round to ``state``."""
    tx.connection.execute(
        round_event.insert().values(
            round_id=round_id, state=state, known_on=known_on, actor=actor, reason=reason
        )
    )


def get(tx: Transaction, round_id: int, *, known_on: date | None = None) -> StoredRound:
    """Return one round whole, in the state it had on a day.

    :raises StopAndMend: there is no such round.
    """
    row = tx.connection.execute(
        sa.select(allocation_round).where(allocation_round.c.id == round_id)
    ).one_or_none()
    if row is None:
        message = f"there is no allocation round with id {round_id}: see `anmodning letters status`"
        raise StopAndMend(message)
    answers = (
        sa.select(allocation.c.content).where(allocation.c.round_id == round_id).order_by(allocation.c.number)
    )
    states = (
        sa.select(round_event.c.state)
        .where(round_event.c.round_id == round_id)
        .order_by(round_event.c.id.desc())
    )
    if known_on is not None:
        states = states.where(round_event.c.known_on <= known_on)
    value = Round(
        year=row.year,
        kind=RoundKind(row.kind),
        need=Need(row.year, row.need_total, row.need_em, row.need_em_under_15),
        allocations=tuple(load(Allocation, text) for text in tx.connection.scalars(answers).all()),
        inputs_sha256=row.inputs_sha256,
        constraints=load(Constraints, row.constraints),
        report=json.loads(row.report),
    )
    state = tx.connection.scalars(states.limit(1)).one()
    return StoredRound(row.id, row.version, value, RoundState(state), row.known_on)


def history(tx: Transaction, year: int, *, known_on: date | None = None) -> tuple[StoredRound, ...]:
    """Return the rounds of ``year`` known by a day, oldest first."""
    query = sa.select(allocation_round.c.id).where(allocation_round.c.year == year)
    if known_on is not None:
        query = query.where(allocation_round.c.known_on <= known_on)
    ids = tx.connection.scalars(query.order_by(allocation_round.c.version)).all()
    return tuple(get(tx, round_id, known_on=known_on) for round_id in ids)


def latest(tx: Transaction, year: int, *, known_on: date | None = None) -> StoredRound | None:
    """Return the newest round of ``year`` in whatever state, None before the first."""
    query = sa.select(allocation_round.c.id).where(allocation_round.c.year == year)
    if known_on is not None:
        query = query.where(allocation_round.c.known_on <= known_on)
    newest = tx.connection.scalar(query.order_by(allocation_round.c.version.desc()).limit(1))
    return None if newest is None else get(tx, newest, known_on=known_on)


def in_force(tx: Transaction, year: int, *, known_on: date | None = None) -> StoredRound | None:
    """Return the newest round of ``year`` that is not withdrawn: a withdrawal restores the one before it."""
    query = sa.select(allocation_round.c.id).where(allocation_round.c.year == year)
    if known_on is not None:
        query = query.where(allocation_round.c.known_on <= known_on)
    for round_id in tx.connection.scalars(query.order_by(allocation_round.c.version.desc())).all():
        stored = get(tx, round_id, known_on=known_on)
        if stored.state is not RoundState.WITHDRAWN:
            return stored
    return None


def workbook_event(
    tx: Transaction,
    round_id: int,
    kind: str,
    workbook_sha256: str,
    constraints: Constraints,
    *,
    known_on: date,
) -> bool:
    """Record that a workbook of this round was ``exported`` or ``imported``; False if it was recorded before."""
    same = (
        consultation_event.c.round_id == round_id,
        consultation_event.c.kind == kind,
        consultation_event.c.workbook_sha256 == workbook_sha256,
    )
    if tx.connection.scalar(sa.select(consultation_event.c.id).where(*same)) is not None:
        return False
    tx.connection.execute(
        consultation_event.insert().values(
            round_id=round_id,
            kind=kind,
            workbook_sha256=workbook_sha256,
            constraints=dump(Constraints, constraints),
            known_on=known_on,
        )
    )
    return True


def last_workbook(tx: Transaction, round_id: int, kind: str) -> str | None:
    """Return the SHA-256 of the last workbook ``exported`` or ``imported`` for a round, None if none."""
    query = sa.select(consultation_event.c.workbook_sha256).where(
        consultation_event.c.round_id == round_id, consultation_event.c.kind == kind
    )
    return tx.connection.scalar(query.order_by(consultation_event.c.id.desc()).limit(1))


def remarks_of(tx: Transaction, year: int) -> Constraints:
    """Return the constraints of the last answered workbook of ``year``, empty before the first."""
    query = (
        sa.select(consultation_event.c.constraints)
        .join(allocation_round, allocation_round.c.id == consultation_event.c.round_id)
        .where(allocation_round.c.year == year, consultation_event.c.kind == "imported")
        .order_by(consultation_event.c.id.desc())
        .limit(1)
    )
    text = tx.connection.scalar(query)
    return () if text is None else load(Constraints, text)
