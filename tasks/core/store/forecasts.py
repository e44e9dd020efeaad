"""Versions of the forecast for a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tasks.core.model.forecast import Forecast
from tasks.core.store.content import dump, load
from tasks.core.store.engine import Transaction
from tasks.core.store.schema import forecast


@dataclass(frozen=True, slots=True)
class StoredForecast:
    """A forecast with its place in the series and the file it was read from."""

    id: int
    version: int
    forecast: Forecast
    source: str
    sha256: str
    known_on: date


def add(
    tx: Transaction, value: Forecast, *, source: str, sha256: str, known_on: date
) -> tuple[StoredForecast, bool]:
    """Store ``value`` as the next version and return it with True; the newest one again changes nothing (False).

    A file that was in force earlier and comes back is a new version: what counts is the newest.
    """
    newest = latest(tx, value.year)
    if newest is not None and newest.sha256 == sha256:
        return newest, False
    version = 1 if newest is None else newest.version + 1
    tx.connection.execute(
        forecast.insert().values(
            year=value.year,
            version=version,
            report=value.report,
            source=source,
            sha256=sha256,
            content=dump(Forecast, value),
            known_on=known_on,
        )
    )
    return history(tx, value.year)[-1], True


def history(tx: Transaction, year: int, *, known_on: date | None = None) -> tuple[StoredForecast, ...]:
    """Return the versions of ``year`` known by a day, oldest first."""
    query = sa.select(forecast).where(forecast.c.year == year).order_by(forecast.c.version)
    if known_on is not None:
        query = query.where(forecast.c.known_on <= known_on)
    return tuple(
        StoredForecast(row.id, row.version, load(Forecast, row.content), row.source, row.sha256, row.known_on)
        for row in tx.connection.execute(query).all()
    )


def latest(tx: Transaction, year: int, *, known_on: date | None = None) -> StoredForecast | None:
    """Return the newest version of ``year``, None before the first."""
    versions = history(tx, year, known_on=known_on)
    return versions[-1] if versions else None
