"""Prefect's side of the allocation: compute a round from what is stored, and store it with all its answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from prefect import task
from prefect.cache_policies import NO_CACHE

from config.cycle.reader import read_cycle
from config.register_reader import read_register
from tasks.allocation.compute import compute_round
from tasks.allocation.explanation import sentence
from tasks.allocation.revision import revise_round
from tasks.core.installation import open_installation
from tasks.core.model.allocation import RoundKind, RoundState
from tasks.core.model.errors import StopAndMend
from tasks.core.model.municipality import Language
from tasks.core.model.when import Decider, When
from tasks.core.store import Transaction, decisions, forecasts, requests, rounds
from tasks.core.store.decisions import Decision
from tasks.core.store.forecasts import StoredForecast
from tasks.core.store.rounds import StoredRound

Indicators = Mapping[str, Mapping[str, Decimal | None]]
PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Revised:
    """What a revision proposes: the round and who changes (number -> before, after), persons."""

    round_id: int
    version: int
    changed: dict[str, tuple[int, int]]


@task(name="allocate", cache_policy=NO_CACHE)
def allocate(year: int, indicators: Indicators, when: When) -> StoredRound:
    """Compute and store the round that the forecast and the remarks from KS call for; again, it changes nothing.

    :raises StopAndMend: there is no forecast for the year yet.
    """
    with open_installation() as here:
        with here.store.begin() as tx:
            newest, remarks = rounds.latest(tx, year), rounds.remarks_of(tx, year)
            forecast = _forecast(tx, year)
        if newest is not None and (
            newest.state in (RoundState.CLOSED, RoundState.ISSUED) or newest.round.kind is RoundKind.REVISION
        ):
            return newest
        value = compute_round(
            read_cycle(year).allocation,
            forecast.forecast.need,
            read_register(year).municipalities,
            indicators,
            constraints=remarks,
            kind=RoundKind.CONSULTED if remarks else RoundKind.FIRST,
        )
        why = f"forecast {forecast.forecast.report}, {len(remarks)} remarks from KS"
        with here.store.begin() as tx:
            return rounds.add(tx, value, known_on=when.day, actor=PROGRAM, reason=why)


def _forecast(tx: Transaction, year: int) -> StoredForecast:
    stored = forecasts.latest(tx, year)
    if stored is None:
        message = f"there is no forecast for {year}: put one where ANMODNING_FORECAST_URL points and pull it"
        raise StopAndMend(message)
    return stored


@task(name="explain the numbers", cache_policy=NO_CACHE)
def sentences(year: int) -> dict[str, str]:
    """Return for each of the municipalities one sentence in nb on why it has the number it has."""
    with open_installation() as here, here.store.begin() as tx:
        stored = rounds.latest(tx, year)
    if stored is None:
        return {}
    return {row.number: sentence(row, stored.round.need, Language.NB) for row in stored.round.allocations}


@task(name="revise", cache_policy=NO_CACHE)
def revise(year: int, when: When) -> Revised | None:
    """Compute a new round from the issued numbers when the newest forecast states another need than theirs.

    :return: None when the need stands, or when nothing is issued yet.
    """
    with open_installation() as here:
        with here.store.begin() as tx:
            issued = requests.current(tx, year)
            forecast = _forecast(tx, year)
            newest = rounds.latest(tx, year)
        if not issued or newest is None:
            return None
        if newest.round.need == forecast.forecast.need:
            before = {number: request.count for number, request in issued.items()}
            open_revision = newest.round.kind is RoundKind.REVISION and newest.state is RoundState.DRAFT
            return _revised(newest, before) if open_revision else None
        value = revise_round(
            read_cycle(year).allocation,
            newest.round,
            issued,
            forecast.forecast.need,
            read_register(year).municipalities,
        )
        with here.store.begin() as tx:
            why = f"forecast {forecast.forecast.report} of {forecast.forecast.issued}"
            stored = rounds.add(tx, value, known_on=when.day, actor=PROGRAM, reason=why)
        return _revised(stored, {number: request.count for number, request in issued.items()})


def _revised(stored: StoredRound, before: Mapping[str, int]) -> Revised:
    after = {row.number: row.count for row in stored.round.allocations}
    numbers = sorted(number for number in after if after[number] != before.get(number, 0))
    return Revised(stored.id, stored.version, {n: (before.get(n, 0), after[n]) for n in numbers})


@task(name="withdraw a revision", cache_policy=NO_CACHE)
def withdraw_revision(year: int, decider: Decider, when: When) -> int:
    """Withdraw the newest revision before its letters go out, on a person's word; the issued numbers stand.

    :raises StopAndMend: there is no revision, or its letters went out already.
    """
    with open_installation() as here, here.store.begin() as tx:
        stored = rounds.latest(tx, year)
        if stored is None or stored.round.kind is not RoundKind.REVISION or stored.state is RoundState.ISSUED:
            message = f"{year} has no revision that could be withdrawn; an issued one needs a new revision"
            raise StopAndMend(message)
        subject = f"round {stored.version}"
        entry = Decision(year, decider.name, decider.role, "withdraw_revision", subject, decider.reason)
        decisions.append(tx, entry, at=when.moment, known_on=when.day)
        rounds.move(
            tx, stored.id, RoundState.WITHDRAWN, known_on=when.day, actor=decider.name, reason=decider.reason
        )
        return stored.id
