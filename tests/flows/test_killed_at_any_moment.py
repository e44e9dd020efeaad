"""The season is killed again and again, at moments nobody chose, and ends as if it never was."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SEED = 20
MOST_KILLS = 15
BEGUN = "begun\n"
IGNORED = {"new_letters", "new_dispatches", "seconds", "own_seconds"}
PLAY = """
import json, sys
from pathlib import Path
from flows.rehearsal_settings import rehearsal_settings
with rehearsal_settings(Path(sys.argv[1])):
    from flows.season import last_day, rehearse
    from flows.summary import summary
    print("begun", flush=True)  # Prefect is imported: a kill before this shows nothing
    for line in rehearse(2020, with_revision=True):
        print(line, file=sys.stderr)
    print(json.dumps(summary(2020, (0, 0), day=last_day(with_revision=True), seconds=0.0, own_seconds=0.0)))
"""


def _play(home: Path, environment: dict[str, str], seconds: float | None) -> dict[str, object] | None:
    """Return the year's figures, or None where the process was killed so many seconds after its first day began."""
    command = [sys.executable, "-c", PLAY, str(home)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as playing:
        assert playing.stdout.readline() == BEGUN, playing.communicate()[1][-3000:]
        try:
            said, errors = playing.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            playing.kill()
            playing.communicate()
            return None
    assert playing.returncode == 0, errors[-3000:]
    return json.loads(said.splitlines()[-1])


@pytest.mark.full
@pytest.mark.timeout(3000)
def test_a_season_killed_at_any_moment_ends_like_one_that_was_not(prefect_server, tmp_path):
    from flows.rehearsal_settings import rehearsal_settings

    environment = {**os.environ, **prefect_server.client_environment()}
    whole = _play(tmp_path / "whole", environment, None)
    moments = random.Random(SEED)
    killed, home = 0, tmp_path / "killed"
    while killed < MOST_KILLS:
        figures = _play(home, environment, moments.uniform(0, 10))
        if figures is not None:
            break
        killed += 1
    else:
        figures = _play(home, environment, None)
    assert killed >= 5, "the season was over before it was killed often enough to show anything"
    assert {k: v for k, v in figures.items() if k not in IGNORED} == {
        k: v for k, v in whole.items() if k not in IGNORED
    }
    with rehearsal_settings(home):
        from tasks.core.installation import open_installation
        from tasks.core.store import decisions, letters, outbox

        with open_installation() as here, here.store.begin() as tx:
            assert decisions.broken_links(tx) == []
            assert outbox.broken_links(tx, 2020) == ()
            made = {one.letter_ref for one in letters.of_year(tx, 2020)}
    sent = [
        json.loads(path.read_text())["vaarReferanse"] for path in home.glob("outbox/2020/*/metadata.json")
    ]
    assert len(sent) == len(set(sent)) == len(made)
