"""Seeded damage to what arrives, a short form of `tests/intake_fuzz.py`: no crash, no hang, whatever comes."""

from __future__ import annotations

import os
import time

import pytest
from intake_fuzz import MOST_SECONDS, REGISTER, run

from tasks.replies.evidence import with_places
from tasks.replies.reader.documents import Document, read_documents
from tasks.replies.reader.limits import MOST_CHARACTERS
from tasks.replies.reader.outcome import RequestContext

IS_FULL = os.environ.get("ANMODNING_FUZZ") == "full"
CASES = 5_000 if IS_FULL else 200
# Repeated up to a quarter of the limit in the short form: a cost that grows with the square is over the time even so.
REPEATED_TO = MOST_CHARACTERS if IS_FULL else MOST_CHARACTERS // 4
VEDTAK = (
    "Ørland kommune\nKommunestyret 12.12.2019 sak 102/19\nVedtak:\nKommunen bosetter 15 flyktninger i 2020.\n"
)


@pytest.mark.fuzz
def test_damaged_input_is_taken_in_or_refused():
    tally = run(CASES, seed=1)
    assert tally.failures == []
    assert sum(tally.cases.values()) == CASES
    assert len({outcome for outcome in tally.outcomes if outcome.startswith("mime ")}) > 1


# Each took more than five seconds once.
SLOW = {
    "request": "anmodning om at kommunen bosetter 5 ",
    "numbers": "bosetter 70 flyktninger\n",
    "case numbers alone": "Sak 121/18\n\n",
    "votes": "Vedteke med 21 mot 6 røyster. ",
    "votes for the committee's": "Votering:\nFormannskapets innstilling ble vedtatt.\n",
    "references": "Votering: 7 stemmer for rådmannens innstilling, 6 for forslag fra Bymiljølista om null.\n\n",
    "sami names": "Romssa suohkan ",
    "days": "19.12.2019 ",
    "case numbers": "Vår ref. 19/2071-5 ",
    "pages": "Side 1\n",
    "heads": "Ørland kommune\nSide 1\n",
    "blank lines": "\n",
    "strange blanks": "\u2003",
    "blank lines of strange blanks": "\u3000\n",
    "quotes": "> ",
    "later years": "Kommunen bosetter 5 flyktninger i 2021.\n",
    "headings": "Vedtak:\nKommunen bosetter 15 flyktninger i 2020.\n",
    "items": "PS 1/19 Bosetting av flyktninger\nVedtak:\nKommunen bosetter 15 flyktninger i 2020.\n",
    "places": "Ørland kommune ",
}


@pytest.mark.fuzz
@pytest.mark.parametrize("unit", SLOW.values(), ids=SLOW)
def test_a_text_made_to_be_slow_is_read_in_time(unit):
    text = (VEDTAK + unit * (REPEATED_TO // len(unit)))[:REPEATED_TO]
    documents = [Document(text, "vedtak.txt")]
    begun = time.process_time()
    with_places(read_documents(documents, REGISTER, RequestContext(2020, 15, 0)), documents)
    assert time.process_time() - begun < (MOST_SECONDS if IS_FULL else MOST_SECONDS / 2)
