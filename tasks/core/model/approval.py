"""What the decisions on a batch add up to: who has approved, and whether that is enough. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

APPROVED = "approved"
REFUSED = "refused"
WITHDRAWN = "withdrawn"
POLICY = (
    "policy"  # the role under which the year file's standing approval is recorded; no person decides in it
)


@dataclass(frozen=True, slots=True)
class Approval:
    """A named person's decision on a batch, valid for ``plan_sha256`` only."""

    batch_id: int
    plan_sha256: str
    decision: str
    name: str
    role: str
    reason: str
    at: datetime


class BatchState(StrEnum):
    """Where a batch stands: it waits, for the first or the second person, or a person has ended the matter."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Standing:
    """``approvals`` are those that count, of different persons; ``needed`` says how many it takes."""

    state: BatchState
    approvals: tuple[Approval, ...]
    needed: int

    @property
    def approved_by(self) -> str | None:
        """The names behind the approval, None before it is complete."""
        return ", ".join(a.name for a in self.approvals) if self.state is BatchState.APPROVED else None


def standing(decisions: Sequence[Approval], plan_sha256: str, needed: int) -> Standing:
    """Return what ``decisions``, oldest first, add up to for exactly the letters of ``plan_sha256``.

    A refusal or withdrawal ends the matter. An approval of another hash counts for nothing, and the same person
    counts once.
    """
    given: dict[str, Approval] = {}
    for one in decisions:
        if one.decision != APPROVED:
            ended = BatchState.REFUSED if one.decision == REFUSED else BatchState.WITHDRAWN
            return Standing(ended, (), needed)
        if one.plan_sha256 == plan_sha256:
            given.setdefault(person(one.name), one)
    approvals = tuple(given.values())
    is_enough = len(approvals) >= needed or any(a.role == POLICY for a in approvals)
    return Standing(BatchState.APPROVED if is_enough else BatchState.WAITING, approvals, needed)


def person(name: str) -> str:
    """Return the name as one person writes it on two days.

    >>> person(" Kari  NORDMANN") == person("Kari Nordmann")
    True
    """
    return " ".join(name.split()).casefold()
