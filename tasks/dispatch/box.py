"""What a pass over the outbox works with, and what it has come to so far."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tasks.core.channels.protocol import Channel
from tasks.core.model.alarm import Alarm, AlarmKind
from tasks.core.model.dispatch import Dispatch
from tasks.core.model.municipality import Register
from tasks.core.model.when import When
from tasks.core.store import Store, outbox
from tasks.core.store.outbox_leases import Lease
from tasks.dispatch.guards import Guards
from tasks.dispatch.lookups import Patience

DEFAULT_PATIENCE = Patience(timedelta(minutes=10), 3)
LEASE = timedelta(minutes=20)  # longer than SvarUt's own time-out of 15 minutes


@dataclass(frozen=True, slots=True)
class Outbox:
    """What a pass works with. ``clock`` gives moments, ``day`` the day they belong to, ``stopped`` the kill switch.

    ``linger`` is how long a pass may wait for what is due soon: acceptance of first letters, a look-up.
    """

    store: Store
    channel: Channel
    register: Register
    day: date
    clock: Callable[[], datetime]
    stopped: Callable[[], bool] = field(default=lambda: False)
    patience: Patience = DEFAULT_PATIENCE
    owner: str = field(default_factory=lambda: f"{platform.node()}/{os.getpid()}")
    guards: Guards = field(default_factory=Guards)
    office_of: Callable[[str], str] = field(default=lambda number: number[:2])
    lease_length: timedelta = LEASE
    linger: float = 0.0
    sleep: Callable[[float], None] = time.sleep

    def now(self) -> When:
        """Return this moment on the given day."""
        return When(self.clock(), self.day)

    @property
    def today(self) -> str:
        """The channel and the day: what is told of them is told once a day."""
        return f"{self.channel.name} {self.day}"

    @property
    def lease(self) -> Lease:
        """This worker's lease on a letter."""
        return Lease(self.owner, self.lease_length, lambda owner: owner != self.owner and _has_stopped(owner))

    def rows(self, year: int) -> dict[int, list[Dispatch]]:
        """Return this channel's letters of ``year`` as they are now, by batch and within it by number."""
        with self.store.begin() as tx:
            rows = outbox.of_year(tx, year, copies=True)
        found: dict[int, list[Dispatch]] = {}
        for row in rows:
            if row.channel == self.channel.name:
                found.setdefault(row.batch_id, []).append(row)
        return found


@dataclass(slots=True)
class Progress:
    """What a pass has done. ``stop`` says why it sends no more; a later pass tries again."""

    sent: int = 0
    receipts: int = 0
    problems: list[str] = field(default_factory=list[str])
    alarms: list[Alarm] = field(default_factory=list[Alarm])
    failures: int = 0  # in a row
    stop: str = ""

    def say(self, problem: str) -> None:
        """Keep a problem, once."""
        if problem not in self.problems:
            self.problems.append(problem)

    def alarm(self, kind: AlarmKind, key: str) -> None:
        """Keep an alarm, once."""
        one = Alarm(kind, key)
        if one not in self.alarms:
            self.alarms.append(one)

    def succeeded(self) -> None:
        """Count a letter that left us."""
        self.sent += 1
        self.failures = 0

    def failed(self, box: Outbox) -> None:
        """Count a failure; too many in a row stop the pass, whatever each of them was."""
        self.failures += 1
        if self.failures >= box.guards.failures_in_a_row:
            self.alarm(AlarmKind.TOO_MANY_FAILURES, box.today)
            self.halt(f"{self.failures} feil på rad fra {box.channel.name}: sendingen stanser til neste gang")

    def halt(self, why: str) -> None:
        """Send no more in this pass."""
        self.stop = self.stop or why
        self.say(why)


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
