"""Who is asked: the set is chosen first and then frozen, with a reason for every municipality.

"The floor or nothing", an exact total and monotonicity cannot hold together if the set is chosen anew for
every total.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from config.cycle.allocation import AllocationPlan
from tasks.allocation.bounds import Demands, county_minima
from tasks.allocation.indicators import Indicators
from tasks.allocation.weights import Weights
from tasks.core.model.allocation import ReasonCode

NO_WEIGHT = "no weight"  # marks of `basis`, worded in explanation
INCLUDED = "included"
EXCLUDED = "excluded"
KEPT = "kept"
WILLING = "willing"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one municipality stands at the door.

    ``share``: the persons its weight would give it in the chosen set; ``threshold``: what it takes to be
    asked.
    """

    number: str
    asked: bool
    reason: ReasonCode | None
    share: Fraction
    threshold: Fraction
    is_small: bool = False
    forced: str = ""


@dataclass(frozen=True, slots=True)
class AskedSet:
    """The frozen set; ``reserve`` lists those that came next, in the order they would be let in."""

    standings: dict[str, Standing]
    reserve: tuple[str, ...]

    @property
    def numbers(self) -> tuple[str, ...]:
        """The asked municipalities, by number."""
        return tuple(sorted(n for n, standing in self.standings.items() if standing.asked))


def choose_set(
    plan: AllocationPlan,
    weights: Weights,
    indicators: Indicators,
    need: int,
    demands: Demands,
    county: Mapping[str, str],
) -> AskedSet:
    """Return who is asked: as many as come to their threshold by their own share, and as fit above the
    floors.

    Those with the largest share for their threshold are let in first, as long as the last one's share of
    ``need`` among all let in reaches it; those a constraint includes or excludes are settled before.
    """
    standings = {n: _at_the_door(plan, weights, indicators, n, demands) for n in weights.weight}
    forced = [n for n, s in standings.items() if s.asked]
    waiting = [n for n, s in standings.items() if s.reason is None and not s.asked]
    waiting.sort(key=lambda n: (-weights.weight[n] / standings[n].threshold, n))
    together = sum((weights.weight[n] for n in forced), Fraction(0))
    asked: list[str] = []
    for number in waiting:
        own = weights.weight[number]
        if own * need < standings[number].threshold * (together + own):
            break  # nobody after it can reach its threshold either: shares only shrink
        together += own
        asked.append(number)
    crowded = _crowded_out(plan, weights, need, demands, county, forced, asked)
    for number in crowded:
        asked.remove(number)
        together -= weights.weight[number]
    for number in (*forced, *asked):
        share = weights.weight[number] * need / together if together else Fraction(0)
        standings[number] = replace(standings[number], asked=True, share=share)
    for number in (n for n, s in standings.items() if not s.asked):
        standings[number] = _left_out(standings[number], weights.weight[number], need, together, crowded)
    inside = set(asked)
    return AskedSet(standings, tuple(n for n in waiting if n not in inside))


def frozen_set(
    numbers: Iterable[str], weight: Mapping[str, Fraction], need: int, reasons: Mapping[str, ReasonCode]
) -> AskedSet:
    """Return a set that was chosen before: the others keep their reason for being left out."""
    inside = set(numbers)
    together = sum((weight.get(n, Fraction(0)) for n in inside), Fraction(0))
    standings: dict[str, Standing] = {}
    for number in sorted(inside | set(weight)):
        own = weight.get(number, Fraction(0))
        asked = number in inside
        base = together if asked else together + own
        share = own * need / base if base else Fraction(0)
        reason = None if asked else reasons.get(number, ReasonCode.NOT_ASKED_PRIORITY)
        standings[number] = Standing(number, asked, reason, share, Fraction(0), forced=KEPT)
    return AskedSet(standings, ())


def marked(asked: AskedSet, numbers: Iterable[str], mark: str) -> AskedSet:
    """Return the set with a mark on some: those whose council has decided 0, or those willing without being asked."""
    changed = {n: replace(asked.standings[n], forced=mark) for n in numbers if n in asked.standings}
    return replace(asked, standings=asked.standings | changed)


def _at_the_door(
    plan: AllocationPlan, weights: Weights, indicators: Indicators, number: str, demands: Demands
) -> Standing:
    places = plan.places
    inhabitants = weights.inhabitants[number]
    is_small = inhabitants is not None and inhabitants < places.soft_size.value
    share = places.least_share_of_floor_small if is_small else places.least_share_of_floor
    threshold = Fraction(share.value) * plan.floor.value
    standing = Standing(
        number, asked=False, reason=None, share=Fraction(0), threshold=threshold, is_small=is_small
    )
    if number in demands.excluded:
        return replace(standing, reason=ReasonCode.NOT_ASKED_CONSTRAINT, forced=EXCLUDED)
    if number in demands.included:
        return replace(standing, asked=True, forced=INCLUDED)
    if _above_ceiling(plan, indicators.get(number, {})):
        return replace(standing, reason=ReasonCode.NOT_ASKED_IMMIGRANT_SHARE)
    if not weights.weight[number]:
        reason = ReasonCode.NOT_ASKED_SIZE if is_small else ReasonCode.NOT_ASKED_SHARE
        return replace(standing, reason=reason, forced=NO_WEIGHT)
    return standing


def _above_ceiling(plan: AllocationPlan, own: Mapping[str, Decimal | None]) -> bool:
    ceiling = plan.places.immigrant_share_ceiling
    value = own.get(plan.places.immigrant_share_indicator)
    return ceiling is not None and value is not None and value > ceiling.value


def _left_out(
    standing: Standing, weight: Fraction, need: int, together: Fraction, crowded: Iterable[str]
) -> Standing:
    share = weight * need / (together + weight) if together + weight else Fraction(0)
    if standing.reason is not None:
        return replace(standing, share=share)
    if standing.number in crowded or share >= standing.threshold:
        return replace(standing, share=share, reason=ReasonCode.NOT_ASKED_PRIORITY)
    reason = ReasonCode.NOT_ASKED_SIZE if standing.is_small else ReasonCode.NOT_ASKED_SHARE
    return replace(standing, share=share, reason=reason)


def _crowded_out(
    plan: AllocationPlan,
    weights: Weights,
    need: int,
    demands: Demands,
    county: Mapping[str, str],
    forced: list[str],
    asked: list[str],
) -> list[str]:
    """Return those let in last for whom the need has no room above the floors and county minima."""
    out: list[str] = []
    kept = list(asked)
    while kept and _least_together(plan, weights, need, demands, county, [*forced, *kept]) > need:
        out.append(kept.pop())
    return out


def _least_together(
    plan: AllocationPlan,
    weights: Weights,
    need: int,
    demands: Demands,
    county: Mapping[str, str],
    numbers: list[str],
) -> int:
    minima = county_minima(plan, weights, need, numbers, county)
    floors = dict.fromkeys(minima, 0)
    for number in numbers:
        floors[county[number]] = floors.get(county[number], 0) + demands.least(number, plan.floor.value)
    return sum(max(floor, minima.get(key, 0)) for key, floor in floors.items())
