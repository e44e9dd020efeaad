"""The reader against labelled documents: every fault of the development set, and rates on the latest unseen set.

Unseen sets are written whole before they are scored for the first time; when one was looked at it moves to the
development set and a new one is written. First scores, count exact: 21/24, 27/30, 23/25, 21/21.
"""

from __future__ import annotations

import pytest
from golden.vedtak.scoring import Labelled, faults, read_corpus

from config.register_reader import read_register
from tasks.replies.reader.contract import to_contract
from tasks.replies.reader.outcome import RequestContext
from tasks.replies.reader.reading import read_vedtak

REGISTER = read_register(2020)


def answer(document: Labelled) -> dict:
    context = RequestContext(
        int(document.labels.get("cycle", "2020")), document.whole("requested"), document.whole("requested_em")
    )
    return to_contract(read_vedtak(document.text, REGISTER, context), document.title)


@pytest.mark.parametrize("document", read_corpus("development.txt"), ids=lambda d: d.title)
def test_development_document_is_read_as_labelled(document):
    assert faults(document, answer(document)) == []


def test_unseen_documents_are_read_within_the_targets():
    """Holds the rates asked of a reader that nobody checks: see the module for how the set is kept unseen."""
    documents = read_corpus("held_out.txt")
    answers = [(document, answer(document)) for document in documents]
    right = [a["count"] == d.whole("count") for d, a in answers]
    assert sum(right) >= 0.95 * len(documents)
    assert all(ok or a["needs_person"] for ok, (_, a) in zip(right, answers, strict=True)), (
        "a silent wrong count"
    )
    places = [
        a["municipality_number"] == (None if d.labels["number"] == "null" else d.labels["number"])
        for d, a in answers
    ]
    assert sum(places) >= 0.98 * len(documents)
    clean_though_doubtful = [
        d.title for d, a in answers if d.labels["person"] == "yes" and not a["needs_person"]
    ]
    assert len(clean_though_doubtful) <= 1, clean_though_doubtful
    plain = [a for d, a in answers if d.labels["person"] == "no"]
    assert sum(a["needs_person"] for a in plain) <= 0.2 * len(plain)


def test_the_number_asked_for_never_fills_in_a_count():
    text = (
        "Ørland kommune\nKommunestyret 12.12.2019 sak 102/19\nVedtak:\nKommunen bosetter flyktninger i 2020."
    )
    for requested in (1, 15, 210):
        assert read_vedtak(text, REGISTER, RequestContext(2020, requested, 0)).count is None
