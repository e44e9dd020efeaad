"""What a new forecast changes against the last one, and whether that calls for a revision."""

from __future__ import annotations

from config.cycle.year import Revision
from tasks.core.model.forecast import FigureChange, Forecast, ForecastCategory, ForecastChange


def compare(previous: Forecast | None, new: Forecast, thresholds: Revision) -> ForecastChange:
    """Return every category that changed, and whether total or EM moved by its threshold (each tested alone).

    The thresholds are percent of the previous need; exactly the threshold counts as reached. ``reason`` is in nb.
    """
    if previous is None:
        return ForecastChange((), revision_due=False, reason=f"Første prognose for {new.year}: {new.report}.")
    changes = tuple(
        FigureChange(category, before, after)
        for category in ForecastCategory
        if (before := previous.point(category)) != (after := new.point(category))
    )
    old, now = previous.need, new.need
    moved = [
        f"{what} går fra {before} til {after}"
        for what, before, after, percent in (
            ("behovet", old.total, now.total, thresholds.total_percent.value),
            ("enslige mindreårige", old.em, now.em, thresholds.em_percent.value),
        )
        if before != after and 100 * abs(after - before) >= percent * before
    ]
    if moved:
        reason = f"{new.report}: {' og '.join(moved)}; det er nok til at anmodningene skal vurderes på nytt."
    elif changes:
        reason = f"{new.report}: endringene er mindre enn grensen for ny fordeling."
    else:
        reason = f"{new.report}: ingen tall er endret."
    return ForecastChange(changes, revision_due=bool(moved), reason=reason)
