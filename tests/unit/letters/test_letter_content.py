"""A letter that lacks what its kind must say cannot be built."""

from datetime import date

import pytest
from letter_builders import LETTER_DAY, RECIPIENTS, a_content

from tasks.core.model.errors import BadInput
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import Language
from tasks.core.model.reference import letter_reference
from tasks.letters.content_parts import Persons, Recipient


@pytest.mark.parametrize("kind", LetterKind)
def test_every_kind_can_be_built(kind):
    assert a_content(kind).revision == 1


@pytest.mark.parametrize(
    ("title", "kind", "changes", "message"),
    [
        ("request without number", LetterKind.REQUEST, {"persons": None}, "persons is missing"),
        ("request without annex 1", LetterKind.REQUEST, {"annex": ()}, "annex is missing"),
        ("request without deadline", LetterKind.REQUEST, {"deadline": None}, "the deadline None"),
        (
            "deadline on the letter's day",
            LetterKind.REQUEST,
            {"deadline": LETTER_DAY},
            "the deadline 2019-10-24",
        ),
        ("nobody asked for", LetterKind.REQUEST, {"persons": Persons(0, 0, 0)}, "0 persons"),
        ("unknown EM", LetterKind.REQUEST, {"persons": Persons(15, None, None)}, "EM is not known"),
        (
            "adjusted up, deadline past",
            LetterKind.ADJUSTED,
            {"persons": Persons(20, 0, 0)},
            "the deadline 2019-12-20",
        ),
        ("reminder of nothing", LetterKind.REMINDER, {"missing": ()}, "missing is missing"),
        ("closing without vedtak", LetterKind.CLOSING, {"decided": None}, "decided is missing"),
        (
            "another's reference",
            LetterKind.REQUEST,
            {"letter_ref": "ANM-2020-1520-A1-53"},
            "not the reference",
        ),
        ("no reference", LetterKind.REQUEST, {"letter_ref": "24/1234"}, "not the reference"),
    ],
)
def test_an_unfit_letter_is_refused(title, kind, changes, message):
    with pytest.raises(BadInput, match=message) as refused:
        a_content(kind, **changes)
    assert "5057 Ørland" in str(refused.value), title


def test_all_that_is_wrong_is_said_at_once():
    with pytest.raises(BadInput) as refused:
        a_content(persons=None, annex=(), deadline=None)
    assert len(refused.value.faults) == 3


def test_a_vedtak_of_nobody_is_a_vedtak():
    assert a_content(LetterKind.CLOSING, decided=0).decided == 0


def test_an_adjustment_downward_needs_no_deadline_ahead():
    assert not a_content(LetterKind.ADJUSTED).asks_for_more


def test_an_organisation_number_that_fails_its_check_digit_is_refused():
    with pytest.raises(BadInput, match="modulus 11"):
        Recipient("5057", "Ørland", "Trøndelag", "921806028")


@pytest.mark.parametrize("numbers", [(5, 6, 0), (5, 2, 3), (5, -1, 0), (5, None, 1)])
def test_numbers_that_do_not_nest_are_refused(numbers):
    with pytest.raises(BadInput, match="do not nest"):
        Persons(*numbers)


def test_the_hash_follows_every_part_and_nothing_else():
    first = a_content()
    assert first.inputs_sha256 == a_content().inputs_sha256
    others = [
        a_content(persons=Persons(16, 0, 0)),
        a_content(deadline=date(2019, 12, 19)),
        a_content(language=Language.NN, recipient=RECIPIENTS[Language.NB]),
        a_content(letter_ref=letter_reference("ANM", 2020, "5057", LetterKind.REQUEST, 2)),
    ]
    assert len({first.inputs_sha256, *(other.inputs_sha256 for other in others)}) == 5


def test_the_canonical_json_is_sorted_and_exact():
    text = a_content().to_json()
    assert text.startswith('{"annex":[{"description":')
    assert '"coverage":"99.6"' in text
    assert '"deadline":"2019-12-20"' in text
    assert "Ørland" in text


def test_the_file_name_is_the_reference():
    assert a_content().file_name == "ANM-2020-5057-A1-77.pdf"
