"""A sending process that is killed with SIGKILL at seeded points, and born again, until the batch is out.

`python -m mortal_sender DATABASE FILES FAKE_URL KEY_FILE COUNT KILLS SEED` (imports once, forks for every life).
With KILLS below zero: one worker by the real clock that never dies, beside others on the same database.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import requests
from outbox_builders import NOW, Clock, a_box, some_municipalities, svarut_channel

from tasks.core.channels.http import session
from tasks.core.channels.maskinporten import Tokens, read_key
from tasks.core.model.dispatch import DispatchState
from tasks.core.store import Store, outbox
from tasks.dispatch.lookups import Patience
from tasks.dispatch.run import run

MOST_PASSES = 400
FARTHEST_POINT = 40  # a letter passes about twelve points


class Death:
    """Kills this process at the n-th point it passes; 0 lets it live."""

    def __init__(self, points: int) -> None:
        self.points = points

    def point(self) -> None:
        self.points -= 1
        if self.points == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class MortalStore:
    """A store that may be the death of its process: before a transaction, before its commit, and after it."""

    def __init__(self, store: Store, death: Death) -> None:
        self.store, self.death = store, death

    @contextmanager
    def begin(self, **how):
        self.death.point()
        with self.store.begin(**how) as tx:
            yield tx
            self.death.point()
        self.death.point()


class MortalChannel:
    """A channel that may be the death of its process: before a call and after it."""

    def __init__(self, channel, death: Death) -> None:
        self._channel, self._death = channel, death

    def __getattr__(self, name: str):
        found = getattr(self._channel, name)
        if name not in ("submit", "find", "poll"):
            return found

        def call(argument):
            self._death.point()
            answer = found(argument)
            self._death.point()
            return answer

        return call


def all_done(store: Store) -> bool:
    with store.begin() as tx:
        return all(row.state is DispatchState.READ for row in outbox.of_year(tx, 2020))


def a_life(arguments, death: Death, begins: datetime) -> bool:
    """Run passes eleven minutes apart (no real waiting) and return whether everything is out."""
    database, files, url, key_file, count, *_ = arguments
    store = Store.open(database, Path(files))
    municipalities = some_municipalities(int(count))
    clock = Clock(begins)
    own = session(retries=0)
    tokens = Tokens(f"{url}/token", "klient", read_key(Path(key_file)), own, clock)
    channel = svarut_channel(url, municipalities, tokens=tokens, clock=clock, session=own)
    box = a_box(
        MortalStore(store, death),
        MortalChannel(channel, death),
        municipalities,
        clock=clock,
        patience=Patience(timedelta(minutes=10), 10_000),  # kills are not the channel's fault
    )
    for _ in range(MOST_PASSES):
        run(box, 2020)
        clock.moment += timedelta(minutes=11)
        if all_done(store):
            return True
    return False


def killed_and_born_again(arguments) -> bool:
    url, kills, seed = arguments[2], int(arguments[5]), int(arguments[6])
    dice = random.Random(seed)
    Store.open(arguments[0], Path(arguments[1])).close()  # what a process reads once is read before the forks
    for life in range(kills + 1):
        last = life == kills
        by_points = not last and life % 2 == 0
        points = dice.randrange(1, FARTHEST_POINT) if by_points else 0
        moment = dice.uniform(0.01, 0.15)
        child = os.fork()
        if child == 0:
            begins = NOW + timedelta(days=life)
            os._exit(0 if a_life(arguments, Death(points), begins) else 1)
        if not last and not by_points:
            time.sleep(moment)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        # What was on its way arrives: the next life begins when the server has served everybody.
        requests.get(f"{url}/_fake/idle", timeout=30)
        if last:
            return os.waitstatus_to_exitcode(status) == 0
    return False


def a_worker(arguments) -> bool:
    database, files, url, key_file, count, _, seed = arguments
    store = Store.open(database, Path(files))
    municipalities = some_municipalities(int(count))
    own = session(retries=0)

    def clock() -> datetime:
        return datetime.now(UTC)

    tokens = Tokens(f"{url}/token", f"klient-{seed}", read_key(Path(key_file)), own, clock)
    channel = svarut_channel(url, municipalities, tokens=tokens, clock=clock, session=own)
    box = replace(
        a_box(store, channel, municipalities),
        clock=clock,
        sleep=time.sleep,
        patience=Patience(timedelta(seconds=1), 50),
    )
    until = time.monotonic() + 60 + 2 * int(count)
    while time.monotonic() < until:
        run(box, 2020)
        if all_done(store):
            return True
        time.sleep(0.05)
    with store.begin() as tx:
        print([row for row in outbox.of_year(tx, 2020) if row.state is not DispatchState.READ])  # noqa: T201
    return False


if __name__ == "__main__":
    work = a_worker if int(sys.argv[6]) < 0 else killed_and_born_again
    sys.exit(0 if work(sys.argv[1:]) else 1)
