"""The national number to settle, with the nested numbers inside it."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.core.model.errors import BadInput


@dataclass(frozen=True, slots=True)
class Need:
    """Persons to settle in ``year``: EM inside the total, under 15 inside EM (the letter, "Bakgrunn for tallene").

    >>> Need(2020, 5100, 140, 40).em_over_15
    100
    """

    year: int
    total: int
    em: int
    em_under_15: int

    def __post_init__(self) -> None:
        """Refuse numbers that do not nest."""
        if not 0 <= self.em_under_15 <= self.em <= self.total:
            raise BadInput.one(
                f"need {self.year}",
                f"{self.total} in total, {self.em} EM, {self.em_under_15} under 15 do not nest",
                "EM is inside the total and under 15 inside EM; ask the sender which figure is wrong",
            )

    @property
    def em_over_15(self) -> int:
        """EM of 15 and above, persons."""
        return self.em - self.em_under_15
