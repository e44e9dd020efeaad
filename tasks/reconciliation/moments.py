"""The day in Norway a moment falls on: a reply at 23:30 UTC on 19 December came on the 20th."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

OSLO = "Europe/Oslo"


def oslo_day(moment: datetime) -> date:
    """Return the day in Europe/Oslo; a moment without a time zone is taken as the clock on the wall in Oslo.

    >>> from datetime import UTC
    >>> oslo_day(datetime(2019, 12, 20, 23, 30, tzinfo=UTC))
    datetime.date(2019, 12, 21)
    """
    return in_oslo(moment).date()


def in_oslo(moment: datetime) -> datetime:
    """Return the moment with Oslo's clock, so that any two can be compared."""
    zone = ZoneInfo(OSLO)
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)
