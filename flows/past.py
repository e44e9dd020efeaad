"""The criteria of a year file on a year whose requests are known, as data and as lines. No Prefect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from config.cycle.reader import read_cycle, years_on_file
from tasks.allocation.backtest import backtest
from tasks.allocation.files import read_requests
from tasks.statistics.wide import read_wide

File = tuple[bytes, str]
Found = Mapping[str, Mapping[str, object]]
SHOWN = 10
FIGURES = (
    "asked_ours",
    "asked_theirs",
    "jaccard",
    "misplaced_persons",
    "misplaced_share",
    "rank_correlation",
)


def compare(
    year: int, need: int, indicators: File, requests: File, criteria: int | None = None
) -> tuple[Found, tuple[str, ...]]:
    """Return the backtest by profile, and notes: columns not used, and whose criteria were used if not the year's.

    :raises BadInput: every fault of the files, each with its row; bounds that cannot hold together.
    """
    source = _nearest(year) if criteria is None else criteria
    plan = read_cycle(source).allocation
    table, left_out = read_wide(*indicators, year)
    asked = read_requests(*requests)
    found = backtest(plan, year, need, table, asked)
    notes: list[str] = (
        [] if source == year else [f"{year} has no year file: the criteria are those of {source}"]
    )
    if criteria is not None:
        notes = [f"the criteria are those of {source}"]
    return found, (*notes, *_other_borders(table, asked, requests[1]), *left_out)


def _other_borders(indicators: Iterable[str], requests: Mapping[str, int], name: str) -> Iterator[str]:
    """Yield a note on who was asked and has no indicators: it counts as misplaced, and cannot be otherwise."""
    known = set(indicators)
    missing = {number: count for number, count in sorted(requests.items()) if count and number not in known}
    if missing:
        shown = ", ".join(list(missing)[:SHOWN]) + (" ..." if len(missing) > SHOWN else "")
        yield (
            f"{name}: {len(missing)} municipalities with {sum(missing.values())} persons have no row among the "
            f"indicators ({shown}): are both files in the borders of one year?"
        )


def _nearest(year: int) -> int:
    """Return the year whose file holds the criteria for ``year``: its own, else the nearest, the later of two."""
    return min(years_on_file() or (year,), key=lambda other: (abs(other - year), -other))


def lines(found: Found) -> Iterator[str]:
    """Yield a backtest for a terminal: the figures of every profile, then where it differs most."""
    for profile, measured in found.items():
        yield profile
        for name in FIGURES:
            yield f"  {name:18} {measured[name]}"
        if "not_computed" in measured:
            yield f"  {measured['not_computed']}"
        absent = cast("Sequence[str]", measured["criteria_without_any_figure"])
        if absent:
            yield f"  without any figure {', '.join(absent)}: the weight went to the other criteria"
        for key, count in cast("Mapping[str, int]", measured["municipalities_without_a_figure"]).items():
            yield f"  {key}: {count} municipalities without a figure, the weight went to their other criteria"
        for row in cast("Sequence[Mapping[str, object]]", measured["differences"]):
            yield f"  {row['number']}  ours {row['ours']}, theirs {row['theirs']}  {row['sentence'] or row['reason']}"
