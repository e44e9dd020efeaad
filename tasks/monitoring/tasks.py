"""Prefect's side of monitoring: where the year stands, and who is due a reminder."""

from __future__ import annotations

from prefect import task
from prefect.cache_policies import NO_CACHE

from config.cycle.reader import read_cycle
from tasks.core.installation import open_installation
from tasks.core.model.position import ReminderDue
from tasks.core.model.reconciliation import Finding
from tasks.core.model.when import When
from tasks.core.store import requests
from tasks.monitoring.stored import status_on


@task(name="have the letters gone out", cache_policy=NO_CACHE)
def letters_went_out(year: int) -> bool:
    """Return whether any municipality was asked for ``year`` yet."""
    with open_installation() as here, here.store.begin() as tx:
        return bool(requests.series(tx, year))


@task(name="find due reminders", cache_policy=NO_CACHE)
def reminders_due(year: int, findings: tuple[Finding, ...], when: When) -> tuple[ReminderDue, ...]:
    """Return who is due a reminder on the day, each with what is missing."""
    with open_installation() as here, here.store.begin() as tx:
        return status_on(tx, read_cycle(year), findings, when.day).reminders_due
