"""The quotations of a reading found again in the texts they were taken from: document, page and characters.

The reader quotes mended text. It is looked for word by word first, then letter by letter with everything left out
that mending changes: blanks, hyphens at line ends, accents, digits and letters a scanner takes for one another.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate

from tasks.core.model.vedtak import EvidencePlace, VedtakReading
from tasks.replies.reader.documents import Document
from tasks.replies.reader.limits import MOST_CHARACTERS
from tasks.replies.reader.reading import find_decision

_WORD = re.compile(r"[^\W_]+")
_ALIKE = str.maketrans("01i|ø", "olllo")
FEWEST = 8  # letters a quotation must have to be looked for without its blanks
BEGINNING = 30  # letters of one that a page break parts
_HEADING = re.compile(r"under '(.+)'")


def with_places(reading: VedtakReading, documents: Sequence[Document]) -> VedtakReading:
    """Return the reading with the place of each quotation that is found; the document it was read in comes first."""
    quotes = dict.fromkeys(
        q for q in (reading.count_evidence, *(r.evidence for r in reading.reservations)) if q
    )
    read_in = reading.trail[:1]
    ordered = sorted(documents, key=lambda one: (f"read in {one.name!r}",) != read_in)
    found = (place_of(quote, ordered) for quote in quotes)
    return replace(reading, places=tuple(place for place in found if place is not None))


def place_of(quote: str, documents: Sequence[Document]) -> EvidencePlace | None:
    r"""Return where the first document that holds a quotation has it; in the adopted text where it stands there too.

    >>> where = place_of("Vi bosetter 15 flyktninger.", [Document("Sak 1\fVedtak:\nVi  bosetter 15 flykt-\nninger.", "a.pdf")])
    >>> where.page, where.start, where.end
    (2, 14, 43)
    """
    for document in documents:
        text = document.text[:MOST_CHARACTERS]
        spans = _by_words(quote, text) or _by_letters(quote, text)
        if spans:
            start, end = spans[0] if len(spans) == 1 else _adopted(spans, document.text)
            return EvidencePlace(quote, document.name, text.count("\f", 0, start) + 1, start, end)
    return None


def _adopted(spans: list[tuple[int, int]], text: str) -> tuple[int, int]:
    """Return the span that stands next below the heading of the adopted text; the last of all without one."""
    heading = next(filter(None, map(_HEADING.search, find_decision(text).adopted.trail)), None)
    headings = _by_words(heading[1], text) if heading else []
    ended = [ends for _, ends in headings]
    above = [(span, bisect_right(ended, span[0])) for span in spans]
    below = [(span[0] - ended[number - 1], span) for span, number in above if number]
    return min(below)[1] if below else spans[-1]


def _by_words(quote: str, text: str) -> list[tuple[int, int]]:
    words = _WORD.findall(quote)
    there, starts, joined = _words_of(text)
    wanted = f" {' '.join(words)} "
    found: list[tuple[int, int]] = []
    at = joined.find(wanted) if words else -1
    while at >= 0:
        first = bisect_left(starts, at + 1)
        found.append((there[first][0], there[first + len(words) - 1][1]))
        at = joined.find(wanted, at + 1)
    return found


@lru_cache(maxsize=2)
def _words_of(text: str) -> tuple[list[tuple[int, int]], list[int], str]:
    """Return where each word of a text stands, where in all the words joined by blanks, and these."""
    there = list(_WORD.finditer(text))
    starts = list(accumulate((len(word[0]) + 1 for word in there), initial=1))
    return [word.span() for word in there], starts, f" {' '.join(word[0] for word in there)} "


def _by_letters(quote: str, text: str) -> list[tuple[int, int]]:
    wanted, _ = _letters(quote)
    if len(wanted) < FEWEST:
        return []
    letters, at = _letters(text)
    for piece in (wanted, wanted[:BEGINNING], wanted[-BEGINNING:]):
        start = letters.find(piece)
        if start >= 0:
            return [(at[start], at[start + len(piece) - 1] + 1)]
    return []


@lru_cache(maxsize=2)
def _letters(text: str) -> tuple[str, list[int]]:
    """Return the letters and digits of a text, those that are taken for one another made one, and where each stands."""
    letters: list[str] = []
    at: list[int] = []
    for index, character in enumerate(text):
        for one in unicodedata.normalize("NFKD", character.casefold()).translate(_ALIKE):
            if one.isalnum():
                letters.append(one)
                at.append(index)
    return "".join(letters), at
