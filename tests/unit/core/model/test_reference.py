"""Our reference is found again in what a municipality or a scanner made of it, and never as another one."""

import pytest

from tasks.core.model.errors import BadInput
from tasks.core.model.letter import LetterKind
from tasks.core.model.reference import KIND_LETTERS, find_references, letter_reference

REFERENCE = letter_reference("ANM", 2020, "5057", LetterKind.REQUEST, 1)


def test_every_kind_and_revision_has_its_own_reference():
    made = {
        letter_reference("ANM", 2020, number, kind, revision)
        for number in ("5057", "5058", "0301")
        for kind in LetterKind
        for revision in (1, 2, 12)
    }
    assert len(made) == 3 * len(LetterKind) * 3
    assert set(KIND_LETTERS) == set(LetterKind)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("as printed", REFERENCE),
        (
            "inside a sentence",
            f"Vi viser til brev av 24.10.2019, Deres ref.: {REFERENCE}. Saken ble behandlet",
        ),
        ("quoted mail", f"> > Vår referanse {REFERENCE}\n> Dato"),
        ("broken over two lines", REFERENCE.replace("-5057", "-\r\n5057")),
        ("typeset dashes", REFERENCE.replace("-", "–")),
        ("soft hyphens", REFERENCE.replace("-", "\u00ad")),
        ("spaces around hyphens", REFERENCE.replace("-", " - ")),
        ("small letters", REFERENCE.lower()),
        ("O for 0", REFERENCE.replace("0", "O")),
        ("l for 1", REFERENCE.replace("A1", "Al")),
        ("S for 5", REFERENCE.replace("5", "S")),
    ],
)
def test_a_quoted_reference_is_found(title, text):
    (found,) = find_references(text)
    assert (found.year, found.number, found.kind, found.revision) == (2020, "5057", LetterKind.REQUEST, 1), (
        title
    )
    assert str(found) == REFERENCE


@pytest.mark.parametrize("position", [i for i, c in enumerate(REFERENCE) if c.isdigit()])
def test_a_digit_read_wrongly_gives_no_reference(position):
    for digit in "0123456789":
        text = REFERENCE[:position] + digit + REFERENCE[position + 1 :]
        if text != REFERENCE:
            assert find_references(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ANM-2020-5057",
        "ANM-2020-5057-A1",
        "saksnr 2019/5057-1",
        REFERENCE.replace("5057", "5075"),
        REFERENCE.replace("A1", "J1"),
        f"X{REFERENCE}",
        f"{REFERENCE}7",
        "ANM-2020-5057-B1-77",
        "ANM-0020-5057-A1-77",
        "ANM-2020-5057-A0-77",
    ],
)
def test_what_is_not_a_whole_reference_is_not_found(text):
    assert find_references(text) == ()


def test_several_references_come_once_each_in_order():
    other = letter_reference("ANM", 2020, "1520", LetterKind.REMINDER, 2)
    assert [str(r) for r in find_references(f"{other}, {REFERENCE} og {other}")] == [other, REFERENCE]


@pytest.mark.parametrize(
    ("prefix", "number", "revision"),
    [
        ("anm", "5057", 1),
        ("A", "5057", 1),
        ("ANM1", "5057", 1),
        ("ANM", "57", 1),
        ("ANM", "5057", 0),
        ("ANM", "5057", 1000),
    ],
)
def test_a_reference_that_could_not_be_read_again_is_not_made(prefix, number, revision):
    with pytest.raises(BadInput, match="make no reference"):
        letter_reference(prefix, 2020, number, LetterKind.REQUEST, revision)
