"""Who works on which letter of the outbox: claims, leases, look-ups that are due, polls that are due."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from tasks.core.model.dispatch import Dispatch, DispatchState, IllegalMove
from tasks.core.model.when import When
from tasks.core.store.engine import Transaction
from tasks.core.store.moments import to_text
from tasks.core.store.outbox import Move, as_dispatch, locked, move, move_row, select_rows
from tasks.core.store.schema import letter
from tasks.core.store.schema_outbox import dispatch


@dataclass(frozen=True, slots=True)
class Lease:
    """Who works on a letter and for how long; ``is_gone`` knows owners that have certainly stopped."""

    owner: str
    length: timedelta
    is_gone: Callable[[str], bool]


def claim(
    tx: Transaction, keys: AbstractSet[str], channel: str, lease: Lease, when: When, *, limit: int
) -> tuple[Dispatch, ...]:
    """Claim up to ``limit`` READY letters of ``keys`` for the lease's owner; no two workers get the same one."""
    ready = select_rows().where(dispatch.c.channel == channel, ~dispatch.c.held)
    ready = ready.where(dispatch.c.state == DispatchState.READY, dispatch.c.key.in_(sorted(keys)))
    ready = ready.order_by(letter.c.number, dispatch.c.key).limit(limit)
    rows = tx.connection.execute(ready.with_for_update(of=dispatch, skip_locked=True)).all()
    for row in rows:
        move(tx, row.key, Move(DispatchState.CLAIMED, "worker", detail=lease.owner), when)
    _lease(tx, [row.key for row in rows], lease, when)
    return tuple(replace(as_dispatch(row), state=DispatchState.CLAIMED, last_error="") for row in rows)


def begin_sending(tx: Transaction, seen: Dispatch, lease: Lease, when: When) -> None:
    """Move a letter to SUBMITTING under a fresh lease, if it still is as this worker saw it.

    :raises IllegalMove: another worker has claimed it, sent it or looked it up in the meantime, or it is held.
    """
    row = locked(tx, seen.key)
    ours = row.lease_owner == lease.owner if row.state == DispatchState.CLAIMED else True
    if row.state != seen.state or row.attempts != seen.attempts or row.held or not ours:
        message = f"dispatch {seen.key} is not as it was: it is left to whoever changed it"
        raise IllegalMove(message)
    move_row(tx, row, Move(DispatchState.SUBMITTING, "worker", detail=lease.owner), when)
    _lease(tx, [seen.key], lease, when)


def give_back(tx: Transaction, keys: Iterable[str], lease: Lease, when: When) -> None:
    """Make READY again what this owner claimed and has not begun to send."""
    for key in keys:
        row = locked(tx, key)
        if row.state == DispatchState.CLAIMED and row.lease_owner == lease.owner:
            move_row(tx, row, Move(DispatchState.READY, "worker", detail="not begun"), when)


def take_back(tx: Transaction, year: int, channel: str, lease: Lease, when: When) -> int:
    """Take back letters whose worker is gone or out of time and return how many.

    Claimed only: nothing left us, so READY again. Submitting: it may have left us, so UNKNOWN: look it up first.
    """
    now = to_text(when.moment)
    states = (DispatchState.CLAIMED, DispatchState.SUBMITTING)
    query = select_rows().where(
        letter.c.year == year, dispatch.c.channel == channel, dispatch.c.state.in_(states)
    )
    rows = tx.connection.execute(query.with_for_update(of=dispatch, skip_locked=True)).all()
    lost = [row for row in rows if (row.lease_until or "") < now or lease.is_gone(row.lease_owner or "")]
    for row in lost:
        to_state = DispatchState.READY if row.state == DispatchState.CLAIMED else DispatchState.UNKNOWN
        detail = f"{row.lease_owner} stopped before it was done"
        move(tx, row.key, Move(to_state, "worker", detail=detail), when)
    return len(lost)


def unknown_due(tx: Transaction, year: int, channel: str, now: datetime) -> tuple[tuple[Dispatch, int], ...]:
    """Return the letters in UNKNOWN whose next look-up is due, with the number of look-ups made so far.

    Held ones too: what turns up after all is taken in, however long a person has been waited for.
    """
    query = select_rows().where(
        letter.c.year == year,
        dispatch.c.channel == channel,
        dispatch.c.state == DispatchState.UNKNOWN,
        sa.or_(dispatch.c.next_attempt_at.is_(None), dispatch.c.next_attempt_at <= to_text(now)),
    )
    rows = tx.connection.execute(query.order_by(letter.c.number, dispatch.c.key))
    return tuple((as_dispatch(row), row.lookups) for row in rows)


def looked_up(tx: Transaction, seen: Dispatch, *, lookups: int, next_at: datetime) -> None:
    """Record that a letter in UNKNOWN was looked up and when it may be tried next; nothing if it has moved on."""
    same = (
        dispatch.c.key == seen.key,
        dispatch.c.state == DispatchState.UNKNOWN,
        dispatch.c.attempts == seen.attempts,
    )
    values = {"lookups": lookups, "next_attempt_at": to_text(next_at)}
    tx.connection.execute(dispatch.update().where(*same).values(**values))


def wait_until(tx: Transaction, key: str, moment: datetime) -> None:
    """Let no look-up of the letter happen before ``moment``."""
    values = {"next_attempt_at": to_text(moment)}
    tx.connection.execute(dispatch.update().where(dispatch.c.key == key).values(**values))


def due_for_poll(
    tx: Transaction, year: int, channel: str, states: Iterable[DispatchState]
) -> tuple[tuple[Dispatch, str | None], ...]:
    """Return the letters of a channel in these states, with the moment (text) each was last asked about."""
    query = select_rows().where(
        letter.c.year == year, dispatch.c.channel == channel, dispatch.c.state.in_(list(states))
    )
    rows = tx.connection.execute(query.order_by(letter.c.number, dispatch.c.key))
    return tuple((as_dispatch(row), row.polled_at) for row in rows)


def polled(tx: Transaction, keys: Iterable[str], now: datetime) -> None:
    """Record that the channel was asked about these letters."""
    values = {"polled_at": to_text(now)}
    tx.connection.execute(dispatch.update().where(dispatch.c.key.in_(list(keys))).values(**values))


def _lease(tx: Transaction, keys: Iterable[str], lease: Lease, when: When) -> None:
    until = {"lease_owner": lease.owner, "lease_until": to_text(when.moment + lease.length)}
    tx.connection.execute(dispatch.update().where(dispatch.c.key.in_(list(keys))).values(**until))
