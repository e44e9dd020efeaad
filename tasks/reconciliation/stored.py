"""What the store says about both sides of the replies on a day, compared. No Prefect: commands read it too."""

from __future__ import annotations

from datetime import date

from tasks.core.model.amendment import AmendmentKind
from tasks.core.model.deadlines import Deadlines
from tasks.core.model.reconciliation import Finding
from tasks.core.store import Transaction, amendments, cases, messages, registrations, requests
from tasks.reconciliation.compare import reconcile
from tasks.reconciliation.resolved import standing_resolutions


def findings_on(tx: Transaction, year: int, due: Deadlines, day: date) -> tuple[Finding, ...]:
    """Return the findings of the year as they were known on ``day``; ``due`` says until when to reply."""
    registered = registrations.versions(tx, year, known_on=day)
    return reconcile(
        requests.original(tx, year, known_on=day),
        {number: rows[-1] for number, rows in registered.items()},
        [stored.message for stored in messages.of_year(tx, year, known_on=day)],
        due.last_day,
        day,
        standing_resolutions(cases.of_year(tx, year, known_on=day)),
        year=year,
        own_deadlines=due.own,
        earlier={number: rows[:-1] for number, rows in registered.items()},
        overrides=amendments.latest(tx, year, AmendmentKind.STANDING, known_on=day),
    )
