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
from tasks.allocation.given import KEY, Given, still_given
from tasks.allocation.proposal import REVISIONS, proposed_revision
from tasks.allocation.standing import Standing
from tasks.allocation.willing import check_offer
from tasks.core.installation import open_installation
from tasks.core.model.allocation import RoundKind, RoundState
from tasks.core.model.amendment import IS_NOT_WILLING, IS_WILLING, Amendment, AmendmentKind
from tasks.core.model.errors import BadInput, StopAndMend
from tasks.core.model.municipality import Language
from tasks.core.model.need import Need
from tasks.core.model.when import Decider, When
from tasks.core.store import amendments, decisions, forecasts, requests, rounds
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
def allocate(year: int, indicators: Indicators, when: When, given: Given | None = None) -> StoredRound:
    """Compute and store the round that forecast, remarks from KS and overrides call for; again, it changes nothing.

    What an operator gives goes before the usual sources, and holds for the rounds after it too: a need until a
    forecast is known on a later day, the rest until the consultation is closed.

    :raises StopAndMend: there is no forecast for the year yet, or something is given to a round that is closed.
    """
    with open_installation() as here:
        with here.store.begin() as tx:
            newest, remarks = rounds.in_force(tx, year), rounds.remarks_of(tx, year)
            overrides = amendments.fixed_numbers(tx, year)
            forecast = forecasts.latest(tx, year)
        if newest is not None and _is_settled(newest):
            if given:
                raise StopAndMend(_settled(newest))
            return newest
        holds = given or Given()
        if not given and newest is not None:
            holds = still_given(newest, forecast)
        need = holds.need or _need(year, forecast)
        value = compute_round(
            read_cycle(year).allocation,
            need,
            read_register(year).municipalities,
            indicators if holds.indicators is None else holds.indicators,
            constraints=(*remarks, *overrides),
            kind=RoundKind.CONSULTED if remarks else RoundKind.FIRST,
            profile=holds.profile,
        )
        source = "a stated need" if forecast is None or holds.need else f"forecast {forecast.forecast.report}"
        if holds:
            value.report[KEY] = holds.as_data()
        with here.store.begin() as tx:
            why = f"{source}, {len(remarks)} remarks from KS, {len(overrides)} overrides"
            return rounds.add(tx, value, known_on=when.day, actor=PROGRAM, reason=why)


def _is_settled(stored: StoredRound) -> bool:
    return stored.state in (RoundState.CLOSED, RoundState.ISSUED) or stored.round.kind in REVISIONS


def _settled(stored: StoredRound) -> str:
    year = stored.round.year
    return (
        f"round {stored.version} of {year} is {stored.state.value}: its inputs stand; "
        f"a new need is met by `revise {year}`, a question by `allocate {year} --dry-run`"
    )


def _need(year: int, forecast: StoredForecast | None) -> Need:
    if forecast is None:
        message = (
            f"there is no forecast for {year}: put one where ANMODNING_FORECAST_URL points and pull it, "
            f"or state the need (`allocate {year} --need N`)"
        )
        raise StopAndMend(message)
    return forecast.forecast.need


@task(name="explain the numbers", cache_policy=NO_CACHE)
def sentences(year: int) -> dict[str, str]:
    """Return for each of the municipalities one sentence in nb on why it has the number it has."""
    with open_installation() as here, here.store.begin() as tx:
        stored = rounds.in_force(tx, year)
    if stored is None:
        return {}
    return {row.number: sentence(row, stored.round.need, Language.NB) for row in stored.round.allocations}


@task(name="revise", cache_policy=NO_CACHE)
def revise(year: int, when: When, standing: Standing | None = None) -> Revised | None:
    """Compute a new round from the issued numbers when the newest forecast states another need than theirs.

    A need whose revision was withdrawn is not taken up again: the numbers issued before it stand until the next.

    :param standing: what has happened since the letters went out, as far as the new numbers must respect it.
    :return: None when the need stands, or when nothing is issued yet.
    """
    with open_installation() as here:
        with here.store.begin() as tx:
            value = proposed_revision(tx, year, standing)
            issued = {number: request.count for number, request in requests.current(tx, year).items()}
            if value is None:
                return None
            if isinstance(value, StoredRound):
                return _revised(value, issued)
            why = f"a need of {value.need.total} persons instead of {sum(issued.values())}"
            stored = rounds.add(tx, value, known_on=when.day, actor=PROGRAM, reason=why)
        return _revised(stored, issued)


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
        stored = rounds.in_force(tx, year)
        if stored is None or stored.round.kind not in REVISIONS or stored.state is RoundState.ISSUED:
            message = f"{year} has no revision that could be withdrawn; an issued one needs a new revision"
            raise StopAndMend(message)
        subject = f"round {stored.version}"
        entry = Decision(year, decider.name, decider.role, "withdraw_revision", subject, decider.reason)
        decisions.append(tx, entry, at=when.moment, known_on=when.day)
        rounds.move(
            tx, stored.id, RoundState.WITHDRAWN, known_on=when.day, actor=decider.name, reason=decider.reason
        )
        return stored.id


@task(name="note who is willing", cache_policy=NO_CACHE)
def note_willing(
    year: int, number: str, *, is_willing: bool, persons: int | None, decider: Decider, when: When
) -> bool:
    """Note that a municipality offers to settle without being asked, or takes that back; False where it stands so.

    :param persons: the most it offers; None: it named no number.
    :raises BadInput: no such municipality, one with a request, an offer below the floor, nothing to take back.
    """
    place = f"offer of municipality {number} ({year})"
    municipality = read_register(year).require(number, place=place)
    value = IS_NOT_WILLING if not is_willing else IS_WILLING if persons is None else str(persons)
    author = (decider.name.strip(), decider.role.strip(), decider.reason.strip())
    entry = Amendment(year, municipality.number, AmendmentKind.WILLING, value, *author, known_on=when.day)
    with open_installation() as here, here.store.begin() as tx:
        if is_willing:
            asked = requests.current(tx, year, known_on=when.day).get(number)
            check_offer(read_cycle(year).allocation, asked, persons, place=place)
        elif number not in amendments.latest(tx, year, AmendmentKind.WILLING, known_on=when.day):
            raise BadInput.one(place, "there is none to take back", "correct the number")
        return amendments.add(tx, entry, at=when.moment)
