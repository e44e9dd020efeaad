"""What a round's numbers follow from once all is chosen: bounds and weights frozen, the total free."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from config.cycle.allocation import DivisorMethod
from tasks.allocation.apportion import apportion, queue_at
from tasks.allocation.units import Group, Unit
from tasks.core.model.errors import BadInput, Fault

REACH = 6000  # persons up and down within which the next thresholds are looked for


@dataclass(frozen=True, slots=True)
class Basis:
    """The frozen inputs of one award queue. ``moved``: what swaps add or take after the queue, in all 0."""

    units: tuple[Unit, ...]
    groups: tuple[Group, ...]
    method: DivisorMethod
    total: int
    moved: Mapping[str, int]
    smallest: int

    def counts(self, total: int | None = None) -> dict[str, int]:
        """Return everyone's number at ``total``, the basis' own by default.

        :raises BadInput: the bounds cannot hold together at that total, or a swap takes more than there is.
        """
        queued = apportion(self.units, self.total if total is None else total, self.method, self.groups)
        counts = {key: count + self.moved.get(key, 0) for key, count in queued.items()}
        faults = [
            fault for unit in self.units if unit.key in self.moved for fault in self._crossed(unit, counts)
        ]
        if faults:
            raise BadInput(faults)
        return counts

    def _crossed(self, unit: Unit, counts: Mapping[str, int]) -> Iterator[Fault]:
        """Yield the bound that what swaps take from or give to a municipality carries it across."""
        count, moved = counts[unit.key], self.moved[unit.key]
        after = f"leaves {count} of {count - moved}"
        if moved < 0 and count < unit.least:
            what, action = f"{after}, below its least {unit.least}", f"move {unit.least - count} fewer"
            yield Fault(f"swap from municipality {unit.key}", what, action)
        if moved > 0 and unit.most is not None and count > unit.most:
            what, action = f"{after}, above its most {unit.most}", f"move {count - unit.most} fewer"
            yield Fault(f"swap to municipality {unit.key}", what, action)

    def without_swaps(self) -> Basis:
        """Return the basis before swaps, whose numbers compare with those under other rules."""
        return replace(self, moved={})

    def without_floors(self) -> Basis:
        """Return the basis without lower bounds on municipalities, but for those without weight: they have no other."""
        units = tuple(replace(unit, least=0 if unit.weight else unit.least) for unit in self.units)
        return replace(self, units=units, moved={})

    def without_regions(self) -> Basis:
        """Return the basis without bounds on counties."""
        return replace(self, groups=())

    def by(self, method: DivisorMethod) -> Basis:
        """Return the basis with another divisor method."""
        return replace(self, method=method)

    def next_totals(self, reach: int = REACH) -> dict[str, tuple[int | None, int | None]]:
        """Return the totals at which each number rises and falls by one; None beyond ``reach`` persons away."""
        start = max(self._lowest(), self.total - reach)
        queue = queue_at(self.units, start, self.method, self.groups, most_held=self.total + reach)
        up: dict[str, int] = {}
        down: dict[str, int] = {}
        for total, key in enumerate(islice(queue.awards(), self.total - start + reach), start=start + 1):
            if total <= self.total:
                down[key] = total - 1
            else:
                up.setdefault(key, total)
        return {unit.key: (up.get(unit.key), down.get(unit.key)) for unit in self.units}

    def _lowest(self) -> int:
        """Return the lowest total the bounds allow."""
        grouped = {group.key: group.least for group in self.groups}
        held = dict.fromkeys(grouped, 0)
        free = 0
        for unit in self.units:
            if unit.group in held:
                held[unit.group] += unit.least
            else:
                free += unit.least
        return free + sum(max(least, held[key]) for key, least in grouped.items())
