"""The letters of a batch together say exactly what the round says."""

from dataclasses import replace

import pytest
from builders import a_request
from letter_builders import RECIPIENTS, a_content

from tasks.core.model.allocation import Allocation, ReasonCode, Round, RoundKind
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import Language, Municipality, Register, WrittenStandard
from tasks.core.model.need import Need
from tasks.letters.content_parts import Persons, Recipient
from tasks.letters.render import RenderedLetter
from tasks.letters.texts import read_text
from tasks.letters.verify import faults_in_batch
from tasks.letters.wording import worded

HITRA = Recipient("5056", "Hitra", "Trøndelag", "938772924")
ROUND = Round(
    2020,
    RoundKind.FIRST,
    Need(2020, 25, 3, 1),
    (
        Allocation("5057", True, 15, 0, 0, ReasonCode.SHARE),
        Allocation("1520", True, 10, 3, 1, ReasonCode.FLOOR),
        Allocation("5056", False, 0, 0, 0, ReasonCode.NOT_ASKED_SIZE),
    ),
    "ab" * 32,
)
REGISTER = Register(
    2020,
    tuple(
        Municipality(
            r.number, r.name, r.name, "50", r.county, WrittenStandard.BOKMAL, r.organisation_number, "x.no"
        )
        for r in (*RECIPIENTS.values(), HITRA)
    ),
    (),
)


def a_letter(*args, **changes):
    content = a_content(*args, **changes)
    return RenderedLetter(
        content, worded(content, read_text(content.kind, content.language)), b"%PDF", "test"
    )


ORLAND = a_letter(persons=Persons(15, 0, 0))
ORSTA = a_letter(language=Language.NN, persons=Persons(10, 3, 1))
TO_HITRA = a_letter(LetterKind.INFORMATION, recipient=HITRA)


def test_a_whole_batch_has_no_faults():
    assert faults_in_batch([ORLAND, ORSTA, TO_HITRA], ROUND, REGISTER) == ()


@pytest.mark.parametrize(
    ("title", "letters", "message"),
    [
        ("one missing", [ORLAND, ORSTA], "municipality 5056 Hitra gets no letter"),
        ("one twice", [ORLAND, ORLAND, ORSTA, TO_HITRA], "number 5057 has 2 letters"),
        ("another number", [a_letter(persons=Persons(16, 0, 0)), ORSTA, TO_HITRA], "asked for (16, 0, 0), the round says (15, 0, 0)"),
        ("the sum", [a_letter(persons=Persons(16, 0, 0)), ORSTA, TO_HITRA], "add up to (26, 3, 1) (total, EM, under 15), the need is (25, 3, 1)"),
        ("EM lost", [ORLAND, a_letter(language=Language.NN, persons=Persons(10, 0, 0)), TO_HITRA], "the round says (10, 3, 1)"),
        ("asked, but informed", [a_letter(LetterKind.INFORMATION), ORSTA, TO_HITRA], "municipality 5057 is told it is not asked"),
        ("informed, but asked", [ORLAND, ORSTA, a_letter(recipient=HITRA)], "municipality 5056 is asked for (15, 0, 0)"),
    ],
)  # fmt: skip
def test_what_differs_from_the_round_is_named(title, letters, message):
    found = faults_in_batch(letters, ROUND, REGISTER)
    assert any(message in fault.what for fault in found), (title, found)


def test_a_revision_writes_only_to_those_who_change():
    revision = replace(
        ROUND,
        kind=RoundKind.REVISION,
        need=Need(2020, 20, 3, 1),
        allocations=(replace(ROUND.allocations[0], count=10), *ROUND.allocations[1:]),
    )
    standing = {"5057": a_request(), "1520": a_request(number="1520", count=10, em=3, em_under_15=1)}
    assert faults_in_batch([a_letter(LetterKind.ADJUSTED)], revision, REGISTER, standing) == ()
    wrong = a_letter(LetterKind.ADJUSTED, persons=Persons(11, 0, 0))
    assert "the round says (10, 0, 0)" in faults_in_batch([wrong], revision, REGISTER, standing)[0].what
    (fault,) = faults_in_batch([], revision, REGISTER, standing)
    assert fault.what == "municipality 5057 is asked for 10 in the round and gets no letter about it"


@pytest.mark.parametrize(
    ("added", "total", "found"), [((5, 0, 0), 20, 0), ((6, 0, 0), 20, 1), ((5, 1, 0), 20, 1)]
)
def test_a_supplement_and_the_request_before_it_make_the_number_of_the_round(added, total, found):
    value = replace(
        ROUND,
        need=Need(2020, total, 0, 0),
        allocations=(replace(ROUND.allocations[0], count=total),),
        kind=RoundKind.REVISION,
    )
    letter = a_letter(LetterKind.SUPPLEMENTARY, persons=Persons(*added))
    assert len(faults_in_batch([letter], value, REGISTER, {"5057": a_request()})) == found


def test_a_letter_outside_the_round_is_named():
    smaller = replace(ROUND, need=Need(2020, 15, 0, 0), allocations=ROUND.allocations[:1])
    assert any("not in the round" in f.what for f in faults_in_batch([ORLAND, ORSTA], smaller, REGISTER))
