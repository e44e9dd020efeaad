"""Prefect's side of statistics: the indicators a round may use, as they were known on a day."""

from __future__ import annotations

from decimal import Decimal

from prefect import task
from prefect.cache_policies import NO_CACHE

from config.register_reader import read_indicators
from tasks.core.model.when import When
from tasks.statistics.relative import relative_indicators


@task(name="read indicators", cache_policy=NO_CACHE)
def known_indicators(year: int, when: When) -> dict[str, dict[str, Decimal | None]]:
    """Return each municipality's indicators, named relative to ``year``; nothing known only after the day."""
    return relative_indicators(read_indicators(year, when.day), year, when.day)
