"""Alerts: the day's digest, cases that go up, letters that are stuck, runs that stopped. Apprise carries them."""

from __future__ import annotations

from typing import Annotated

from flows.clock import when
from flows.flow import flow
from flows.forms import AsOf, Help, SettlementYear
from flows.picture import year_view
from tasks.monitoring.tasks import cases_that_go_up
from tasks.reporting.tasks import send_alerts as send
from tasks.reporting.tasks import tell_failed_run


@flow(name="send-alerts")
def send_alerts(year: SettlementYear, as_of: AsOf = None) -> int:
    """Send dagens oppsummering, brev som står fast og saker over fristen. Hvert varsel sendes én gang."""
    now = when(as_of)
    return send(year_view(year, now.day), cases_that_go_up(year, now), now)


@flow(name="alert-failed-run")
def alert_failed_run(
    year: SettlementYear,
    stage: Annotated[str, Help("Navnet på flyten som stanset")],
    run: Annotated[str, Help("Kjøringens id; det varsles én gang om hver kjøring")],
    as_of: AsOf = None,
) -> int:
    """Varsle om en kjøring som stanset. Startes av automasjonen «anmodning-varsle-stans»."""
    return tell_failed_run(year, stage, run, when(as_of))
