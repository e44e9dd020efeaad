"""The award queue: persons are awarded one at a time, each to the unit that stands first."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from itertools import islice

from config.cycle.allocation import DivisorMethod
from tasks.allocation.divisors import PriorityKey
from tasks.allocation.units import Group, Unit, whole_weights


class AwardQueue:
    """Units with what they hold, and the order in which they get more.

    Starts at every unit's ``least``, stands still at ``most`` and at the max of a group; a group's min is not
    its concern. Ties go to the lower key. Bounds are taken as feasible: see `require_feasible`.
    """

    def __init__(
        self, units: Sequence[Unit], method: DivisorMethod, groups: Sequence[Group], most_held: int
    ) -> None:
        """Line up the units. ``most_held``: no unit will come to hold more than this."""
        known = {group.key: group for group in groups}
        self.method = method
        self.units = tuple(sorted(units, key=lambda unit: unit.key))
        self.weights = whole_weights(self.units)
        self.groups = tuple(groups)
        self.group_of = tuple(known.get(unit.group or "") for unit in self.units)
        self.held: list[int] = []
        self.group_held: dict[str, int] = {}
        self.stand_at([unit.least for unit in self.units])
        self._key = PriorityKey(method, max(self.weights, default=0), max(most_held, *self.held, 1))

    def stand_at(self, held: Sequence[int]) -> None:
        """Go to a point of the queue: what each unit holds there, in the order of the keys."""
        self.held = list(held)
        self.group_held = {group.key: 0 for group in self.groups}
        for persons, group in zip(self.held, self.group_of, strict=True):
            if group is not None:
                self.group_held[group.key] += persons

    def members(self, group: Group) -> list[int]:
        """Return the places of a group's units in the order of the keys."""
        return [at for at, own in enumerate(self.group_of) if own is group]

    def counts(self) -> dict[str, int]:
        """Return what every unit holds now."""
        return {unit.key: held for unit, held in zip(self.units, self.held, strict=True)}

    def walk(self, persons: int) -> None:
        """Award that many persons, fewer if nobody can take more."""
        for _ in islice(self.awards(), persons):
            pass

    def awards(self) -> Iterator[str]:
        """Award person after person as long as anyone can take more; yields the key of each receiver."""
        heap = [self._entry(at) for at, weight in enumerate(self.weights) if weight and self._may_take(at)]
        heapq.heapify(heap)
        while heap:
            at = heap[0][1]
            if self._may_take(at):
                self._award(at)
                yield self.units[at].key
            if self._may_take(at):
                heapq.heapreplace(heap, self._entry(at))
            else:  # at its cap, or its region became full
                heapq.heappop(heap)

    def _award(self, at: int) -> None:
        self.held[at] += 1
        group = self.group_of[at]
        if group is not None:
            self.group_held[group.key] += 1

    def _entry(self, at: int) -> tuple[int, int]:
        return -self._key(self.weights[at], self.held[at]), at

    def _may_take(self, at: int) -> bool:
        most, group = self.units[at].most, self.group_of[at]
        if most is not None and self.held[at] >= most:
            return False
        return group is None or group.most is None or self.group_held[group.key] < group.most
