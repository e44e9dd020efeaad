"""Everything one letter says, as data: the wording in bokmål or nynorsk is put on it later."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import cache

from pydantic import TypeAdapter

from tasks.core.model.allocation import ReasonCode
from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.letter import ASKING_KINDS, LetterKind
from tasks.core.model.municipality import Language
from tasks.core.model.need import Need
from tasks.core.model.position import Missing
from tasks.core.model.reference import find_references
from tasks.letters.content_parts import (
    AnnexCriterion,
    Contacts,
    Difference,
    Earlier,
    Explanation,
    Grants,
    Persons,
    Recipient,
    Sender,
)


@dataclass(frozen=True, slots=True)
class LetterContent:
    """Everything one letter says. Which parts must be there depends on the kind: one that lacks any is refused.

    ``persons`` is what this letter asks for (a supplementary letter: the addition alone), or what a reminder,
    clarification or closing is about; None for information. ``deadline`` may be past where no new answer is
    asked for, and None where there is none. ``need_before`` is the need the earlier letter was based on, None
    if not known; ``decided`` the vedtak a closing letter thanks for or an adjusted one follows; ``reminder`` which reminder of the municipality
    this is, from 1.
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
    reminder: int | None = None
    is_last_reminder: bool = False
    explanation: Explanation | None = None

    def __post_init__(self) -> None:
        """Refuse a letter that lacks what its kind must say; all that is wrong at once."""
        wrong = [f"{name} is missing" for name in _MUST_HAVE[self.kind] if getattr(self, name) in (None, ())]
        wrong += self._wrong_in_reference()
        wrong += self._wrong_in_asking() if self.kind in ASKING_KINDS else []
        if wrong:
            recipient = self.recipient
            place = f"{self.kind} letter {self.year} to municipality {recipient.number} {recipient.name}"
            raise BadInput(Fault(place, what, "correct what the letter is composed from") for what in wrong)

    def _wrong_in_reference(self) -> list[str]:
        """Return that the reference is another letter's, or none: replies would go to another municipality."""
        said = [(r.year, r.number, r.kind) for r in find_references(self.letter_ref)]
        right = (self.year, self.recipient.number, self.kind)
        return [] if said == [right] else [f"{self.letter_ref!r} is not the reference of this letter"]

    def _wrong_in_asking(self) -> list[str]:
        """Return what makes a letter that asks for persons unfit: unknown EM, nobody asked, a past deadline."""
        wrong: list[str] = []
        if self.persons and (self.persons.em is None or self.persons.em_under_15 is None):
            wrong.append("the number of EM is not known")
        if self.persons and self.persons.count == 0 and self.kind is not LetterKind.ADJUSTED:
            wrong.append("it asks for 0 persons")
        if self.asks_for_more and (self.deadline is None or self.deadline <= self.dated):
            wrong.append(f"the deadline {self.deadline} does not lie after the letter's own day {self.dated}")
        return wrong

    @property
    def asks_for_more(self) -> bool:
        """Whether the municipality is asked for more than before, in all or of EM, so that an answer is needed."""
        if self.kind is not LetterKind.ADJUSTED or self.persons is None or self.earlier is None:
            return self.kind in ASKING_KINDS
        now, before = self.persons, self.earlier.persons
        return now.count > before.count or (before.em is not None and (now.em or 0) > before.em)

    def to_json(self) -> str:
        """Return the canonical JSON: sorted keys, dates as ISO, decimals as text."""
        plain = _adapter().dump_python(self, mode="json")
        return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> LetterContent:
        """Return the content that :meth:`to_json` wrote, by the rules of today."""
        return _adapter().validate_json(text)

    @property
    def inputs_sha256(self) -> str:
        """Hash of everything the letter says: the same inputs and template give the same PDF."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    @property
    def revision(self) -> int:
        """Which letter of its kind to this municipality it is, from 1: as its reference says."""
        return find_references(self.letter_ref)[0].revision

    @property
    def file_name(self) -> str:
        """Name of the PDF, ASCII and legal for every channel."""
        return f"{self.letter_ref}.pdf"


@cache
def _adapter() -> TypeAdapter[LetterContent]:
    return TypeAdapter(LetterContent)


_MUST_HAVE: dict[LetterKind, tuple[str, ...]] = {
    LetterKind.REQUEST: ("persons", "annex"),
    LetterKind.INFORMATION: ("annex",),
    LetterKind.ADJUSTED: ("persons", "earlier"),
    LetterKind.SUPPLEMENTARY: ("persons",),
    LetterKind.WITHDRAWAL: ("persons", "earlier"),
    LetterKind.REMINDER: ("persons", "earlier", "missing", "deadline", "reminder"),
    LetterKind.CLARIFICATION: ("persons", "earlier", "difference"),
    LetterKind.CLOSING: ("persons", "earlier", "decided"),
}
