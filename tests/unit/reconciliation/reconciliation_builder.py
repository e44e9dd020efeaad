"""Registrations, mails and readings of a made-up municipality, and the one finding that follows from them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from builders import DEADLINE, a_message, a_reading, a_request

from tasks.core.model.vedtak import (
    Grade,
    MessageState,
    Reservation,
)
from tasks.reconciliation.compare import reconcile

BEFORE = date(2019, 12, 16)
AFTER = date(2019, 12, 23)
COUNCIL = datetime(2019, 12, 13, 10, 0, tzinfo=UTC)


def mail(day=13, sha="a", **changes):
    """A trusted mail from the municipality that came on a day of December 2019."""
    at = datetime(2019, 12, day, 10, 0, tzinfo=UTC) if day else None
    return a_message(raw_sha256=sha * 64, received_at=at, **changes)


def saying(count, **changes):
    return a_reading(count=count, **{"count_evidence": f"Kommunen bosetter {count} flyktninger.", **changes})


def with_codes(*codes, count=15):
    return saying(
        count, reservations=tuple(Reservation(code, f"vilkår {code}") for code in codes), needs_person=True
    )


def unaccepted(**changes):
    return mail(**{"state": MessageState.PERSON, "grade": Grade.WEAK, **changes})


def find(registration=None, messages=(), *, request=None, as_of=BEFORE, resolutions=None, own_deadlines=None):
    request = request or a_request()
    found = reconcile(
        {request.number: request},
        {registration.number: registration} if registration else {},
        messages,
        DEADLINE,
        as_of,
        resolutions or {},
        year=2020,
        own_deadlines=own_deadlines,
    )
    (finding,) = (f for f in found if f.number == request.number)
    return finding
