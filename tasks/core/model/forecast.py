"""A report of Beregningsgruppa: per category a low, a point and a high figure, and the need that follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tasks.core.model.errors import BadInput
from tasks.core.model.need import Need


class ForecastCategory(StrEnum):
    """The closed list of categories a forecast file may hold."""

    SETTLEMENT_NEED = "settlement_need"
    EM = "em"
    EM_UNDER_15 = "em_under_15"
    ASYLUM_SEEKERS = "asylum_seekers"
    GRANTED = "granted"
    RESETTLEMENT = "resettlement"
    FAMILY_REUNIFICATION = "family_reunification"
    OTHER_OBLIGATIONS = "other_obligations"


REQUIRED_CATEGORIES = (ForecastCategory.SETTLEMENT_NEED, ForecastCategory.EM, ForecastCategory.EM_UNDER_15)


@dataclass(frozen=True, slots=True)
class ForecastFigure:
    """Persons in one category; low and high are None where the report gives a point only."""

    category: ForecastCategory
    low: int | None
    point: int
    high: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """One report on one settlement year. ``knowledge_to`` is the last day whose facts it knows."""

    report: str
    issued: date
    knowledge_to: date
    year: int
    figures: tuple[ForecastFigure, ...]

    def point(self, category: ForecastCategory) -> int | None:
        """Return the point figure of ``category`` in persons, None where the report does not give it."""
        return next((f.point for f in self.figures if f.category is category), None)

    @property
    def need(self) -> Need:
        """The settlement need this report states (the need is not the asylum forecast)."""
        points = [self.point(category) for category in REQUIRED_CATEGORIES]
        total, em, em_under_15 = points
        if total is None or em is None or em_under_15 is None:
            raise BadInput.one(
                f"forecast {self.report}", "a required category is missing", "ask for a complete file"
            )
        return Need(self.year, total, em, em_under_15)


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One category's point before and after; None where a side does not have it."""

    category: ForecastCategory
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class ForecastChange:
    """What a new forecast changes against the last one and whether a revision is due, with the reason in nb."""

    figures: tuple[FigureChange, ...]
    revision_due: bool
    reason: str
