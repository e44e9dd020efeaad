"""The report: pages in the report folder, artifacts on the dashboard."""

from __future__ import annotations

from datetime import date

from prefect import flow

from flows.clock import when
from flows.picture import year_view
from tasks.core.model.when import When
from tasks.reporting.tasks import publish_view


def publish_report(year: int, now: When) -> str:
    """Write the report of the day and return the line that says what to do next."""
    return publish_view(year_view(year, now.day))


@flow(name="report")
def report(year: int, as_of: date | None = None) -> str:
    """Skriv rapporten og legg artefaktene på dashbordet."""
    return publish_report(year, when(as_of))
