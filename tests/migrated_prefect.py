"""A new Prefect home whose database is migrated already: made once for all processes of a test run, then copied.

Prefect's own migrations take some ten seconds of one core, and every server of a test would run them again.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from flows.local_server import LocalServer

DATABASE = "prefect.db"


def migrated_home(home: Path, tmp_path_factory) -> Path:
    """Return ``home`` with the database of a server that was started once and ended; nothing else is in it."""
    blank = _blank(tmp_path_factory)
    home.mkdir(parents=True, exist_ok=True)
    _copy(blank, home / DATABASE)
    return home


def _blank(tmp_path_factory) -> Path:
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    blank = shared / "migrated-prefect.db"
    with (shared / "migrated-prefect.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # until the file is closed
        if not blank.exists():
            with tempfile.TemporaryDirectory(dir=shared) as first:
                server = LocalServer(Path(first))
                try:
                    server.wait_ready()
                finally:
                    server.stop()
                _copy(Path(first) / DATABASE, blank.with_suffix(".part"))
            blank.with_suffix(".part").rename(blank)
    return blank


def _copy(source: Path, target: Path) -> None:
    """Copy a database whole, whatever still stands in its journal."""
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)
