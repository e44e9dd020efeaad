"""Days and figures as Norwegian letters print them, and working days."""

from datetime import date
from decimal import Decimal

import pytest

from tasks.core.model.municipality import Language
from tasks.core.norwegian.dates import dates_in, format_long, format_short, parse_date
from tasks.core.norwegian.formats import format_count, format_decimal
from tasks.core.norwegian.working_days import holiday_name, is_working_day, next_working_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20.12.2019", date(2019, 12, 20)),
        ("5.6.2019", date(2019, 6, 5)),
        ("20. 12. 2019", date(2019, 12, 20)),
        ("20/12/2019", date(2019, 12, 20)),
        ("20.12.19", date(2019, 12, 20)),
        ("2019-12-20", date(2019, 12, 20)),
        ("20. desember 2019", date(2019, 12, 20)),
        ("20 Desember 2019", date(2019, 12, 20)),
        ("20. des. 2019", date(2019, 12, 20)),
        ("1. mai 2020", date(2020, 5, 1)),
        ("31.02.2019", None),
        ("32. desember 2019", None),
        ("2019", None),
        ("20. desember", None),
        ("fredag", None),
        ("", None),
    ],
)
def test_a_text_says_a_day_or_none(text, day):
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Møte 12.12.2019, frist 20. desember 2019.", [date(2019, 12, 12), date(2019, 12, 20)]),
        ("Saksnr 2019/1234 og arkiv 1.2.3.4", []),
        ("20.12.20191", []),
        ("ingen", []),
    ],
)
def test_a_running_text_gives_its_days_in_order(text, days):
    assert [found.day for found in dates_in(text)] == days


def test_a_day_stands_where_it_was_found():
    text = "vedtatt 12.12.2019 i møte"
    (found,) = dates_in(text)
    assert text[found.start : found.end] == "12.12.2019"


def test_days_are_written_in_figures_and_in_words():
    assert format_short(date(2019, 2, 6)) == "06.02.2019"
    assert format_long(date(2019, 12, 20), Language.NB) == "20. desember 2019"
    assert format_long(date(2019, 2, 6), Language.NN) == "6. februar 2019"


@pytest.mark.parametrize("language", list(Language))
def test_thousands_are_parted_by_a_no_break_space(language):
    assert format_count(5100, language) == "5\u00a0100"
    assert format_count(5_367_580, language) == "5\u00a0367\u00a0580"
    assert format_count(15, language) == "15"


@pytest.mark.parametrize(
    ("value", "text"),
    [("99.6", "99,6"), ("10.0", "10,0"), ("5100.25", "5\u00a0100,25"), ("12", "12"), ("1E+3", "1\u00a0000")],
)
def test_decimals_keep_the_digits_they_were_written_with(value, text):
    assert format_decimal(Decimal(value), Language.NB) == text


@pytest.mark.parametrize(
    ("day", "working", "following"),
    [
        (date(2019, 12, 20), True, date(2019, 12, 20)),  # a Friday
        (date(2020, 12, 20), False, date(2020, 12, 21)),  # a Sunday
        (date(2025, 12, 20), False, date(2025, 12, 22)),  # a Saturday
        (date(2020, 4, 9), False, date(2020, 4, 14)),  # Maundy Thursday to Easter Monday
        (date(2019, 12, 25), False, date(2019, 12, 27)),
        (date(2019, 12, 24), True, date(2019, 12, 24)),
        (date(2019, 5, 17), False, date(2019, 5, 20)),
    ],
)
def test_a_deadline_moves_over_weekends_and_holidays(day, working, following):
    assert (is_working_day(day), next_working_day(day)) == (working, following)


def test_holidays_have_their_norwegian_names():
    assert holiday_name(date(2019, 5, 17)) == "Grunnlovsdag"
    assert holiday_name(date(2020, 1, 1)) == "Første nyttårsdag"
    assert holiday_name(date(2019, 12, 20)) is None
