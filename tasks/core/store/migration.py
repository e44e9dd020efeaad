"""The schema's versions: bring the database up to date, or refuse to run on an outdated one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Engine

from tasks.core.model.errors import StopAndMend

MIGRATIONS = Path(__file__).parent / "migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


@cache
def latest() -> str:
    """Return the revision this program is written for; its files are read once (160 ms each time else)."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        message = "no migration is installed: the package is incomplete, install it again"
        raise StopAndMend(message)
    return head


def current(engine: Engine) -> str | None:
    """Return the revision of the database, None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine) -> None:
    """Bring the database to the latest revision; it may be repeated, and two at once wait for each other."""
    if current(engine) == latest():
        return
    config = _config()
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(2020)")  # any fixed number will do
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def require_current(engine: Engine) -> None:
    """Return when the database is at the latest revision.

    :raises StopAndMend: it is not; the message names the command that mends it.
    """
    found, wanted = current(engine), latest()
    if found == wanted:
        return
    what = "is empty" if found is None else f"has schema {found}"
    message = f"the database {engine.url!r} {what}, this program needs {wanted}: run `anmodning db upgrade`"
    raise StopAndMend(message)
