"""Bounded divisor apportionment: a whole number for every unit, summing exactly, fair by one rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from config.cycle.allocation import DivisorMethod
from tasks.allocation.divisors import PRIORITY, Priority
from tasks.allocation.feasibility import require_feasible
from tasks.allocation.queue import AwardQueue
from tasks.allocation.skipping import skip_ahead
from tasks.allocation.units import Group, Unit, whole_weights

WALKED_PER_UNIT = 2  # from more awards a unit than this, skipping is cheaper than walking


def apportion(
    units: Sequence[Unit],
    total: int,
    method: DivisorMethod = DivisorMethod.SAINTE_LAGUE,
    groups: Sequence[Group] = (),
) -> dict[str, int]:
    """Return a count for every unit: they sum to ``total`` and keep every bound; ties go to the lower key.

    Everyone starts at ``least``; every group fills its min by its own order; then one person at a time goes
    to the first in one queue over all units that may take more. Independent of the order of the input; for
    the same bounds a higher total lowers nobody. Exact for any size of weights and total.

    :raises BadInput: the bounds cannot hold together; every fault names its smallest repair.

    >>> apportion([Unit("a", 60, least=10), Unit("b", 30, least=10), Unit("c", 10, least=10)], 50)
    {'a': 27, 'b': 13, 'c': 10}
    """
    queue = queue_at(units, total, method, groups)
    return queue.counts()


def queue_at(
    units: Sequence[Unit], total: int, method: DivisorMethod, groups: Sequence[Group], *, most_held: int = 0
) -> AwardQueue:
    """Return the award queue standing at ``total``. ``most_held``: how far it will be walked on, at most.

    :raises BadInput: as for `apportion`.
    """
    require_feasible(units, groups, total)
    queue = AwardQueue(units, method, groups, max(total, most_held))
    for group in groups:
        _fill(queue, group, group.least)
    _advance(queue, total)
    return queue


def _fill(queue: AwardQueue, group: Group, persons: int) -> None:
    """Bring a group to ``persons`` by the order of its own units, if it is below."""
    if queue.group_held[group.key] < persons:
        members = queue.members(group)
        held = list(queue.held)
        for at, count in zip(members, _alone(queue, members, persons), strict=True):
            held[at] = count
        queue.stand_at(held)


def _alone(queue: AwardQueue, members: Sequence[int], persons: int) -> list[int]:
    """Return what a group's units hold when ``persons`` go to them alone, in the order of the keys."""
    units = [replace(queue.units[at], least=queue.held[at], group=None) for at in members]
    alone = AwardQueue(units, queue.method, (), persons)
    _advance(alone, persons)
    return alone.held


def _advance(queue: AwardQueue, total: int) -> None:
    missing = total - sum(queue.held)
    if missing > WALKED_PER_UNIT * len(queue.units):
        skip_ahead(queue, total, lambda group: _alone(queue, queue.members(group), group.most or 0))
    queue.walk(total - sum(queue.held))


def is_fair(units: Sequence[Unit], counts: Mapping[str, int], method: DivisorMethod) -> bool:
    """Whether no person could justly move: no unit's last award stands behind another's next one.

    The exact certificate of a result without groups; units at a bound cannot give, or cannot take.
    """
    priority = PRIORITY[method]
    weighed = list(zip(units, whole_weights(units), strict=True))
    lasts = [priority(w, counts[u.key] - 1) for u, w in weighed if counts[u.key] > u.least]
    nexts = [priority(w, counts[u.key]) for u, w in weighed if u.most is None or counts[u.key] < u.most]
    if not lasts:
        return True
    last = lasts[0]
    for award in lasts:
        last = award if _stands_before(last, award) else last
    return not any(_stands_before(award, last) for award in nexts)


def _stands_before(first: Priority, second: Priority) -> bool:
    return first[0] * second[1] > second[0] * first[1]
