"""Prefect's side of reporting: artifacts on the dashboard, pages in the report folder, alerts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from prefect import task
from prefect.cache_policies import NO_CACHE

from config.settings import InterfaceLanguage
from tasks.core.installation import open_installation
from tasks.core.model.dispatch import STUCK_STATES
from tasks.core.model.escalation import Escalation
from tasks.core.model.when import When
from tasks.reporting.artifacts import publish
from tasks.reporting.digest import daily_digest, escalated, failed_run, stuck_letters
from tasks.reporting.dossier import Dossier
from tasks.reporting.html_report import write_report
from tasks.reporting.report_folder import write_files
from tasks.reporting.telling import tell_once
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


@task(name="send alerts", cache_policy=NO_CACHE, retries=2, retry_delay_seconds=[10, 60])
def send_alerts(view: YearView, escalations: Sequence[Escalation], when: When) -> int:
    """Send the day's digest, letters that are stuck and cases that go up; each is told once. Return how many.

    :raises TryAgain: a service did not take an alert; what was told before it is not told again.
    """
    stuck = {f"{d.key} {d.state} {d.attempts}": d for d in view.dispatches if d.state in STUCK_STATES}
    overdue = {one.key: one for one in escalations}
    year = view.year
    with open_installation() as here:
        told = tell_once(here, year, "digest", [str(view.as_of)], lambda _: daily_digest(view), when)
        told += tell_once(here, year, "stuck letter", stuck, lambda new: stuck_letters(year, len(new)), when)
        told += tell_once(
            here,
            year,
            "escalation",
            overdue,
            lambda new: escalated(year, [overdue[key] for key in new], view.offices),
            when,
        )
    return told


@task(name="tell of a run that stopped", cache_policy=NO_CACHE, retries=2, retry_delay_seconds=[10, 60])
def tell_failed_run(year: int, stage: str, run: str, when: When) -> int:
    """Say once that a run stopped; why stands on the dashboard, it may quote a reply."""
    with open_installation() as here:
        return tell_once(here, year, "failed run", [run], lambda _: failed_run(year, stage), when)
