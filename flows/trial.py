"""A round computed on the side: from the installation's facts or from files, with nothing stored. No Prefect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from config.cycle.allocation import AllocationPlan
from config.cycle.reader import read_cycle
from config.register_reader import read_indicators, read_register
from config.settings import read_settings
from flows.files import read_file
from tasks.allocation.basis import Basis
from tasks.allocation.compute import choose, compute_round
from tasks.allocation.given import Given, given_to
from tasks.core.installation import open_installation
from tasks.core.model.allocation import Constraint, ConstraintKind, Round, RoundKind
from tasks.core.model.errors import BadInput, StopAndMend
from tasks.core.model.municipality import Register
from tasks.core.model.need import Need
from tasks.core.model.when import Decider
from tasks.core.store import amendments, forecasts, rounds
from tasks.core.store.engine import is_new
from tasks.statistics.relative import relative_indicators
from tasks.statistics.wide import read_wide

Indicators = Mapping[str, Mapping[str, Decimal | None]]


@dataclass(frozen=True, slots=True)
class Stated:
    """What an operator states instead of what is stored; None leaves it to the store, the year file and the register.

    ``indicators``: a table and its name, one row per municipality.
    """

    need: Need | None = None
    indicators: tuple[bytes, str] | None = None
    remarks: Sequence[Constraint] | None = None
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """The inputs of a round on the side. ``notes``: what an operator should know about where they come from."""

    plan: AllocationPlan
    need: Need
    register: Register
    indicators: Indicators
    remarks: Sequence[Constraint]
    profile: str
    notes: tuple[str, ...]

    def round(self) -> Round:
        """Return the round, as it would be stored.

        :raises BadInput: remarks that contradict, or bounds that cannot hold together.
        """
        kind = RoundKind.CONSULTED if self.remarks else RoundKind.FIRST
        places = self.register.municipalities
        return compute_round(self.plan, self.need, places, self.indicators, self.remarks, kind, self.profile)

    def basis(self) -> Basis:
        """Return the frozen basis of the round: set, weights and bounds, with the total left free."""
        county = {m.number: m.county_number for m in self.register.municipalities}
        return choose(self.plan, self.need, county, self.indicators, self.remarks, self.profile).basis


def trial(year: int, day: date, stated: Stated) -> Trial:
    """Return the inputs for ``year`` as known on ``day``: stated, else stored, else from year file and register.

    :raises BadInput: every fault of the files; a municipality the register does not know; an unknown profile.
    """
    cycle, register = read_cycle(year), read_register(year)
    profile = _profile(cycle.allocation, stated.profile)
    stored_need, stored_remarks = _stored(year, day)
    notes: list[str] = []
    need = stated.need or stored_need
    if need is None:
        need = cycle.need.as_need(year)
        notes.append(f"ingen prognose er lagret for {year}: behovet er årsfilens")
    indicators, left_out = _indicators(year, day, register, stated)
    remarks = stored_remarks if stated.remarks is None else tuple(stated.remarks)
    return Trial(cycle.allocation, need, register, indicators, remarks, profile, (*notes, *left_out))


def indicators_from(
    year: int, register: Register, data: bytes, name: str
) -> tuple[Indicators, tuple[str, ...]]:
    """Return the indicators of a file for ``year``, and a note for every column that is not used.

    :raises BadInput: every fault of the file; a municipality the register does not know, with what followed it.
    """
    table, left_out = read_wide(data, name, year)
    for number in table:
        register.require(number, place=name)
    return table, left_out


def given_from(year: int, need: Need | None, indicators_file: Path | None, profile: str | None) -> Given:
    """Return what an operator gives a round that is to be stored.

    :raises BadInput: every fault of the file; a municipality the register does not know; an unknown profile.
    """
    key = None if profile is None else _profile(read_cycle(year).allocation, profile)
    if indicators_file is None:
        return Given(need, None, key)
    table, _ = indicators_from(year, read_register(year), read_file(indicators_file), indicators_file.name)
    return Given(need, table, key)


def with_number(year: int, day: date, number: str, persons: int | None, decider: Decider) -> Round:
    """Return the newest round with one number on a person's word, None without it; nothing is stored.

    :raises StopAndMend: there is no round yet.
    :raises BadInput: the number contradicts a remark, or cannot hold together with the other bounds.
    """
    with open_installation() as here, here.store.begin() as tx:
        newest, remarks = rounds.in_force(tx, year), rounds.remarks_of(tx, year)
        others = [one for one in amendments.fixed_numbers(tx, year) if one.number != number]
    if newest is None:
        message = f"there is no round of {year} to override a number of: run `allocate {year}` first"
        raise StopAndMend(message)
    if persons is not None:
        author = f"{decider.name}, {decider.role}"
        others.append(Constraint(ConstraintKind.FIX, number, author, decider.reason, persons))
    holds, register = given_to(newest.round), read_register(year)
    indicators = holds.indicators or relative_indicators(read_indicators(year, day), year, day)
    plan, kind = read_cycle(year).allocation, newest.round.kind
    constraints = (*remarks, *others)
    return compute_round(
        plan, newest.round.need, register.municipalities, indicators, constraints, kind, holds.profile
    )


def _profile(plan: AllocationPlan, wanted: str | None) -> str:
    try:
        return plan.profile(wanted).key
    except KeyError:
        known = ", ".join(profile.key for profile in plan.profiles)
        raise BadInput.one("--profile", f"{wanted!r} is unknown", f"use one of {known}") from None


def _indicators(
    year: int, day: date, register: Register, stated: Stated
) -> tuple[Indicators, tuple[str, ...]]:
    if stated.indicators is None:
        return relative_indicators(read_indicators(year, day), year, day), ()
    return indicators_from(year, register, *stated.indicators)


def _stored(year: int, day: date) -> tuple[Need | None, tuple[Constraint, ...]]:
    """Return the need and the remarks the store knows; a trial makes no new database to ask."""
    if is_new(read_settings().database_url):
        return None, ()
    with open_installation() as here, here.store.begin() as tx:
        newest = forecasts.latest(tx, year, known_on=day)
        remarks = (*rounds.remarks_of(tx, year), *amendments.fixed_numbers(tx, year, known_on=day))
        return (None if newest is None else newest.forecast.need), remarks
