"""A year on a day, built from the comparison itself: what monitoring sees is what reconciliation found."""

from __future__ import annotations

from datetime import UTC, date, datetime

from builders import DEADLINE, a_message, a_reading, a_registration, a_request

from config.cycle.year import Reminders
from tasks.core.model.deadlines import Deadlines
from tasks.core.model.dispatch import DispatchState
from tasks.monitoring.positions import ReplyPlan, year_status
from tasks.monitoring.reminders import Sent
from tasks.reconciliation.compare import reconcile

REMINDERS = Reminders(days_before=(14, 3), days_after=(3, 10), at_most=4, source="test")
BEFORE = date(2019, 12, 2)
AFTER = date(2019, 12, 21)


def mail(number="5057", count=15, day=1, sha="a", **changes):
    """A trusted mail from a municipality on a day of December 2019."""
    at = datetime(2019, 12, day, 10, 0, tzinfo=UTC)
    reading = a_reading(count=count, municipality_number=number)
    return a_message(raw_sha256=sha * 64, number=number, received_at=at, **{"reading": reading, **changes})


def status(
    requests=None,
    registrations=(),
    messages=(),
    *,
    as_of=BEFORE,
    dispatch=DispatchState.READ,
    sent=None,
    reminders=REMINDERS,
    own_deadlines=None,
    council_dates=None,
    not_asked=(),
    resolutions=None,
):
    """Return the status of a year in which every request letter is in state ``dispatch``."""
    requests = requests or {"5057": a_request()}
    own = own_deadlines or {}
    findings = reconcile(
        requests,
        {r.number: r for r in registrations},
        messages,
        DEADLINE,
        as_of,
        resolutions or {},
        year=2020,
        own_deadlines=own,
    )
    states = dict.fromkeys(requests, dispatch) if dispatch else {}
    plan = ReplyPlan(reminders, Deadlines(DEADLINE, own, dict.fromkeys(own, BEFORE), council_dates or {}))
    was_sent = {n: Sent(tuple(steps)) for n, steps in (sent or {}).items()}
    return year_status(2020, requests, states, findings, was_sent, plan, as_of, not_asked)


__all__ = ["AFTER", "BEFORE", "REMINDERS", "a_registration", "a_request", "mail", "status"]
