"""The only place that asks what time it is: flows hand moments and days down to everything below."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from config.settings import read_settings
from tasks.core.model.when import When

OSLO = ZoneInfo("Europe/Oslo")


def when(as_of: date | None = None) -> When:
    """Return this moment, on the day asked for, else the fixed day of the settings, else today in Oslo."""
    moment = datetime.now(UTC)
    return When(moment, as_of or read_settings().today or moment.astimezone(OSLO).date())
