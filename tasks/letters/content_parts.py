"""The parts of what a letter says: who to and from, numbers, criteria, what it follows or asks about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tasks.core.model.allocation import ReasonCode
from tasks.core.model.errors import BadInput
from tasks.core.model.organisation import passes_modulus_11


@dataclass(frozen=True, slots=True)
class Recipient:
    """The municipality written to; ``merged_from`` whole, ``part_from`` split ones at the turn of the year."""

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
    """Persons asked for: EM inside ``count``, under 15 inside EM; None: not known (a season taken over)."""

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
    """``coverage`` percent of the costs were covered in ``coverage_year``, says ``report``; more at ``url``."""

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
    """Why the number is what it is: share before rounding, tenths of a person; needs at which it moves by one."""

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
    registered_em: int | None = None
    copied_em: int | None = None
