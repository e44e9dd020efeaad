"""What a municipality is asked for: an append-only series of requests per settlement year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tasks.core.model.errors import BadInput


class RequestKind(StrEnum):
    """The place of a request in the series."""

    ORIGINAL = "original"
    ADJUSTED = "adjusted"
    SUPPLEMENTARY = "supplementary"


@dataclass(frozen=True, slots=True)
class Request:
    """One request as issued. ``em`` None means not known (a season taken over); 0 means none.

    ``issued_on`` is the day the letter went out; ``deadline`` the last day to reply, Europe/Oslo.
    """

    year: int
    number: str
    kind: RequestKind
    revision: int
    count: int
    em: int | None
    em_under_15: int | None
    letter_ref: str
    deadline: date
    issued_on: date

    def __post_init__(self) -> None:
        """Refuse numbers that do not nest."""
        em = self.em or 0
        if not 0 <= (self.em_under_15 or 0) <= em <= self.count:
            raise BadInput.one(
                f"request {self.year} to municipality {self.number}",
                f"{self.count} of which EM {self.em} of which under 15 {self.em_under_15} do not nest",
                "correct the row",
            )
