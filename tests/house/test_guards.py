"""The guards of tests/conftest.py catch what they are there for."""

from __future__ import annotations

import re
import shutil

import pytest
from checkout import ROOT, run_python

PROBES = """
import socket
import pytest

def test_reaching_out_and_swallowing_it():
    try:
        socket.create_connection(("example.com", 80), timeout=1)
    except Exception:
        pass

def test_reaching_an_address():
    with pytest.raises(Exception, match="loopback"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)

def test_loopback():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()

def test_skipped():
    pytest.skip("nothing here")
"""


@pytest.mark.parametrize(
    ("in_ci", "outcome"),
    [("", {"passed": 3, "skipped": 1, "errors": 2}), ("1", {"passed": 3, "failed": 1, "errors": 2})],
    ids=["at home", "in CI"],
)
def test_network_is_refused_and_ci_forgives_no_skip(tmp_path, in_ci, outcome):
    """Both reaches pass their own body and fail afterwards; a skip is a failure in CI only."""
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_probes.py").write_text(PROBES, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = fuzz\n", encoding="utf-8")
    ended = run_python("-m", "pytest", str(tmp_path), "-p", "no:cacheprovider", ANMODNING_CI=in_ci)
    last = ended.stdout.strip().splitlines()[-1]
    assert {
        word: int(number) for number, word in re.findall(r"(\d+) (\w+)", last.split(" in ")[0])
    } == outcome
