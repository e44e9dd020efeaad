"""What the operator's day must survive: an office without a name under its letters, and nights the clocks change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import a_registration, a_request
from hypothesis import given
from hypothesis import strategies as st
from unit.reconciliation.reconciliation_builder import find, mail

from config.cycle.reader import CYCLES_FOLDER, read_cycle
from config.cycle.year import Calendar
from config.register_reader import read_register
from tasks.core.model.allocation import Allocation, ReasonCode
from tasks.core.model.errors import BadInput
from tasks.core.model.letter import LetterKind
from tasks.core.model.reconciliation import Cause
from tasks.core.model.reference import letter_reference
from tasks.letters.compose import request_letter
from tasks.letters.texts import read_text
from tasks.letters.wording import worded
from tasks.monitoring.deadline import reply_deadline
from tasks.reconciliation.moments import oslo_day

LETTERS_DAY = date(2019, 10, 24)
SPRING, AUTUMN = date(2020, 3, 29), date(2019, 10, 27)  # 23 and 25 hours long


@pytest.fixture(scope="module")
def cycle():
    """The year as written; one of its six offices names who signs."""
    return read_cycle(2020)


def _signature(cycle, number):
    row, register = Allocation(number, True, 15, 0, 0, ReasonCode.SHARE), read_register(2020)
    reference = letter_reference("ANM", 2020, number, LetterKind.REQUEST, 1)
    place = register.by_number()[number]
    letter = request_letter(cycle, register, place, row, letter_ref=reference, dated=LETTERS_DAY)
    return worded(letter, read_text(letter.kind, letter.language)).signature


def test_an_office_whose_signatory_is_not_known_signs_with_its_title_alone(cycle):
    assert _signature(cycle, "5057") == ("IMDi Midt-Norge", "Rune S. Foss", "regiondirektør")
    assert _signature(cycle, "5401") == ("IMDi Nord", "regiondirektør")


@pytest.mark.parametrize("line", ["signatory_title_nb", "signatory_title_nn"])
def test_an_office_that_nobody_can_sign_for_stops_the_year_before_anything_is_made(tmp_path, line):
    text = (CYCLES_FOLDER / "2020.toml").read_text(encoding="utf-8")
    without = "\n".join(one for one in text.splitlines() if not one.startswith(line))
    (tmp_path / "2020.toml").write_text(without, encoding="utf-8")
    with pytest.raises(BadInput, match=rf"offices.*{line}"):
        read_cycle(2020, tmp_path)


def _calendar(last_day):
    return Calendar(
        timezone="Europe/Oslo",
        letters_dated=LETTERS_DAY,
        reply_deadline=last_day,
        deadline_source="test",
        move_deadline_to_working_day=False,
    )


@pytest.mark.parametrize(
    ("last_day", "ends_at"),
    [
        (SPRING, datetime(2020, 3, 29, 22, 0, tzinfo=UTC)),
        (AUTUMN, datetime(2019, 10, 27, 23, 0, tzinfo=UTC)),
    ],
    ids=["23 hours", "25 hours"],
)
def test_a_last_day_on_which_the_clocks_change_ends_at_midnight_in_oslo(last_day, ends_at):
    found = reply_deadline(_calendar(last_day))
    assert found.ends_at == ends_at
    assert oslo_day(ends_at - timedelta(seconds=1)) == last_day
    assert oslo_day(ends_at) == last_day + timedelta(days=1)


@pytest.mark.parametrize(
    ("came", "is_late"),
    [
        (datetime(2020, 3, 29, 21, 59, tzinfo=UTC), False),  # 23:59 in Oslo, summer time by then
        (
            datetime(2020, 3, 29, 22, 1, tzinfo=UTC),
            True,
        ),  # 00:01 the day after; by winter time still the 29th
    ],
)
def test_a_copy_in_the_last_minutes_of_such_a_day_is_in_time_by_the_clock_of_oslo(came, is_late):
    asked = a_request(deadline=SPRING)
    registered = a_registration(decided_on=date(2020, 3, 20))
    own = {"5057": SPRING}
    finding = find(
        registered,
        [replace(mail(), received_at=came)],
        request=asked,
        as_of=date(2020, 3, 31),
        own_deadlines=own,
    )
    assert (Cause.LATE in finding.causes) is is_late


@given(st.datetimes(datetime(2019, 1, 1), datetime(2030, 1, 1)))  # noqa: DTZ001 - the zone is set below
def test_days_in_oslo_never_run_backwards_and_are_23_to_25_hours_long(moment):
    at = moment.replace(tzinfo=UTC)
    assert oslo_day(at) <= oslo_day(at + timedelta(hours=1))
    assert oslo_day(at + timedelta(hours=25)) > oslo_day(at)
    assert oslo_day(at + timedelta(hours=22)) <= oslo_day(at) + timedelta(days=1)
