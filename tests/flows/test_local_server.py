"""Our own Prefect server comes, says why it cannot, and is gone when we are."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.local_server import LocalServer
from tasks.core.model.errors import StopAndMend

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60
STARTER = """
import sys, time
from pathlib import Path
from flows.local_server import LocalServer
server = LocalServer(Path(sys.argv[1]))
server.start()
print(server.process.pid, flush=True)
time.sleep(600)
"""


def _is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=lambda how: how.name)
def test_no_server_outlives_the_process_that_started_it(how, tmp_path):
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with starter:
        server = int(starter.stdout.readline())
        assert _is_running(server)
        starter.send_signal(how)
    end = time.monotonic() + PATIENCE_SECONDS
    while _is_running(server) and time.monotonic() < end:
        time.sleep(0.1)
    assert not _is_running(server)


def test_a_server_that_ends_says_where_to_look(tmp_path):
    (tmp_path / "prefect.db").mkdir()  # no database can be opened there
    server = LocalServer(tmp_path)
    with pytest.raises(StopAndMend, match="ended before it answered") as told:
        server.wait_ready()
    assert str(server.log_file) in str(told.value)
    assert "unable to open database file" in server.log_file.read_text()
    assert server.process is None


def test_a_taken_port_is_refused_at_once(prefect_server, tmp_path):
    with pytest.raises(OSError, match="in use"):
        LocalServer(tmp_path, port=prefect_server.port).start()


def test_using_a_server_leaves_the_environment_as_it_was(tmp_path, monkeypatch):
    """Settings of another Prefect are hidden while ours is in use, and come back."""
    from prefect.settings import PREFECT_API_URL

    monkeypatch.setenv("PREFECT_PROFILE", "somebody-else")
    before, address = dict(os.environ), PREFECT_API_URL.value()
    server = LocalServer(tmp_path, port=4)
    with server.in_use():
        assert "PREFECT_PROFILE" not in os.environ
        assert PREFECT_API_URL.value() == "http://127.0.0.1:4/api"
    assert dict(os.environ) == before
    assert PREFECT_API_URL.value() == address


def test_stopping_what_never_ran_is_harmless(tmp_path):
    LocalServer(tmp_path).stop()
