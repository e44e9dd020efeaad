"""Bounds on the numbers: what constraints demand of municipalities, and what a county must and may get."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from config.cycle.allocation import AllocationPlan
from tasks.allocation.units import Group, Unit
from tasks.allocation.weights import Weights
from tasks.core.model.allocation import Constraint, ConstraintKind
from tasks.core.model.errors import BadInput, Fault

_FIGURES = (ConstraintKind.FIX, ConstraintKind.MIN, ConstraintKind.MAX)


@dataclass(frozen=True, slots=True)
class Demands:
    """The constraints of a round, by municipality. ``moved`` is what swaps add or take after the queue."""

    included: frozenset[str]
    excluded: frozenset[str]
    lower: dict[str, int]
    upper: dict[str, int]
    moved: dict[str, int]

    def least(self, number: str, smallest: int) -> int:
        """Return the least an asked municipality gets, persons."""
        return max(smallest, self.lower.get(number, 0))


def read_demands(constraints: Sequence[Constraint], known: Iterable[str], smallest: int) -> Demands:
    """Return the constraints as bounds; a fix or max of 0 excludes, a fix or min includes.

    :raises BadInput: an unknown municipality, a number between 0 and the floor, or two constraints that
        contradict.
    """
    numbers = set(known)
    faults = [fault for one in constraints for fault in _faults(one, numbers, smallest)]
    included: set[str] = set()
    excluded: set[str] = set()
    lower: dict[str, int] = {}
    upper: dict[str, int] = {}
    moved: dict[str, int] = {}
    for one in constraints:
        persons = one.persons or 0
        if one.kind is ConstraintKind.EXCLUDE or (one.kind in _FIGURES and not persons):
            if one.kind is not ConstraintKind.MIN:
                excluded.add(one.number)
        elif one.kind is ConstraintKind.INCLUDE:
            included.add(one.number)
        elif one.kind is ConstraintKind.SWAP and one.other_number is not None:
            included |= {one.number, one.other_number}
            moved[one.number] = moved.get(one.number, 0) - persons
            moved[one.other_number] = moved.get(one.other_number, 0) + persons
        if one.kind in (ConstraintKind.FIX, ConstraintKind.MIN) and persons:
            included.add(one.number)
            lower[one.number] = max(lower.get(one.number, 0), persons)
        if one.kind in (ConstraintKind.FIX, ConstraintKind.MAX) and persons:
            upper[one.number] = min(upper.get(one.number, persons), persons)
    faults += _contradictions(included & excluded, lower, upper)
    if faults:
        raise BadInput(faults)
    return Demands(frozenset(included), frozenset(excluded), lower, upper, moved)


def _faults(one: Constraint, known: set[str], smallest: int) -> Iterable[Fault]:
    place = f"constraint {one.kind} for municipality {one.number}"
    for number in (one.number, one.other_number):
        if number is not None and number not in known:
            yield Fault(place, f"{number} is not among the municipalities of the round", "correct the number")
    if one.kind in _FIGURES and one.persons and one.persons < smallest:
        action = f"say exclude, or give {smallest} or more"
        yield Fault(place, f"{one.persons} is between 0 and the smallest request {smallest}", action)
    if one.kind is ConstraintKind.SWAP and one.number == one.other_number:
        yield Fault(place, "gives to itself", "name another receiver")


def _contradictions(both: set[str], lower: Mapping[str, int], upper: Mapping[str, int]) -> Iterable[Fault]:
    for number in sorted(both):
        what = "is both excluded and given a number or a place"
        yield Fault(f"constraints for municipality {number}", what, "remove one of the constraints")
    for number in sorted(set(lower) & set(upper)):
        if lower[number] > upper[number]:
            what = f"at least {lower[number]} and at most {upper[number]} cannot both hold"
            action = f"move one of them by {lower[number] - upper[number]}, or remove it"
            yield Fault(f"constraints for municipality {number}", what, action)


def county_minima(
    plan: AllocationPlan, weights: Weights, need: int, asked: Iterable[str], county: Mapping[str, str]
) -> dict[str, int]:
    """Return the least each county with asked municipalities gets, persons; empty without region bounds."""
    if plan.regions is None:
        return {}
    factor = Fraction(plan.regions.minimum_factor.value)
    return {key: floor(share * factor) for key, share in _by_size(weights, need, asked, county).items()}


def county_groups(
    plan: AllocationPlan, weights: Weights, need: int, units: Sequence[Unit]
) -> tuple[Group, ...]:
    """Return the counties as groups over the asked municipalities, whose own bounds go before a county's.

    The bounds follow from the need when the round is made, and are frozen with the set: a sweep does not move
    them.
    """
    if plan.regions is None:
        return ()
    county = {unit.key: unit.group or "" for unit in units}
    factor = Fraction(plan.regions.maximum_factor.value)
    minima = county_minima(plan, weights, need, county, county)
    groups: list[Group] = []
    for key, share in sorted(_by_size(weights, need, county, county).items()):
        mine = [unit for unit in units if unit.group == key]
        floors = sum(unit.least for unit in mine)
        room = sum(_room(unit, need) for unit in mine)
        least = min(minima[key], room)
        groups.append(Group(key, least, max(ceil(share * factor), floors, least)))
    return tuple(groups)


def _room(unit: Unit, need: int) -> int:
    if not unit.weight:
        return unit.least
    return max(need, unit.least) if unit.most is None else unit.most


def _by_size(
    weights: Weights, need: int, asked: Iterable[str], county: Mapping[str, str]
) -> dict[str, Fraction]:
    """Return the persons each county would get if the size of its asked municipalities alone counted."""
    sizes: dict[str, Fraction] = {}
    for number in asked:
        sizes[county[number]] = sizes.get(county[number], Fraction(0)) + (weights.size[number] or Fraction(0))
    total = sum(sizes.values(), Fraction(0))
    return {key: size * need / total if total else Fraction(0) for key, size in sizes.items()}
