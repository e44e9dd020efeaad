"""A rehearsal that was ended in the middle goes on with the day that was not over."""

from __future__ import annotations

from datetime import date

import pytest

from flows.season import Day, still_to_play

DAYS = tuple(Day(date(2019, 10, number)) for number in (15, 22, 24))


@pytest.mark.parametrize(
    ("played", "rest"),
    [
        pytest.param(None, [15, 22, 24], id="a new home plays every day"),
        pytest.param(
            15, [22, 24], id="a day played to its end is not played once more: the next may have begun"
        ),
        pytest.param(22, [24], id="the day that was not over is played"),
        pytest.param(24, [24], id="the last day of a year played to its end is repeated"),
        pytest.param(30, [], id="nothing of an autumn whose summer was played too"),
    ],
)
def test_the_days_still_to_play(played, rest):
    last = date(2019, 10, played) if played else None
    assert [day.on.day for day in still_to_play(DAYS, last)] == rest
