"""One published figure about one municipality, and the day from which it was known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tasks.core.model.errors import BadInput
from tasks.core.model.municipality import NUMBER_PATTERN

APPROXIMATE_MARK = "~"


@dataclass(frozen=True, slots=True)
class Indicator:
    """``value`` of the quantity ``name`` in ``year``; what is not published has no Indicator (never a 0).

    The name carries the unit: persons unless it ends in ``_percent``. ``known_from`` is the first day a
    computation may use the figure. ``mark`` is "~" where a rough share of a split municipality is in it.
    """

    number: str
    name: str
    year: int
    value: Decimal
    known_from: date
    source: str
    mark: str = ""

    def __post_init__(self) -> None:
        """Refuse a figure without municipality, name or source, or that is not a number."""
        place = f"indicator {self.name} {self.year} of municipality {self.number}"
        if not NUMBER_PATTERN.fullmatch(self.number):
            raise BadInput.one(place, f"number {self.number!r} is not four digits", "write it as text")
        if not self.name or not self.source:
            raise BadInput.one(
                place, "name or source is empty", "say what the figure is and where it comes from"
            )
        if not self.value.is_finite() or self.value < 0:
            raise BadInput.one(
                place, f"value {self.value} is not a number of 0 or more", "leave the row out if unknown"
            )
