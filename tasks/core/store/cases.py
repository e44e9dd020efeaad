"""Cases: what a person must close, as a series of versions per municipality and cause."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from tasks.core.model.reconciliation import Case
from tasks.core.store.content import dump, fields_of, load
from tasks.core.store.engine import Transaction
from tasks.core.store.schema import case, case_event


def record(
    tx: Transaction, value: Case, kind: str, *, actor: str, role: str, reason: str, known_on: date
) -> Case:
    """Append ``value`` as the newest version of its case and return it with its id.

    A case is one municipality and cause of a year: opened again it keeps its id. A version equal to the newest
    one is not written.
    """
    where = (case.c.year == value.year, case.c.number == value.number, case.c.cause == value.cause)
    case_id = tx.connection.scalar(sa.select(case.c.id).where(*where))
    if case_id is None:
        row = {"year": value.year, "number": value.number, "cause": value.cause, "opened_on": value.opened}
        tx.connection.execute(case.insert().values(**row))
        case_id = tx.connection.scalars(sa.select(case.c.id).where(*where)).one()
    stored = replace(value, id=case_id)
    versions = (
        sa.select(case_event).where(case_event.c.case_id == case_id).order_by(case_event.c.version.desc())
    )
    newest = tx.connection.execute(versions.limit(1)).one_or_none()
    if newest is not None and load(Case, newest.content) == stored:
        return stored
    tx.connection.execute(
        case_event.insert().values(
            case_id=case_id,
            version=1 if newest is None else newest.version + 1,
            kind=kind,
            content=dump(Case, stored),
            actor=actor,
            role=role,
            reason=reason,
            known_on=known_on,
        )
    )
    return stored


def locked(tx: Transaction, case_id: int) -> Case | None:
    """Return a case as it stands now, held until the transaction ends: a second worker waits, then sees more."""
    held = sa.select(case.c.id).where(case.c.id == case_id).with_for_update()
    if tx.connection.scalar(held) is None:
        return None
    versions = sa.select(case_event.c.content).where(case_event.c.case_id == case_id)
    newest = tx.connection.scalars(versions.order_by(case_event.c.version.desc()).limit(1)).one()
    return load(Case, newest)


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One version of a case: what happened to it, by whom, when and why."""

    case_id: int
    version: int
    kind: str
    actor: str
    role: str
    reason: str
    known_on: date


def history(tx: Transaction, year: int, *, known_on: date | None = None) -> tuple[CaseEvent, ...]:
    """Return everything that happened to the cases of ``year`` up to a day, in that order."""
    query = (
        sa.select(case_event)
        .join(case, case.c.id == case_event.c.case_id)
        .where(case.c.year == year)
        .order_by(case_event.c.id)
    )
    if known_on is not None:
        query = query.where(case_event.c.known_on <= known_on)
    return tuple(CaseEvent(**fields_of(CaseEvent, row)) for row in tx.connection.execute(query).all())


def of_year(tx: Transaction, year: int, *, known_on: date | None = None) -> tuple[Case, ...]:
    """Return the cases of ``year`` as they stood on a day, by id."""
    query = (
        sa.select(case_event.c.case_id, case_event.c.content)
        .join(case, case.c.id == case_event.c.case_id)
        .where(case.c.year == year)
        .order_by(case_event.c.case_id, case_event.c.version)
    )
    if known_on is not None:
        query = query.where(case_event.c.known_on <= known_on)
    newest = {row.case_id: row.content for row in tx.connection.execute(query).all()}
    return tuple(load(Case, content) for content in newest.values())
