"""The outbox: one row per letter, channel and copy, moved only along the drawn transitions, every move an event."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

import sqlalchemy as sa

from tasks.core.model.dispatch import TRANSITIONS, Dispatch, DispatchState, IllegalMove, Receipt, dispatch_key
from tasks.core.model.letter import Letter, LetterKind
from tasks.core.model.when import When
from tasks.core.store.content import canonical, sha256_of
from tasks.core.store.engine import Transaction
from tasks.core.store.moments import from_text, to_text
from tasks.core.store.schema import letter
from tasks.core.store.schema_outbox import dispatch, dispatch_event, receipt

FIRST = "0" * 64
ORIGINAL = ""  # the letter itself, no copy of it

# Built once: a letter's way out is a score of statements, and building them took longer than running them.
_ROW = dispatch.c.key == sa.bindparam("of_key")
_LOCK = sa.select(dispatch).where(_ROW).with_for_update()
_UPDATE = dispatch.update().where(_ROW)
_LAST_SEAL = (
    sa.select(dispatch_event.c.sha256)
    .where(dispatch_event.c.key == sa.bindparam("of_key"))
    .order_by(dispatch_event.c.id.desc())
    .limit(1)
)
_NEW_EVENT = dispatch_event.insert()


@dataclass(frozen=True, slots=True)
class Move:
    """One step of a dispatch with its cause: who said so, in which words, and what changes in the row."""

    to_state: DispatchState
    source: str
    raw_status: str = ""
    detail: str = ""
    external_id: str | None = None
    error: str = ""


def plan(
    tx: Transaction, letters: Iterable[Letter], channel: str, when: When, *, copy: str = ORIGINAL
) -> int:
    """Put letters into the outbox as PLANNED and return how many were new; a letter already there stays as it is."""
    there = set(tx.connection.scalars(sa.select(dispatch.c.key)))
    keyed = ((dispatch_key(o.year, o.number, o.kind, o.revision, channel, copy), o) for o in letters)
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
                "copy": copy,
                "held": False,
                "hold_reason": "",
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
    row = tx.connection.execute(_select_one(), {"of_key": key}).one_or_none()
    if row is None:
        message = f"there is no dispatch {key}: see `anmodning dispatch status YEAR`"
        raise IllegalMove(message)
    return as_dispatch(row)


def move(tx: Transaction, key: str, step: Move, when: When) -> None:
    """Move one dispatch and append the event, or change nothing.

    :raises IllegalMove: its state does not lead there (another worker may have been quicker).
    """
    move_row(tx, locked(tx, key), step, when)


def locked(tx: Transaction, key: str) -> sa.Row[Any]:
    """Return the row as it is, kept from other writers until the transaction ends."""
    return tx.connection.execute(_LOCK, {"of_key": key}).one()


def move_row(tx: Transaction, row: sa.Row[Any], step: Move, when: When) -> None:
    """Move the locked row and append the event.

    :raises IllegalMove: its state does not lead there.
    """
    key, before = row.key, DispatchState(row.state)
    if step.to_state not in TRANSITIONS[before]:
        message = (
            f"dispatch {key} is {before} and cannot become {step.to_state}: look at it with `dispatch status`"
        )
        raise IllegalMove(message)
    values: dict[str, object] = {"state": step.to_state, "last_error": step.error}
    if step.external_id is not None:
        values["external_id"] = step.external_id
    if step.to_state is DispatchState.SUBMITTING:
        values |= {"attempts": row.attempts + 1, "lookups": 0, "next_attempt_at": None}
    if before is DispatchState.SUBMITTING and step.to_state is DispatchState.READY:
        values["attempts"] = row.attempts - 1  # turned away at the door: that was no attempt
    if step.to_state is DispatchState.SUBMITTED:
        values |= {"submitted_at": to_text(when.moment), "polled_at": None}
    if step.to_state not in (DispatchState.CLAIMED, DispatchState.SUBMITTING):
        values |= {"lease_owner": None, "lease_until": None}
    tx.connection.execute(_UPDATE, {"of_key": key, **values})
    previous = tx.connection.scalar(_LAST_SEAL, {"of_key": key}) or FIRST
    _append(tx, key, str(before), step, previous, when)


def _append(tx: Transaction, key: str, before: str, step: Move, previous: str, when: When) -> None:
    values = {
        "key": key,
        "at": to_text(when.moment),
        "from_state": before,
        "to_state": str(step.to_state),
        "source": step.source,
        "raw_status": step.raw_status,
        "detail": step.detail or step.error,
    }
    sealed = sha256_of(previous + canonical({**values, "known_on": when.day.isoformat()}))
    event = {**values, "known_on": when.day, "previous_sha256": previous, "sha256": sealed}
    tx.connection.execute(_NEW_EVENT, event)


def record_receipt(tx: Transaction, value: Receipt, when: When) -> bool:
    """Keep what the channel said and move on if it leads on; False for a receipt seen before.

    A receipt that comes late (its state is behind ours) is kept and moves nothing, and so is one about an
    attempt that another has replaced. From UNKNOWN only a look-up leads back to SUBMITTED: a worker may bring
    "received" after another has brought "failed", and then nobody would ever look for the letter again.
    """
    row = {
        "key": value.key,
        "external_id": value.external_id,
        "raw_status": value.raw_status,
        "happened_at": to_text(value.happened_at),
    }
    same = [receipt.c[name] == content for name, content in row.items()]
    now = locked(tx, value.key)
    if tx.connection.scalar(sa.select(receipt.c.id).where(*same)) is not None:
        return False
    tx.connection.execute(receipt.insert().values(**row, known_on=when.day))
    current = value.external_id in ("", now.external_id)
    before, state = DispatchState(now.state), value.state
    late = (before, state) == (DispatchState.UNKNOWN, DispatchState.SUBMITTED)
    if current and not late and state is not None and state in TRANSITIONS[before]:
        move_row(tx, now, Move(state, "channel", raw_status=value.raw_status), when)
    return True


def hold(tx: Transaction, keys: Iterable[str], *, held: bool, reason: str = "") -> None:
    """Set or lift the flag that keeps letters from being claimed, looked up and sent again."""
    values = {"held": held, "hold_reason": reason if held else ""}
    tx.connection.execute(dispatch.update().where(dispatch.c.key.in_(list(keys))).values(**values))


def of_year(tx: Transaction, year: int, *, copies: bool = False) -> tuple[Dispatch, ...]:
    """Return the outbox of ``year`` by municipality number: the letters themselves, with ``copies`` those too."""
    query = select_rows().where(letter.c.year == year)
    if not copies:
        query = query.where(dispatch.c.copy == ORIGINAL)
    query = query.order_by(letter.c.number, letter.c.kind, letter.c.revision, dispatch.c.copy)
    return tuple(map(as_dispatch, tx.connection.execute(query).all()))


def entered_on(tx: Transaction, year: int, state: DispatchState) -> dict[str, date]:
    """Return, for the letters of ``year`` that are in ``state`` now, the day they came into it, by key."""
    query = (
        sa.select(dispatch_event.c.key, dispatch_event.c.known_on)
        .join(dispatch, dispatch.c.key == dispatch_event.c.key)
        .join(letter, letter.c.letter_ref == dispatch.c.letter_ref)
        .where(letter.c.year == year, dispatch.c.state == state, dispatch_event.c.to_state == state)
        .order_by(dispatch_event.c.id)
    )
    return {row.key: row.known_on for row in tx.connection.execute(query).all()}


def events_of(tx: Transaction, key: str) -> tuple[dict[str, str], ...]:
    """Return what happened to one dispatch, oldest first, as plain text by column."""
    query = sa.select(dispatch_event).where(dispatch_event.c.key == key).order_by(dispatch_event.c.id)
    rows = tx.connection.execute(query).mappings()
    return tuple({str(name): str(value) for name, value in row.items()} for row in rows)


def states_on(tx: Transaction, year: int, day: date) -> dict[str, DispatchState]:
    """Return the state of each letter (by our reference) at the end of a day, as known on it; copies do not count."""
    query = (
        sa.select(dispatch.c.letter_ref, dispatch_event.c.to_state)
        .join(dispatch, dispatch.c.key == dispatch_event.c.key)
        .join(letter, letter.c.letter_ref == dispatch.c.letter_ref)
        .where(letter.c.year == year, dispatch_event.c.known_on <= day, dispatch.c.copy == ORIGINAL)
        .order_by(dispatch_event.c.id)
    )
    return {ref: DispatchState(state) for ref, state in tx.connection.execute(query).all()}


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
    for row in tx.connection.execute(query).all():
        names = ("key", "at", "from_state", "to_state", "source", "raw_status", "detail")
        plain = {name: getattr(row, name) for name in names} | {"known_on": row.known_on.isoformat()}
        previous = last.get(row.key, FIRST)
        if row.previous_sha256 != previous or row.sha256 != sha256_of(previous + canonical(plain)):
            broken.append(row.key)
        last[row.key] = row.sha256
    return tuple(dict.fromkeys(broken))


def with_key_or_reference(tx: Transaction, year: int, words: AbstractSet[str]) -> tuple[Dispatch, ...]:
    """Return the rows of ``year`` that the words name: by key, by letter reference or by municipality number."""
    return tuple(
        row
        for row in of_year(tx, year, copies=True)
        if not words.isdisjoint((row.key, row.letter_ref, row.number))
    )


def select_rows() -> sa.Select[Any]:
    """Return the query for rows of the outbox with what their letters say of them."""
    return sa.select(
        dispatch, letter.c.year, letter.c.number, letter.c.kind, letter.c.revision, letter.c.batch_id
    ).join(letter, letter.c.letter_ref == dispatch.c.letter_ref)


@cache
def _select_one() -> sa.Select[Any]:
    return select_rows().where(_ROW)


@lru_cache(maxsize=4096)
def as_dispatch(row: sa.Row[Any]) -> Dispatch:
    """Return the value of a row of :func:`select_rows`; of a row that reads the same, the same value."""
    submitted: datetime | None = None if row.submitted_at is None else from_text(row.submitted_at)
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
        submitted_at=submitted,
        last_error=row.last_error,
        copy=row.copy,
        batch_id=row.batch_id,
        hold_reason=row.hold_reason,
    )
