"""Prefect's side of reporting: artifacts on the dashboard, pages in the report folder, alerts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from config.settings import InterfaceLanguage
from tasks.core.installation import open_installation
from tasks.core.model.alarm import Alarm, AlarmKind
from tasks.core.model.dispatch import STUCK_STATES, Dispatch
from tasks.core.model.errors import TryAgain
from tasks.core.model.escalation import Escalation
from tasks.core.model.when import When
from tasks.core.store import outbox
from tasks.reporting.artifacts import publish
from tasks.reporting.digest import daily_digest, escalated, failed_run, outbox_alarm, stuck_letters
from tasks.reporting.dossier import Dossier
from tasks.reporting.html_report import municipality_pages, write_report
from tasks.reporting.kept_pages import PagesToMake, note_pages
from tasks.reporting.report_folder import INTERNAL, edition_folder, write_files
from tasks.reporting.telling import tell_once
from tasks.reporting.today import next_action
from tasks.reporting.year_view import YearView

STUCK = "stuck letter"
EDITIONS = {INTERNAL: False, "offentlig": True}


@task(name="publish report", cache_policy=NO_CACHE)
def publish_view(view: YearView, dossiers: Mapping[str, Dossier], pages: PagesToMake) -> str:
    """Publish the year on the dashboard and as pages, internal and public, and return what to do next (nb).

    Both are in the language operators are met in (setting LANGUAGE).

    The internal pages have one for each municipality: those of ``dossiers`` are made, the others of ``pages`` stand.
    """
    with open_installation() as here:
        language = here.settings.language
        is_english = language is InterfaceLanguage.EN
        publish(view, is_english=is_english, report_url=here.settings.report_url.rstrip("/"))
        for edition, public in EDITIONS.items():
            folder = edition_folder(here, view.year, edition)
            files = write_report(view, public=public, dossiers=dossiers, kept=pages.kept, language=language)
            write_files(folder, files)
            if not public:
                note_pages(folder, pages, files, municipality_pages(pages.traces))
    return next_action(view)


@task(name="send alerts", cache_policy=NO_CACHE, retries=2, retry_delay_seconds=[10, 60])
def send_alerts(view: YearView, escalations: Sequence[Escalation], when: When) -> int:
    """Send the day's digest, letters that are stuck and cases that go up; each is told once. Return how many.

    :raises TryAgain: a service did not take an alert; what was told before it is not told again.
    """
    stuck = [_stuck_key(row) for row in view.dispatches if row.state in STUCK_STATES]
    overdue = {one.key: one for one in escalations}
    year = view.year
    with open_installation() as here:
        told = tell_once(here, year, "digest", [str(view.as_of)], lambda _: daily_digest(view), when)
        told += tell_once(here, year, STUCK, stuck, lambda new: stuck_letters(year, len(new)), when)
        told += tell_once(
            here,
            year,
            "escalation",
            overdue,
            lambda new: escalated(year, [overdue[key] for key in new], view.offices),
            when,
        )
    return told


@task(name="tell of the outbox", cache_policy=NO_CACHE)
def tell_of_outbox(year: int, alarms: Sequence[Alarm], when: When) -> int:
    """Tell at once what a pass over the outbox met, and of letters that are stuck; each once. Return how many.

    An alert nobody took stops nothing: it is logged, and the next pass tells it.
    """
    told = 0
    with open_installation() as here:
        with here.store.begin() as tx:
            stuck = [_stuck_key(row) for row in outbox.of_year(tx, year) if row.state in STUCK_STATES]
        try:
            told += tell_once(here, year, STUCK, stuck, lambda new: stuck_letters(year, len(new)), when)
            for kind in dict.fromkeys(one.kind for one in alarms):
                keys = [one.key for one in alarms if one.kind is kind]
                text = partial(_outbox_text, year, kind)
                told += tell_once(here, year, f"outbox {kind}", keys, text, when)
        except TryAgain as problem:
            get_run_logger().warning(
                "varselet ble ikke tatt imot, neste gjennomgang prøver igjen: %s", problem
            )
    return told


def _outbox_text(year: int, kind: AlarmKind, keys: Sequence[str]) -> tuple[str, str]:
    return outbox_alarm(year, kind, len(keys))


def _stuck_key(row: Dispatch) -> str:
    return f"{row.key} {row.state} {row.attempts}"


@task(name="tell of a run that stopped", cache_policy=NO_CACHE, retries=2, retry_delay_seconds=[10, 60])
def tell_failed_run(year: int, stage: str, run: str, when: When) -> int:
    """Say once that a run stopped; why stands on the dashboard, it may quote a reply."""
    with open_installation() as here:
        return tell_once(here, year, "failed run", [run], lambda _: failed_run(year, stage), when)
