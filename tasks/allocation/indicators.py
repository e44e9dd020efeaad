"""The figures the criteria are applied to, named relative to the cycle, as far as they were known in time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from tasks.core.model.indicator import Indicator

Indicators = Mapping[str, Mapping[str, Decimal | None]]  # municipality number -> name -> value; None: unknown

YEARS_AGO = {
    1: "previous_year",
    2: "two_years_ago",
    3: "three_years_ago",
    4: "four_years_ago",
    5: "five_years_ago",
}
# One figure for every year; of all other indicators the newest known one counts. The value is how many years
# before the settlement year the newest figure lies that is known in the autumn before it.
NEWEST_KNOWN = {"requested": 1, "settled": 2}
RENAMED = {"immigrant_share_percent": "immigrant_share"}
OF_A_YEAR = re.compile(r"(?P<name>[a-z_]+?)_(?P<year>20[0-9]{2})(?P<unit>_percent)?")


def known_indicators(
    values: Iterable[Indicator], year: int, as_of: date
) -> dict[str, dict[str, Decimal | None]]:
    """Return the indicators for settlement year ``year`` from what was known on ``as_of``; nothing later
    enters.

    >>> asked = Indicator("5057", "requested", 2019, Decimal(20), date(2018, 11, 1), "IMDi")
    >>> settled = Indicator("5057", "settled", 2019, Decimal(19), date(2020, 3, 1), "IMDi")
    >>> known_indicators([asked, settled], 2020, date(2019, 10, 24))
    {'5057': {'requested_previous_year': Decimal('20')}}
    """
    found: dict[str, dict[str, Decimal | None]] = {}
    for known in sorted(values, key=lambda value: value.year):  # later years replace earlier ones
        name = relative_name(known.name, known.year, year)
        if name is not None and known.known_from <= as_of:
            found.setdefault(known.number, {})[name] = known.value
    return found


def relative_name(name: str, of_year: int, year: int) -> str | None:
    """Return the name of a year's figure relative to the cycle; None if it cannot be known in the autumn
    before.

    >>> relative_name("settled", 2018, 2020), relative_name("settled", 2019, 2020)
    ('settled_two_years_ago', None)
    >>> relative_name("population", 2019, 2020), relative_name("population", 2020, 2020)
    ('population', None)
    """
    ago = year - of_year
    if ago < NEWEST_KNOWN.get(name, 1):
        return None
    if name not in NEWEST_KNOWN:
        return RENAMED.get(name, name)
    return f"{name}_{YEARS_AGO[ago]}" if ago in YEARS_AGO else None


def relative_column(column: str, year: int) -> tuple[str | None, int]:
    """Return a column's relative name and the year it is of (0 if it says none); None if it may not be used.

    >>> relative_column("settled_2018", 2020), relative_column("immigrant_share_2020_percent", 2020)
    (('settled_two_years_ago', 2018), (None, 2020))
    >>> relative_column("requested_previous_year", 2020)
    ('requested_previous_year', 0)
    """
    match = OF_A_YEAR.fullmatch(column)
    if match is None:
        return column, 0
    name = match["name"] + (match["unit"] or "")
    return relative_name(name, int(match["year"]), year), int(match["year"])
