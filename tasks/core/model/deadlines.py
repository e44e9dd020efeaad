"""Until when each municipality may reply: the year's last day, and those that have one of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Last whole days to reply, Europe/Oslo. ``own`` holds those that differ from ``last_day``, by number.

    ``extended`` holds the day on which a person gave a municipality more time, ``council_dates`` when a
    council is said to decide (a person's entry, not the registration's own field).
    """

    last_day: date
    own: Mapping[str, date] = field(default_factory=dict[str, date])
    extended: Mapping[str, date] = field(default_factory=dict[str, date])
    council_dates: Mapping[str, date] = field(default_factory=dict[str, date])

    def of(self, number: str) -> date:
        """Return the municipality's last day to reply."""
        return self.own.get(number, self.last_day)
