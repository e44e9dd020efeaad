"""What a new forecast changes against the last one, and whether that calls for a revision."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from config.cycle.year import Revision
from tasks.core.model.errors import BadInput
from tasks.core.model.forecast import FigureChange, Forecast, ForecastCategory, ForecastChange
from tasks.core.model.municipality import Language
from tasks.core.model.need import Need
from tasks.core.norwegian.formats import format_count, format_decimal


def compare(
    previous: Forecast | None, new: Forecast, thresholds: Revision, *, issued: Need | None = None
) -> ForecastChange:
    """Return every category that changed, and whether total or EM moved by its threshold (each tested alone).

    The thresholds are percent of ``issued``, the need behind the letters that are out: small steps add up.
    Without it, of the previous forecast's need. Exactly the threshold counts as reached.
    ``reason`` is in nb.

    :raises BadInput: the two are forecasts for different years.
    """
    if previous is not None and previous.year != new.year:
        what = f"it is for {new.year}, the one before for {previous.year}"
        raise BadInput.one(f"forecast {new.report}", what, "compare forecasts for one year")
    before = previous.need if issued is None and previous is not None else issued
    changes = () if previous is None else _changes(previous, new)
    if before is None:
        return ForecastChange((), revision_due=False, reason=f"Første prognose for {new.year}: {new.report}.")
    moved = needs_moved(before, new.need, thresholds)
    if moved:
        said = " og ".join(moved)
        reason = f"{new.report}: {said}. Det er nok til at anmodningene skal vurderes på nytt."
    elif changes or before != new.need:
        reason = f"{new.report}: endringene er mindre enn grensen for ny fordeling."
    else:
        reason = f"{new.report}: ingen tall er endret."
    return ForecastChange(changes, revision_due=bool(moved), reason=reason)


def needs_moved(before: Need, after: Need, thresholds: Revision) -> tuple[str, ...]:
    """Return one clause in nb for each of total and EM that moved by its threshold; empty: none did."""
    tested = (
        ("behovet", before.total, after.total, thresholds.total_percent.value),
        ("enslige mindreårige", before.em, after.em, thresholds.em_percent.value),
    )
    return tuple(
        f"{what} går fra {_count(old)} til {_count(now)} ({_percent(old, now)})"
        for what, old, now, percent in tested
        if old != now and 100 * abs(now - old) >= percent * old
    )


def _changes(previous: Forecast, new: Forecast) -> tuple[FigureChange, ...]:
    return tuple(
        FigureChange(category, before, after)
        for category in ForecastCategory
        if (before := previous.point(category)) != (after := new.point(category))
    )


def _count(persons: int) -> str:
    return format_count(persons, Language.NB)


def _percent(old: int, now: int) -> str:
    """Return the change with its sign and one decimal, from nothing in words."""
    if old == 0:
        return "fra ingen"
    share = (Decimal(100 * abs(now - old)) / old).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{'+' if now > old else '−'}{format_decimal(share, Language.NB)}\u00a0%"
