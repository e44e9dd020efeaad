"""For every need in a range: who changes, with everything frozen but the total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from tasks.allocation.apportion import queue_at
from tasks.allocation.basis import Basis
from tasks.core.model.errors import BadInput


@dataclass(frozen=True, slots=True)
class Change:
    """The one municipality whose number rises when the need does, from the need before to ``need``."""

    need: int
    number: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Sweep:
    """The numbers at the lowest need, and the change at every need above it."""

    lowest: int
    start: Mapping[str, int]
    changes: tuple[Change, ...]

    def at(self, need: int) -> dict[str, int]:
        """Return everyone's number at a need of the sweep."""
        counts = dict(self.start)
        for change in islice(self.changes, max(0, need - self.lowest)):
            counts[change.number] = change.after
        return counts


def sweep(basis: Basis, lowest: int, highest: int) -> Sweep:
    """Return who changes at every need from ``lowest`` to ``highest``: the award queue, walked once.

    Nobody falls on the way up. Ends early where nobody can take more.

    :raises BadInput: the range is empty, or the bounds cannot hold together at its lowest need.
    """
    if highest < lowest:
        raise BadInput.one("sweep", f"from {lowest} to {highest} is no range", "give the lower need first")
    queue = queue_at(basis.units, lowest, basis.method, basis.groups, most_held=highest)
    start = {number: held + basis.moved.get(number, 0) for number, held in queue.counts().items()}
    now = dict(start)
    changes: list[Change] = []
    for need, number in enumerate(islice(queue.awards(), highest - lowest), start=lowest + 1):
        now[number] += 1
        changes.append(Change(need, number, now[number] - 1, now[number]))
    return Sweep(lowest, start, tuple(changes))
