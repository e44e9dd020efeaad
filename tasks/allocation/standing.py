"""What has happened since the numbers were issued, as far as a revision must respect it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


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
    """

    protected: Mapping[str, int] = field(default_factory=dict[str, int])
    ceilings: Mapping[str, int] = field(default_factory=dict[str, int])
    progress: Mapping[str, Progress] = field(default_factory=dict[str, Progress])
    willing: Sequence[str] = ()

    @property
    def declined(self) -> frozenset[str]:
        """Who has decided 0 and nobody is settled in or referred to: nothing is asked of it any more."""
        return frozenset(n for n, most in self.ceilings.items() if not most and not self.protected.get(n))
