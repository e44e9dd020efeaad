"""Each municipality's progress against its vedtak on a day, from what the store knew then. No Prefect."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tasks.core.model.reconciliation import Finding
from tasks.core.model.settlement import Progress
from tasks.core.store import Transaction, referrals
from tasks.settlement.carry_over import LongWait, long_waits, progress


def long_waits_on(tx: Transaction, year: int, day: date) -> tuple[LongWait, ...]:
    """Return the referrals that the rule of the letter does not cover, as known on ``day``: a person decides."""
    return long_waits(year, referrals.latest(tx, known_on=day), day)


def progress_on(tx: Transaction, year: int, findings: Sequence[Finding], day: date) -> tuple[Progress, ...]:
    """Return the progress of every municipality that has a vedtak or a referral."""
    vedtak = {f.number: f.decided for f in findings if f.is_about_municipality}
    return progress(year, vedtak, referrals.latest(tx, known_on=day), day)
