"""On which days a council decides and its administration registers and mails. Pure."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OSLO = "Europe/Oslo"

# Days before the deadline on which councils meet, with weights. Assumption: budget meetings, late November to
# mid-December, carry most cases (with the deadline of 20.12.2019: 22 November to 17 December).
COUNCIL_DAYS_BEFORE: tuple[tuple[range, int], ...] = (
    (range(21, 29), 15),
    (range(14, 21), 25),
    (range(7, 14), 45),
    (range(3, 7), 15),
)


@dataclass(frozen=True, slots=True)
class Days:
    """One municipality's days; moments in Europe/Oslo within office hours."""

    council: date
    next_council: date
    registered: datetime
    mailed: datetime
    repeated: datetime


def draw_days(issued_on: date, deadline: date, rng: random.Random, *, late: bool) -> Days:
    """Return days after the letter went out, on or before the deadline; all after it if ``late``."""
    spans, weights = zip(*COUNCIL_DAYS_BEFORE, strict=True)
    before = rng.choice(rng.choices(spans, weights)[0])
    steps = (rng.randrange(0, 5), rng.randrange(1, 7))
    after = (rng.randrange(3, 10), rng.randrange(0, 4), rng.randrange(0, 6))
    moments = tuple(time(rng.randrange(8, 16), rng.randrange(60), rng.randrange(60)) for _ in range(3))
    earliest = issued_on + timedelta(days=1)
    council = working_day(max(earliest, deadline - timedelta(days=before)), latest=deadline)
    registered = working_day(council + timedelta(days=steps[0]), latest=deadline)
    mailed = working_day(council + timedelta(days=steps[1]), latest=deadline)
    if late:
        council = working_day(deadline + timedelta(days=after[0]))
        registered = working_day(council + timedelta(days=after[1]))
        mailed = working_day(council + timedelta(days=after[2]))
    return Days(
        council=council,
        next_council=working_day(deadline + timedelta(days=35)),
        registered=_moment(registered, moments[0]),
        mailed=_moment(mailed, moments[1]),
        repeated=_moment(working_day(mailed + timedelta(days=2)), moments[2]),
    )


def working_day(day: date, *, latest: date | None = None) -> date:
    """Return ``day`` or the next working day, or the last one by ``latest``; none at weekends or 24.12-1.1.

    >>> working_day(date(2019, 12, 14))
    datetime.date(2019, 12, 16)
    >>> working_day(date(2019, 12, 24))
    datetime.date(2020, 1, 2)
    >>> working_day(date(2020, 12, 20), latest=date(2020, 12, 20))
    datetime.date(2020, 12, 18)
    """
    step = timedelta(days=1)
    moved = day
    while _is_closed(moved):
        moved += step
    if latest is None or moved <= latest:
        return moved
    moved = min(day, latest)
    while _is_closed(moved):
        moved -= step
    return moved


def _is_closed(day: date) -> bool:
    return day.weekday() >= 5 or (day.month, day.day) == (1, 1) or (day.month == 12 and 24 <= day.day <= 31)


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=ZoneInfo(OSLO))
