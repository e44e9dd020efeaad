"""What an operator gave a round instead of what is stored: kept with it, so that the next computation keeps to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from tasks.allocation.indicators import Indicators
from tasks.core.model.allocation import Round
from tasks.core.model.need import Need
from tasks.core.store.forecasts import StoredForecast
from tasks.core.store.rounds import StoredRound

KEY = "given"  # in `Round.report`


@dataclass(frozen=True, slots=True)
class Given:
    """``need``, ``indicators`` and ``profile`` as they were given; None: nothing was, the usual source holds."""

    need: Need | None = None
    indicators: Indicators | None = None
    profile: str | None = None

    def __bool__(self) -> bool:
        """Whether anything was given at all."""
        return (self.need, self.indicators, self.profile) != (None, None, None)

    def as_data(self) -> dict[str, object]:
        """Return what was given as JSON-able data for the report of the round; figures are exact text."""
        figures = None if self.indicators is None else {n: _texts(own) for n, own in self.indicators.items()}
        return {"need": self.need is not None, "indicators": figures, "profile": self.profile}


def given_to(value: Round) -> Given:
    """Return what was given to a stored round; empty for one computed from the usual sources."""
    data = cast("dict[str, object]", value.report.get(KEY) or {})
    figures = cast("dict[str, dict[str, str | None]] | None", data.get("indicators"))
    return Given(
        need=value.need if data.get("need") else None,
        indicators=None if figures is None else {n: _figures(own) for n, own in figures.items()},
        profile=cast("str | None", data.get("profile")),
    )


def still_given(newest: StoredRound, forecast: StoredForecast | None) -> Given:
    """Return what was given to the newest round, without its need where a forecast came after it."""
    holds = given_to(newest.round)
    is_overtaken = forecast is not None and forecast.known_on > newest.known_on
    return replace(holds, need=None) if is_overtaken else holds


def _texts(own: Mapping[str, Decimal | None]) -> dict[str, str | None]:
    return {name: None if value is None else f"{value:f}" for name, value in sorted(own.items())}


def _figures(own: dict[str, str | None]) -> dict[str, Decimal | None]:
    return {name: None if text is None else Decimal(text) for name, text in own.items()}
