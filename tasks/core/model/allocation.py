"""One computed distribution and the reasons it stores: data only, wording is put on it per language later."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from tasks.core.model.errors import BadInput
from tasks.core.model.need import Need

SMALLEST_REQUEST = 1
VEDTAK = "vedtak"  # begins `bound` where the council's own number is what binds
DECLINED = "declined"  # begins `set_reason` where the council has decided to settle nobody


class ConstraintKind(StrEnum):
    """What KS or an operator may ask of one municipality's number."""

    FIX = "fix"
    MIN = "min"
    MAX = "max"
    EXCLUDE = "exclude"
    INCLUDE = "include"
    SWAP = "swap"


@dataclass(frozen=True, slots=True)
class Constraint:
    """A remark turned into a rule, with who asked and why. ``persons`` is None for include/exclude.

    A swap moves ``persons`` from ``number`` to ``other_number`` and keeps the total.
    """

    kind: ConstraintKind
    number: str
    author: str
    reason: str
    persons: int | None = None
    other_number: str | None = None

    def __post_init__(self) -> None:
        """Refuse a rule without author, reason or the figure its kind needs."""
        place = f"constraint {self.kind} for municipality {self.number}"
        if not self.author.strip() or not self.reason.strip():
            raise BadInput.one(place, "author or reason is missing", "say who asks for it and why")
        if self.kind not in (ConstraintKind.EXCLUDE, ConstraintKind.INCLUDE) and (
            self.persons is None or self.persons < 0
        ):
            raise BadInput.one(
                place, f"number of persons is {self.persons}", "give a whole number of 0 or more"
            )
        if self.kind is ConstraintKind.SWAP and self.other_number is None:
            raise BadInput.one(
                place, "a swap needs two municipalities", "give the number of the receiving one"
            )


class DivisorMethod(StrEnum):
    """The rounding rule of the award queue; Sainte-Laguë is decided, the others are for comparison."""

    SAINTE_LAGUE = "sainte-lague"
    HILL = "hill"
    DHONDT = "dhondt"
    ADAMS = "adams"


class ReasonCode(StrEnum):
    """Why a municipality has the number it has; closed list, worded in letters and reporting."""

    SHARE = "share"  # the criteria and the queue gave it
    FLOOR = "floor"  # lifted to the smallest request
    EM_FLOOR = "em_floor"  # the total is at least its EM
    CAP = "cap"
    REGION_MINIMUM = "region_minimum"
    REGION_MAXIMUM = "region_maximum"
    CONSTRAINT = "constraint"
    ISSUED = "issued"  # stands at what was already issued
    PROTECTED = "protected"  # already settled or referred
    NOT_ASKED_SIZE = "not_asked_size"
    NOT_ASKED_SHARE = "not_asked_share"
    NOT_ASKED_IMMIGRANT_SHARE = "not_asked_immigrant_share"
    NOT_ASKED_CONSTRAINT = "not_asked_constraint"
    NOT_ASKED_PRIORITY = "not_asked_priority"  # eligible, but lower on the list than the places that fit


@dataclass(frozen=True, slots=True)
class Contribution:
    """One criterion's part of a weight: raw value as published, normalised, weight, contribution (text decimals)."""

    criterion: str
    raw: str | None
    normalised: str | None
    weight: str
    contribution: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Allocation:
    """One municipality's number in a round, with the basis of the answer.

    ``count`` holds EM inside it; ``weight`` is the exact score; ``share`` the unrounded share of the need in
    persons; ``next_up`` / ``next_down`` the needs at which the number rises or falls by one, None if out of reach.
    """

    number: str
    asked: bool
    count: int
    em: int
    em_under_15: int
    reason: ReasonCode
    weight: Fraction = Fraction(0)
    share: Fraction = Fraction(0)
    next_up: int | None = None
    next_down: int | None = None
    contributions: tuple[Contribution, ...] = ()
    set_reason: str = ""
    bound: str = ""

    def __post_init__(self) -> None:
        """Refuse a number that does not nest, or a request where nobody is asked."""
        place = f"allocation for municipality {self.number}"
        if not 0 <= self.em_under_15 <= self.em <= self.count:
            raise BadInput.one(
                place, f"{self.count}/{self.em}/{self.em_under_15} do not nest", "report this as a fault"
            )
        if self.asked != (self.count >= SMALLEST_REQUEST):
            raise BadInput.one(place, f"asked={self.asked} with count {self.count}", "report this as a fault")

    @property
    def follows_vedtak(self) -> bool:
        """Whether the number is the one its council decided, lower than the one it was asked for."""
        is_ceiling = self.asked and self.bound == f"{VEDTAK}:{self.count}"
        return is_ceiling or (not self.asked and self.set_reason.startswith(DECLINED))


class RoundKind(StrEnum):
    """Why a round was computed."""

    FIRST = "first"
    CONSULTED = "consulted"  # recomputed with KS' remarks
    REVISION = "revision"  # from issued numbers, after a changed need
    SUPPLEMENTARY = "supplementary"


class RoundState(StrEnum):
    """Where a round stands; the store appends an event for each step."""

    DRAFT = "draft"
    IN_CONSULTATION = "in_consultation"
    CLOSED = "closed"  # consultation closed: letters may be made
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Round:
    """One complete distribution over all municipalities of the year; sums exactly to the need.

    ``report`` holds the round's own measures (effective weights, distance from quota, cost of bounds) as plain data.
    """

    year: int
    kind: RoundKind
    need: Need
    allocations: tuple[Allocation, ...]
    inputs_sha256: str
    constraints: tuple[Constraint, ...] = ()
    report: dict[str, object] = field(default_factory=dict[str, object])

    def __post_init__(self) -> None:
        """Refuse a round whose sums miss the need or where a number stands twice."""
        rows = self.allocations
        sums = (sum(r.count for r in rows), sum(r.em for r in rows), sum(r.em_under_15 for r in rows))
        wanted = (self.need.total, self.need.em, self.need.em_under_15)
        if sums != wanted:
            raise BadInput.one(
                f"round of {self.year}",
                f"the sums {sums} are not the need {wanted}",
                "do not use it; report this as a fault",
            )
        if len({r.number for r in rows}) != len(rows):
            raise BadInput.one(
                f"round of {self.year}", "a municipality stands twice", "report this as a fault"
            )

    def by_number(self) -> dict[str, Allocation]:
        """Return the allocations keyed by municipality number."""
        return {row.number: row for row in self.allocations}

    @property
    def asked(self) -> tuple[Allocation, ...]:
        """The municipalities that are asked, in the order of the round."""
        return tuple(row for row in self.allocations if row.asked)
