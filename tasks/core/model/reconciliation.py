"""A difference found by comparing registration and copy, and the case a person closes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tasks.core.model.vedtak import ReservationCode


class Cause(StrEnum):
    """What the comparison of registration and copy shows for one municipality."""

    AGREE = "agree"
    NUMBER_DIFFERS = "number_differs"
    EM_DIFFERS = "em_differs"
    ONLY_REGISTERED = "only_registered"
    ONLY_COPY = "only_copy"
    RESERVATION = "reservation"
    DECLINED = "declined"
    LATE = "late"
    NOTHING = "nothing"
    BELOW_REQUEST = "below_request"
    ABOVE_REQUEST = "above_request"
    UNREADABLE = "unreadable"
    SENDER_NOT_TRUSTED = "sender_not_trusted"
    UNCLEAR = "unclear"
    WRONG_YEAR = "wrong_year"
    NOT_FINAL = "not_final"
    POSTPONED = "postponed"
    KS_NOT_COPIED = "ks_not_copied"
    SUPERSEDED = "superseded"  # an earlier number of the municipality was replaced by what stands now
    DUPLICATE_REGISTRATION = (
        "duplicate_registration"  # two numbers in one export, and nothing says which stands
    )
    MERGED_MUNICIPALITY = "merged_municipality"  # the number stands under one that a reform replaced
    UNMATCHED = "unmatched"  # a message no municipality could be found for
    NOT_ASKED = "not_asked"  # a number or a message from a municipality that was not asked


class Severity(StrEnum):
    """How soon a person must look."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class NextAction(StrEnum):
    """What the operator does next; closed list, worded in reporting."""

    NONE = "none"
    WAIT = "wait"
    REMIND = "remind"
    ASK_FOR_COPY = "ask_for_copy"
    ASK_FOR_REGISTRATION = "ask_for_registration"
    ASK_MUNICIPALITY = "ask_municipality"
    READ_BY_PERSON = "read_by_person"
    NOTE_DECLINED = "note_declined"
    NOTE_LATE = "note_late"
    VERIFY_SENDER = "verify_sender"
    CONTACT_MANAGEMENT = "contact_management"
    EXTEND_DEADLINE = "extend_deadline"


class Resolution(StrEnum):
    """How a person (or a later version of the facts) closed a case."""

    ACCEPT_REGISTERED = "accept_registered"
    ACCEPT_COPY = "accept_copy"
    ASK_MUNICIPALITY = "ask_municipality"
    NOT_A_DECISION = "not_a_decision"
    WITHDRAWN = "withdrawn"
    SETTLED_BY_FACTS = "settled_by_facts"
    OVERRIDDEN = "overridden"  # a person set what counts, whatever the channels say


ACCEPTING_RESOLUTIONS = frozenset({Resolution.ACCEPT_REGISTERED, Resolution.ACCEPT_COPY})


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer for one municipality on one day: causes, both numbers, evidence and what to do next.

    ``cause`` is the first of ``causes``. ``decided`` is the number that may be trusted on that day (both
    channels agree, or a person decided), None else. ``number`` is the municipality's; for a message without
    one it is :func:`unmatched_number`. ``resolution`` is a person's decision that still stands, ``facts``
    what it stands on: the same text on two days means that nothing changed that a decision could rest on.
    ``replied_on`` is the day the last part of the answer came, ``council_date`` when the council is expected
    to decide, where the municipality has said so. ``quote`` is the sentence of a trusted copy that a question
    to the municipality is about.
    """

    year: int
    number: str
    cause: Cause
    causes: tuple[Cause, ...]
    severity: Severity
    next_action: NextAction
    requested: int
    requested_em: int | None
    registered: int | None
    registered_em: int | None
    copy: int | None
    copy_em: int | None
    decided: int | None
    decided_em: int | None
    evidence: str
    reason: str
    reservations: tuple[ReservationCode, ...] = ()
    resolution: Resolution | None = None
    facts: str = ""
    replied_on: date | None = None
    council_date: date | None = None
    quote: str = ""

    @property
    def is_agreement(self) -> bool:
        """Whether registration and trusted copy say the same, without reservation."""
        return Cause.AGREE in self.causes

    @property
    def is_decided_by_person(self) -> bool:
        """Whether the number stands because a person accepted it."""
        return self.resolution in ACCEPTING_RESOLUTIONS or self.resolution is Resolution.OVERRIDDEN

    @property
    def is_about_municipality(self) -> bool:
        """Whether the finding is a municipality's, not a message's that nobody could be found for."""
        return self.cause is not Cause.UNMATCHED

    @property
    def is_about_asked(self) -> bool:
        """Whether the finding is an asked municipality's, not an unmatched message's or one nobody asked."""
        return self.cause not in (Cause.UNMATCHED, Cause.NOT_ASKED)


def unmatched_number(raw_sha256: str) -> str:
    """Return what stands in place of a municipality number for a message that could not be matched.

    >>> unmatched_number("0f" * 32)
    'mail-0f0f0f0f0f0f'
    """
    return f"mail-{raw_sha256[:12]}"


class CaseState(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Case:
    """One item that a person must close, as it stands now.

    ``facts`` is the finding's, so a decision stands exactly as long as they do. ``due`` is when a person
    should have looked; of a case closed with ASK_MUNICIPALITY, the last day to wait before it opens again.
    """

    id: int
    year: int
    number: str
    cause: Cause
    severity: Severity
    state: CaseState
    opened: date
    due: date
    registered: int | None
    copy: int | None
    requested: int
    evidence: str
    next_action: NextAction
    resolution: Resolution | None = None
    resolved_by: str = ""
    resolved_reason: str = ""
    resolved_role: str = ""
    resolved_on: date | None = None
    facts: str = ""
    registered_em: int | None = None
    copy_em: int | None = None

    @property
    def em_differs(self) -> bool:
        """Whether the two sides give unaccompanied minors differently, or only one of them gives any.

        None beside 0 is no difference: a side that says nothing is not said to give some.
        """
        return bool(self.registered_em or self.copy_em) and self.registered_em != self.copy_em
