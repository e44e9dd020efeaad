"""Indicators named relative to a settlement year, so that the same criteria serve every year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from tasks.core.model.indicator import Indicator

# published name -> (relative name, years before the settlement year); None: the newest value known.
RELATIVE: dict[str, tuple[tuple[str, int | None], ...]] = {
    "population": (("population", None),),
    "requested": (("requested_previous_year", 1), ("requested_two_years_ago", 2)),
    "settled": (
        ("settled_two_years_ago", 2),
        ("settled_three_years_ago", 3),
        ("settled_four_years_ago", 4),
    ),
    "immigrant_share_percent": (("immigrant_share", None),),
    "intro_results_3y_percent": (("intro_results_3y", None),),
    "intro_persons_3y": (("intro_persons_3y", None),),
    "employment_percent": (("employment", None),),
}
RELATIVE_NAMES = tuple(relative for pairs in RELATIVE.values() for relative, _ in pairs)

Indicators = dict[str, dict[str, Decimal | None]]


def relative_name(name: str, year: int, cycle_year: int) -> str | None:
    """Return what the figure ``name`` of ``year`` is called for ``cycle_year``, None if none may use it.

    >>> relative_name("requested", 2019, 2020), relative_name("settled", 2019, 2020)
    ('requested_previous_year', None)
    """
    if year >= cycle_year:
        return None
    pairs = RELATIVE.get(name, ())
    return next((relative for relative, before in pairs if before in (None, cycle_year - year)), None)


def relative_indicators(indicators: Iterable[Indicator], cycle_year: int, known_on: date) -> Indicators:
    """Return number -> relative name -> value, from what was known on the day; what is missing stays None.

    A figure that became known later, or is of the settlement year itself, is left out. Percent stays percent.
    """
    table: Indicators = {}
    newest: dict[tuple[str, str], int] = {}
    for one in indicators:
        row = table.setdefault(one.number, dict.fromkeys(RELATIVE_NAMES))
        relative = relative_name(one.name, one.year, cycle_year)
        if relative is None or one.known_from > known_on:
            continue
        if one.year >= newest.get((one.number, relative), one.year):
            newest[one.number, relative] = one.year
            row[relative] = one.value
    return table
