"""An overdue case that must be heard of higher up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tasks.core.model.reconciliation import Case


class EscalationLevel(StrEnum):
    """Who is told."""

    OFFICE = "office"
    DIRECTOR = "director"


@dataclass(frozen=True, slots=True)
class Escalation:
    """An overdue case and who must hear of it; ``working_days`` counts those after its due day."""

    case: Case
    level: EscalationLevel
    working_days: int

    @property
    def key(self) -> str:
        """What makes it this one escalation: the case, who is told, and the day that was missed."""
        return f"case {self.case.id} {self.level} {self.case.due}"
