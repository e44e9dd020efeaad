"""The names of the methods a round is compared by; they are the same in every language."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from tasks.core.model.allocation import DivisorMethod

OF_ROUNDS: tuple[Mapping[StrEnum, str], ...] = (
    {
        DivisorMethod.SAINTE_LAGUE: "Sainte-Laguë",
        DivisorMethod.HILL: "Hill",
        DivisorMethod.DHONDT: "D’Hondt",
        DivisorMethod.ADAMS: "Adams",
    },
)
