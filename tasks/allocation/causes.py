"""Where the bounds of a first round come from: the floor, EM, a cap of the year, and what constraints ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from config.cycle.allocation import AllocationPlan
from tasks.allocation.bounds import Demands
from tasks.allocation.reasons import Cause, Causes
from tasks.allocation.units import Unit
from tasks.core.model.allocation import Constraint, ConstraintKind, ReasonCode

FORCING = (ConstraintKind.FIX, ConstraintKind.SWAP)


def causes_of(
    plan: AllocationPlan,
    demands: Demands,
    em: Mapping[str, tuple[int, int]],
    units: Sequence[Unit],
    constraints: Sequence[Constraint],
) -> Causes:
    """Return the cause of every municipality's bounds; a constraint is named with its author."""
    lower: dict[str, Cause] = {}
    upper: dict[str, Cause] = {}
    for unit in units:
        number, floor = unit.key, plan.floor.value
        lower[number] = Cause(ReasonCode.FLOOR, f"floor:{floor}")
        if em.get(number, (0, 0))[0] > demands.least(number, floor):
            lower[number] = Cause(ReasonCode.EM_FLOOR, f"em:{unit.least}")
        elif demands.lower.get(number, 0) > floor:
            lower[number] = _by_constraint(number, (ConstraintKind.MIN, ConstraintKind.FIX), constraints)
        if number in demands.upper and demands.upper[number] == unit.most:
            upper[number] = _by_constraint(number, (ConstraintKind.MAX, ConstraintKind.FIX), constraints)
        elif unit.most is not None:
            upper[number] = Cause(ReasonCode.CAP, f"max:{unit.most}")
    forced: dict[str, set[str]] = {}
    for one in constraints:
        if one.kind in FORCING and one.persons:
            for number in (one.number, one.other_number):
                if number is not None:
                    forced.setdefault(number, set()).add(worded(one))
    named = {n: Cause(ReasonCode.CONSTRAINT, "; ".join(sorted(texts))) for n, texts in forced.items()}
    return Causes(lower, upper, named)


def _by_constraint(number: str, kinds: Sequence[ConstraintKind], constraints: Sequence[Constraint]) -> Cause:
    mine = sorted(worded(one) for one in constraints if one.number == number and one.kind in kinds)
    return Cause(ReasonCode.CONSTRAINT, "; ".join(mine))


def worded(one: Constraint) -> str:
    """Return a constraint in one line: kind, figure, receiver, author and reason.

    >>> worded(Constraint(ConstraintKind.MAX, "5057", "KS", "få boliger", 15))
    'max:15 (KS: få boliger)'
    """
    figure = "" if one.persons is None else f":{one.persons}"
    receiver = "" if one.other_number is None else f" {one.number}->{one.other_number}"
    return f"{one.kind}{figure}{receiver} ({one.author}: {one.reason})"
