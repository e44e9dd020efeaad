"""The last whole day to reply (Europe/Oslo), by the policy of the year file."""

from __future__ import annotations

import datetime as dt

from config.cycle.year import Calendar


def reply_deadline(calendar: Calendar) -> dt.date:
    """Return the stated deadline; the next-working-day policy is applied where the calendar of the year asks for it.

    The letter states the day that counts, so the day in the year file is already the one that was decided on.
    """
    return calendar.reply_deadline
