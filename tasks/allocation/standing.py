"""What has happened since the numbers were issued, as far as a revision must respect it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from tasks.core.model.reconciliation import Finding
from tasks.core.model.request import Request, RequestKind


class Progress(StrEnum):
    """How far a municipality has come with its request; the policy ``states`` reduces in this order."""

    UNANSWERED = "unanswered"
    DECIDED = "decided"  # a vedtak, no measures begun
    BEGUN = "begun"  # measures begun: not reduced


@dataclass(frozen=True, slots=True)
class Standing:
    """By municipality number, persons.

    ``protected``: already settled or referred, below which nothing falls. ``ceilings``: vedtak lower than the
    request; the shortfall continues down the queue. ``progress``: how far each has come (policy ``states``).
    ``willing``: municipalities not asked that want to settle, in order; they come first where the need rises.
    ``offered``: the most that those of them want who have named a number.
    """

    protected: Mapping[str, int] = field(default_factory=dict[str, int])
    ceilings: Mapping[str, int] = field(default_factory=dict[str, int])
    progress: Mapping[str, Progress] = field(default_factory=dict[str, Progress])
    willing: Sequence[str] = ()
    offered: Mapping[str, int] = field(default_factory=dict[str, int])

    @property
    def declined(self) -> frozenset[str]:
        """Who has decided 0 and nobody is settled in or referred to: nothing is asked of it any more."""
        return frozenset(n for n, most in self.ceilings.items() if not most and not self.protected.get(n))


def lower_vedtak(findings: Iterable[Finding], series: Iterable[Request]) -> dict[str, int]:
    """Return by municipality the trusted vedtak that lie below the request they answer, persons.

    A request that came after the answer is not answered yet: what was decided before is no ceiling to it.

    :param series: every request of the year, in the order they were issued.
    """
    asked: dict[str, list[Request]] = {}
    for one in series:
        if one.kind is not RequestKind.ADJUSTED:
            asked.setdefault(one.number, []).append(one)
    lower: dict[str, int] = {}
    for found in findings:
        if found.decided is None or not (own := asked.get(found.number)):
            continue
        answered = [r for r in own if found.replied_on is None or r.issued_on <= found.replied_on]
        if found.decided < (answered or own[:1])[-1].count:
            lower[found.number] = found.decided
    return lower
