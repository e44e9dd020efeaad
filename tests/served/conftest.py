"""One `serve` for all tests of what it serves: a rehearsed season, Prefect's server, a worker and the reports, for real."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from migrated_prefect import migrated_home
from unit.rehearsal.rehearsal_builder import a_season, requests

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2020, 1, 17)
ASKED = 45
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
START_SECONDS, STOP_SECONDS = 480.0, 60.0


@dataclass
class Served:
    """A running `serve`: its process, the file it prints to, and the addresses in that."""

    home: Path
    process: subprocess.Popen[bytes]
    printed: Path

    @property
    def lines(self) -> list[str]:
        return self.printed.read_text().splitlines()

    def wait_for(self, pattern: str, seconds: float = START_SECONDS) -> str:
        """Return the first group of ``pattern`` in a printed line; fail when it does not come."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            for line in self.lines:
                if found := re.search(pattern, line):
                    return found[1]
            time.sleep(0.1)
        pytest.fail(f"`serve` did not print {pattern!r}:\n" + "\n".join(self.lines))

    @property
    def dashboard(self) -> str:
        return self.wait_for(r"Dashbord: (http://\S+)")

    @property
    def reports(self) -> str:
        return self.wait_for(r"Rapport\w*(?: \d{4})?: (http://[^/]+)")


def running_in(home: Path) -> dict[int, str]:
    """Return every process that works in ``home``, by its environment or its command, with the command."""
    found: dict[int, str] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (folder / "cmdline").read_bytes()
            if command and str(home).encode() in command + (folder / "environ").read_bytes():
                found[int(folder.name)] = command.replace(b"\0", b" ").decode(errors="replace")
    found.pop(os.getpid(), None)
    return found


def start(home: Path) -> Served:
    """Start `serve` in ``home`` on free ports, as a person would."""
    printed = home.with_name(f"{home.name}-printed.txt")
    with printed.open("wb") as output:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "flows",
                "serve",
                "--home",
                str(home),
                "--port",
                "0",
                "--report-port",
                "0",
            ],
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", "COLUMNS": "200"},
        )
    return Served(home, process, printed)


def end(served: Served, how: signal.Signals) -> int:
    """Send the signal and return the exit code."""
    served.process.send_signal(how)
    return served.process.wait(STOP_SECONDS)


@pytest.fixture(scope="session")
def season_home(tmp_path_factory):
    """Return a home where letters went out and the replies until mid-January were taken in and compared."""
    from flows.rehearsal_settings import PLAYED_UNTIL, rehearsal_settings
    from tasks.core.installation import open_installation
    from tasks.core.model.when import When
    from tasks.core.store import requests as stored_requests
    from tasks.monitoring.tasks import state_deadlines
    from tasks.reconciliation.tasks import reconcile_year
    from tasks.rehearsal.play import Places, play_day
    from tasks.replies.tasks import pull_messages, pull_registrations

    home = tmp_path_factory.mktemp("served")
    asked = requests(ASKED)
    season = a_season(requests=asked, previous=dict.fromkeys(asked, 22))
    inbox = home / "innboks"
    play_day(
        Places(home / "postkasse", inbox / "imdinett.csv", home / "outbox", inbox / "søkt-ut"), season, DAY
    )
    now = When(datetime(DAY.year, DAY.month, DAY.day, 7, tzinfo=UTC), DAY)
    with rehearsal_settings(home):
        with open_installation() as here, here.store.begin() as tx:
            issued = stored_requests.ISSUED
            stored_requests.add(tx, asked.values(), origin=issued, known_on=date(2019, 10, 24))
        pull_registrations.fn(2020, now)
        pull_messages.fn(2020, now)
        reconcile_year.fn(2020, state_deadlines.fn(2020, now), now)
    (home / PLAYED_UNTIL).write_text(DAY.isoformat())
    migrated_home(home / "prefect", tmp_path_factory)
    return home


@pytest.fixture(scope="session")
def served(season_home):
    """Run `serve` for the whole session; a second Ctrl-C's worth of processes must not be left."""
    running = start(season_home)
    try:
        running.wait_for("(Avslutt med Ctrl-C)")
        yield running
        before = running_in(season_home)
        assert end(running, signal.SIGINT) == 0, running.lines
        assert len(before) >= 3, "server, worker and the command itself"
        assert not running_in(season_home), "a process outlived `serve`"
    finally:
        if running.process.poll() is None:
            running.process.kill()


@pytest.fixture(scope="module")
def browser():
    """Return a headless Chromium of this machine; where there is none the tests say so and are left out.

    It ends with each file: while it is driven the thread has an event loop, and Prefect's calls
    would become coroutines.
    """
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: the pages are not looked at by a browser here")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()
