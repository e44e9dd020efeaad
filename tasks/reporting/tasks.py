"""Prefect's side of reporting: artifacts on the dashboard, pages in the report folder."""

from __future__ import annotations

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.core.installation import open_installation
from tasks.reporting.artifacts import publish
from tasks.reporting.html_report import write_report
from tasks.reporting.today import next_action
from tasks.reporting.year_view import YearView

EDITIONS = {"intern": False, "offentlig": True}


@task(name="publish report", cache_policy=NO_CACHE)
def publish_view(view: YearView) -> str:
    """Publish the year on the dashboard and as pages, internal and public, and return what to do next (nb)."""
    publish(view)
    with open_installation() as here:
        for edition, public in EDITIONS.items():
            for name, data in write_report(view, public=public).items():
                path = here.report_folder / str(view.year) / edition / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
    return next_action(view)
