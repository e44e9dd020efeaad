"""A letter as a record: which kind, to whom, in which language, saying which numbers, with which bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tasks.core.model.municipality import Language


class LetterKind(StrEnum):
    """Every kind of letter or mail the year may need."""

    REQUEST = "request"
    INFORMATION = "information"
    ADJUSTED = "adjusted"
    SUPPLEMENTARY = "supplementary"
    WITHDRAWAL = "withdrawal"
    REMINDER = "reminder"
    CLARIFICATION = "clarification"
    CLOSING = "closing"


ASKING_KINDS = (LetterKind.REQUEST, LetterKind.ADJUSTED, LetterKind.SUPPLEMENTARY)


@dataclass(frozen=True, slots=True)
class Letter:
    """One rendered letter. ``letter_ref`` is our reference printed in it; replies are matched on it.

    ``count`` is None for a letter that asks for nothing (information, reminder). ``inputs_sha256`` is of the
    content the PDF was made from, ``pdf_sha256`` of its bytes: same inputs and template give the same bytes.
    """

    year: int
    number: str
    kind: LetterKind
    revision: int
    language: Language
    letter_ref: str
    round_id: int | None
    count: int | None
    em: int | None
    em_under_15: int | None
    deadline: date | None
    dated: date
    title: str
    text: str
    inputs_sha256: str
    pdf_sha256: str
    template_version: str
