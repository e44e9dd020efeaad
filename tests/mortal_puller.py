"""A pulling process that is killed with SIGKILL at seeded moments, and born again, until the mailbox is taken in.

`python -m mortal_puller HOME MAILBOX_URL PASSWORD KILLS SEED FARTHEST_POINT LONGEST_SECONDS` (imports once, forks for
every life) prints one JSON object: how many lives were killed, how many messages were stored after each, and how many
reading processes outlived their pull.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from mailbox_builders import AUTHSERV
from mortal_sender import Death, MortalStore

from config.settings import Settings
from tasks.core.installation import open_installation
from tasks.core.model.when import When
from tasks.core.store import messages
from tasks.replies.pull_mail import pull_mailbox

WHEN = When(datetime(2019, 12, 13, 9, tzinfo=UTC), date(2019, 12, 13))
PATIENCE_SECONDS = 30


def a_life(settings: Settings, death: Death) -> None:
    """Pull once; dead at a point, unless there are not so many."""
    with open_installation(settings) as here:
        pull_mailbox(replace(here, store=MortalStore(here.store, death)), 2020, WHEN)


def children_of(pid: int) -> list[int]:
    """Return the processes that a process started."""
    with suppress(OSError):
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def is_running(pid: int) -> bool:
    """Return whether a process is there and at work."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def born(settings: Settings, points: int) -> int:
    """Return the process of a new life."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            a_life(settings, Death(points))
            status = 0
        finally:
            os._exit(status)
    return child


def outlived(readers: set[int]) -> int:
    """Return how many reading processes are still there though their pull is dead."""
    until = time.monotonic() + PATIENCE_SECONDS
    while (left := sum(map(is_running, readers))) and time.monotonic() < until:
        time.sleep(0.05)
    return left


def watched(child: int, moment: float) -> tuple[int, set[int]]:
    """Return how a life ended (killed at its moment, if it lasts so long), and the reading processes seen of it."""
    readers: set[int] = set()
    until = time.monotonic() + moment
    while True:
        readers.update(one for one in children_of(child) if is_running(one))
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status), readers
        if time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            return os.waitstatus_to_exitcode(status), readers
        time.sleep(0.005)


def stored(settings: Settings) -> int:
    with open_installation(settings) as here, here.store.begin() as tx:
        return len(messages.known_checksums(tx, 2020))


def main() -> int:
    """Live until nothing is left to do."""
    home, url, password, kills, seed, farthest, longest = sys.argv[1:]
    settings = Settings(
        home=Path(home), mailbox_url=url, mailbox_password=password, trusted_authserv=AUTHSERV
    )
    dice = random.Random(int(seed))
    stored(settings)  # what a process reads once is read before the forks
    killed, counts, left = 0, [], 0
    for life in range(int(kills) + 1):
        is_last, by_points = life == int(kills), life % 2 == 0
        points = dice.randrange(1, int(farthest)) if by_points and not is_last else 0
        moment = float("inf") if by_points or is_last else dice.uniform(0.1, float(longest))
        ended, readers = watched(born(settings, points), moment)
        if ended > 0:
            return ended
        killed += ended == -signal.SIGKILL
        left += outlived(readers)
        counts.append(stored(settings))
    sys.stdout.write(json.dumps({"killed": killed, "stored": counts, "outlived": left}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
