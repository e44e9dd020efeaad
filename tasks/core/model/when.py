"""When something is done: the moment by the clock, and the day in Europe/Oslo it belongs to. Both come from the flow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class When:
    """``day`` decides what is known and what is due; ``moment`` times leases and seals log entries."""

    moment: datetime
    day: date


@dataclass(frozen=True, slots=True)
class Decider:
    """The person behind a decision: name, role and reason are all asked for."""

    name: str
    role: str
    reason: str
