"""What the year tells Prefect's event bus: a need that moved, letters that are stuck. Automations listen."""

from __future__ import annotations

from prefect.events import emit_event

from tasks.core.model.when import When
from tasks.forecast.tasks import Pulled, pull_forecast
from tasks.monitoring.tasks import stuck_letters

FORECAST_MOVED = "anmodning.forecast.moved"
LETTERS_STUCK = "anmodning.letters.stuck"


def watch_forecast(year: int, now: When) -> Pulled:
    """Take in what is published; a new forecast that calls for a revision is an event that starts one."""
    pulled = pull_forecast(year, now)
    if pulled.change is not None and pulled.change.revision_due:
        _tell(FORECAST_MOVED, year, {"reason": pulled.change.reason})
    return pulled


def announce_stuck_letters(year: int) -> None:
    """Make an event of letters that do not get on; who hears of it is told once per letter and state."""
    stuck = stuck_letters(year)
    if stuck:
        _tell(LETTERS_STUCK, year, {"letters": stuck})


def _tell(event: str, year: int, payload: dict[str, str | int]) -> None:
    resource = {"prefect.resource.id": f"anmodning.year.{year}", "prefect.resource.name": f"anmodning {year}"}
    emit_event(event, resource=resource, payload={"year": year, **payload})
