"""What a round says about itself: what each criterion did in effect, what every bound costs, who pays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from config.cycle.allocation import AllocationPlan, DivisorMethod
from tasks.allocation.asked_set import AskedSet
from tasks.allocation.basis import Basis
from tasks.allocation.causes import worded
from tasks.allocation.stored import sizes_as_data
from tasks.allocation.weights import Weights, as_decimal
from tasks.core.model.allocation import Constraint

LIKE = Fraction(5, 100)  # weights within this part of each other are like
Counts = Mapping[str, int]


def round_report(
    plan: AllocationPlan,
    profile: str,
    weights: Weights,
    asked: AskedSet,
    basis: Basis,
    without_each: Sequence[tuple[Constraint, Counts | None]] = (),
) -> dict[str, object]:
    """Return the measures of a round as JSON-able data; persons are numbers, shares decimals as text."""
    counts, queued = basis.counts(), basis.without_swaps()
    return {
        "profile": profile,
        "method": str(basis.method),
        "floor": basis.smallest,
        "asked": len(counts),
        "reserve": list(asked.reserve),
        "sizes": sizes_as_data(weights),
        "criteria": effective_weights(plan, profile, weights, basis),
        "criteria_without_any_figure": list(weights.absent),
        "municipalities_without_a_figure": dict(weights.unknown),
        "distance_from_share": distances({n: asked.standings[n].share for n in counts}, counts),
        "floor_cost": cost(queued.counts(), basis.without_floors().counts()),
        "county_cost": cost(queued.counts(), queued.without_regions().counts()),
        "counties": counties(basis, counts),
        "like_municipalities": like_gap(weights, basis, counts),
        "constraints": [constraint_cost(one, counts, without) for one, without in without_each],
        "other_methods": {
            str(method): {
                "with_counties": cost(queued.by(method).counts(), queued.counts()),
                "without_counties": cost(queued.by(method).without_regions().counts(), queued.counts()),
            }
            for method in DivisorMethod
            if method is not basis.method
        },
    }


def cost(counts: Counts, otherwise: Counts) -> dict[str, object]:
    """Return what a rule costs: persons moved, who gets more by it (``gains``), who fewer (``pays``), largest first.

    >>> cost({"a": 12, "b": 8}, {"a": 10, "b": 10})
    {'moved': 2, 'gains': [['a', 2]], 'pays': [['b', 2]]}
    """
    every = sorted({*counts, *otherwise})
    change = {n: counts.get(n, 0) - otherwise.get(n, 0) for n in every}
    gains = sorted(((n, d) for n, d in change.items() if d > 0), key=lambda pair: (-pair[1], pair[0]))
    pays = sorted(((n, -d) for n, d in change.items() if d < 0), key=lambda pair: (-pair[1], pair[0]))
    moved = max(sum(d for _, d in gains), sum(d for _, d in pays))
    return {"moved": moved, "gains": [list(p) for p in gains], "pays": [list(p) for p in pays]}


def constraint_cost(one: Constraint, counts: Counts, without: Counts | None) -> dict[str, object]:
    """Return what a remark costs: who has another number because of it, and who among the others pays.

    ``pays``: everybody the remark does not name whose number moves, signed: +1 has to settle one more person.
    ``needed``: without the remark no round exists, as another one leans on it; then nothing is measured.
    """
    row: dict[str, object] = {"constraint": worded(one), "number": one.number, "author": one.author}
    if without is None:
        nothing: list[list[object]] = []
        return row | {"needed": True, "moved": None, "gains": nothing, "pays": nothing}
    own = {one.number, one.other_number}
    moved = cost(counts, without)
    change = {n: counts.get(n, 0) - without.get(n, 0) for n in sorted({*counts, *without} - own)}
    others = sorted(((n, d) for n, d in change.items() if d), key=lambda pair: (-abs(pair[1]), pair[0]))
    own_change = {n: counts.get(n, 0) - without.get(n, 0) for n in sorted(filter(None, own))}
    return row | {
        "needed": False,
        "moved": moved["moved"],
        "gains": [[n, d] for n, d in own_change.items()],
        "pays": [list(pair) for pair in others],
    }


def effective_weights(
    plan: AllocationPlan, profile: str, weights: Weights, basis: Basis
) -> dict[str, dict[str, object]]:
    """Return for each criterion its stated weight and what it did in effect among those asked.

    ``of_persons``: its part of all weight given. ``of_differences``: its part of the variance between
    municipalities' weights (adds up to 1; negative where it evens out what others do).
    """
    numbers = [unit.key for unit in basis.units]
    whole = [weights.weight.get(n, Fraction(0)) for n in numbers]
    variance = _covariance(whole, whole)
    effects: dict[str, dict[str, object]] = {}
    for criterion, stated in plan.weighed(profile):
        part = [weights.parts.get(n, {}).get(criterion.key, Fraction(0)) for n in numbers]
        total = sum(whole, Fraction(0))
        effects[criterion.key] = {
            "stated": f"{stated:f}",
            "of_persons": as_decimal(sum(part, Fraction(0)) / total, 4) if total else None,
            "of_differences": as_decimal(_covariance(part, whole) / variance, 4) if variance else None,
        }
    return effects


def _covariance(first: Sequence[Fraction], second: Sequence[Fraction]) -> Fraction:
    if not first:
        return Fraction(0)
    mean_first, mean_second = (sum(one, Fraction(0)) / len(one) for one in (first, second))
    return sum(
        ((a - mean_first) * (b - mean_second) for a, b in zip(first, second, strict=True)), Fraction(0)
    )


def distances(shares: Mapping[str, Fraction], counts: Counts) -> dict[str, object]:
    """Return how far the numbers lie from the unrounded shares, in persons: the largest and the mean."""
    away = {n: abs(counts[n] - share) for n, share in shares.items()}
    if not away:
        return {"largest": "0", "largest_at": None, "mean": "0"}
    largest = max(sorted(away), key=lambda n: away[n])
    mean = sum(away.values(), Fraction(0)) / len(away)
    return {"largest": as_decimal(away[largest], 3), "largest_at": largest, "mean": as_decimal(mean, 3)}


def counties(basis: Basis, counts: Counts) -> dict[str, dict[str, object]]:
    """Return what each county gets beside its bounds, persons."""
    held = {group.key: 0 for group in basis.groups}
    for unit in basis.units:
        if unit.group in held:
            held[unit.group] += counts[unit.key]
    return {g.key: {"persons": held[g.key], "min": g.least, "max": g.most} for g in basis.groups}


def like_gap(weights: Weights, basis: Basis, counts: Counts) -> dict[str, object]:
    """Return the largest difference in number between two municipalities with like weights."""
    ranked = sorted((weights.weight.get(unit.key, Fraction(0)), unit.key) for unit in basis.units)
    worst: tuple[int, list[str]] = (0, [])
    for at, (own, number) in enumerate(ranked):
        limit = own * (1 + LIKE)
        for other, neighbour in ranked[at + 1 :]:
            if other > limit:
                break
            gap = abs(counts[number] - counts[neighbour])
            worst = max(worst, (gap, [number, neighbour]), key=lambda pair: pair[0])
    return {"largest_gap": worst[0], "between": worst[1]}
