"""Working days in Norway: Monday to Friday that are no public holiday."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5


def holiday_name(day: date) -> str | None:
    """Return the Norwegian name of the public holiday on ``day``, None if it is none.

    >>> holiday_name(date(2019, 12, 25))
    'Første juledag'
    """
    return _holidays(day.year).get(day)


def is_working_day(day: date) -> bool:
    """Return whether ``day`` is Monday to Friday and no public holiday; Christmas Eve is none by law.

    >>> [is_working_day(date(2019, 12, day)) for day in (20, 21, 24, 25)]
    [True, False, True, False]
    """
    return day.weekday() < SATURDAY and holiday_name(day) is None


def next_working_day(day: date) -> date:
    """Return ``day`` itself if it is a working day, else the first one after it.

    >>> next_working_day(date(2020, 12, 20)), next_working_day(date(2019, 12, 20))
    (datetime.date(2020, 12, 21), datetime.date(2019, 12, 20))
    """
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def working_days_between(first: date, last: date) -> int:
    """Return how many working days come after ``first`` up to and with ``last``.

    >>> working_days_between(date(2019, 10, 24), date(2019, 10, 28))
    2
    """
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(is_working_day(day) for day in days)


@cache
def _holidays(year: int) -> dict[date, str]:
    """Return the public holidays of a year. The language code is "no": "nb" silently gives English names."""
    return dict(holidays.country_holidays("NO", years=year, language="no"))
