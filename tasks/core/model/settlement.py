"""Persons referred to a municipality and registered settled there; never a name, only counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tasks.core.model.errors import BadInput


@dataclass(frozen=True, slots=True)
class Referral:
    """A group referred together (søkt ut). ``settled_on`` is None until all are registered as settled."""

    reference: str
    number: str
    persons: int
    em: int
    referred_on: date
    settled_on: date | None

    def __post_init__(self) -> None:
        """Refuse a settlement before its referral, or EM above the persons."""
        place = f"referral {self.reference} to municipality {self.number}"
        if not 0 <= self.em <= self.persons or self.persons == 0:
            raise BadInput.one(place, f"{self.persons} persons, {self.em} EM", "correct the row")
        if self.settled_on is not None and self.settled_on < self.referred_on:
            raise BadInput.one(place, "settled before it was referred", "correct the dates")


@dataclass(frozen=True, slots=True)
class Progress:
    """One municipality's count against its vedtak for a year, persons.

    ``settled``: registered settled in this year, whenever referred. ``carried_in``: of these, referred the
    year before (they count here). ``carried_out``: referred in this year, settled in the next (they count
    there). ``pending``: referred by now and not yet settled. ``remaining``: vedtak less settled, below 0
    where more were settled than decided; None: no vedtak.
    """

    year: int
    number: str
    vedtak: int | None
    settled: int
    carried_in: int
    carried_out: int
    remaining: int | None
    pending: int = 0
