"""What a reply says: the number registered in IMDinett, and the reading of a written vedtak."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tasks.core.model.errors import BadInput


class RegistrationStatus(StrEnum):
    """The status column of an IMDinett export, in its own words."""

    NOT_REGISTERED = "ikke_registrert"
    DECIDED = "vedtatt"
    DECLINED = "avslag"
    POSTPONED = "utsatt"
    WITHDRAWN = "trukket"


@dataclass(frozen=True, slots=True)
class Registration:
    """One municipality's row in one export. ``count`` None: nothing registered or suppressed; 0: said no.

    ``mark`` keeps a published non-number (":" suppressed, "." not applicable). ``row`` is the row in the source,
    ``number_in_source`` the older number it stood under where a reform replaced that.
    """

    year: int
    number: str
    count: int | None
    em: int | None
    status: RegistrationStatus
    source_sha256: str
    row: int
    version: int = 1
    registered_at: datetime | None = None
    decided_on: date | None = None
    expected_council_date: date | None = None
    extra_capacity: int | None = None
    reservation_text: str = ""
    case_no: str = ""
    mark: str = ""
    changed_at: datetime | None = None
    extra_capacity_em: int | None = None
    number_in_source: str = ""

    def __post_init__(self) -> None:
        """Refuse EM above the total."""
        if self.em is not None and self.count is not None and self.em > self.count:
            raise BadInput.one(
                f"registration {self.year} of municipality {self.number}, row {self.row}",
                f"EM {self.em} is above the total {self.count}",
                "ask the municipality to correct it in IMDinett",
            )


class Outcome(StrEnum):
    """What the council decided, seen against the request."""

    ACCEPTED = "accepted"
    PARTIAL = "partial"
    DECLINED = "declined"
    POSTPONED = "postponed"
    UNCLEAR = "unclear"


class ReservationCode(StrEnum):
    """Conditions in a vedtak; closed list."""

    UPTO = "UPTO"
    RANGE = "RANGE"
    FAM_INCLUDED = "FAM_INCLUDED"
    FAM_CAP = "FAM_CAP"
    HOUSING = "HOUSING"
    FUNDING = "FUNDING"
    CAPACITY = "CAPACITY"
    NATIONALITY = "NATIONALITY"
    QUOTA_ONLY = "QUOTA_ONLY"
    PROFILE = "PROFILE"
    EM_CONDITION = "EM_CONDITION"
    MULTI_YEAR = "MULTI_YEAR"
    SPLIT = "SPLIT"
    SUPPLEMENT = "SUPPLEMENT"
    BY_REFERENCE = "BY_REFERENCE"
    REVIEW = "REVIEW"
    OTHER = "OTHER"


class DocumentFlag(StrEnum):
    """Doubts about the document itself, not conditions in the decision."""

    SENDER_DOMAIN = "SENDER_DOMAIN"
    SENDER_MISMATCH = "SENDER_MISMATCH"
    NAME_AMBIGUOUS = "NAME_AMBIGUOUS"
    WRONG_YEAR = "WRONG_YEAR"
    NOT_FINAL = "NOT_FINAL"


@dataclass(frozen=True, slots=True)
class Reservation:
    """One condition with the sentence it was read from."""

    code: ReservationCode
    evidence: str


@dataclass(frozen=True, slots=True)
class EvidencePlace:
    """Where a quotation stands: ``start`` to ``end`` in characters of the document's text, pages parted by form feeds.

    ``document`` is the file's name, empty for the message itself; ``page`` counts from 1. A quotation that was put
    together, or mended beyond recognition, has no place.
    """

    quote: str
    document: str
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class VedtakReading:
    """What one text says, with the quoted evidence; numbers are None where the text gives none.

    ``count`` is persons for ``year`` with EM inside and family on top left out; ``implied_count`` is the request
    where the text only points to it. ``reasons`` say why a person must look; ``trail`` which text and rule answered.
    """

    municipality_number: str | None
    municipality: str | None
    year: int | None
    count: int | None
    em_count: int | None
    implied_count: int | None
    outcome: Outcome
    reservations: tuple[Reservation, ...]
    flags: tuple[DocumentFlag, ...]
    family_reunification_included: bool | None
    case_no: str | None
    decision_date: date | None
    count_evidence: str
    needs_person: bool
    reasons: tuple[str, ...]
    trail: tuple[str, ...] = ()
    other_readings: tuple[VedtakReading, ...] = ()
    places: tuple[EvidencePlace, ...] = ()


class Grade(StrEnum):
    """How sure we are that a message comes from the municipality (INTERFACES: graded, not boolean)."""

    CHANNEL = "A"
    ALIGNED = "B"
    WEAK = "C"
    FAILED = "D"


class MessageState(StrEnum):
    """Where a received message stands."""

    STORED = "stored"
    ACCEPTED = "accepted"
    PERSON = "person"
    QUARANTINED = "quarantined"
    DUPLICATE = "duplicate"
    IRRELEVANT = "irrelevant"


@dataclass(frozen=True, slots=True)
class Message:
    """One received message and what was made of it. ``id`` is given by the store, None before that.

    ``received_at`` is when the mail says it came, ``raw_sha256`` the key of the bytes kept as received.
    """

    raw_sha256: str
    file: str
    source: str
    message_id: str
    sender: str
    subject: str
    received_at: datetime | None
    state: MessageState
    grade: Grade
    number: str | None
    letter_ref: str | None
    ks_copied: bool
    reading: VedtakReading | None
    reasons: tuple[str, ...]
    duplicate_of: str | None = None
    attachment_sha256: tuple[str, ...] = ()
