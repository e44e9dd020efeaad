"""This installation: its settings, its database and its folders, opened for one step and closed after it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.settings import Settings, read_settings
from tasks.core.store import Store
from tasks.core.store.engine import is_new


@dataclass(frozen=True, slots=True)
class Installation:
    """Where things are. Everything lies under ``home`` unless a setting says otherwise."""

    settings: Settings
    store: Store

    @property
    def home(self) -> Path:
        """The folder of this installation."""
        return self.settings.home

    @property
    def outbox_folder(self) -> Path:
        """Where the folder channel puts letters and finds receipts."""
        return self.home / "outbox"

    @property
    def consultation_folder(self) -> Path:
        """Where workbooks for KS are written; answered ones are put into its folder ``svar``."""
        return self.home / "samråd"

    @property
    def inbox_folder(self) -> Path:
        """Where files from outside are put: registrations, referrals."""
        return self.home / "innboks"

    @property
    def report_folder(self) -> Path:
        """Where the report site is written, one folder a year."""
        return self.home / "rapport"

    @property
    def letter_folder(self) -> Path:
        """Where the letters of a batch are put for people to look at."""
        return self.home / "brev"


@contextmanager
def open_installation(settings: Settings | None = None) -> Generator[Installation]:
    """Yield the installation that the environment describes, and close its database afterwards.

    A new SQLite file gets its schema at once; any other database that is not up to date is refused.

    :raises StopAndMend: the schema is outdated; the message names the command that mends it.
    """
    found = settings if settings is not None else read_settings()
    store = Store.open(found.database_url, found.home / "files", upgrade=is_new(found.database_url))
    try:
        yield Installation(found, store)
    finally:
        store.close()
