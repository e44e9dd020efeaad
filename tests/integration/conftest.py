"""A database per test, on SQLite and on the machine's own PostgreSQL."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest

UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root
OWNER = "anmodning"


def _program(name: str) -> str | None:
    """Return the newest of the machine's own, wherever Debian keeps it."""
    in_path = shutil.which(name)
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    newest = max(versions, key=lambda path: float(path.parts[-3]), default=None)
    return str(newest) if newest else in_path


def _account() -> dict[str, object]:
    """Return how a child process becomes unprivileged; nothing to do when we already are."""
    if os.geteuid() != 0:
        return {}
    entry = pwd.getpwnam(UNPRIVILEGED)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _run(*command: str) -> None:
    # Output goes to a file: the server inherits it, and a pipe would never close.
    with tempfile.TemporaryFile("w+") as output:
        ended = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            check=False,
            **_account(),
        )
        output.seek(0)
        assert ended.returncode == 0, f"{command[0]} ended with {ended.returncode}:\n{output.read()}"


@pytest.fixture(scope="session")
def postgresql_folder():
    """Run one PostgreSQL on a unix socket and yield its folder; skip where the machine has none."""
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    if initdb is None or pg_ctl is None:
        pytest.skip("this machine has no PostgreSQL (initdb, pg_ctl): Debian's package postgresql brings it")
    # Not under tmp_path: pytest's folders are closed to others, and a socket's path holds 107 characters.
    with tempfile.TemporaryDirectory(prefix="anmodning-pg-", dir="/tmp") as name:
        folder = Path(name)
        account = _account()
        if account:
            os.chown(folder, account["user"], account["group"])  # type: ignore[arg-type]
        data = str(folder / "data")
        _run(initdb, "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=50"
        _run(pg_ctl, "-D", data, "-w", "-t", "60", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield folder
        finally:
            _run(pg_ctl, "-D", data, "-w", "-m", "immediate", "stop")


_numbers = itertools.count(1)


@pytest.fixture
def postgresql_url(postgresql_folder):
    """Give an empty PostgreSQL database of this test's own."""
    database = f"test_{next(_numbers)}"
    place = f"host={postgresql_folder} user={OWNER} dbname=postgres"
    with psycopg.connect(place, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {database}")
    yield f"postgresql+psycopg://{OWNER}@/{database}?host={postgresql_folder}"
    with psycopg.connect(place, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {database} WITH (FORCE)")


@pytest.fixture
def sqlite_url(tmp_path):
    """Give an empty SQLite database of this test's own."""
    return f"sqlite:///{tmp_path / 'anmodning.sqlite'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request):
    """Give an empty database of this test's own, once on SQLite and once on PostgreSQL."""
    return request.getfixturevalue(f"{request.param}_url")
