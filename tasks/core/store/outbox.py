"""The outbox: one row per letter and channel, moved only along the drawn transitions, every move an event."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from tasks.core.model.dispatch import TRANSITIONS, Dispatch, DispatchState, IllegalMove, Receipt, dispatch_key
from tasks.core.model.letter import Letter, LetterKind
from tasks.core.model.when import When
from tasks.core.store.content import canonical, sha256_of
from tasks.core.store.engine import Transaction
from tasks.core.store.moments import from_text, to_text
from tasks.core.store.schema import dispatch, dispatch_event, letter, receipt

FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class Move:
    """One step of a dispatch with its cause: who said so, in which words, and what changes in the row."""

    to_state: DispatchState
    source: str
    raw_status: str = ""
    detail: str = ""
    external_id: str | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Lease:
    """Who works on a letter and for how long; ``is_gone`` knows owners that have certainly stopped."""

    owner: str
    length: timedelta
    is_gone: Callable[[str], bool]


def plan(tx: Transaction, letters: Iterable[Letter], channel: str, when: When) -> int:
    """Put letters into the outbox as PLANNED and return how many were new; a letter already there stays as it is."""
    there = set(tx.connection.scalars(sa.select(dispatch.c.key)))
    keyed = ((dispatch_key(o.year, o.number, o.kind, o.revision, channel), o) for o in letters)
    new = [(key, one) for key, one in keyed if key not in there]
    if not new:
        return 0
    tx.connection.execute(
        dispatch.insert(),
        [
            {
                "key": key,
                "letter_ref": one.letter_ref,
                "channel": channel,
                "state": DispatchState.PLANNED,
                "held": False,
                "attempts": 0,
                "lookups": 0,
                "last_error": "",
            }
            for key, one in new
        ],
    )
    for key, one in new:
        _append(tx, key, "", Move(DispatchState.PLANNED, "operator", detail=one.letter_ref), FIRST, when)
    return len(new)


def get(tx: Transaction, key: str) -> Dispatch:
    """Return one row of the outbox.

    :raises IllegalMove: there is no such row.
    """
    row = tx.connection.execute(_select().where(dispatch.c.key == key)).one_or_none()
    if row is None:
        message = f"there is no dispatch {key}: see `anmodning dispatch status YEAR`"
        raise IllegalMove(message)
    return _as_dispatch(row)


def move(tx: Transaction, key: str, step: Move, when: When) -> None:
    """Move one dispatch and append the event, or change nothing.

    :raises IllegalMove: its state does not lead there (another worker may have been quicker).
    """
    row = tx.connection.execute(sa.select(dispatch).where(dispatch.c.key == key).with_for_update()).one()
    before = DispatchState(row.state)
    if step.to_state not in TRANSITIONS[before]:
        message = (
            f"dispatch {key} is {before} and cannot become {step.to_state}: look at it with `dispatch status`"
        )
        raise IllegalMove(message)
    values: dict[str, object] = {"state": step.to_state, "last_error": step.error}
    if step.external_id is not None:
        values["external_id"] = step.external_id
    if step.to_state is DispatchState.SUBMITTING:
        values["attempts"] = row.attempts + 1
        values["lookups"] = 0
    if step.to_state is DispatchState.SUBMITTED:
        values["submitted_at"] = to_text(when.moment)
    if step.to_state not in (DispatchState.CLAIMED, DispatchState.SUBMITTING):
        values |= {"lease_owner": None, "lease_until": None}
    tx.connection.execute(dispatch.update().where(dispatch.c.key == key).values(**values))
    last = sa.select(dispatch_event.c.sha256).where(dispatch_event.c.key == key)
    previous = tx.connection.scalar(last.order_by(dispatch_event.c.id.desc()).limit(1)) or FIRST
    _append(tx, key, before, step, previous, when)


def _append(tx: Transaction, key: str, before: str, step: Move, previous: str, when: When) -> None:
    values = {
        "key": key,
        "at": to_text(when.moment),
        "from_state": str(before),
        "to_state": str(step.to_state),
        "source": step.source,
        "raw_status": step.raw_status,
        "detail": step.detail or step.error,
    }
    sealed = sha256_of(previous + canonical({**values, "known_on": when.day.isoformat()}))
    tx.connection.execute(
        dispatch_event.insert().values(**values, known_on=when.day, previous_sha256=previous, sha256=sealed)
    )


def claim(
    tx: Transaction, year: int, channel: str, lease: Lease, when: When, *, limit: int
) -> tuple[Dispatch, ...]:
    """Claim up to ``limit`` READY letters for the lease's owner and return them; no two workers get the same one."""
    ready = _select().where(letter.c.year == year, dispatch.c.channel == channel, ~dispatch.c.held)
    ready = ready.where(dispatch.c.state == DispatchState.READY).order_by(letter.c.number).limit(limit)
    keys = [row.key for row in tx.connection.execute(ready.with_for_update(of=dispatch, skip_locked=True))]
    for key in keys:
        move(tx, key, Move(DispatchState.CLAIMED, "worker", detail=lease.owner), when)
        until = {"lease_owner": lease.owner, "lease_until": to_text(when.moment + lease.length)}
        tx.connection.execute(dispatch.update().where(dispatch.c.key == key).values(**until))
    return tuple(get(tx, key) for key in keys)


def take_back(tx: Transaction, year: int, channel: str, lease: Lease, when: When) -> int:
    """Take back letters whose worker is gone or out of time and return how many.

    Claimed only: nothing left us, so READY again. Submitting: it may have left us, so UNKNOWN: look it up first.
    """
    now = to_text(when.moment)
    states = (DispatchState.CLAIMED, DispatchState.SUBMITTING)
    query = _select().where(
        letter.c.year == year, dispatch.c.channel == channel, dispatch.c.state.in_(states)
    )
    rows = tx.connection.execute(query.with_for_update(of=dispatch, skip_locked=True)).all()
    lost = [row for row in rows if (row.lease_until or "") < now or lease.is_gone(row.lease_owner or "")]
    for row in lost:
        claimed = row.state == DispatchState.CLAIMED
        to_state = DispatchState.READY if claimed else DispatchState.UNKNOWN
        move(
            tx,
            row.key,
            Move(to_state, "worker", detail=f"{row.lease_owner} stopped before it was done"),
            when,
        )
    return len(lost)


def unknown_due(tx: Transaction, year: int, channel: str, now: datetime) -> tuple[tuple[Dispatch, int], ...]:
    """Return the letters in UNKNOWN whose next look-up is due, with the number of look-ups made so far."""
    query = _select().where(
        letter.c.year == year,
        dispatch.c.channel == channel,
        dispatch.c.state == DispatchState.UNKNOWN,
        ~dispatch.c.held,
        sa.or_(dispatch.c.next_attempt_at.is_(None), dispatch.c.next_attempt_at <= to_text(now)),
    )
    return tuple((_as_dispatch(row), row.lookups) for row in tx.connection.execute(query))


def looked_up(tx: Transaction, key: str, *, lookups: int, next_at: datetime | None) -> None:
    """Record that a letter in UNKNOWN was looked up and when it may be tried next."""
    values = {"lookups": lookups, "next_attempt_at": None if next_at is None else to_text(next_at)}
    tx.connection.execute(dispatch.update().where(dispatch.c.key == key).values(**values))


def record_receipt(tx: Transaction, value: Receipt, when: When) -> bool:
    """Keep what the channel said and move on if it leads on; False for a receipt seen before.

    A receipt that comes late (its state is behind ours) is kept and moves nothing.
    """
    row = {"key": value.key, "raw_status": value.raw_status, "happened_at": to_text(value.happened_at)}
    same = [receipt.c[name] == content for name, content in row.items()]
    if tx.connection.scalar(sa.select(receipt.c.id).where(*same)) is not None:
        return False
    tx.connection.execute(receipt.insert().values(**row, known_on=when.day))
    if value.state in TRANSITIONS[get(tx, value.key).state]:
        move(tx, value.key, Move(value.state, "channel", raw_status=value.raw_status), when)
    return True


def hold(tx: Transaction, keys: Iterable[str], *, held: bool) -> None:
    """Set or lift the flag that keeps letters from being claimed."""
    tx.connection.execute(dispatch.update().where(dispatch.c.key.in_(list(keys))).values(held=held))


def of_year(tx: Transaction, year: int) -> tuple[Dispatch, ...]:
    """Return the outbox of ``year`` by municipality number."""
    query = _select().where(letter.c.year == year).order_by(letter.c.number, letter.c.kind, letter.c.revision)
    return tuple(_as_dispatch(row) for row in tx.connection.execute(query))


def states_on(tx: Transaction, year: int, day: date) -> dict[str, DispatchState]:
    """Return the state of each letter (by our reference) at the end of a day, as known on it."""
    query = (
        sa.select(dispatch.c.letter_ref, dispatch_event.c.to_state)
        .join(dispatch, dispatch.c.key == dispatch_event.c.key)
        .join(letter, letter.c.letter_ref == dispatch.c.letter_ref)
        .where(letter.c.year == year, dispatch_event.c.known_on <= day)
        .order_by(dispatch_event.c.id)
    )
    return {ref: DispatchState(state) for ref, state in tx.connection.execute(query)}


def broken_links(tx: Transaction, year: int) -> tuple[str, ...]:
    """Return the keys of dispatches whose chain of events does not hold; empty when all are intact."""
    query = (
        sa.select(dispatch_event)
        .join(dispatch, dispatch.c.key == dispatch_event.c.key)
        .join(letter, letter.c.letter_ref == dispatch.c.letter_ref)
        .where(letter.c.year == year)
        .order_by(dispatch_event.c.id)
    )
    last: dict[str, str] = {}
    broken: list[str] = []
    for row in tx.connection.execute(query):
        names = ("key", "at", "from_state", "to_state", "source", "raw_status", "detail")
        plain = {name: getattr(row, name) for name in names} | {"known_on": row.known_on.isoformat()}
        previous = last.get(row.key, FIRST)
        if row.previous_sha256 != previous or row.sha256 != sha256_of(previous + canonical(plain)):
            broken.append(row.key)
        last[row.key] = row.sha256
    return tuple(dict.fromkeys(broken))


def _select() -> sa.Select[tuple[object, ...]]:
    return sa.select(dispatch, letter.c.year, letter.c.number, letter.c.kind).join(
        letter, letter.c.letter_ref == dispatch.c.letter_ref
    )


def _as_dispatch(row: sa.Row[tuple[object, ...]]) -> Dispatch:
    return Dispatch(
        key=row.key,
        letter_ref=row.letter_ref,
        year=row.year,
        number=row.number,
        kind=LetterKind(row.kind),
        channel=row.channel,
        state=DispatchState(row.state),
        held=row.held,
        external_id=row.external_id,
        attempts=row.attempts,
        submitted_at=None if row.submitted_at is None else from_text(row.submitted_at),
        last_error=row.last_error,
    )
