"""A question to a municipality about its answer: reconciliation asks it, the letters room words it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Question:
    """One question to one municipality. Numbers are None where nothing is registered or read.

    ``quote`` is empty where nothing of a sender that can be trusted is there to be quoted. ``answer_by`` is the
    last day to answer: as long as the case behind it stays closed. ``case_id`` names that case, None where the
    question is only thought of.
    """

    number: str
    registered: int | None
    copied: int | None
    quote: str
    answer_by: date
    case_id: int | None = None
    registered_em: int | None = None
    copied_em: int | None = None
