"""What is beyond the limits of one document is never left out in silence, and texts made to be slow stay cheap."""

from __future__ import annotations

import pytest

from config.register_reader import read_register
from tasks.core.model.vedtak import VedtakReading
from tasks.replies.evidence import with_places
from tasks.replies.reader.documents import Document, read_documents
from tasks.replies.reader.limits import (
    MOST_CHARACTERS,
    MOST_DECIDED,
    MOST_IN_MESSAGE,
    MOST_LINES,
    MOST_NUMBERS,
    MOST_PROPOSALS,
    MOST_SECTIONS,
    MOST_SENTENCES,
    MOST_VOTES,
    TOO_LONG,
)
from tasks.replies.reader.outcome import RequestContext
from tasks.replies.reader.reading import find_decision

REGISTER = read_register(2020)
CONTEXT = RequestContext(2020, 15, 0)
VEDTAK = (
    "Ørland kommune\nKommunestyret 12.12.2019 sak 102/19\nVedtak:\nKommunen bosetter 15 flyktninger i 2020.\n"
)


def read(text: str) -> VedtakReading:
    find_decision.cache_clear()
    documents = [Document(text, "vedtak.txt")]
    return with_places(read_documents(documents, REGISTER, CONTEXT), documents)


def test_the_document_these_tests_lengthen_is_clear():
    assert not read(VEDTAK).needs_person


@pytest.mark.parametrize(
    "text",
    [
        f"{VEDTAK}\nSaksopplysninger:\n" + "Kommunen er fin. " * (MOST_CHARACTERS // 17),
        f"{VEDTAK}\nSaksopplysninger:\n" + "a\n" * MOST_LINES,
        f"{VEDTAK}\nSaksopplysninger:\n" + "a\r" * MOST_LINES,
        VEDTAK + "Kommunestyret er glad. " * (MOST_DECIDED // 23 + 1),
        VEDTAK + "Det er bra.\n" * (MOST_SENTENCES + 1),
        VEDTAK + f"Tall: {', '.join('7' for _ in range(MOST_NUMBERS + 1))} dager.",
        VEDTAK + f"Tall: {', '.join('sju' for _ in range(MOST_NUMBERS + 1))} dager.",
        VEDTAK + "\nBehandling:\nOrdet er fritt.\n" * (MOST_SECTIONS + 1),
        VEDTAK + "\nForslag fra Sp:\nKommunen bosetter ingen.\n" * (MOST_PROPOSALS + 1),
        VEDTAK + "\nBehandling:\n" + "Ordet er fritt.\n" * (MOST_VOTES + 1),
    ],
    ids=[
        "characters",
        "lines",
        "returns",
        "decided",
        "sentences",
        "numbers",
        "words",
        "sections",
        "proposals",
        "votes",
    ],
)
def test_what_is_beyond_a_limit_is_for_a_person(text):
    reading = read(text)
    assert reading.needs_person
    assert TOO_LONG in reading.reasons


def test_texts_of_a_message_beyond_the_limit_are_for_a_person():
    long = VEDTAK + "\nSaksopplysninger:\n" + "Kommunen er fin. " * 8_000
    inside = [Document(long, f"{number}.txt") for number in range(MOST_IN_MESSAGE // len(long))]
    assert TOO_LONG not in read_documents(inside, REGISTER, CONTEXT).reasons
    one_more = read_documents([*inside, Document(long, "last.txt")], REGISTER, CONTEXT)
    assert one_more.needs_person
    assert TOO_LONG in one_more.reasons


def test_another_text_too_long_to_compare_is_for_a_person():
    told = "Kommunestyret i Ørland vedtok i sak 102/19 saken om flyktninger. " * 350
    reading = read(f"{told}\n\n{VEDTAK}")
    assert reading.count == 15
    assert TOO_LONG in reading.reasons


def test_a_vote_behind_a_long_debate_is_found():
    debate = "Ordføreren ga ordet videre.\n" * (MOST_VOTES - 20)
    text = (
        "Ørland kommune\nKommunestyret 12.12.2019 sak 102/19\nInnstilling:\nKommunen bosetter 20 flyktninger i 2020.\n"
        f"Forslag fra Sp:\nKommunen bosetter 15 flyktninger i 2020.\nBehandling:\n{debate}Forslaget fra Sp ble vedtatt.\n"
    )
    assert read(text).count == 15
