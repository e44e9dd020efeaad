"""Prefect's server is killed while the daily run works: it ends soon, says so, and what is stored is whole."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from datetime import date

import pytest
from checkout import ROOT
from migrated_prefect import migrated_home
from werkzeug import Response

from flows.gone_server import say_when_gone
from flows.local_server import LocalServer
from flows.rehearsal_settings import rehearsal_settings
from tasks.core.installation import open_installation
from tasks.core.model.allocation import RoundState
from tasks.core.store import decisions, forecasts, rounds

DAY = date(2019, 10, 15)
FORECAST = (ROOT / "config" / "forecasts" / "2019-10.csv").read_bytes()
MOST_SECONDS = 150  # measured: 45 s on a busy machine, most of it imports and the allocation itself
DAILY_RUN = """
from datetime import date
from flows.commands.server import prefect_server
with prefect_server():
    from flows.annual_cycle import annual_cycle
    print(annual_cycle(2020, date(2019, 10, 15)))
"""


@pytest.fixture
def doomed(tmp_path, tmp_path_factory):
    """A Prefect server of its own, that somebody else will end."""
    server = LocalServer(migrated_home(tmp_path / "prefect", tmp_path_factory))
    server.start()
    server.wait_ready()
    yield server
    server.stop()


def test_the_run_ends_with_one_clear_line_and_the_next_run_goes_on_from_what_is_stored(
    doomed, httpserver, tmp_path
):
    def publish(_request):
        doomed.process.kill()  # the first thing a daily run does is to fetch the forecast
        doomed.process.wait()
        return Response(FORECAST, content_type="text/csv")

    httpserver.expect_request("/prognose.csv").respond_with_handler(publish)
    home = tmp_path / "home"
    settings = {
        "ANMODNING_HOME": str(home),
        "ANMODNING_DATABASE_URL": f"sqlite:///{home / 'anmodning.sqlite'}",
        "ANMODNING_FORECAST_URL": httpserver.url_for("/prognose.csv"),
    }
    begun = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-c", DAILY_RUN],
        env={**os.environ, **doomed.client_environment(), **settings},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=4 * MOST_SECONDS,
    )
    took = time.monotonic() - begun
    assert ended.returncode != 0
    assert "went away while this ran" in ended.stderr
    assert "run the same command again" in ended.stderr
    assert took < MOST_SECONDS
    with rehearsal_settings(home):
        before = _stored()
        assert before["forecasts"] == 1, "what was fetched is kept"
        assert before["broken"] == []
        (home / "innboks").mkdir(parents=True, exist_ok=True)
        (home / "innboks" / "prognose.csv").write_bytes(FORECAST)
        from flows.annual_cycle import annual_cycle

        assert "KS" in annual_cycle(2020, DAY)
        after = _stored()
    assert (after["forecasts"], after["rounds"]) == (1, [(1, RoundState.IN_CONSULTATION)])
    assert (home / "samråd" / "2020" / "runde-1.xlsx").is_file()
    assert (home / "rapport" / "2020" / "intern" / "index.html").is_file()


def test_a_worker_s_run_says_in_its_last_line_that_the_server_is_gone_and_nothing_while_it_answers(
    prefect_server, capsys
):
    say_when_gone(prefect_server.api_url)
    assert capsys.readouterr().err == ""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        say_when_gone(f"http://127.0.0.1:{nobody.getsockname()[1]}/api")
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert "went away while this ran" in line
    assert "run again" in line


def _stored():
    with open_installation() as here, here.store.begin() as tx:
        return {
            "forecasts": len(forecasts.history(tx, 2020)),
            "rounds": [(one.version, one.state) for one in rounds.history(tx, 2020)],
            "broken": list(decisions.broken_links(tx)),
        }
