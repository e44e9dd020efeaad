"""A late point of the award queue, found without walking there: floats search, integers decide.

All awards with a priority above a threshold come before all others. So what every unit holds when exactly
those are made can be counted, one integer division a unit. A float search (numpy) only proposes the
threshold; the counts at it are exact, and if they add up to more than the total, the threshold is raised
until they do not. What is left (the awards within the float's error, and ties) is walked by the queue itself.
The result equals walking from the start, whatever was proposed: a bad proposal only costs time.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from config.cycle.allocation import DivisorMethod
from tasks.allocation.divisors import awards_above
from tasks.allocation.queue import AwardQueue
from tasks.allocation.units import Group

Floats = NDArray[np.float64]
FULL = Callable[[Group], list[int]]
SMALLEST_STEP = 1e-15
SAFETY = Fraction(1, 10**13)  # raises a threshold whose exact counts overshoot; doubled until they do not

_FLOAT_ABOVE: dict[DivisorMethod, Callable[[Floats], Floats]] = {  # of weight / threshold
    DivisorMethod.SAINTE_LAGUE: lambda quota: np.ceil(quota - 0.5),
    DivisorMethod.HILL: lambda quota: np.ceil((np.sqrt(1 + 4 * quota**2) - 1) / 2),
    DivisorMethod.DHONDT: lambda quota: np.ceil(quota) - 1,
    DivisorMethod.ADAMS: np.ceil,
}


def skip_ahead(queue: AwardQueue, total: int, full: FULL) -> None:
    """Bring the queue close below ``total`` from where it stands, which may not be above it.

    :param full: what the units of a group hold when the group is at its max, in the order of the keys.
    """
    threshold = _propose(queue, total)
    raised = SAFETY
    while threshold is not None:
        held = _held_above(queue, threshold, full)
        if sum(held) <= total:
            queue.stand_at(held)
            return
        threshold *= 1 + raised
        raised *= 2


def _held_above(queue: AwardQueue, threshold: Fraction, full: FULL) -> list[int]:
    """Return exactly what everyone holds when all awards above the threshold are made, and no others."""
    numerator, denominator = threshold.numerator, threshold.denominator
    held: list[int] = []
    for weight, unit, start in zip(queue.weights, queue.units, queue.held, strict=True):
        above = awards_above(queue.method, weight, numerator, denominator)
        held.append(max(start, above if unit.most is None else min(above, unit.most)))
    for group in queue.groups:
        members = queue.members(group)
        if group.most is not None and sum(held[at] for at in members) > group.most:
            for at, persons in zip(members, full(group), strict=True):
                held[at] = persons
    return held


def _propose(queue: AwardQueue, total: int) -> Fraction | None:
    """Return a threshold in the method's own measure with counts close below ``total``; None if not found."""
    heaviest = max(queue.weights, default=0)
    if not heaviest:
        return None
    total_at = _float_totals(queue, heaviest)
    high = low = max(1e-300, sum(weight / heaviest for weight in queue.weights) / max(1, total))
    while total_at(high) > total:
        high *= 2
        if high > 4:  # above every finite priority: what is left are first awards, to be walked
            return None
    while total_at(low) < total and low > 1e-300:
        low /= 2
    while high - low > SMALLEST_STEP * high and total_at(high) != total:
        middle = (low * high) ** 0.5 if low < high / 2 else (low + high) / 2
        if not low < middle < high:
            break
        low, high = (middle, high) if total_at(middle) > total else (low, middle)
    threshold = Fraction(high) * heaviest
    return threshold**2 if queue.method is DivisorMethod.HILL else threshold


def _float_totals(queue: AwardQueue, heaviest: int) -> Callable[[float], float]:
    """Return the sum held when all awards above a threshold (in heaviest weights) are made, about."""
    weights = np.array([weight / heaviest for weight in queue.weights])
    start = np.array(queue.held, dtype=np.float64)
    most = np.array([np.inf if unit.most is None else unit.most for unit in queue.units])
    places = {group.key: at for at, group in enumerate(queue.groups, start=1)}  # 0: without a group
    place = np.array([0 if own is None else places[own.key] for own in queue.group_of], dtype=np.int64)
    full = np.array([np.inf, *(np.inf if g.most is None else g.most for g in queue.groups)])
    above = _FLOAT_ABOVE[queue.method]

    def total_at(threshold: float) -> float:
        with np.errstate(over="ignore"):
            held = np.maximum(start, np.minimum(most, above(weights / threshold)))
        if not places:
            return float(held.sum())
        return float(np.minimum(full, np.bincount(place, held, minlength=len(full))).sum())

    return total_at
