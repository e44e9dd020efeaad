"""Receipts: what the channel says became of the letters, followed to the end."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from tasks.core.channels.protocol import Paused, Refused, Uncertain
from tasks.core.model.alarm import AlarmKind
from tasks.core.model.dispatch import FINAL_STATES, LEFT_US_STATES, Dispatch, DispatchState, Receipt
from tasks.core.norwegian.working_days import working_days_between
from tasks.core.store import Transaction, outbox, outbox_leases
from tasks.core.store.moments import from_text
from tasks.dispatch.box import Outbox, Progress
from tasks.dispatch.guards import is_poll_due, numbers_of
from tasks.dispatch.sending import hold_batch, holds_its_batch

OPEN_STATES = LEFT_US_STATES - FINAL_STATES
WAITING_DAYS = 2  # working days: SvarUt prints nothing that waits for an archive system to fetch it


def collect(
    box: Outbox, year: int, progress: Progress, states: Collection[DispatchState] = OPEN_STATES
) -> None:
    """Ask about every letter in these states whose turn it is, and take in what is new."""
    now = box.clock()
    with box.store.begin() as tx:
        rows = outbox_leases.due_for_poll(tx, year, box.channel.name, states)
    due = [
        row
        for row, polled in rows
        if box.channel.is_local
        or is_poll_due(row.submitted_at, None if polled is None else from_text(polled), now)
    ]
    if not due:
        return
    try:
        receipts = box.channel.poll(due)
    except (Refused, Uncertain, Paused) as problem:
        if isinstance(problem, Paused):
            progress.alarm(AlarmKind.SHUT_OUT, box.today)
        progress.say(f"kvitteringer fra {box.channel.name} kunne ikke hentes: {problem}")
        return
    asked = {row.key: row for row in due}
    with box.store.begin() as tx:
        # By key: two workers that take in the same receipts lock the rows in the same order.
        for receipt in sorted(receipts, key=lambda one: (one.key, one.happened_at)):
            _take_in(tx, box, asked[receipt.key], receipt, progress)
        if not box.channel.is_local:
            outbox_leases.polled(tx, [row.key for row in due], now)


def _take_in(tx: Transaction, box: Outbox, row: Dispatch, receipt: Receipt, progress: Progress) -> None:
    holds = receipt.state is DispatchState.REJECTED and holds_its_batch(tx, box, row)
    if not outbox.record_receipt(tx, receipt, box.now()):
        return
    progress.receipts += 1
    ref, word = row.letter_ref, receipt.raw_status
    if holds:
        progress.alarm(AlarmKind.BATCH_HELD, row.key)
        hold_batch(tx, box, row, f"avvist: {ref}", progress)
    if not receipt.is_known:
        progress.alarm(AlarmKind.UNKNOWN_WORD, f"{row.key} {word}")
        progress.say(f"{ref}: ukjent status {word!r} fra {box.channel.name}; brevet står som det sto")
    elif receipt.state in (DispatchState.REJECTED, DispatchState.UNDELIVERED):
        progress.say(f"{ref}: {word} fra {box.channel.name}; se «dispatch status»")


def say_what_waits(box: Outbox, year: int, progress: Progress) -> None:
    """Say which letters wait for a person: two working days for the receiver's system, or held of unknown fate."""
    with box.store.begin() as tx:
        since = outbox.entered_on(tx, year, DispatchState.WAITING_FETCH)
        rows = [row for row in outbox.of_year(tx, year) if row.channel == box.channel.name]
    late = [row for row in rows if row.key in since and waits_too_long(since[row.key], box.day)]
    if late:
        progress.say(_waiting(late))
    stopped = [row for row in rows if row.state is DispatchState.UNKNOWN and row.held]
    if stopped:
        progress.say(_stopped(stopped))
    for row in late:
        progress.alarm(AlarmKind.WAITING_FETCH, row.key)


def waits_too_long(since: date, day: date) -> bool:
    """Return whether more than two working days lie between.

    >>> waits_too_long(date(2019, 10, 24), date(2019, 10, 28)), waits_too_long(date(2019, 10, 24), date(2019, 10, 29))
    (False, True)
    """
    return working_days_between(since, day) > WAITING_DAYS


def _waiting(late: list[Dispatch]) -> str:
    numbers = numbers_of(sorted(row.number for row in late))
    return (
        f"{len(late)} brev har ventet mer enn {WAITING_DAYS} virkedager på at mottakerens system henter dem ({numbers}): "
        "ring kommunen, de blir ikke skrevet ut av seg selv"
    )


def _stopped(rows: list[Dispatch]) -> str:
    numbers = numbers_of(sorted(row.number for row in rows))
    return (
        f"{len(rows)} brev av uviss skjebne holdes ({numbers}): slå opp hos kanalen, "
        "og avgjør med «dispatch retry» eller «mark-handled»"
    )
