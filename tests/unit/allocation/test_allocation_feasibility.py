"""Bounds that cannot hold together: refused with the smallest change that repairs them."""

from __future__ import annotations

import pytest

from tasks.allocation.apportion import apportion
from tasks.allocation.units import Group, Unit
from tasks.core.model.errors import BadInput

TWO = [Unit("a", 1, 2, 5, "north"), Unit("b", 1, 3, 6, "north")]


@pytest.mark.parametrize(
    ("title", "units", "groups", "total", "place", "repair"),
    [
        ("a cap below a floor", [Unit("a", 1, 5, 3)], [], 9, "unit a", "raise max or lower min by 2"),
        ("a negative weight", [Unit("a", -1)], [], 9, "unit a", "weight of 0 or more"),
        ("a negative floor", [Unit("a", 1, -1)], [], 9, "unit a", "min of 0 or more"),
        ("the same unit twice", [Unit("a", 1), Unit("a", 2)], [], 9, "unit a", "keep one"),
        ("a group nobody described", [Unit("a", 1, group="x")], [Group("y")], 9, "unit a", "add the group"),
        ("the same group twice", TWO, [Group("north"), Group("north")], 9, "group north", "keep one"),
        ("a group's cap below its floor", TWO, [Group("north", 9, 8)], 9, "group north", "by 1"),
        ("a group's negative floor", TWO, [Group("north", -2)], 9, "group north", "0 or more"),
        ("a negative total", TWO, [], -1, "total", "0 or more"),
        ("floors above the group's cap", TWO, [Group("north", 0, 4)], 5, "group north", "max to 5"),
        ("floors above the group's cap", TWO, [Group("north", 0, 4)], 5, "group north", "min by 1"),
        ("caps below the group's floor", TWO, [Group("north", 12)], 15, "group north", "min to 11"),
        ("floors above the total", TWO, [], 4, "total", "raise the total to 5"),
        ("floors above the total", TWO, [], 4, "total", "lower min by 1"),
        ("a group's floor above the total", TWO, [Group("north", 7)], 6, "total", "raise the total to 7"),
        ("caps below the total", TWO, [], 12, "total", "raise max by 1"),
        ("a group's cap below the total", TWO, [Group("north", 0, 9)], 10, "total", "lower the total to 9"),
        ("only weights of zero have room", [Unit("a", 0)], [], 1, "total", "weight above 0"),
        ("nobody to give to", [], [], 1, "total", "lower the total to 0"),
    ],
)
def test_refused_with_the_smallest_repair(title, units, groups, total, place, repair):
    with pytest.raises(BadInput) as refused:
        apportion(units, total, groups=groups)
    assert any(f.place == place and repair in f.action for f in refused.value.faults), (title, refused.value)


@pytest.mark.parametrize("total", [5, 11])
def test_the_repair_is_the_smallest(total):
    """What the messages name as reachable is reachable."""
    assert sum(apportion(TWO, total).values()) == total


def test_all_faults_come_at_once():
    with pytest.raises(BadInput) as refused:
        apportion([Unit("a", -1), Unit("b", 1, 4, 2)], -1)
    assert {fault.place for fault in refused.value.faults} == {"unit a", "unit b", "total"}


def test_groups_may_be_left_out_although_units_name_them():
    assert apportion(TWO, 6) == {"a": 3, "b": 3}


def test_nobody_and_nothing_is_an_answer():
    assert apportion([], 0) == {}
