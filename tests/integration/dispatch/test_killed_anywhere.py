"""Killed anywhere, or beside another worker: every letter is at SvarUt exactly once, and the chain of events holds."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from fakes.svarut import SvarUtFake, serve
from outbox_builders import add_ready_letters, some_municipalities, states_of

from tasks.core.model.dispatch import DispatchState
from tasks.core.store import Store, outbox

FULL = os.environ.get("ANMODNING_FUZZ") == "full"
LETTERS, KILLS = (356, 200) if FULL else (16, 8)
WORKERS_LETTERS = 356 if FULL else 20
TESTS = Path(__file__).parents[2]


def start(url: str, files: Path, fake_url: str, key_file: Path, *numbers: int) -> subprocess.Popen:
    words = [
        sys.executable,
        "-m",
        "mortal_sender",
        url,
        str(files),
        fake_url,
        str(key_file),
        *map(str, numbers),
    ]
    path = os.pathsep.join((str(TESTS), str(TESTS.parent)))
    return subprocess.Popen(
        words,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )


def ended_well(process: subprocess.Popen, seconds: float) -> None:
    said, _ = process.communicate(timeout=seconds)
    assert process.returncode == 0, said


def everything_is_there_once(fake: SvarUtFake, store: Store, count: int) -> None:
    alive = Counter(f.reference for f in fake.letters if f.statuses[-1] != "FEILET_UNDER_MOTTAK")
    with store.begin() as tx:
        ours = {row.key: row.external_id for row in outbox.of_year(tx, 2020)}
        assert not any(row.held for row in outbox.of_year(tx, 2020))
    assert alive == Counter(dict.fromkeys(ours, 1))
    assert len(alive) == count
    assert {f.reference: f.id for f in fake.letters if f.status == "LEST"} == ours
    assert set(states_of(store).values()) == {DispatchState.READ}  # asserts the chain of events, too


@pytest.mark.fuzz
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("seed", [1219])
def test_killed_at_seeded_points_with_faults_on(sqlite_url, tmp_path, key_file, seed):
    fake = SvarUtFake(seed=seed)
    store = Store.open(sqlite_url, tmp_path / "files", upgrade=True)
    add_ready_letters(store, some_municipalities(LETTERS), "svarut")
    with serve(fake) as server:
        sender = start(sqlite_url, tmp_path / "files", server.url, key_file, LETTERS, KILLS, seed)
        ended_well(sender, 2800)
        everything_is_there_once(fake, store, LETTERS)
    store.close()


@pytest.mark.fuzz
@pytest.mark.timeout(1800)
def test_two_workers_on_one_postgresql(postgresql_url, tmp_path, key_file):
    fake = SvarUtFake(seed=7)
    store = Store.open(postgresql_url, tmp_path / "files", upgrade=True)
    add_ready_letters(store, some_municipalities(WORKERS_LETTERS), "svarut")
    with serve(fake) as server:
        workers = [
            start(postgresql_url, tmp_path / "files", server.url, key_file, WORKERS_LETTERS, -1, n)
            for n in (1, 2)
        ]
        for worker in workers:
            ended_well(worker, 120 + 2 * WORKERS_LETTERS)
        everything_is_there_once(fake, store, WORKERS_LETTERS)
        with store.begin() as tx:
            owners = {
                event["detail"]
                for row in outbox.of_year(tx, 2020)
                for event in outbox.events_of(tx, row.key)
                if event["to_state"] == "SUBMITTING"
            }
    assert len(owners) == 2  # both of them sent
    store.close()
