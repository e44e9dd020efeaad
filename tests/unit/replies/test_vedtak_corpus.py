"""The reader against labelled documents: every fault of the development sets, and rates on the latest unseen set.

Each batch is written whole before it is scored for the first time; the faults it shows are then mended by general
rules, and it moves to the development sets. First scores, count exact, of each batch in the order they were written:
21/24, 27/30, 23/25, 21/21 (development.txt and batch_0.txt), then

| batch | count exact | all labels right | wrong and not handed to a person | clean, sent to a person |
|---|---|---|---|---|
| batch_1 | 25/25 | 23/25 | 0 | 0/12 |
| batch_2 | 24/25 | 20/25 | 1 (a committee's vote) | 1/14 |
| batch_3 | 22/25 | 17/25 | 1 (a range) | 3/13 |
| batch_4 | 22/25 | 15/25 | 2 (a party's proposal not found; one a month) | 3/10 |
| batch_5 | 23/25 | 16/25 | 1 (a condition over a page break) | 5/17 |
| batch_6 | 24/25 | 18/25 | 1 (a vedtak that repeals another) | 3/11 |
| batch_7 | 25/25 | 20/25 | 0; one silent wrong municipality | 1/12 |
| batch_8 | 24/25 | 18/25 | 1 (a committee's recommendation) | 4/10 |
| batch_9 | 24/25 | 19/25 | 0 | 4/15 |
| batch_10 | 24/25 | 21/25 | 1 wrong count (two thirds of the request), 1 reservation (a number raised) | 1/12 |
| held_out | 25/25 | 23/25 | 0 | 0/12 |

The faults of held_out.txt have not been looked at and nothing was mended for it.

Then `sentences.txt`, adopted texts of one or two sentences: 105/113 count exact, 99/113 all right, 3 silently wrong
("10 of the 15 IMDi asked for" twice, minors added in a sentence of their own). Its second part: 86/92 count exact,
65/92 all right, none silently wrong, 6 reservations or later years silently clean.

Eight strangers, who knew the conventions and never saw the rules, wrote a set each. First scores:

| set | count exact | where it differs from the request | municipality | wrong silently | clean, sent to a person |
|---|---|---|---|---|---|
| strangers_1 (made hard on purpose) | 96/123 | 50/64 | 119/123 | 2 counts, 3 flags of the sender | 28/57 |
| strangers_2 (as common as in life) | 89/100 | 48/54 | 100/100 | 0 | 18/54 |
| strangers_3 (a later reader, not helped by these) | 108/120 | 62/70 | 119/120 | 0 counts, 1 reservation | 15/54 |
| strangers_4 (after the first three) | 109/120 | 53/59 | 120/120 | 2 counts | 15/60 |
| strangers_5 (after the first four; longer texts) | 87/100 | 54/65 | 100/100 | 0 counts, 2 reservations | 15/47 |
| strangers_6 (after the first five) | 99/110 | 48/53 | 110/110 | 0 | 15/61 |
| strangers_7 (after the first six) | 104/110 | 50/53 | 110/110 | 0 | 4/74 |
| strangers_8 (after the first seven) | 146/150 | 76/77 | 150/150 | 0 | 9/102 |

The eighth set was sealed while the reader was built, and nothing was mended for it: its rates are those of texts nobody
has seen. Rates alone were taken once before the work that the sixth and seventh led to, too: the same but for 7/102. Two of its four misses only recommend a number, as below; in two the decision was not found
(a letter without headings, an extract in a forwarded mail): both were handed to a person.

Three documents each of 6 and 7 counted against it only recommend: these two authors wrote null where the five before
wrote the recommended number beside NOT_FINAL. Their labels are made alike here; the figures above are as first scored.

The faults of the first seven were then mended by general rules, so all are development material from here on. What the mended reader
said of further batches, each written whole before it was scored: batch_11 21/25, batch_12 23/25, batch_13 17/20,
batch_14 16/16, batch_15 13/14, batch_16 15/15, batch_17 14/16 count exact (batch_18 is variants of what the fifth
set showed, not a measure); two silently wrong, in 17 (a case put off by
naming its number); two reservations silently clean, in 11 and 12.

A document labelled ``person=net`` is clean; the reader hands it to a person because it is not sure of a sentence.
"""

from __future__ import annotations

import pytest
from golden.vedtak.scoring import (
    DEVELOPMENT_SETS,
    SENTENCE_HEAD,
    Labelled,
    faults,
    rates_of,
    read_corpus,
    read_sentences,
)

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


DEVELOPMENT = [document for name in DEVELOPMENT_SETS for document in read_corpus(name)]


@pytest.mark.parametrize("document", DEVELOPMENT, ids=lambda d: d.title)
def test_development_document_is_read_as_labelled(document):
    assert faults(document, answer(document)) == []


@pytest.mark.parametrize("case", read_sentences(), ids=lambda case: case.text[:70])
def test_adopted_sentence_is_read_as_labelled(case):
    reading = read_vedtak(SENTENCE_HEAD + case.text, REGISTER, RequestContext(2020, 15, 0))
    assert (reading.count, reading.em_count) == (case.count, case.em)
    assert {reservation.code.value for reservation in reading.reservations} == case.codes
    assert reading.needs_person is case.needs_person, reading.reasons


def test_clean_documents_seldom_go_to_a_person():
    labels = [document.labels["person"] for document in DEVELOPMENT]
    assert labels.count("net") <= 0.2 * (labels.count("net") + labels.count("no"))


@pytest.mark.parametrize("name", ["held_out.txt", "strangers_8.txt"])
def test_unseen_documents_are_read_within_the_targets(name):
    """Holds the rates asked of a reader that nobody checks: see the module for how the sets are kept unseen."""
    rates = rates_of([(document, answer(document)) for document in read_corpus(name)])
    assert rates.silently_wrong == []
    assert len(rates.doubtful_reported_clean) <= 1, rates.doubtful_reported_clean
    assert rates.exact >= 0.95
    assert rates.exact_where_it_differs >= 0.92
    assert rates.municipality >= 0.98
    assert rates.needlessly_handed_over <= 0.2


def test_the_number_asked_for_never_fills_in_a_count():
    text = (
        "Ørland kommune\nKommunestyret 12.12.2019 sak 102/19\nVedtak:\nKommunen bosetter flyktninger i 2020."
    )
    for requested in (1, 15, 210):
        assert read_vedtak(text, REGISTER, RequestContext(2020, requested, 0)).count is None


@pytest.mark.parametrize(
    ("name", "needless"),
    [
        ("strangers_1.txt", 0.06),
        ("strangers_2.txt", 0.06),
        ("strangers_3.txt", 0.06),
        ("strangers_4.txt", 0.06),
        ("strangers_5.txt", 0.07),
        ("strangers_6.txt", 0.02),
        ("strangers_7.txt", 0.02),
    ],
)
def test_texts_of_strangers_are_read_within_the_targets(name, needless):
    """A floor on texts by others: they are development material now, so they may not get worse."""
    answers = [(document, answer(document)) for document in read_corpus(name)]
    rates = rates_of(answers)
    assert rates.silently_wrong == []
    assert rates.doubtful_reported_clean == []
    assert rates.exact >= 0.99
    assert rates.exact_where_it_differs >= 0.98
    assert rates.municipality == 1
    assert rates.needlessly_handed_over <= needless
    assert all(right >= 0.75 * (right + missed) for _, (right, _, missed) in rates.per_code.items()), (
        rates.per_code
    )
    assert all(right >= 0.75 * (right + extra) for _, (right, extra, _) in rates.per_code.items()), (
        rates.per_code
    )
