"""Unaccompanied minors: their own subset of those asked, their own group size, always inside the total."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import ceil

from config.cycle.allocation import AllocationPlan
from tasks.allocation.apportion import apportion
from tasks.allocation.units import Unit
from tasks.allocation.weights import Weights
from tasks.core.model.need import Need


def allocate_em(
    plan: AllocationPlan,
    need: Need,
    asked: Iterable[str],
    weights: Weights,
    county: Mapping[str, str],
    upper: Mapping[str, int],
) -> dict[str, tuple[int, int]]:
    """Return EM and EM under 15 for the municipalities that are asked for any; both sum exactly.

    The subset is as many municipalities as there are groups in the need: the largest of every county first,
    then the largest left. ``upper`` are totals that may not be exceeded.

    :raises BadInput: the caps of all asked together are below the EM need.
    """
    if not need.em:
        return {}
    size = {n: weights.size.get(n) or weights.weight.get(n, Fraction(0)) for n in asked}
    ranked = _rank({n: own for n, own in size.items() if own}, county)
    places = max(1, round(Fraction(need.em) / Fraction(plan.em.group_size.value)))
    chosen = _enough(ranked, places, need.em, upper)
    least = min(plan.em.smallest_group.value, need.em // max(1, len(chosen)))
    units = [Unit(n, size[n], min(least, upper.get(n, least)), upper.get(n)) for n in chosen]
    em = apportion(units, need.em)
    under_15 = _under_15(plan, need, [n for n in chosen if em[n]], em)
    return {n: (em[n], under_15.get(n, 0)) for n in sorted(em) if em[n]}


def _rank(size: Mapping[str, Fraction], county: Mapping[str, str]) -> list[str]:
    by_size = sorted(size, key=lambda n: (-size[n], n))
    firsts: dict[str, str] = {}
    for number in by_size:
        firsts.setdefault(county[number], number)
    first = list(firsts.values())
    return first + [n for n in by_size if n not in set(first)]


def _enough(ranked: list[str], places: int, persons: int, most: Mapping[str, int]) -> list[str]:
    """Return the first ``places`` of the ranking, more where their caps hold fewer than ``persons``."""
    while places < len(ranked) and sum(most.get(n, persons) for n in ranked[:places]) < persons:
        places += 1
    return ranked[:places]


def _under_15(plan: AllocationPlan, need: Need, ranked: list[str], em: Mapping[str, int]) -> dict[str, int]:
    if not need.em_under_15:
        return {}
    places = ceil(Fraction(need.em_under_15) / Fraction(plan.em.group_size_under_15.value))
    chosen = _enough(ranked, places, need.em_under_15, em)
    return apportion([Unit(n, em[n], 0, em[n]) for n in chosen], need.em_under_15)
