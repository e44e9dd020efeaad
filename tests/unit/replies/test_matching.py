"""Whose message it is: our reference first, however the season's letters were sent, then the thread."""

from __future__ import annotations

import pytest
from builders import a_message, a_request

from tasks.core.model.letter import LetterKind
from tasks.core.model.reference import letter_reference
from tasks.replies.known import KnownMessages
from tasks.replies.matching import OurReferences, Quoted

OURS = letter_reference("ANM", 2020, "5057", LetterKind.REQUEST, 1)
TAKEN_OVER = [
    a_request(number="5057", letter_ref="19/04567-12"),
    a_request(number="1520", letter_ref="2019/88 ANM 1520"),
    a_request(number="0301", letter_ref="19/999"),
    a_request(number="5001", letter_ref="19/999"),
    a_request(number="5006", letter_ref="7"),
]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (f"Vår ref. {OURS}", "5057"),
        ("Deres ref.: 19/04567-12.", "5057"),
        ("deres ref 19/04567 – 12, vår ref 20/1", "5057"),
        ("Viser til 2019/88\nanm 1520.", "1520"),
        ("19/04567-123", None),
        ("19/999", None),
        ("7 personer", None),
        ("", None),
    ],
)
def test_a_reference_names_the_one_municipality_it_was_given(text, number):
    found = OurReferences(TAKEN_OVER, 2020).quoted_in(["Vedtak", text])
    assert [quoted.number for quoted in found] == ([number] if number else [])


def test_references_of_two_municipalities_are_both_found():
    found = OurReferences(TAKEN_OVER, 2020).quoted_in(["19/04567-12 og 2019/88 ANM 1520"])
    assert {quoted.number for quoted in found} == {"5057", "1520"}


def test_a_thread_lends_its_reference_and_only_then():
    first = a_message(message_id="<a@orland.kommune.no>", letter_ref=OURS)
    bare = a_message(message_id="<b@orland.kommune.no>", letter_ref=None, raw_sha256="ee" * 32)
    known = KnownMessages([first, bare])
    assert known.answered(["<x@y>", "<a@orland.kommune.no>"]) == (Quoted(OURS, "5057"),)
    assert known.answered(["<b@orland.kommune.no>"]) == ()
