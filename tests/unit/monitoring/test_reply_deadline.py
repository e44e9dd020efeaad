"""The last day to reply under the year's policy, and when it is over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from builders import a_request

from config.cycle.year import Calendar
from tasks.core.model.amendment import Amendment, AmendmentKind
from tasks.core.model.errors import BadInput
from tasks.monitoring.deadline import check_extension, deadlines, reply_deadline


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


def an_extension(until, *, number="5057", given=date(2019, 12, 10)):
    return Amendment(
        2020, number, AmendmentKind.EXTENSION, until.isoformat(), "Ola", "rådgiver", "nytt møte", given
    )


def test_everybody_has_the_deadline_of_the_own_round_or_the_extension_given():
    rounds = {
        "5057": a_request(deadline=date(2019, 12, 20)),
        "1520": a_request(number="1520", deadline=date(2020, 3, 29)),  # a later round, a Sunday
        "0301": a_request(number="0301", deadline=date(2019, 12, 20)),
    }
    extensions = {"0301": an_extension(date(2020, 1, 31), number="0301")}
    due = deadlines(calendar(date(2019, 12, 20), moves=True), rounds, extensions, {})
    assert [due.of(n) for n in rounds] == [date(2019, 12, 20), date(2020, 3, 30), date(2020, 1, 31)]
    assert due.extended == {"0301": date(2019, 12, 10)}
    still = deadlines(calendar(date(2019, 12, 20), moves=False), rounds, extensions, {})
    assert still.of("1520") == date(2020, 3, 29)


def test_an_extension_overtaken_by_a_later_round_counts_for_nothing():
    rounds = {"5057": a_request(deadline=date(2020, 3, 31))}
    extensions = {"5057": an_extension(date(2020, 1, 31))}
    due = deadlines(calendar(date(2019, 12, 20), moves=True), rounds, extensions, {})
    assert (due.of("5057"), due.extended) == (date(2020, 3, 31), {})


@pytest.mark.parametrize("until", [date(2019, 12, 20), date(2019, 12, 1)])
def test_an_extension_must_be_later(until):
    days = calendar(date(2019, 12, 20), moves=True)
    with pytest.raises(BadInput, match="not after the deadline 2019-12-20"):
        check_extension(a_request(), until, days, place="5057")
    check_extension(a_request(), date(2019, 12, 23), days, place="5057")


def test_nobody_is_given_more_time_who_was_not_asked():
    with pytest.raises(BadInput, match="was not asked"):
        check_extension(None, date(2020, 1, 31), calendar(date(2019, 12, 20), moves=True), place="5057")
