"""One allocation round: the set, EM, the bounds, the queue, and the reason for every municipality."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from config.cycle.allocation import AllocationPlan
from tasks.allocation.asked_set import AskedSet, choose_set
from tasks.allocation.basis import Basis
from tasks.allocation.bounds import Demands, county_groups, read_demands
from tasks.allocation.causes import causes_of
from tasks.allocation.digest import sha256_of
from tasks.allocation.em import allocate_em
from tasks.allocation.feasibility import require_feasible
from tasks.allocation.indicators import Indicators
from tasks.allocation.reasons import rows_of
from tasks.allocation.report import round_report
from tasks.allocation.units import Unit
from tasks.allocation.weights import Weights, weigh
from tasks.core.model.allocation import Constraint, Round, RoundKind
from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.municipality import Municipality
from tasks.core.model.need import Need


@dataclass(frozen=True, slots=True)
class Chosen:
    """Everything a round has settled before the queue is run."""

    weights: Weights
    asked: AskedSet
    demands: Demands
    em: Mapping[str, tuple[int, int]]
    basis: Basis


def compute_round(
    plan: AllocationPlan,
    need: Need,
    municipalities: Sequence[Municipality],
    indicators: Indicators,
    constraints: Sequence[Constraint] = (),
    kind: RoundKind = RoundKind.FIRST,
    profile: str | None = None,
) -> Round:
    """Return the distribution of the need over all municipalities, each with its reason.

    Sums are exact, nobody is asked for less than the floor, EM is inside the total. The order of any input is
    irrelevant; the same inputs give the same `Round.inputs_sha256` and the same numbers.

    :raises BadInput: constraints that contradict, or bounds that cannot hold together at this need.
    """
    county = {m.number: m.county_number for m in municipalities}
    chosen = choose(plan, need, county, indicators, constraints, profile)
    profile_key = plan.profile(profile).key
    causes = causes_of(plan, chosen.demands, chosen.em, chosen.basis.units, constraints)
    return Round(
        year=need.year,
        kind=kind,
        need=need,
        allocations=rows_of(chosen.weights, chosen.asked, chosen.em, chosen.basis, causes),
        inputs_sha256=sha256_of(
            plan=plan,
            need=need,
            county=county,
            indicators={n: indicators.get(n, {}) for n in county},
            constraints=frozenset(constraints),
            kind=kind,
            profile=profile_key,
        ),
        constraints=tuple(constraints),
        report=round_report(
            plan,
            profile_key,
            chosen.weights,
            chosen.asked,
            chosen.basis,
            _without_each(plan, need, county, indicators, constraints, profile),
        ),
    )


def choose(
    plan: AllocationPlan,
    need: Need,
    county: Mapping[str, str],
    indicators: Indicators,
    constraints: Sequence[Constraint] = (),
    profile: str | None = None,
) -> Chosen:
    """Return what is settled before the queue is run: weights, set, EM and bounds, frozen.

    :param county: the county of every municipality that could be asked.
    """
    weights = weigh(plan, county, indicators, profile)
    _require_figures(plan, need, weights, profile)
    demands = read_demands(constraints, county, plan.floor.value)
    asked = choose_set(plan, weights, indicators, need.total, demands, county)
    _require_somebody(plan, need, asked)
    with _named(f"EM of {need.year}"):
        em = allocate_em(plan, need, asked.numbers, weights, county, demands.upper)
    units = tuple(
        Unit(
            number,
            weights.weight[number],
            max(demands.least(number, plan.floor.value), em.get(number, (0, 0))[0]),
            _cap(plan, demands, number),
            county[number],
        )
        for number in asked.numbers
    )
    groups = county_groups(plan, weights, need.total, units)
    with _named(f"allocation of {need.year}"):
        require_feasible(units, groups, need.total)
    return Chosen(
        weights,
        asked,
        demands,
        em,
        Basis(units, groups, plan.method, need.total, demands.moved, plan.floor.value),
    )


def _require_figures(plan: AllocationPlan, need: Need, weights: Weights, profile: str | None) -> None:
    """Pass when one criterion at least can be told from figures: nobody is asked for persons on nothing."""
    criteria = [criterion for criterion, _ in plan.weighed(profile)]
    if need.total and set(weights.absent) == {criterion.key for criterion in criteria}:
        raise BadInput.one(
            f"allocation of {need.year}, profile {plan.profile(profile).key}",
            "no municipality has a figure for any of its criteria",
            f"give one of the columns {', '.join(sorted({one.indicator for one in criteria}))}",
        )


def _require_somebody(plan: AllocationPlan, need: Need, asked: AskedSet) -> None:
    place, smallest = f"allocation of {need.year}", plan.floor.value
    if asked.numbers or not need.total:
        return
    if need.total < smallest:
        what = f"the need {need.total} is below the smallest request {smallest}"
        raise BadInput.one(place, what, f"state 0, or {smallest} or more")
    raise BadInput.one(place, "nobody is left to ask", "take back one of the remarks that exclude")


@contextmanager
def _named(place: str) -> Generator[None]:
    """Put ``place`` before the places of what is refused inside: the calculation does not know which year it is of."""
    try:
        yield
    except BadInput as refused:
        raise BadInput(Fault(f"{place}, {f.place}", f.what, f.action) for f in refused.faults) from None


def _cap(plan: AllocationPlan, demands: Demands, number: str) -> int | None:
    caps = [demands.upper[number]] if number in demands.upper else []
    caps += [plan.cap.value] if plan.cap is not None else []
    return min(caps, default=None)


def _without_each(
    plan: AllocationPlan,
    need: Need,
    county: Mapping[str, str],
    indicators: Indicators,
    constraints: Sequence[Constraint],
    profile: str | None,
) -> list[tuple[Constraint, dict[str, int] | None]]:
    """Return every constraint with the numbers without it, all others kept; None where those need it."""

    def without(one: Constraint) -> dict[str, int] | None:
        others = [c for c in constraints if c is not one]
        try:
            return choose(plan, need, county, indicators, others, profile).basis.counts()
        except BadInput:
            return None

    return [(one, without(one)) for one in constraints]
