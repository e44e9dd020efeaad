"""Issued numbers fall to a lower need, by the policy the year file names."""

from __future__ import annotations

from collections.abc import Mapping

from config.cycle.allocation import AllocationPlan, DivisorMethod, DownwardPolicy
from tasks.allocation.basis import Basis
from tasks.allocation.reasons import Cause, Causes
from tasks.allocation.standing import Progress
from tasks.allocation.units import Unit
from tasks.core.model.allocation import ReasonCode
from tasks.core.model.errors import BadInput
from tasks.core.model.need import Need

REDUCED_IN_TURN = (Progress.UNANSWERED, Progress.DECIDED)
SHOWN = 10


def downward(
    plan: AllocationPlan,
    need: Need,
    held: Mapping[str, int],
    em: Mapping[str, tuple[int, int]],
    protected: Mapping[str, int],
    progress: Mapping[str, Progress],
) -> tuple[Basis, Causes]:
    """Return the basis on which issued numbers fall to the need, and the causes of its bounds.

    Everybody's weight is the number that was issued, so the queue is popped by one scale: ordinary rounding
    of number times scale, held up by the floor, EM and what is settled or referred (2020: max(10, round(0.655
    x original)) for 200 of 211). ``states``: only those whose turn it is are scaled, the others keep their
    number.

    :raises BadInput: the need is below what cannot be reduced; names the largest that hold it up.
    """
    lower = {n: _hold(plan, count, em.get(n, (0, 0))[0], protected.get(n, 0)) for n, count in held.items()}
    least = {n: bound[0] for n, bound in lower.items()}
    if plan.revision.downward is DownwardPolicy.STATES:
        least = _in_turn(need, held, least, progress)
        for number in (n for n in held if least[n] > lower[n][0]):
            lower[number] = (held[number], Cause(ReasonCode.ISSUED, f"issued:{held[number]}"))
    if sum(least.values()) > need.total:
        raise _irreducible(need, lower)
    units = tuple(Unit(n, count, least[n], max(count, least[n])) for n, count in held.items())
    upper = {n: Cause(ReasonCode.ISSUED, f"issued:{count}") for n, count in held.items()}
    causes = Causes({n: cause for n, (_, cause) in lower.items()}, upper)
    return Basis(units, (), DivisorMethod.SAINTE_LAGUE, need.total, {}, plan.floor.value), causes


def _hold(plan: AllocationPlan, count: int, em: int, protected: int) -> tuple[int, Cause]:
    """Return what holds one municipality up: the highest of floor, EM and settled or referred."""
    floor = min(plan.floor.value, count)
    if protected >= max(floor, em, 1):
        return protected, Cause(ReasonCode.PROTECTED, f"settled or referred:{protected}")
    if em > floor:
        return em, Cause(ReasonCode.EM_FLOOR, f"em:{em}")
    return floor, Cause(ReasonCode.FLOOR, f"floor:{floor}")


def _in_turn(
    need: Need, held: Mapping[str, int], least: Mapping[str, int], progress: Mapping[str, Progress]
) -> dict[str, int]:
    """Return the bounds: those further on keep their number while the earlier ones can carry the fall."""
    bounds = {n: max(count, least[n]) for n, count in held.items()}
    for turn in REDUCED_IN_TURN:
        if sum(bounds.values()) <= need.total:
            break
        for number in held:
            if progress.get(number, Progress.UNANSWERED) is turn:
                bounds[number] = least[number]
    return bounds


def _irreducible(need: Need, lower: Mapping[str, tuple[int, Cause]]) -> BadInput:
    lowest = sum(bound for bound, _ in lower.values())
    largest = sorted(lower.items(), key=lambda item: (-item[1][0], item[0]))[:SHOWN]
    names = ", ".join(f"{number} {cause.text}" for number, (_, cause) in largest)
    return BadInput.one(
        f"revision of {need.year}",
        f"the need {need.total} is below {lowest}, which cannot be reduced ({names}, and so on)",
        f"revise to {lowest} or more, or release what holds {lowest - need.total} persons up",
    )
