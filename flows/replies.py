"""From the letters to the last difference: receipts, replies, comparison, reminders."""

from __future__ import annotations

from datetime import date
from typing import cast

from prefect import flow
from prefect.utilities.annotations import quote

from flows.clock import when
from tasks.core.model.reconciliation import Finding
from tasks.core.model.when import When
from tasks.letters.tasks import make_reminders
from tasks.monitoring.stored import last_day
from tasks.monitoring.tasks import reminders_due
from tasks.reconciliation.tasks import reconcile_year
from tasks.replies.tasks import Taken, pull_messages, pull_registrations
from tasks.settlement.tasks import pull_referrals


def take_in_replies(year: int, now: When) -> tuple[Finding, ...]:
    """Take in both sides, compare them, and write to those who still owe something."""
    pull_registrations(year, now)
    pull_messages(year, now)
    pull_referrals(year, now)
    findings = reconcile_year(year, last_day(year), now)
    given = cast(
        "tuple[Finding, ...]", quote(findings)
    )  # else Prefect looks for futures in every value of them
    make_reminders(year, reminders_due(year, given, now), now)
    return findings


@flow(name="pull-replies")
def pull_replies(year: int, as_of: date | None = None) -> Taken:
    """Hent registrerte tall og e-post; alt lagres før det tolkes."""
    now = when(as_of)
    pull_registrations(year, now)
    return pull_messages(year, now)


@flow(name="reconcile")
def reconcile(year: int, as_of: date | None = None) -> tuple[Finding, ...]:
    """Sammenlign registrert tall og skriftlig kopi for alle; avvik blir saker."""
    return reconcile_year(year, last_day(year), when(as_of))


@flow(name="carry-over")
def carry_over(year: int, as_of: date | None = None) -> int:
    """Tell med dem som ble søkt ut i fjor og bosatt etter nyttår."""
    return pull_referrals(year, when(as_of))
