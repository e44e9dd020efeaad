"""Indicators named relative to a settlement year, so that the same criteria serve every year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from tasks.core.model.indicator import Indicator

# published name -> (relative name, years before the settlement year); None: the newest value known.
_RELATIVE: dict[str, tuple[tuple[str, int | None], ...]] = {
    "population": (("population", None),),
    "requested": (("requested_previous_year", 1), ("requested_two_years_ago", 2)),
    "settled": (
        ("settled_two_years_ago", 2),
        ("settled_three_years_ago", 3),
        ("settled_four_years_ago", 4),
    ),
    "immigrant_share_percent": (("immigrant_share", None),),
    "intro_results_3y_percent": (("intro_results_3y", None),),
    "employment_percent": (("employment", None),),
}


def relative_indicators(
    indicators: Iterable[Indicator], cycle_year: int, known_on: date
) -> dict[str, dict[str, Decimal | None]]:
    """Return number -> relative name -> value, from what was known on the day only; what is missing stays None.

    A figure that became known later, or is of the settlement year itself, is left out. Percent stays percent.
    """
    names = [relative for pairs in _RELATIVE.values() for relative, _ in pairs]
    table: dict[str, dict[str, Decimal | None]] = {}
    newest: dict[tuple[str, str], int] = {}
    for one in indicators:
        row = table.setdefault(one.number, dict.fromkeys(names))
        if one.known_from > known_on or one.year >= cycle_year:
            continue
        for relative, years_before in _RELATIVE.get(one.name, ()):
            if years_before is not None and one.year != cycle_year - years_before:
                continue
            if one.year >= newest.get((one.number, relative), one.year):
                newest[one.number, relative] = one.year
                row[relative] = one.value
    return table
