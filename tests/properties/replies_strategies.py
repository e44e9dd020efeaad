"""Seasons of any shape: registrations, messages, letters and days, for the properties of what follows replies."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from builders import DEADLINE, a_message, a_reading, a_registration, a_request
from hypothesis import strategies as st

from tasks.core.model.dispatch import DispatchState
from tasks.core.model.vedtak import (
    DocumentFlag,
    Grade,
    MessageState,
    Outcome,
    RegistrationStatus,
    Reservation,
    ReservationCode,
)

NUMBERS = ("0301", "1520", "5001", "5057")
COUNTS = st.none() | st.sampled_from([0, 5, 10, 15, 18])
EM = st.sampled_from([None, 0, 2, 5])
MOMENTS = st.none() | st.integers(0, 60).map(
    lambda n: datetime(2019, 11, 20, 9, 0, tzinfo=UTC) + timedelta(days=n)
)
DAYS = st.integers(-30, 40).map(lambda n: DEADLINE + timedelta(days=n))


@st.composite
def requests(draw, number):
    count = draw(st.sampled_from([10, 15, 210]))
    return a_request(number=number, count=count, em=draw(st.sampled_from([None, 0, 5])), em_under_15=0)


@st.composite
def registrations(draw, number):
    count, em = draw(COUNTS), draw(EM)
    return a_registration(
        number=number,
        count=count,
        em=None if em is None or count is None or em > count else em,
        status=draw(st.sampled_from(RegistrationStatus)),
        registered_at=draw(MOMENTS),
        reservation_text=draw(st.sampled_from(["", "Ingen", "Inntil 15"])),
        mark=draw(st.sampled_from(["", "", ":"])) if count is None else "",
    )


@st.composite
def readings(draw, number):
    count, em = draw(COUNTS), draw(EM)
    codes = draw(st.lists(st.sampled_from(ReservationCode), max_size=2, unique=True))
    return a_reading(
        municipality_number=draw(st.sampled_from([number, number, number, None, "1101"])),
        year=draw(st.sampled_from([2020, 2020, 2020, None, 2019])),
        count=count,
        em_count=None if em is None or count is None or em > count else em,
        outcome=draw(st.sampled_from(Outcome)),
        reservations=tuple(Reservation(code, "vilkår") for code in codes),
        flags=tuple(draw(st.lists(st.sampled_from(DocumentFlag), max_size=1))),
        needs_person=draw(st.booleans()),
        reasons=tuple(
            draw(st.lists(st.sampled_from(["NO_VEDTAK_FOUND", "CONFLICTING_NUMBERS"]), max_size=1))
        ),
        decision_date=draw(st.sampled_from([None, date(2019, 12, 5), date(2019, 12, 12)])),
    )


@st.composite
def messages(draw, number=None):
    owner = number or draw(st.sampled_from([*NUMBERS, None]))
    return a_message(
        raw_sha256=f"{draw(st.integers(0, 2**32 - 1)):08x}" * 8,
        number=owner,
        received_at=draw(MOMENTS),
        state=draw(st.sampled_from(MessageState)),
        grade=draw(st.sampled_from(Grade)),
        ks_copied=draw(st.booleans()),
        reading=draw(st.none() | readings(owner or "5057")),
        reasons=(),
        attachment_sha256=draw(st.sampled_from([(), ("ee" * 32,)])),
    )


@st.composite
def seasons(draw):
    """Return requests, registrations and messages of some of four municipalities, asked or not."""
    asked = {n: draw(requests(n)) for n in draw(st.lists(st.sampled_from(NUMBERS), unique=True))}
    registered = {n: draw(registrations(n)) for n in draw(st.lists(st.sampled_from(NUMBERS), unique=True))}
    mail = draw(st.lists(messages(), max_size=6, unique_by=lambda m: m.raw_sha256))
    return asked, registered, mail


dispatch_states = st.dictionaries(st.sampled_from(NUMBERS), st.sampled_from(DispatchState))
