"""Everything one letter says, as data: the wording in bokmål or nynorsk is put on it later."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tasks.core.model.allocation import ReasonCode
from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.letter import ASKING_KINDS, LetterKind
from tasks.core.model.municipality import Language
from tasks.core.model.need import Need
from tasks.core.model.organisation import passes_modulus_11


class Missing(StrEnum):
    """What a municipality still owes; the strings are those of ``tasks.core.model.position``."""

    REGISTRATION = "registration"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Recipient:
    """The municipality written to. ``merged_from`` whole and ``part_from`` split ones at the turn of the year."""

    number: str
    name: str
    county: str
    organisation_number: str
    other_names: tuple[str, ...] = ()
    merged_from: tuple[str, ...] = ()
    part_from: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an organisation number that cannot exist."""
        if not passes_modulus_11(self.organisation_number):
            raise BadInput.one(
                f"letter to municipality {self.number} {self.name}",
                f"organisation number {self.organisation_number!r} fails its check digit (modulus 11)",
                "correct the register",
            )


@dataclass(frozen=True, slots=True)
class Sender:
    """The regional office that signs; without a name the title signs alone."""

    office: str
    signatory_title: str
    signatory_name: str | None


@dataclass(frozen=True, slots=True)
class Persons:
    """Persons asked for: EM inside ``count``, under 15 inside EM. EM None: not known (a season taken over)."""

    count: int
    em: int | None
    em_under_15: int | None

    def __post_init__(self) -> None:
        """Refuse numbers that do not nest."""
        if not 0 <= (self.em_under_15 or 0) <= (self.em or 0) <= self.count:
            raise BadInput.one(
                "letter", f"{self.count}/{self.em}/{self.em_under_15} do not nest", "report this as a fault"
            )

    @property
    def em_over_15(self) -> int | None:
        """EM of 15 and above, persons."""
        return None if self.em is None or self.em_under_15 is None else self.em - self.em_under_15


@dataclass(frozen=True, slots=True)
class AnnexCriterion:
    """One row of annex 1. ``weight_percent`` is None where the year file gives none."""

    title: str
    description: str
    weight_percent: Decimal | None
    source: str


@dataclass(frozen=True, slots=True)
class Grants:
    """What the integration grant covered: ``coverage`` percent of the costs in ``coverage_year``, and where it stands."""

    coverage: Decimal
    coverage_year: int
    report: str
    url: str


@dataclass(frozen=True, slots=True)
class Contacts:
    """Where the written copy goes, and the copy of it."""

    imdi_email: str
    ks_email: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why the number is what it is: unrounded share in tenths of a person, and the needs at which it moves by one."""

    reason: ReasonCode
    share_tenths: int
    next_up: int | None
    next_down: int | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """The letter this one follows: its number of persons, reference and day."""

    persons: Persons
    letter_ref: str
    dated: date


@dataclass(frozen=True, slots=True)
class Difference:
    """A registered number and a written copy that do not say the same; ``quote`` is the copy's own sentence.

    None: that side has no number.
    """

    registered: int | None
    copied: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class LetterContent:
    """Everything one letter says. Which parts must be there depends on the kind; a letter lacking one is refused.

    ``persons`` is what this letter asks for (a supplementary letter: the addition alone), or what a reminder,
    clarification or closing is about; None for information. ``deadline`` None: no answer is asked for.
    ``need_before`` is the need the earlier letter was based on; ``decided`` the vedtak a closing letter thanks for.
    """

    kind: LetterKind
    language: Language
    year: int
    recipient: Recipient
    sender: Sender
    letter_ref: str
    dated: date
    ministry: str
    need: Need
    contacts: Contacts
    grants: Grants
    deadline: date | None = None
    annex: tuple[AnnexCriterion, ...] = ()
    persons: Persons | None = None
    earlier: Earlier | None = None
    need_before: Need | None = None
    reason: ReasonCode | None = None
    missing: tuple[Missing, ...] = ()
    difference: Difference | None = None
    decided: int | None = None
    explanation: Explanation | None = None

    def __post_init__(self) -> None:
        """Refuse a letter that lacks what its kind must say; all that is wrong at once."""
        wrong = [f"{name} is missing" for name in _MUST_HAVE[self.kind] if getattr(self, name) in (None, ())]
        wrong += self._wrong_in_asking() if self.kind in ASKING_KINDS else []
        if wrong:
            place = f"{self.kind} letter {self.year} to municipality {self.recipient.number} {self.recipient.name}"
            raise BadInput(Fault(place, what, "correct what the letter is composed from") for what in wrong)

    def _wrong_in_asking(self) -> list[str]:
        """Return what makes a letter that asks for persons unfit: unknown EM, nobody asked for, a past deadline."""
        wrong: list[str] = []
        if self.persons and (self.persons.em is None or self.persons.em_under_15 is None):
            wrong.append("the number of EM is not known")
        if self.persons and self.persons.count == 0 and self.kind is not LetterKind.ADJUSTED:
            wrong.append("it asks for 0 persons")
        if self.deadline and self.deadline <= self.dated:
            wrong.append(f"the deadline {self.deadline} is not after the letter's own day {self.dated}")
        if self.deadline is None and self.asks_for_more:
            wrong.append("it asks for more persons than before and gives no deadline")
        return wrong

    @property
    def asks_for_more(self) -> bool:
        """Whether the municipality is asked for more than before, so that an answer is needed."""
        if self.kind is not LetterKind.ADJUSTED or self.persons is None or self.earlier is None:
            return self.kind in ASKING_KINDS
        return self.persons.count > self.earlier.persons.count

    def to_json(self) -> str:
        """Return the canonical JSON: sorted keys, dates as ISO, decimals as text."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)

    @property
    def inputs_sha256(self) -> str:
        """Hash of everything the letter says: the same inputs and template give the same PDF."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    @property
    def file_name(self) -> str:
        """Name of the PDF, ASCII and legal for every channel."""
        return f"{self.letter_ref}.pdf"


_MUST_HAVE: dict[LetterKind, tuple[str, ...]] = {
    LetterKind.REQUEST: ("persons", "annex", "deadline"),
    LetterKind.INFORMATION: ("annex",),
    LetterKind.ADJUSTED: ("persons", "earlier", "need_before"),
    LetterKind.SUPPLEMENTARY: ("persons", "deadline"),
    LetterKind.WITHDRAWAL: ("persons", "earlier"),
    LetterKind.REMINDER: ("persons", "earlier", "missing", "deadline"),
    LetterKind.CLARIFICATION: ("persons", "earlier", "difference"),
    LetterKind.CLOSING: ("persons", "earlier", "decided"),
}
