"""The criteria applied to a year whose requests are known: how near each profile comes, where not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from config.cycle.allocation import AllocationPlan
from tasks.allocation.causes import causes_of
from tasks.allocation.compute import Chosen, choose
from tasks.allocation.explanation import sentence
from tasks.allocation.indicators import Indicators
from tasks.allocation.reasons import rows_of
from tasks.core.model.allocation import Allocation
from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.need import Need

SHOWN = 20
DECIMALS = 6


def backtest(
    plan: AllocationPlan,
    year: int,
    need: int,
    indicators: Indicators,
    requests: Mapping[str, int],
    language: str = "nb",
) -> dict[str, dict[str, object]]:
    """Return for every profile of the plan how its round compares to the requests that were made.

    Counties are read from the first two digits of the municipality numbers, so that any year's borders can be
    used. A municipality outside ``requests`` was not asked; one outside ``indicators`` cannot be asked by us.

    A profile that these indicators tell nothing about has None for every figure, and says why.

    :raises BadInput: no profile can be computed from these indicators for this need.
    """
    found: dict[str, dict[str, object]] = {}
    faults: list[Fault] = []
    for profile in plan.profiles:
        try:
            compared = _compare(plan, Need(year, need, 0, 0), indicators, requests, profile.key, language)
        except BadInput as refused:
            faults += refused.faults
            compared = _not_computed(refused, requests)
        found[profile.key] = compared
    if all("not_computed" in compared for compared in found.values()):
        raise BadInput(faults)
    return found


def _not_computed(refused: BadInput, requests: Mapping[str, int]) -> dict[str, object]:
    theirs = sum(1 for count in requests.values() if count)
    unknown = dict.fromkeys(("jaccard", "misplaced_persons", "misplaced_share", "rank_correlation"))
    return {
        "asked_ours": 0,
        "asked_theirs": theirs,
        **unknown,
        "criteria_without_any_figure": [],
        "municipalities_without_a_figure": {},
        "differences": [],
        "not_computed": str(refused),
    }


def _compare(
    plan: AllocationPlan,
    need: Need,
    indicators: Indicators,
    requests: Mapping[str, int],
    profile: str,
    language: str,
) -> dict[str, object]:
    chosen = choose(plan, need, {n: n[:2] for n in indicators}, indicators, (), profile)
    rows = {row.number: row for row in _rows(plan, chosen)}
    ours = {n: row.count for n, row in rows.items() if row.asked}
    theirs = {n: count for n, count in requests.items() if count}
    either = sorted({*ours, *theirs})
    off = {n: ours.get(n, 0) - theirs.get(n, 0) for n in either}
    misplaced = Fraction(sum(abs(d) for d in off.values()), 2)
    largest = sorted((n for n in either if off[n]), key=lambda n: (-abs(off[n]), n))[:SHOWN]
    return {
        "asked_ours": len(ours),
        "asked_theirs": len(theirs),
        "jaccard": _number(Fraction(len({*ours} & {*theirs}), max(1, len(either)))),
        "misplaced_persons": _number(misplaced),
        "misplaced_share": _number(misplaced / need.total) if need.total else None,
        "rank_correlation": rank_correlation(
            [ours.get(n, 0) for n in either], [theirs.get(n, 0) for n in either]
        ),
        "criteria_without_any_figure": list(chosen.weights.absent),
        "municipalities_without_a_figure": dict(chosen.weights.unknown),
        "differences": [
            {"number": n, "ours": ours.get(n, 0), "theirs": theirs.get(n, 0), "difference": off[n]}
            | _why(rows.get(n), need, language)
            for n in largest
        ],
    }


def _rows(plan: AllocationPlan, chosen: Chosen) -> tuple[Allocation, ...]:
    causes = causes_of(plan, chosen.demands, chosen.em, chosen.basis.units, ())
    return rows_of(chosen.weights, chosen.asked, chosen.em, chosen.basis, causes)


def _why(row: Allocation | None, need: Need, language: str) -> dict[str, object]:
    if row is None:
        return {"reason": "no_indicators", "sentence": ""}
    return {"reason": str(row.reason), "sentence": sentence(row, need, language)}


def rank_correlation(first: Sequence[int], second: Sequence[int]) -> float | None:
    """Return Spearman's correlation, equal values sharing their mean rank; None where one side does not vary.

    >>> rank_correlation([1, 2, 3], [10, 20, 30]), rank_correlation([1, 2, 3], [3, 2, 1])
    (1.0, -1.0)
    """
    ranks = [_ranks(first), _ranks(second)]
    mean = Fraction(len(first) + 1, 2)
    away = [[rank - mean for rank in side] for side in ranks]
    spread = [sum((d * d for d in side), Fraction(0)) for side in away]
    if not all(spread):
        return None
    together = sum((a * b for a, b in zip(*away, strict=True)), Fraction(0))
    return round(float(together) / float(spread[0] * spread[1]) ** 0.5, DECIMALS)


def _ranks(values: Sequence[int]) -> list[Fraction]:
    places: dict[int, list[int]] = {}
    for place, value in enumerate(sorted(values), start=1):
        places.setdefault(value, []).append(place)
    return [Fraction(sum(places[v]), len(places[v])) for v in values]


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else round(float(value), DECIMALS)
