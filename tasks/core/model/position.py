"""Where one municipality stands on a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class PositionState(StrEnum):
    """One coarse state per municipality."""

    NOT_ASKED = "not_asked"
    PLANNED = "planned"
    SENT = "sent"
    RECEIVED = "received"
    REGISTERED_ONLY = "registered_only"
    COPY_ONLY = "copy_only"
    COMPLETE = "complete"
    IN_DISPUTE = "in_dispute"
    DECLINED = "declined"
    NEVER_ANSWERED = "never_answered"


class Missing(StrEnum):
    """What a municipality may still owe; the codes of ``Position.missing`` and ``ReminderDue.missing``."""

    REGISTRATION = "registration"
    COPY = "copy"
    KS_COPY = "ks_copy"
    CLARIFICATION = "clarification"


@dataclass(frozen=True, slots=True)
class Position:
    """State and flags of one municipality as known on ``as_of``.

    ``missing`` holds what the municipality still owes (:class:`Missing`), ``next_action`` is a `NextAction`.
    ``deadline`` is its own last day, later than the year's where ``has_extension``.
    """

    number: str
    state: PositionState
    requested: int
    decided: int | None
    decided_em: int | None
    reminded: int
    is_late: bool
    has_reservation: bool
    number_differs: bool
    missing: tuple[str, ...]
    next_action: str
    requested_em: int | None = None
    deadline: date | None = None
    has_extension: bool = False
    council_date: date | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Share of asked municipalities, and of requested places, with a trusted decision (exact, 0 to 1)."""

    replies: Fraction
    places: Fraction


@dataclass(frozen=True, slots=True)
class ReminderDue:
    """A reminder step that has come due for a municipality and what it still owes."""

    number: str
    step: str
    due_on: date
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Landing:
    """Where the sum of decisions will land, persons. ``low``: decided and trusted, by those that have decided.
    ``high``: and everybody else decides what they were asked for.

    No rate is guessed: a council may also decide more than it was asked for, which is rare and not counted.
    """

    low: int
    high: int
    outstanding_municipalities: int

    @property
    def outstanding(self) -> int:
        """Requested places that nobody has decided on yet, persons."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class YearStatus:
    """The whole year on one day."""

    year: int
    as_of: date
    deadline: date
    positions: tuple[Position, ...]
    coverage: Coverage
    reminders_due: tuple[ReminderDue, ...]

    @property
    def asked_positions(self) -> tuple[Position, ...]:
        """The positions of the municipalities that were asked."""
        return tuple(p for p in self.positions if p.state is not PositionState.NOT_ASKED)

    @property
    def requested(self) -> int:
        """Sum of requests, persons."""
        return sum(p.requested for p in self.positions)

    @property
    def decided(self) -> int:
        """Sum of trusted decisions, persons; an unknown one adds nothing."""
        return sum(p.decided or 0 for p in self.positions)

    @property
    def decided_em(self) -> int:
        """Sum of EM in trusted decisions, persons; an unstated one adds nothing."""
        return sum(p.decided_em or 0 for p in self.positions)

    @property
    def outstanding(self) -> tuple[Position, ...]:
        """The asked municipalities without a trusted decision, those that move the total most first."""
        rows = (p for p in self.asked_positions if p.decided is None)
        return tuple(sorted(rows, key=lambda p: (-p.requested, p.number)))

    @property
    def landing(self) -> Landing:
        """The range the sum of decisions will land in."""
        rows, low = self.outstanding, self.decided
        return Landing(low, low + sum(p.requested for p in rows), len(rows))

    @property
    def by_state(self) -> dict[PositionState, int]:
        """Municipalities in each state, every state named, in the order of the list."""
        counts = Counter(p.state for p in self.positions)
        return {state: counts[state] for state in PositionState}
