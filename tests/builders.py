"""Values for tests with sensible defaults; a test names only what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from tasks.core.model.allocation import Allocation, ReasonCode, Round, RoundKind
from tasks.core.model.letter import Letter, LetterKind
from tasks.core.model.municipality import Language, Municipality, Register, WrittenStandard
from tasks.core.model.need import Need
from tasks.core.model.request import Request, RequestKind
from tasks.core.model.vedtak import (
    Grade,
    Message,
    MessageState,
    Outcome,
    Registration,
    RegistrationStatus,
    VedtakReading,
)

ORLAND = Municipality(
    number="5057",
    name="Ørland",
    display_name="Ørland",
    county_number="50",
    county="Trøndelag",
    written_standard=WrittenStandard.BOKMAL,
    organisation_number="921806027",
    email_domain="orland.kommune.no",
)
ORSTA = replace(
    ORLAND,
    number="1520",
    name="Ørsta",
    display_name="Ørsta",
    county_number="15",
    county="Møre og Romsdal",
    written_standard=WrittenStandard.NYNORSK,
    organisation_number="939461450",
    email_domain="orsta.kommune.no",
)
REGISTER = Register(2020, (ORLAND, ORSTA), ())
LETTERS_DAY = date(2019, 10, 24)
DEADLINE = date(2019, 12, 20)


def an_allocation(**changes: object) -> Allocation:
    row = Allocation("5057", True, 15, 0, 0, ReasonCode.SHARE, weight=Fraction(1, 3), share=Fraction(44, 3))
    return replace(row, **changes)


def a_round(**changes: object) -> Round:
    rows = (an_allocation(number="1520", count=10, em=2, em_under_15=1), an_allocation())
    return replace(Round(2020, RoundKind.FIRST, Need(2020, 25, 2, 1), rows, "ab" * 32), **changes)


def a_letter(**changes: object) -> Letter:
    number = str(changes.get("number", "5057"))
    revision = changes.get("revision", 1)
    letter = Letter(
        year=2020,
        number=number,
        kind=LetterKind.REQUEST,
        revision=1,
        language=Language.NB,
        letter_ref=f"TEST-{number}-{changes.get('kind', 'request')}-{revision}",
        round_id=None,
        count=15,
        em=0,
        em_under_15=0,
        deadline=DEADLINE,
        dated=LETTERS_DAY,
        title="Anmodning om bosetting av flyktninger i 2020",
        text="",
        inputs_sha256="aa" * 32,
        pdf_sha256="bb" * 32,
        template_version="test",
    )
    return replace(letter, **changes)


def a_request(**changes: object) -> Request:
    request = Request(
        year=2020,
        number="5057",
        kind=RequestKind.ORIGINAL,
        revision=1,
        count=15,
        em=0,
        em_under_15=0,
        letter_ref="TEST-5057-request-1",
        deadline=DEADLINE,
        issued_on=LETTERS_DAY,
    )
    return replace(request, **changes)


def a_registration(**changes: object) -> Registration:
    registration = Registration(
        year=2020,
        number="5057",
        count=15,
        em=0,
        status=RegistrationStatus.DECIDED,
        source_sha256="cc" * 32,
        row=2,
        decided_on=date(2019, 12, 12),
    )
    return replace(registration, **changes)


def a_reading(**changes: object) -> VedtakReading:
    reading = VedtakReading(
        municipality_number="5057",
        municipality="Ørland",
        year=2020,
        count=15,
        em_count=None,
        implied_count=None,
        outcome=Outcome.ACCEPTED,
        reservations=(),
        flags=(),
        family_reunification_included=None,
        case_no="19/1234",
        decision_date=date(2019, 12, 12),
        count_evidence="Ørland kommune bosetter 15 flyktninger i 2020.",
        needs_person=False,
        reasons=(),
    )
    return replace(reading, **changes)


def a_message(**changes: object) -> Message:
    message = Message(
        raw_sha256="dd" * 32,
        file="new/1.eml",
        source="maildir",
        message_id="<1@orland.kommune.no>",
        sender="postmottak@orland.kommune.no",
        subject="Vedtak",
        received_at=None,
        state=MessageState.ACCEPTED,
        grade=Grade.ALIGNED,
        number="5057",
        letter_ref="TEST-5057-request-1",
        ks_copied=True,
        reading=a_reading(),
        reasons=(),
    )
    return replace(message, **changes)
