"""The report: pages in the report folder, artifacts on the dashboard."""

from __future__ import annotations

from typing import TypeVar, cast

from prefect.utilities.annotations import quote

from flows.clock import when
from flows.dossier import dossiers, stale_pages
from flows.flow import flow
from flows.forms import AsOf, SettlementYear
from flows.picture import year_view
from tasks.core.model.when import When
from tasks.reporting.tasks import publish_view

T = TypeVar("T")


def publish_report(year: int, now: When) -> str:
    """Write the report of the day and return the line that says what to do next."""
    view = year_view(year, now.day)
    pages = stale_pages(view)
    return publish_view(_whole(view), _whole(dossiers(view, pages.numbers)), _whole(pages))


def _whole(value: T) -> T:
    """Hand a large value to a task as it is: else Prefect looks for futures in every part of it (0.7 s for a view)."""
    return cast("T", quote(value))


@flow(name="report")
def report(year: SettlementYear, as_of: AsOf = None) -> str:
    """Skriv rapporten og legg artefaktene på dashbordet."""
    return publish_report(year, when(as_of))
