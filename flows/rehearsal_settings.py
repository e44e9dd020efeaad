"""The settings under which the rehearsal runs: every source is a folder that it writes to itself."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from tasks.rehearsal.roles import AUTHSERV

PLAYED_UNTIL = "øvd-til.txt"  # the last day played in this home, so that a second run goes on from it


def played_until(home: Path) -> date | None:
    """Return the last day the rehearsal played in ``home``, None for a home that is no rehearsal's."""
    marker = home / PLAYED_UNTIL
    return date.fromisoformat(marker.read_text()) if marker.exists() else None


@contextmanager
def rehearsal_settings(home: Path) -> Generator[None]:
    """Point every source of the installation in ``home`` at the folders the rehearsal writes to."""
    values = {
        "ANMODNING_HOME": str(home),
        "ANMODNING_FORECAST_URL": str(home / "innboks" / "prognose.csv"),
        "ANMODNING_REGISTRATIONS_URL": str(home / "innboks" / "imdinett.csv"),
        "ANMODNING_MAILBOX_URL": f"maildir:{home / 'postkasse'}",
        "ANMODNING_TRUSTED_AUTHSERV": AUTHSERV,
        "ANMODNING_DATABASE_URL": f"sqlite:///{home / 'anmodning.sqlite'}",
        "ANMODNING_CHANNEL": "folder",
    }
    before = dict(os.environ)
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
