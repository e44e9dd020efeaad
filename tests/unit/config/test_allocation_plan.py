"""Figures of the year file under which no round could be computed are refused with the file, not in October."""

from __future__ import annotations

import re

import pytest

from config.cycle.reader import CYCLES_FOLDER, read_cycle
from tasks.core.model.errors import BadInput

TEXT_2020 = (CYCLES_FOLDER / "2020.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("exponent", '"1"', "size.exponent must lie between 0 and 1"),
        ("exponent", '"0"', "size.exponent must lie between 0 and 1"),
        ("floor", "0", "floor must be 1 or more"),
        ("least_share_of_floor", '"0"', "both shares of the floor must be above 0"),
        ("least_share_of_floor_small", '"-1"', "both shares of the floor must be above 0"),
        ("group_size", '"0"', "both group sizes must be above 0"),
        ("group_size_under_15", '"0"', "both group sizes must be above 0"),
        ("minimum_factor", '"1.1"', "minimum_factor must lie from 0 to 1"),
        ("maximum_factor", '"0.9"', "maximum_factor from 1"),
        ("jump_percent", "-1", "jump_percent must be 0 or more"),
    ],
)
def test_a_figure_no_round_can_be_computed_with_is_refused(tmp_path, key, value, message):
    text, times = re.subn(rf"(?m)^{key} = {{ value = [^,]+,", f"{key} = {{ value = {value},", TEXT_2020)
    assert times == 1
    refuse(tmp_path, text, message)


def test_a_cap_below_the_floor_is_refused(tmp_path):
    cap = 'cap = { value = 9, unit = "persons", source = "test", date = 2019-10-01 }\n'
    floor = "floor = { value = 10, unit"
    refuse(tmp_path, TEXT_2020.replace(floor, cap + floor), "cap must not be below the floor")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('indicator = "employment"', 'indicator = "population"'),
        (
            'indicator = "population"\ntransformation = "size"',
            'indicator = "employment"\ntransformation = "size"',
        ),
    ],
)
def test_size_enters_once(tmp_path, old, new):
    """The evaluation of 2019 found population inside several criteria: the file itself cannot say it twice."""
    assert TEXT_2020.count(old) == 1
    refuse(tmp_path, TEXT_2020.replace(old, new), "size enters once")


def refuse(folder, text, message):
    (folder / "2020.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        read_cycle(2020, folder)
    assert message in str(refused.value)
    assert "allocation" in refused.value.faults[0].place
