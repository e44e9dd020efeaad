"""The report: pages in the report folder, artifacts on the dashboard."""

from __future__ import annotations

from datetime import date
from typing import cast

from prefect import flow
from prefect.utilities.annotations import quote

from flows.clock import when
from flows.picture import year_view
from tasks.core.model.when import When
from tasks.reporting.tasks import publish_view
from tasks.reporting.year_view import YearView


def publish_report(year: int, now: When) -> str:
    """Write the report of the day and return the line that says what to do next."""
    view = quote(year_view(year, now.day))  # else Prefect looks for futures in every value of it: 0.7 s
    return publish_view(cast("YearView", view))


@flow(name="report")
def report(year: int, as_of: date | None = None) -> str:
    """Skriv rapporten og legg artefaktene på dashbordet."""
    return publish_report(year, when(as_of))
