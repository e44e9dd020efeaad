"""How letters travelled, read from their events: one letter's steps, and the outbox as it stood on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from tasks.core.model.dispatch import Dispatch, DispatchState
from tasks.core.store.engine import Transaction
from tasks.core.store.moments import from_text
from tasks.core.store.outbox import of_year
from tasks.core.store.schema import dispatch, dispatch_event, letter


@dataclass(frozen=True, slots=True)
class DispatchEvent:
    """One step of a sending: where it led, what the channel said, and the day we came to know it."""

    letter_ref: str
    channel: str
    to_state: DispatchState
    raw_status: str
    known_on: date


def events_of(tx: Transaction, letter_refs: Iterable[str]) -> tuple[DispatchEvent, ...]:
    """Return the steps of these letters' sendings in the order they were taken."""
    query = (
        sa.select(dispatch.c.letter_ref, dispatch.c.channel, dispatch_event)
        .join(dispatch, dispatch.c.key == dispatch_event.c.key)
        .where(dispatch.c.letter_ref.in_(list(letter_refs)))
        .order_by(dispatch_event.c.id)
    )
    return tuple(
        DispatchEvent(row.letter_ref, row.channel, DispatchState(row.to_state), row.raw_status, row.known_on)
        for row in tx.connection.execute(query).all()
    )


def on_day(tx: Transaction, year: int, day: date) -> tuple[Dispatch, ...]:
    """Return the outbox of ``year`` as it stood at the end of a day: the state known then, and what was said of it."""
    query = (
        sa.select(
            dispatch_event.c.key, dispatch_event.c.to_state, dispatch_event.c.at, dispatch_event.c.detail
        )
        .join(dispatch, dispatch.c.key == dispatch_event.c.key)
        .join(letter, letter.c.letter_ref == dispatch.c.letter_ref)
        .where(letter.c.year == year, dispatch_event.c.known_on <= day)
        .order_by(dispatch_event.c.id)
    )
    events: dict[str, list[tuple[DispatchState, str, str]]] = {}
    for key, state, at, detail in tx.connection.execute(query).all():
        events.setdefault(key, []).append((DispatchState(state), at, detail))
    found: list[Dispatch] = []
    for row in of_year(tx, year):
        told = events.get(row.key)
        if told is None:
            continue  # it was not there yet
        state, _, detail = told[-1]
        submitted = [at for one, at, _ in told if one is DispatchState.SUBMITTED]
        found.append(
            replace(
                row,
                state=state,
                attempts=sum(one is DispatchState.SUBMITTING for one, _, _ in told),
                submitted_at=from_text(submitted[-1]) if submitted else None,
                last_error=row.last_error if state is row.state else detail,
                external_id=row.external_id if submitted else None,
            )
        )
    return tuple(found)
