"""Prefect's side of the forecast stage: fetch what is published, keep it, read it, store it as a version."""

from __future__ import annotations

from dataclasses import dataclass

from prefect import task
from prefect.cache_policies import NO_CACHE

from config.addresses import without_password
from config.cycle.reader import read_cycle
from tasks.core.installation import open_installation
from tasks.core.model.forecast import Forecast, ForecastChange
from tasks.core.model.retrying import worth_repeating
from tasks.core.model.when import When
from tasks.core.store import forecasts, received
from tasks.forecast.change import compare
from tasks.forecast.reading import read_forecast
from tasks.forecast.source import fetch


@dataclass(frozen=True, slots=True)
class Pulled:
    """The forecast in force after a pull, whether it is new, and what it changes against the last one."""

    forecast: Forecast | None
    is_new: bool
    change: ForecastChange | None


@task(
    name="pull forecast",
    cache_policy=NO_CACHE,
    retries=2,
    retry_delay_seconds=[2, 30],
    retry_condition_fn=worth_repeating,
)
def pull_forecast(year: int, when: When) -> Pulled:
    """Store what the source publishes now as a version if it is new; the bytes are kept before they are read.

    :raises BadInput: the file is not a forecast for ``year``; it is kept as received, nothing else is stored.
    """
    with open_installation() as here:
        location = here.settings.forecast_url
        if not location:
            with here.store.begin() as tx:
                stored = forecasts.latest(tx, year)
            return Pulled(None if stored is None else stored.forecast, is_new=False, change=None)
        source = without_password(location)
        with here.store.begin() as tx:
            etag = received.last_etag(tx, "forecast", source)
            before = forecasts.latest(tx, year)
        fetched = fetch(location, etag=etag)
        if fetched.data is None:
            return Pulled(None if before is None else before.forecast, is_new=False, change=None)
        with here.store.begin() as tx:
            sha256, _ = received.keep(
                tx, "forecast", fetched.data, source=source, name=fetched.name, known_on=when.day
            )
        forecast = read_forecast(fetched.data, fetched.name, year)
        with here.store.begin() as tx:
            _, is_new = forecasts.add(tx, forecast, source=source, sha256=sha256, known_on=when.day)
            received.confirm(tx, "forecast", source, sha256, etag=fetched.etag)
        previous = None if before is None else before.forecast
        change = compare(previous, forecast, read_cycle(year).revision) if is_new else None
        return Pulled(forecast, is_new=is_new, change=change)
