"""The last day to reply under the year's policy, and when it is over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from config.cycle.year import Calendar
from tasks.core.model.errors import BadInput
from tasks.monitoring.deadline import own_deadlines, reply_deadline


def calendar(day, *, moves):
    return Calendar(
        timezone="Europe/Oslo",
        letters_dated=date(day.year, 10, 24),
        reply_deadline=day,
        deadline_source="test",
        move_deadline_to_working_day=moves,
    )


DAYS = [
    # title, stated, policy on, last day, words of the log text
    ("2019: a Friday", date(2019, 12, 20), True, date(2019, 12, 20), ["fredag", "på", "står fast"]),
    (
        "2020: a Sunday, moved",
        date(2020, 12, 20),
        True,
        date(2020, 12, 21),
        ["søndag", "på", "mandag 21.12.2020"],
    ),
    (
        "2020: a Sunday, policy off",
        date(2020, 12, 20),
        False,
        date(2020, 12, 20),
        ["søndag", "av", "står fast"],
    ),
    (
        "2025: a Saturday, moved",
        date(2025, 12, 20),
        True,
        date(2025, 12, 22),
        ["lørdag", "mandag 22.12.2025"],
    ),
    (
        "Christmas Day",
        date(2019, 12, 25),
        True,
        date(2019, 12, 27),
        ["onsdag (Første juledag)", "fredag 27.12.2019"],
    ),
    (
        "Maundy Thursday 2020",
        date(2020, 4, 9),
        True,
        date(2020, 4, 14),
        ["Skjærtorsdag", "tirsdag 14.04.2020"],
    ),
]


@pytest.mark.parametrize(
    ("stated", "moves", "last_day", "words"), [pytest.param(*row[1:], id=row[0]) for row in DAYS]
)
def test_the_last_day_follows_the_policy_and_says_so(stated, moves, last_day, words):
    deadline = reply_deadline(calendar(stated, moves=moves))
    assert (deadline.stated, deadline.last_day) == (stated, last_day)
    for word in words:
        assert word in deadline.text


@pytest.mark.parametrize(
    ("stated", "ends"),
    [
        (date(2019, 12, 20), datetime(2019, 12, 20, 23, 0, tzinfo=UTC)),  # winter time
        (date(2022, 3, 31), datetime(2022, 3, 31, 22, 0, tzinfo=UTC)),  # summer time
        (date(2024, 3, 29), datetime(2024, 3, 29, 23, 0, tzinfo=UTC)),  # two days before the clocks change
    ],
)
def test_the_whole_last_day_counts_on_the_clocks_of_oslo(stated, ends):
    deadline = reply_deadline(calendar(stated, moves=False))
    assert deadline.ends_at == ends
    assert deadline.ends_at - timedelta(seconds=1) < ends


def test_an_extension_must_be_later_and_every_wrong_one_is_named():
    deadline = reply_deadline(calendar(date(2019, 12, 20), moves=True))
    assert own_deadlines(deadline, {"5057": date(2020, 1, 31)}) == {"5057": date(2020, 1, 31)}
    with pytest.raises(BadInput) as refused:
        own_deadlines(
            deadline, {"5057": date(2019, 12, 20), "1520": date(2019, 12, 1), "0301": date(2020, 1, 2)}
        )
    assert [fault.place for fault in refused.value.faults] == [
        "extension for municipality 1520",
        "extension for municipality 5057",
    ]
