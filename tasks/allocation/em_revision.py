"""EM when the need changes: up continues from the issued EM, down is by one scale; under 15 stays nested."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from config.cycle.allocation import AllocationPlan
from tasks.allocation.apportion import apportion
from tasks.allocation.em import allocate_em
from tasks.allocation.units import Unit
from tasks.allocation.weights import Weights
from tasks.core.model.need import Need
from tasks.core.model.request import Request


def revise_em(
    plan: AllocationPlan,
    need: Need,
    issued: Mapping[str, Request],
    weights: Weights,
    county: Mapping[str, str],
    most: Mapping[str, int],
) -> dict[str, tuple[int, int]]:
    """Return EM and EM under 15 by municipality for the new need; a season without EM gets a subset anew.

    ``most``: totals that may not be exceeded (lower vedtak), so no EM above them either.
    """
    em = {n: r.em for n, r in issued.items() if r.em}
    if not em:
        return allocate_em(plan, need, issued, weights, county, most)
    new = _moved(em, {n: weights.size.get(n) or Fraction(1) for n in em}, need.em, most)
    before = {n: min(issued[n].em_under_15 or 0, new[n]) for n in em}
    under_15 = _moved(before, new, need.em_under_15, new)
    return {n: (new[n], under_15[n]) for n in sorted(new) if new[n]}


def _moved(
    before: Mapping[str, int], weight: Mapping[str, Fraction | int], total: int, most: Mapping[str, int]
) -> dict[str, int]:
    """Return numbers that sum to ``total``: nobody falls on the way up but to its cap, nobody rises on the way down."""
    kept = {n: min(held, most.get(n, held)) for n, held in before.items()}
    if total < sum(kept.values()):
        return apportion([Unit(n, held, 0, held) for n, held in kept.items()], total)
    return apportion([Unit(n, weight[n], held, most.get(n)) for n, held in kept.items()], total)
