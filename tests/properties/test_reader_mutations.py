"""Real-looking documents cut, shuffled, garbled and repeated: the reader answers, and never surely without evidence."""

from __future__ import annotations

from golden.vedtak.scoring import read_corpus
from hypothesis import given
from hypothesis import strategies as st

from config.register_reader import read_register
from tasks.core.model.vedtak import Outcome
from tasks.replies.reader.doubts import NO_DOUBT
from tasks.replies.reader.outcome import RequestContext
from tasks.replies.reader.reading import read_vedtak

REGISTER = read_register(2020)
TEXTS = [document.text for document in read_corpus("development.txt")]
ODD = "\n \ufffd-019\u00adA:\U00012345(§"


@st.composite
def mutated(draw) -> str:
    text, other = draw(st.sampled_from(TEXTS)), draw(st.sampled_from(TEXTS))
    at = draw(st.integers(0, len(text)))
    match draw(st.integers(0, 5)):
        case 0:
            return text[:at] + other[draw(st.integers(0, len(other))) :]
        case 1:
            lines = (text + other).split("\n")
            return "\n".join(draw(st.permutations(lines)))
        case 2:
            return text[:at] + draw(st.text(alphabet=ODD, max_size=20)) + text[at:]
        case 3:
            return text.replace(" ", "\n")
        case 4:
            return text * draw(st.integers(1, 10))
        case _:
            return (
                text[:at] + text[at : at + draw(st.integers(1, 20))] * draw(st.integers(1, 500)) + text[at:]
            )


@given(mutated())
def test_a_garbled_document_is_read_or_handed_on(text):
    reading = read_vedtak(text, REGISTER, RequestContext(2020, 15, 0))
    assert reading.needs_person == bool(set(reading.reasons) - NO_DOUBT)
    if reading.outcome is Outcome.POSTPONED:
        assert reading.count is None
    elif not reading.needs_person:
        assert reading.count is not None
        assert reading.count_evidence
