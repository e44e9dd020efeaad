"""Whether bounds, groups and total can hold together; if not, the smallest change that makes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tasks.allocation.units import Group, Unit
from tasks.core.model.errors import BadInput, Fault


def require_feasible(units: Sequence[Unit], groups: Sequence[Group], total: int) -> None:
    """Pass when an apportionment exists; otherwise name every contradiction with its smallest repair.

    :raises BadInput: bounds that cross, groups that contradict their units, a total out of reach.
    """
    faults = [*_unit_faults(units), *_group_faults(groups), *_unknown_groups(units, groups)]
    if total < 0:
        faults.append(Fault("total", f"is {total}", "give a whole number of 0 or more"))
    faults = faults or [*_group_bounds(units, groups)] or [*_total_faults(units, groups, total)]
    if faults:
        raise BadInput(faults)


def _unit_faults(units: Sequence[Unit]) -> Iterator[Fault]:
    for key, times in Counter(unit.key for unit in units).items():
        if times > 1:
            yield Fault(f"unit {key}", f"stands {times} times", "keep one of the rows")
    for unit in units:
        if unit.weight < 0:
            yield Fault(f"unit {unit.key}", f"weight {unit.weight} is below 0", "give a weight of 0 or more")
        if unit.least < 0:
            yield Fault(f"unit {unit.key}", f"min {unit.least} is below 0", "give a min of 0 or more")
        if unit.most is not None and unit.most < unit.least:
            what = f"max {unit.most} is below min {unit.least}"
            yield Fault(f"unit {unit.key}", what, f"raise max or lower min by {unit.least - unit.most}")


def _group_faults(groups: Sequence[Group]) -> Iterator[Fault]:
    for key, times in Counter(group.key for group in groups).items():
        if times > 1:
            yield Fault(f"group {key}", f"stands {times} times", "keep one of the rows")
    for group in groups:
        if group.least < 0:
            yield Fault(f"group {group.key}", f"min {group.least} is below 0", "give a min of 0 or more")
        if group.most is not None and group.most < group.least:
            what = f"max {group.most} is below min {group.least}"
            yield Fault(f"group {group.key}", what, f"raise max or lower min by {group.least - group.most}")


def _unknown_groups(units: Sequence[Unit], groups: Sequence[Group]) -> Iterator[Fault]:
    known = {group.key for group in groups}
    for unit in units:
        if groups and unit.group is not None and unit.group not in known:
            yield Fault(
                f"unit {unit.key}", f"group {unit.group!r} has no row", "add the group or correct its name"
            )


def members_of(units: Sequence[Unit], groups: Sequence[Group]) -> dict[str, list[Unit]]:
    """Return the units of every group, in the order given."""
    members: dict[str, list[Unit]] = {group.key: [] for group in groups}
    for unit in units:
        if unit.group in members:
            members[unit.group].append(unit)
    return members


def _room(unit: Unit, total: int) -> int:
    """Return the most a unit can come to: a weight of 0 never gets more than its min."""
    if unit.weight == 0:
        return unit.least
    return total if unit.most is None else min(unit.most, max(total, unit.least))


def _group_bounds(units: Sequence[Unit], groups: Sequence[Group]) -> Iterator[Fault]:
    members = members_of(units, groups)
    for group in groups:
        mine = members[group.key]
        floors = sum(unit.least for unit in mine)
        room = sum(_room(unit, max(group.least, floors)) for unit in mine)
        place = f"group {group.key}"
        if group.most is not None and floors > group.most:
            action = f"raise the group's max to {floors} or lower its units' min by {floors - group.most}"
            yield Fault(place, f"its units' min add up to {floors}, above its max {group.most}", action)
        if room < group.least:
            action = (
                f"lower the group's min to {room}, or raise max (or a weight of 0) by {group.least - room}"
            )
            yield Fault(place, f"its units can take {room}, below its min {group.least}", action)


def _total_faults(units: Sequence[Unit], groups: Sequence[Group], total: int) -> Iterator[Fault]:
    members = members_of(units, groups)
    free = [unit for unit in units if unit.group not in members]
    lowest = sum(unit.least for unit in free)
    highest = sum(_room(unit, total) for unit in free)
    for group in groups:
        mine = members[group.key]
        lowest += max(group.least, sum(unit.least for unit in mine))
        room = sum(_room(unit, total) for unit in mine)
        highest += room if group.most is None else min(room, group.most)
    if lowest > total:
        action = f"raise the total to {lowest}, or lower min by {lowest - total} together"
        yield Fault("total", f"the min of units and groups need {lowest}, above the total {total}", action)
    if highest < total:
        repairs = [f"lower the total to {highest}"]
        if any(group.most is not None for group in groups) or any(
            u.weight and u.most is not None for u in units
        ):
            repairs.append(f"raise max by {total - highest} together")
        if any(unit.weight == 0 and unit.most != unit.least for unit in units):
            repairs.append("give those of weight 0, which take no more than their min, a weight above 0")
        what = f"units and groups can take {highest}, below the total {total}"
        yield Fault("total", what, ", or ".join(repairs))
