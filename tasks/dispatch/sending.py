"""Sending: one letter at a time, SUBMITTING committed first, so that a crash leaves a question and never a guess."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import timedelta

from tasks.core.channels.protocol import Parcel, Paused, Refused, Throttled, Uncertain
from tasks.core.model.alarm import AlarmKind
from tasks.core.model.approval import APPROVED, BatchState, standing
from tasks.core.model.dispatch import Dispatch, DispatchState, IllegalMove
from tasks.core.model.errors import StopAndMend
from tasks.core.store import Transaction, letters, outbox, outbox_leases
from tasks.core.store.outbox import Move
from tasks.dispatch.box import Outbox, Progress
from tasks.dispatch.canaries import gate
from tasks.dispatch.guards import numbers_of
from tasks.dispatch.letter_order import in_the_way
from tasks.dispatch.lookups import Verdict, judge

CLAIMED_AT_ONCE = 20  # by a channel that takes them at once; a slow one claims letter by letter
LONGEST_SLEEP = 30.0  # seconds a channel may ask to wait before the pass ends instead
MISSING = "mangler: "
NOT_APPROVED = "er ikke godkjent (av så mange som skal til), eller godkjenningen er trukket"
_S = DispatchState


def send_ready(box: Outbox, year: int, progress: Progress) -> bool:
    """Send what may go now; True if letters wait for the first ones of their batch to be accepted."""
    waiting = False
    for batch_id, rows in _held_or_lifted(box, year, progress).items():
        ready = {row.key for row in rows if row.state is _S.READY and not row.held}
        if not ready or may_not_send(box, progress) or not _batch_may_go(box, batch_id, rows, progress):
            continue
        if box.channel.is_local:
            _send(box, ready, progress)
            continue
        first = gate(rows, box.office_of)
        if first.rejected:
            progress.say(_held(first.rejected[0], first.rejected[0].hold_reason))
        elif first.is_open:
            _send(box, ready, progress)
        else:
            _send(box, ready & first.first, progress)
            waiting = True
    return waiting


def may_not_send(box: Outbox, progress: Progress) -> bool:
    """Return whether nothing may leave now, and say why: asked before every letter."""
    if progress.stop:
        return True
    if box.stopped():
        progress.alarm(AlarmKind.KILL_SWITCH, box.today)
        progress.halt("sendingen er stanset med nødbryteren (Prefect-variabelen anmodning_stop_sending)")
    elif why := box.guards.closed(box.clock(), is_production=box.channel.is_production):
        progress.halt(why)
    return bool(progress.stop)


def send_one(box: Outbox, seen: Dispatch, progress: Progress, *, looked_up: bool = False) -> None:
    """Send one letter, if it still is as this worker saw it. One sent before is looked up first."""
    try:
        # A letter that leaves this machine must be known as begun after a power loss too, or it would leave again.
        with box.store.begin(must_last=not box.channel.is_local) as tx:
            parcel = _parcel(tx, box, seen)
            outbox_leases.begin_sending(tx, seen, box.lease, box.now())
    except IllegalMove:
        return  # cancelled, held or taken by another worker in the meantime
    try:
        external_id = "" if looked_up or not seen.attempts else _already_there(box, seen)
        external_id = external_id or box.channel.submit(parcel)
    except Throttled as problem:
        _unknown(box, seen, problem, seconds=problem.seconds)
        _be_patient(box, problem, progress)
    except Uncertain as problem:
        _unknown(box, seen, problem)
        progress.failed(box)
    except Paused as problem:
        _move(box, seen.key, Move(_S.READY, "channel", error=str(problem)))
        shut_out(box, problem, progress)
    except Refused as problem:
        reject(box, seen, str(problem), progress)
        progress.failed(box)
    else:
        with box.store.begin() as tx:
            left(tx, box, seen.key, external_id, "")
        progress.succeeded()


def left(tx: Transaction, box: Outbox, key: str, external_id: str, why: str) -> None:
    """Record that the channel has the letter under its own id."""
    step = Move(_S.SUBMITTED, "worker", detail=why, external_id=external_id)
    outbox.move(tx, key, step, box.now())
    if box.channel.accepts_at_once:
        outbox.move(tx, key, Move(_S.ACCEPTED, "channel"), box.now())


def reject(box: Outbox, seen: Dispatch, why: str, progress: Progress) -> None:
    """Record that the channel rejected a letter; a rejected first letter holds its batch in the same step."""
    with box.store.begin() as tx:
        holds = holds_its_batch(tx, box, seen)
        outbox.move(tx, seen.key, Move(_S.REJECTED, "channel", error=why), box.now())
        if holds:
            progress.alarm(AlarmKind.BATCH_HELD, seen.key)
            hold_batch(tx, box, seen, f"avvist: {seen.letter_ref}", progress)
    progress.say(f"{seen.letter_ref}: avvist av {box.channel.name}: {why}")


def shut_out(box: Outbox, problem: Paused, progress: Progress) -> None:
    """Stop the pass: the channel lets nobody in, and will not by itself."""
    progress.alarm(AlarmKind.SHUT_OUT, box.today)
    progress.halt(f"{box.channel.name} slipper oss ikke inn: {problem}")


def holds_its_batch(tx: Transaction, box: Outbox, seen: Dispatch) -> bool:
    """Return whether the letter is a first one of a batch that has letters left to send."""
    if box.channel.is_local:
        return False
    rows = _batch_of(tx, box, seen)
    return seen.key in gate(rows, box.office_of).first and any(
        row.state is _S.READY and row.key != seen.key for row in rows
    )


def hold_batch(tx: Transaction, box: Outbox, cause: Dispatch, why: str, progress: Progress) -> None:
    """Hold what has not left of a batch, together with the letter that is the cause, and say so."""
    waiting = (_S.PLANNED, _S.READY, _S.CLAIMED)
    rows = [row.key for row in _batch_of(tx, box, cause) if row.state in waiting and not row.held]
    outbox.hold(tx, [*rows, cause.key], held=True, reason=why)
    progress.say(_held(cause, why))


def _batch_of(tx: Transaction, box: Outbox, seen: Dispatch) -> list[Dispatch]:
    rows = outbox.of_year(tx, seen.year, copies=True)
    return [row for row in rows if row.batch_id == seen.batch_id and row.channel == box.channel.name]


def _held(cause: Dispatch, why: str) -> str:
    return f"{cause.letter_ref}: {why}; pakke {cause.batch_id} holdes til «dispatch resume» eller «dispatch cancel»"


def _send(box: Outbox, keys: set[str], progress: Progress) -> None:
    limit = CLAIMED_AT_ONCE if box.channel.is_local else 1
    while not may_not_send(box, progress):
        with box.store.begin() as tx:
            claimed = outbox_leases.claim(tx, keys, box.channel.name, box.lease, box.now(), limit=limit)
        if not claimed:
            return
        try:
            for dispatch in claimed:
                if may_not_send(box, progress):
                    return
                send_one(box, dispatch, progress)
        finally:
            if progress.stop or sys.exc_info()[0] is not None:  # what was not begun waits for nobody's lease
                with box.store.begin() as tx:
                    outbox_leases.give_back(tx, [one.key for one in claimed], box.lease, box.now())
        keys = keys - {one.key for one in claimed}  # one try a pass: what was turned away is READY again


def _already_there(box: Outbox, seen: Dispatch) -> str:
    """Return the channel's id for a letter sent before, empty if it has none that counts."""
    found = box.channel.find(seen.key)
    verdict, why = judge(found, lookups=1, attempts=seen.attempts, final=True, patience=box.patience)
    if verdict is Verdict.STOP_BATCH:
        raise Uncertain(why)
    return next(
        (
            h.external_id
            for h in found
            if verdict is Verdict.ADOPT and not h.has_failed and not h.was_rejected
        ),
        "",
    )


def _unknown(box: Outbox, seen: Dispatch, problem: Exception, *, seconds: float = 0.0) -> None:
    with box.store.begin() as tx:
        outbox.move(tx, seen.key, Move(_S.UNKNOWN, "worker", error=str(problem)), box.now())
        if seconds:
            outbox_leases.wait_until(tx, seen.key, box.clock() + timedelta(seconds=seconds))


def _be_patient(box: Outbox, problem: Throttled, progress: Progress) -> None:
    """Wait as long as the channel asks for, or end the pass when that is long."""
    if problem.seconds > LONGEST_SLEEP:
        progress.halt(f"{box.channel.name} ber oss vente {problem.seconds:.0f} sekunder: {problem}")
        return
    progress.failed(box)
    if not progress.stop:
        box.sleep(problem.seconds)


def _move(box: Outbox, key: str, step: Move) -> None:
    with box.store.begin() as tx:
        outbox.move(tx, key, step, box.now())


def _held_or_lifted(box: Outbox, year: int, progress: Progress) -> dict[int, list[Dispatch]]:
    """Hold what cannot go: no way to the receiver, or a number told before is still here; lift what can go now."""
    of_number: dict[str, list[Dispatch]] = {}
    with box.store.begin() as tx:
        for row in outbox.of_year(tx, year):
            of_number.setdefault(row.number, []).append(row)
    batches = box.rows(year)
    hold: dict[str, list[Dispatch]] = {}
    lift: list[str] = []
    for row in (row for rows in batches.values() for row in rows if row.state is _S.READY):
        if row.held and not row.hold_reason.startswith(MISSING):
            continue
        receiver = box.register.require(row.number, place=f"letter {row.letter_ref}")
        lack = box.channel.missing(receiver) or in_the_way(row, of_number[row.number])
        if lack:
            hold.setdefault(lack, []).append(row)
        elif row.held:
            lift.append(row.key)
    if not hold and not lift:
        return batches
    with box.store.begin() as tx:
        outbox.hold(tx, lift, held=False)
        for lack, rows in hold.items():
            outbox.hold(tx, [row.key for row in rows], held=True, reason=f"{MISSING}{lack}")
    if hold:
        lacking = [row for rows in hold.values() for row in rows]
        numbers = numbers_of(sorted({row.number for row in lacking}))
        progress.say(f"{len(lacking)} brev holdes ({numbers}): {next(iter(hold))}")
    return box.rows(year)


def _batch_may_go(box: Outbox, batch_id: int, rows: Sequence[Dispatch], progress: Progress) -> bool:
    """Return whether the approval still stands for exactly these letters and the batch is within its limits."""
    with box.store.begin() as tx:
        made = letters.of_batch(tx, batch_id)
        given = letters.decisions_on(tx, batch_id)
    plan = letters.plan_hash(made)
    why = box.guards.batch_closed(plan, len(rows), is_production=box.channel.is_production)
    if standing(given, plan, box.guards.approvers).state is not BatchState.APPROVED:
        is_changed = all(one.decision == APPROVED for one in given) and {one.plan_sha256 for one in given} - {
            plan
        }
        why = "er endret etter at den ble godkjent" if is_changed else NOT_APPROVED
    if why:
        progress.say(f"pakke {batch_id}: {why}; ingenting i den sendes")
    return not why


def _parcel(tx: Transaction, box: Outbox, dispatch: Dispatch) -> Parcel:
    """Return what is sent, its bytes checked once more against what was approved."""
    letter = letters.get(tx, dispatch.letter_ref)
    if letter is None:
        message = f"letter {dispatch.letter_ref} is in the outbox but not in the store: restore the database"
        raise StopAndMend(message)
    receiver = box.register.require(dispatch.number, place=f"letter {dispatch.letter_ref}")
    return Parcel(dispatch, letter, receiver, tx.files.get(letter.pdf_sha256))
