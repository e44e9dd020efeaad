"""Numbers and days survive the way into Norwegian and back."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tasks.core.model.municipality import Language
from tasks.core.norwegian.dates import format_long, format_short, parse_date
from tasks.core.norwegian.number_words import LARGEST, number_from_words, number_in_words, numbers_in_words
from tasks.core.norwegian.working_days import is_working_day, next_working_day

languages = st.sampled_from(Language)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(st.integers(0, LARGEST), languages, st.booleans())
def test_a_number_in_words_is_read_as_itself_together_or_apart(number, language, together):
    words = number_in_words(number, language)
    assert number_from_words(words.replace(" ", "") if together else words) == number


@given(st.integers(2, LARGEST), languages)
def test_a_number_in_a_sentence_is_found_whole(number, language):
    found = numbers_in_words(f"Kommunen vedtar {number_in_words(number, language)} personer.")
    assert [word.value for word in found] == [number]


@given(st.text())
def test_any_text_is_read_without_a_crash_and_places_are_right(text):
    for found in numbers_in_words(text):
        assert number_from_words(text[found.start : found.end]) == found.value


@given(days, languages)
def test_a_written_day_is_read_as_itself(day, language):
    assert parse_date(format_long(day, language)) == day
    assert parse_date(format_short(day)) == day


@given(days)
def test_the_next_working_day_is_the_first_one(day):
    following = next_working_day(day)
    assert is_working_day(following)
    assert following >= day
    assert (following - day).days <= 6
    assert next_working_day(following) == following
