"""One pass over the outbox: take back, look up, send, and ask for receipts. Safe to kill and to repeat anywhere."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta

from tasks.core.model.alarm import Alarm
from tasks.core.model.dispatch import DispatchState
from tasks.core.store import outbox_leases
from tasks.dispatch.box import Outbox, Progress
from tasks.dispatch.receipts import collect, say_what_waits
from tasks.dispatch.sending import send_ready
from tasks.dispatch.settling import settle_unknown

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0  # seconds between two looks while a pass lingers


@dataclass(frozen=True, slots=True)
class Pass:
    """What a pass did: letters that left us now, receipts that were new, and what a person must look at.

    ``alarms`` are those of the problems that somebody must hear of without looking; ``held`` says what is kept back
    for want of a setting, which is no fault of this pass.
    """

    sent: int
    receipts: int
    problems: tuple[str, ...]
    alarms: tuple[Alarm, ...] = ()
    held: tuple[str, ...] = ()


def run(box: Outbox, year: int) -> Pass:
    """Bring every letter of ``year`` as far as the channel lets it and return what happened.

    A pass lingers (``box.linger`` seconds at most) while first letters wait to be accepted or a look-up is due soon.
    """
    progress = Progress()
    with box.store.begin() as tx:
        outbox_leases.take_back(tx, year, box.channel.name, box.lease, box.now())
    until, pause = time.monotonic() + box.linger, FIRST_PAUSE
    while True:
        settle_unknown(box, year, progress)
        first_are_waiting = send_ready(box, year, progress)
        if first_are_waiting:
            collect(box, year, progress, {DispatchState.SUBMITTED})
            first_are_waiting = send_ready(box, year, progress)
        if progress.stop or time.monotonic() >= until:
            break
        if not first_are_waiting and not _look_up_is_near(box, year, until - time.monotonic()):
            break
        box.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)
    collect(box, year, progress)
    say_what_waits(box, year, progress)
    return Pass(progress.sent, progress.receipts, tuple(progress.problems), tuple(progress.alarms))


def _look_up_is_near(box: Outbox, year: int, seconds: float) -> bool:
    """Return whether a letter in UNKNOWN may be settled within the seconds this pass has left."""
    with box.store.begin() as tx:
        soon = box.clock() + timedelta(seconds=seconds)
        due = outbox_leases.unknown_due(tx, year, box.channel.name, soon)
    return any(not row.held for row, _ in due)  # for a person's decision no pass waits
