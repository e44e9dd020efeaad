"""One pass over the outbox: take back, look up, send, and ask for receipts. Safe to kill and to repeat anywhere."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tasks.core.channels.protocol import Channel, Parcel, Refused, Uncertain
from tasks.core.model.dispatch import FINAL_STATES, LEFT_US_STATES, Dispatch, DispatchState, IllegalMove
from tasks.core.model.errors import StopAndMend
from tasks.core.model.municipality import Register
from tasks.core.model.when import When
from tasks.core.store import Store, letters, outbox
from tasks.core.store.outbox import Lease, Move
from tasks.dispatch.lookups import Patience, Verdict, judge

CLAIMED_AT_ONCE = 20
DEFAULT_PATIENCE = Patience(timedelta(minutes=10), 3)
LEASE = timedelta(minutes=20)  # longer than SvarUt's own time-out of 15 minutes


@dataclass(frozen=True, slots=True)
class Outbox:
    """What a pass works with. ``clock`` gives moments, ``day`` the day they belong to, ``stopped`` the kill switch."""

    store: Store
    channel: Channel
    register: Register
    day: date
    clock: Callable[[], datetime]
    stopped: Callable[[], bool] = field(default=lambda: False)
    patience: Patience = DEFAULT_PATIENCE
    owner: str = field(default_factory=lambda: f"{platform.node()}/{os.getpid()}")

    def now(self) -> When:
        """Return this moment on the given day."""
        return When(self.clock(), self.day)

    @property
    def lease(self) -> Lease:
        """This worker's lease on a letter."""
        return Lease(self.owner, LEASE, lambda owner: owner != self.owner and _has_stopped(owner))


def _has_stopped(owner: str) -> bool:
    """Return True only for a process of this machine that certainly does not run any more."""
    host, _, process = owner.rpartition("/")
    if host != platform.node() or not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


@dataclass(frozen=True, slots=True)
class Pass:
    """What a pass did: letters that left us now, receipts that were new, and what a person must look at."""

    sent: int
    receipts: int
    problems: tuple[str, ...]


def run(box: Outbox, year: int) -> Pass:
    """Bring every letter of ``year`` as far as the channel lets it and return what happened."""
    problems: list[str] = []
    with box.store.begin() as tx:
        outbox.take_back(tx, year, box.channel.name, box.lease, box.now())
    sent = _settle_unknown(box, year, problems)
    sent += _send_ready(box, year, problems)
    return Pass(sent, _collect_receipts(box, year, problems), tuple(problems))


def _settle_unknown(box: Outbox, year: int, problems: list[str]) -> int:
    with box.store.begin() as tx:
        waiting = outbox.unknown_due(tx, year, box.channel.name, box.clock())
    sent = 0
    for dispatch, lookups in waiting:
        found = box.channel.find(dispatch.key)
        verdict, why = judge(
            found,
            lookups=lookups + 1,
            attempts=dispatch.attempts,
            final=box.channel.lookup_is_final,
            patience=box.patience,
        )
        if verdict is Verdict.RESEND:
            sent += _submit(box, dispatch, problems)
            continue
        with box.store.begin() as tx:
            if verdict is Verdict.ADOPT:
                _left(tx, box, dispatch.key, found[0], why)
                sent += 1
            else:
                outbox.looked_up(
                    tx, dispatch.key, lookups=lookups + 1, next_at=box.clock() + box.patience.between_lookups
                )
                if verdict is Verdict.STOP:
                    outbox.hold(tx, [dispatch.key], held=True)
                    problems.append(f"{dispatch.letter_ref}: {why}; held until an operator decides")
    return sent


def _send_ready(box: Outbox, year: int, problems: list[str]) -> int:
    sent = 0
    while not box.stopped():
        with box.store.begin() as tx:
            claimed = outbox.claim(tx, year, box.channel.name, box.lease, box.now(), limit=CLAIMED_AT_ONCE)
        if not claimed:
            break
        for dispatch in claimed:
            if box.stopped():
                return sent
            sent += _submit(box, dispatch, problems)
    return sent


def _submit(box: Outbox, dispatch: Dispatch, problems: list[str]) -> int:
    """Send one letter; 1 if it left us. SUBMITTING is committed first: after a crash we know that we do not know."""
    try:
        with box.store.begin() as tx:
            parcel = _parcel(tx, box, dispatch)
            outbox.move(
                tx, dispatch.key, Move(DispatchState.SUBMITTING, "worker", detail=box.owner), box.now()
            )
    except IllegalMove:
        return 0  # cancelled or taken by another worker in the meantime
    try:
        external_id = box.channel.submit(parcel)
    except Uncertain as problem:
        with box.store.begin() as tx:
            outbox.move(
                tx, dispatch.key, Move(DispatchState.UNKNOWN, "worker", error=str(problem)), box.now()
            )
        return 0
    except Refused as problem:
        with box.store.begin() as tx:
            outbox.move(
                tx, dispatch.key, Move(DispatchState.REJECTED, "channel", error=str(problem)), box.now()
            )
        problems.append(f"{dispatch.letter_ref}: refused by {box.channel.name}: {problem}")
        return 0
    with box.store.begin() as tx:
        _left(tx, box, dispatch.key, external_id, "")
    return 1


def _left(tx: outbox.Transaction, box: Outbox, key: str, external_id: str, why: str) -> None:
    step = Move(DispatchState.SUBMITTED, "worker", detail=why, external_id=external_id)
    outbox.move(tx, key, step, box.now())
    if box.channel.accepts_at_once:
        outbox.move(tx, key, Move(DispatchState.ACCEPTED, "channel"), box.now())


def _parcel(tx: outbox.Transaction, box: Outbox, dispatch: Dispatch) -> Parcel:
    """Return what is sent, checked once more against what was approved."""
    letter = letters.get(tx, dispatch.letter_ref)
    if letter is None:
        message = f"letter {dispatch.letter_ref} is in the outbox but not in the store: restore the database"
        raise StopAndMend(message)
    receiver = box.register.require(dispatch.number, place=f"letter {dispatch.letter_ref}")
    return Parcel(dispatch, letter, receiver, tx.files.get(letter.pdf_sha256))


def _collect_receipts(box: Outbox, year: int, problems: list[str]) -> int:
    with box.store.begin() as tx:
        rows = outbox.of_year(tx, year)
    # Letters that ended are asked for as well where it costs nothing: a late receipt is still evidence.
    open_ones = [
        r for r in rows if r.state in LEFT_US_STATES - FINAL_STATES and r.channel == box.channel.name
    ]
    try:
        receipts = box.channel.poll(open_ones)
    except Refused as problem:
        problems.append(str(problem))
        return 0
    with box.store.begin() as tx:
        return sum(outbox.record_receipt(tx, receipt, box.now()) for receipt in receipts)
