"""Issued numbers meet a higher need: the queue goes on, nobody falls; a very large rise reaches new municipalities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from config.cycle.allocation import AllocationPlan
from tasks.allocation.asked_set import AskedSet, choose_set, frozen_set
from tasks.allocation.basis import Basis
from tasks.allocation.bounds import Demands, county_groups
from tasks.allocation.causes import worded
from tasks.allocation.reasons import Cause, Causes
from tasks.allocation.standing import Standing
from tasks.allocation.units import Unit
from tasks.allocation.weights import Weights
from tasks.core.model.allocation import VEDTAK, Constraint, ConstraintKind, ReasonCode
from tasks.core.model.need import Need

EM = Mapping[str, tuple[int, int]]
Bound = tuple[int, Cause]
KEPT_OUT = (ReasonCode.NOT_ASKED_CONSTRAINT, ReasonCode.NOT_ASKED_IMMIGRANT_SHARE)


def is_jump(plan: AllocationPlan, need: Need, held: Mapping[str, int]) -> bool:
    """Whether the need lies so far above the issued numbers that the set is chosen anew."""
    return need.total * 100 > sum(held.values()) * (100 + plan.revision.jump_percent.value)


def upward_set(
    plan: AllocationPlan,
    weights: Weights,
    need: Need,
    held: Mapping[str, int],
    willing: Sequence[str],
    county: Mapping[str, str],
    reasons: Mapping[str, ReasonCode],
) -> AskedSet:
    """Return those issued, the willing the rise has room for, and on a jump all who now reach the floor."""
    room = (need.total - sum(held.values())) // plan.floor.value
    inside = [*held, *[n for n in willing if n in county and n not in held][: max(0, room)]]
    if not is_jump(plan, need, held):
        return frozen_set(inside, weights.weight, need.total, reasons)
    kept_out = frozenset(n for n, reason in reasons.items() if reason in KEPT_OUT) - set(inside)
    demands = Demands(frozenset(inside), kept_out, dict(held), {}, {})
    return choose_set(plan, weights, {}, need.total, demands, county)


def upward(
    plan: AllocationPlan,
    weights: Weights,
    need: Need,
    lower: Mapping[str, Bound],
    upper: Mapping[str, Bound],
    county: Mapping[str, str],
) -> tuple[Basis, Causes]:
    """Return the basis on which the queue goes on from the lower bounds, and the causes of all bounds."""
    units = [
        Unit(
            n,
            weights.weight.get(n, 0),
            least,
            max(upper[n][0], least) if n in upper else None,
            county.get(n),
        )
        for n, (least, _) in lower.items()
    ]
    causes = Causes(
        {n: cause for n, (_, cause) in lower.items()}, {n: cause for n, (_, cause) in upper.items()}
    )
    groups = county_groups(plan, weights, need.total, units)
    return Basis(tuple(units), groups, plan.method, need.total, {}, plan.floor.value), causes


def lower_bounds(
    plan: AllocationPlan, numbers: Sequence[str], held: Mapping[str, int], em: EM, now: Standing
) -> dict[str, Bound]:
    """Return what each cannot fall below: its issued number or lower vedtak, what is settled or referred, its EM.

    Those without a number start at the floor.
    """
    return {n: _least(plan, n, held.get(n), em.get(n, (0, 0))[0], now) for n in numbers}


def _least(plan: AllocationPlan, number: str, held: int | None, em: int, now: Standing) -> Bound:
    """The highest bound, the issued number first among equals."""
    floor, protected = plan.floor.value, now.protected.get(number, 0)
    if held is None:
        first = (floor, Cause(ReasonCode.FLOOR, f"floor:{floor}"))
    elif held == now.ceilings.get(number):
        first = (held, Cause(ReasonCode.CAP, f"{VEDTAK}:{held}"))
    else:
        first = (held, Cause(ReasonCode.ISSUED, f"issued:{held}"))
    bounds = [
        first,
        (protected, Cause(ReasonCode.PROTECTED, f"settled or referred:{protected}")),
        (em, Cause(ReasonCode.EM_FLOOR, f"em:{em}")),
    ]
    return max(bounds, key=lambda bound: bound[0])


def upper_bounds(now: Standing, constraints: Sequence[Constraint]) -> dict[str, Bound]:
    """Return the lowest cap of each: a lower vedtak, an offer, or what was agreed with KS before the letters."""
    caps: list[tuple[str, Bound]] = [
        (n, (most, Cause(ReasonCode.CAP, f"{VEDTAK}:{most}"))) for n, most in now.ceilings.items()
    ]
    caps += [(n, (most, Cause(ReasonCode.CAP, f"offer:{most}"))) for n, most in now.offered.items()]
    caps += [
        (one.number, (one.persons, Cause(ReasonCode.CONSTRAINT, worded(one))))
        for one in constraints
        if one.kind in (ConstraintKind.MAX, ConstraintKind.FIX) and one.persons
    ]
    caps.sort(key=lambda cap: -cap[1][0])
    return dict(caps)
