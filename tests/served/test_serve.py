"""`serve` on this machine: it prints where things are, everything answers on loopback, and it leaves nothing behind."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from served.conftest import ROOT, end, running_in, start

from flows import deploying
from tasks.core.model.errors import StopAndMend

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def _get(address):
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310  our own http address
        return answer.read().decode()


def test_the_addresses_it_prints_answer(served):
    assert served.dashboard.startswith("http://127.0.0.1:")
    assert "<html" in _get(served.dashboard).lower()
    assert "true" in _get(served.dashboard + "/api/health")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        _get(served.reports + "/")  # no folder is listed


def test_a_served_rehearsal_says_that_it_is_one_and_on_which_day(served):
    assert served.wait_for(r"øving: dagen er (\S+),") == "2020-01-17"


def test_a_taken_port_is_said_with_what_to_do(served, tmp_path):
    port = served.dashboard.rpartition(":")[2]
    command = [
        sys.executable,
        "-m",
        "flows",
        "serve",
        "--home",
        str(tmp_path),
        "--port",
        port,
        "--report-port",
        "0",
    ]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 2
    assert port in ended.stderr
    assert "--port" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_what_prefect_refuses_is_said_with_where_it_lies():
    refusing = [
        sys.executable,
        "-c",
        "import sys; sys.stdin.readline(); sys.exit('the schedule is no cron string')",
    ]
    bringing = subprocess.Popen(
        refusing, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    with bringing, pytest.raises(StopAndMend, match=r"deployments: mend what it says .*\n.* no cron string"):
        deploying.finish(bringing)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL], ids=lambda how: how.name)
def test_whatever_ends_it_while_it_starts_nothing_is_left(how, tmp_path):
    starting = start(tmp_path)
    end_of_patience = time.monotonic() + 60
    while len(running_in(tmp_path)) < 2 and time.monotonic() < end_of_patience:
        time.sleep(0.1)
    assert len(running_in(tmp_path)) >= 2, "the server was being started"
    end(starting, how)
    while running_in(tmp_path) and time.monotonic() < end_of_patience:
        time.sleep(0.1)
    assert not running_in(tmp_path)
