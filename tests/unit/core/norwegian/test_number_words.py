"""Numbers in words, both written standards and the old way of counting."""

import pytest

from tasks.core.model.municipality import Language
from tasks.core.norwegian.number_words import number_from_words, number_in_words, numbers_in_words


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("null", 0),
        ("én", 1),
        ("ein", 1),
        ("eitt", 1),
        ("sju", 7),
        ("syv", 7),
        ("elleve", 11),
        ("femten", 15),
        ("Femten", 15),
        (" femten ", 15),
        ("tjue", 20),
        ("tyve", 20),
        ("tjueein", 21),
        ("tjueén", 21),
        ("femogtyve", 25),
        ("fem og tyve", 25),
        ("femogtjue", 25),
        ("tjue-fem", 25),
        ("tjue fem", 25),
        ("tredve", 30),
        ("toogtredve", 32),
        ("trettito", 32),
        ("førti", 40),
        ("syvogfemti", 57),
        ("nittini", 99),
        ("hundre", 100),
        ("ett hundre", 100),
        ("etthundre", 100),
        ("eitt hundre og sju", 107),
        ("hundreogfemogtyve", 125),
        ("to hundre og femti", 250),
        ("to hundre femti", 250),
        ("fem tusen ett hundre", 5100),
        ("femtusen og hundre", 5100),
        ("tolv tusen", 12_000),
        ("tusen", 1000),
        ("fem ti", None),
        ("tjue tretti", None),
        ("mange", None),
        ("hundrevis", None),
        ("femtenårig", None),
        ("15", None),
        ("og", None),
        ("", None),
        ("-", None),
    ],
)
def test_words_say_a_number_or_none(words, number):
    assert number_from_words(words) == number


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Kommunen vedtar å bosette femten flyktninger", [15]),
        ("inntil ti-tolv personer", [10, 12]),
        ("en flyktning, ei gruppe og et vedtak", []),
        ("én enslig mindreårig", [1]),
        ("ett år", [1]),
        ("FEMOGTYVE (25)", [25]),
        ("to hundre og femti i år, tre til neste år", [250, 3]),
        ("hundrevis av tusenvis", []),
        ("", []),
    ],
)
def test_a_running_text_gives_its_numbers_in_order(text, values):
    assert [found.value for found in numbers_in_words(text)] == values


def test_a_number_is_found_where_it_stands_also_after_letters_that_grow():
    text = "İ dag: tyve personer"  # the first letter is two in small print
    (found,) = numbers_in_words(text)
    assert text[found.start : found.end] == "tyve"


@pytest.mark.parametrize(
    ("number", "nb", "nn"),
    [
        (1, "en", "ein"),
        (7, "sju", "sju"),
        (11, "elleve", "elleve"),
        (21, "tjueen", "tjueein"),
        (100, "ett hundre", "eitt hundre"),
        (5100, "fem tusen ett hundre", "fem tusen eitt hundre"),
    ],
)
def test_a_number_is_written_in_both_standards(number, nb, nn):
    assert (number_in_words(number, Language.NB), number_in_words(number, Language.NN)) == (nb, nn)


@pytest.mark.parametrize("number", [-1, 100_000])
def test_a_number_out_of_range_is_not_written(number):
    with pytest.raises(ValueError, match="outside"):
        number_in_words(number, Language.NB)
