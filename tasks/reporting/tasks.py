"""Prefect's side of reporting: artifacts on the dashboard, pages in the report folder."""

from __future__ import annotations

from collections.abc import Mapping

from prefect import task
from prefect.cache_policies import NO_CACHE

from config.settings import InterfaceLanguage
from tasks.core.installation import open_installation
from tasks.reporting.artifacts import publish
from tasks.reporting.dossier import Dossier
from tasks.reporting.html_report import write_report
from tasks.reporting.report_folder import write_files
from tasks.reporting.today import next_action
from tasks.reporting.year_view import YearView

EDITIONS = {"intern": False, "offentlig": True}


@task(name="publish report", cache_policy=NO_CACHE)
def publish_view(view: YearView, dossiers: Mapping[str, Dossier]) -> str:
    """Publish the year on the dashboard and as pages, internal and public, and return what to do next (nb).

    The internal pages have one for each of the ``dossiers``.
    """
    with open_installation() as here:
        publish(view, is_english=here.settings.language is InterfaceLanguage.EN)
        for edition, public in EDITIONS.items():
            folder = here.report_folder / str(view.year) / edition
            write_files(folder, write_report(view, public=public, dossiers=dossiers))
    return next_action(view)
