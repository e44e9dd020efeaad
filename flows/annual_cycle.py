"""The whole year, stage by stage, as far as state and approvals allow. It may run every day and be repeated."""

from __future__ import annotations

from flows.autumn import allocate_and_consult
from flows.clock import when
from flows.events import watch_forecast
from flows.flow import flow
from flows.forms import AsOf, SettlementYear
from flows.outbox import pass_over_outbox
from flows.replies import send_what_still_holds, take_in_replies
from flows.reporting import publish_report
from flows.revision import revise_if_due
from tasks.core.model.when import When
from tasks.letters.tasks import issue, prepare
from tasks.monitoring.tasks import letters_went_out


@flow(name="annual-cycle")
def annual_cycle(year: SettlementYear, as_of: AsOf = None) -> str:
    """Før årets arbeid så langt det går i dag: hva som mangler et menneske, står i rapporten."""
    now = when(as_of)
    watch_forecast(year, now)
    if letters_went_out(year):
        _after_the_letters(year, now)
    else:
        _before_the_letters(year, now)
    return publish_report(year, now)


def _before_the_letters(year: int, now: When) -> None:
    allocate_and_consult(year, now)
    prepare(year, now)
    issue(year, now)
    pass_over_outbox(year, now)


def _after_the_letters(year: int, now: When) -> None:
    revise_if_due(year, now)
    findings = take_in_replies(year, now)
    send_what_still_holds(year, now, findings)
