"""Opening the database: one engine, one kind of transaction, and a refusal to run on an outdated schema."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlalchemy.event
from sqlalchemy.engine import Connection, Engine

from tasks.core.model.errors import StopAndMend
from tasks.core.store import migration
from tasks.core.store.files import FileStore


@dataclass(frozen=True, slots=True)
class Transaction:
    """All or nothing: what is written through it is kept when its block ends, and undone when it raises."""

    connection: Connection
    files: FileStore


@dataclass(frozen=True, slots=True)
class Store:
    """The database and the folder of files kept as received or made, keyed by their checksum."""

    engine: Engine
    files: FileStore

    @classmethod
    def open(cls, url: str, files: Path, *, upgrade: bool = False) -> Store:
        """Return the store at ``url``, its schema checked (or brought up to date with ``upgrade``).

        :raises StopAndMend: the schema is older or newer than this program; the message names the command.
        """
        engine = _engine(url)
        try:
            if upgrade:
                migration.upgrade(engine)
            else:
                migration.require_current(engine)
        except BaseException:
            engine.dispose()  # a refused database is not held on to
            raise
        return cls(engine, FileStore(files))

    @contextmanager
    def begin(self, *, must_last: bool = False) -> Generator[Transaction]:
        """Yield a transaction that is committed at the end of the block.

        ``must_last``: it and all before it survive a power loss from then on, for somebody outside is told next. Other
        transactions on SQLite survive the end of the process at once, and a power loss some seconds later.
        """
        with self.engine.connect().execution_options(must_last=must_last) as connection, connection.begin():
            yield Transaction(connection, self.files)

    def close(self) -> None:
        """Give back every connection; nothing of the database is held on to."""
        self.engine.dispose()


def is_new(url: str) -> bool:
    """Return True for a SQLite file that does not exist yet: it may be created without asking."""
    parsed = sa.make_url(url)
    return parsed.get_backend_name() == "sqlite" and not Path(str(parsed.database)).exists()


@lru_cache(maxsize=4)
def _engine(url: str) -> Engine:
    """Return an engine; on SQLite with WAL, foreign keys on and writers that wait instead of failing.

    The same one for the same database, so that a statement is put together once a process and not once a task.
    """
    parsed = sa.make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return sa.create_engine(parsed, pool_pre_ping=True)
    if not parsed.database or parsed.database == ":memory:":
        message = "DATABASE_URL: an in-memory SQLite database loses everything; give a file"
        raise StopAndMend(message)
    Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(parsed, connect_args={"timeout": 60})

    def on_connect(raw: Any, _record: object) -> None:
        # pysqlite's own transaction handling starts too late for "BEGIN IMMEDIATE"; SQLAlchemy's recipe.
        raw.isolation_level = None
        cursor = raw.cursor()
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=60000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def on_begin(connection: Connection) -> None:
        level = "FULL" if connection.get_execution_options().get("must_last") else "NORMAL"
        connection.exec_driver_sql(f"PRAGMA synchronous={level}")
        # A reader that later writes would otherwise fail with "database is locked" beside another writer.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    sqlalchemy.event.listen(engine, "connect", on_connect)
    sqlalchemy.event.listen(engine, "begin", on_begin)
    return engine


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        after_in_child=_engine.cache_clear
    )  # a connection belongs to the process that made it
