"""What a municipality is planned to do in the season: the values the writers write from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tasks.core.model.municipality import Language
from tasks.core.model.vedtak import RegistrationStatus, ReservationCode
from tasks.rehearsal.behaviour import Behaviour


class CopyFormat(StrEnum):
    """How the written vedtak comes."""

    PDF = "pdf"
    HTML = "html"
    TEXT = "text"
    SCANNED = "scanned"  # a PDF with a picture of the page and no text


class Wording(StrEnum):
    """What sort of text the copy is."""

    ADOPTED = "adopted"
    DECLINED = "declined"
    POSTPONED = "postponed"
    BY_REFERENCE = "by_reference"
    PROPOSAL = "proposal"  # the committee's proposal; the council has not decided


@dataclass(frozen=True, slots=True)
class PlannedRegistration:
    """What will stand in IMDinett from ``at`` on. ``count`` None: postponed."""

    count: int | None
    em: int | None
    status: RegistrationStatus
    at: datetime


@dataclass(frozen=True, slots=True)
class PlannedCopy:
    """What will be mailed at ``at``, and once more at ``repeated_at``. ``em`` None: the text does not say."""

    wording: Wording
    count: int | None
    em: int | None
    reservation: ReservationCode | None
    form: CopyFormat
    sender_domain: str
    ks_copied: bool
    at: datetime
    repeated_at: datetime | None


@dataclass(frozen=True, slots=True)
class MunicipalityPlan:
    """One municipality's season. ``council_on`` is the day the council decides, past or still to come."""

    year: int
    number: str
    name: str
    language: Language
    letter_ref: str
    requested: int
    requested_em: int | None
    behaviour: Behaviour
    council_on: date
    registration: PlannedRegistration | None
    copy: PlannedCopy | None
    chance: str  # seeds what is drawn later for this municipality, such as the wording

    @property
    def treated_on(self) -> date:
        """The day of the meeting that the papers are from: before ``council_on`` if that is still to come."""
        known = [entry.at.date() for entry in (self.registration, self.copy) if entry is not None]
        return min([self.council_on, *known])
