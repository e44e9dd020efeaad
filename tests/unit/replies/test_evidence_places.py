"""Every quotation of a reading is found again where it stands: document, page and characters."""

from __future__ import annotations

import random

import pytest
from builders import a_reading
from golden.vedtak.scoring import DEVELOPMENT_SETS, read_corpus
from intake_fuzz import damaged

from config.register_reader import read_register
from tasks.core.model.vedtak import Reservation, ReservationCode
from tasks.replies.evidence import place_of, with_places
from tasks.replies.reader.contract import to_contract
from tasks.replies.reader.documents import Document, read_documents
from tasks.replies.reader.outcome import RequestContext

REGISTER = read_register(2020)
SENTENCE = "Kommunestyret vedtar å bosette 15 flyktninger i 2020."


def there(quote, text):
    place = place_of(quote, [Document(text, "vedtak.pdf")])
    return None if place is None else (place.page, text[place.start : place.end])


@pytest.mark.parametrize(
    ("title", "text", "page", "stands"),
    [
        ("as it is", f"Sak 12/19\n{SENTENCE}\nRett utskrift", 1, SENTENCE[:-1]),
        ("on the second page", f"Saksframlegg\f{SENTENCE}", 2, SENTENCE[:-1]),
        ("other blanks", "\fKommunestyret  vedtar å\nbosette 15\u00a0flyktninger i 2020.", 2, None),
        ("a word divided", "\fKommunestyret vedtar å bosette 15 flykt-\nninger i 2020.", 2, None),
        ("digits misread", "Kommunestyret vedtar å bosette l5 flyktninger i 2O20.", 1, None),
        ("accents apart", "Kommunestyret vedtar a\u030a bosette 15 flyktninger i 2020.", 1, None),
        ("quoted", "> Kommunestyret vedtar å bosette\n> 15 flyktninger i 2020.", 1, None),
    ],
)
def test_a_quotation_is_found(title, text, page, stands):
    found = there(SENTENCE, text)
    assert found is not None, title
    assert found[0] == page
    assert stands is None or found[1] == stands
    assert found[1].startswith("Kommunestyret")
    assert found[1].endswith(("2020", "2O20"))


def test_a_sentence_over_two_pages_is_placed_where_it_begins():
    text = "Kommunestyret vedtar å bosette inntil\n\nSide 1 av 2\f15 flyktninger i 2020."
    found = there("Kommunestyret vedtar å bosette inntil 15 flyktninger i 2020.", text)
    assert found == (1, "Kommunestyret vedtar å bosette inn"), (
        "as many letters as are looked for of a parted one"
    )


def test_what_stands_nowhere_has_no_place():
    assert there("Kommunen bosetter 40 personer neste år", SENTENCE) is None
    assert there("15", "Sak 12/19") is None
    assert there("", SENTENCE) is None
    assert place_of(SENTENCE, []) is None


def test_the_adopted_text_comes_before_the_proposal():
    text = (
        f"Rådmannens innstilling:\n{SENTENCE}\n\nVotering: enstemmig\n\nKommunestyrets vedtak:\n{SENTENCE}\n"
    )
    place = place_of(SENTENCE, [Document(text)])
    assert place is not None
    assert place.start == text.rindex(SENTENCE)
    text = f"Kommunestyrets vedtak:\n{SENTENCE}\n\nSaksopplysninger:\nFormannskapet sa:\n{SENTENCE}\n"
    place = place_of(SENTENCE, [Document(text)])
    assert place is not None
    assert place.start == text.index(SENTENCE)


def test_the_document_it_was_read_in_comes_first():
    reading = a_reading(
        count_evidence=SENTENCE,
        reservations=(Reservation(ReservationCode.HOUSING, "Det forutsettes at boliger finnes."),),
        trail=("read in 'vedtak.pdf'",),
    )
    documents = [
        Document(f"{SENTENCE} Det forutsettes at boliger finnes."),
        Document(f"x\f{SENTENCE}", "vedtak.pdf"),
    ]
    places = with_places(reading, documents).places
    assert [(place.document, place.page) for place in places] == [("vedtak.pdf", 2), ("", 1)]
    shown = to_contract(with_places(reading, documents), "a.eml")["evidence"]["places"]
    assert shown[0] == {
        "quote": SENTENCE,
        "document": "vedtak.pdf",
        "page": 2,
        "start": 2,
        "end": 2 + len(SENTENCE) - 1,
    }


def test_nearly_every_quotation_of_the_corpus_has_a_place():
    quoted = placed = 0
    for name in DEVELOPMENT_SETS:
        for one in read_corpus(name):
            documents = [Document(one.text)]
            reading = with_places(read_documents(documents, REGISTER, RequestContext(2020)), documents)
            quotes = {q for q in (reading.count_evidence, *(r.evidence for r in reading.reservations)) if q}
            quoted += len(quotes)
            placed += len(reading.places)
            assert all(0 <= place.start < place.end <= len(one.text) for place in reading.places)
    assert placed >= 0.97 * quoted, f"{placed} of {quoted}"


@pytest.mark.parametrize("seed", range(60))
def test_no_damage_stops_it(seed):
    chance = random.Random(seed)
    text = damaged((SENTENCE + "\n").encode() * 30, chance).decode("utf-8", "replace")
    place = place_of(SENTENCE, [Document(text)])
    assert place is None or 0 <= place.start < place.end <= len(text)
