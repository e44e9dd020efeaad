"""Numbers found in running Norwegian text: digits, words of both written standards, ranges, "femten (15)"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tasks.core.norwegian.number_words import numbers_in_words

_DIGITS = re.compile(
    r"(?<![\w/§,.-])(?P<number>\d{1,3}(?:[ .]\d{3})+(?!\d)|\d{1,6})(?![\d/]|[,.]\d|[a-zæøå])", re.IGNORECASE
)
_AFTER_DASH = re.compile(r"\d{1,6}(?![\d/]|[,.]\d|[a-zæøå])", re.IGNORECASE)
_DASH = re.compile(r"\s*(?:-|–|—|/)\s*")
_TO = re.compile(r"\s+(?:til|eller)\s+", re.IGNORECASE)
_AND = re.compile(r"\s+og\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\bmellom\s+$", re.IGNORECASE)
_IN_PARENTHESES = re.compile(r"\s*\(\s*")
MOST_PERSONS = 10_000  # no municipality is asked for more: larger numbers are money or inhabitants


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number in a text: ``low`` and ``high`` differ for a range; ``is_word`` when written in letters.

    ``repeated`` is the number in parentheses after it ("femten (15)"), None when there is none.
    """

    low: int
    high: int
    start: int
    end: int
    is_word: bool
    repeated: int | None = None


def find_numerals(text: str) -> list[Numeral]:
    """Return every number of the text in order; those inside dates and case numbers are the caller's to
    leave out.

    >>> [(n.low, n.high, n.repeated) for n in find_numerals("mellom ti og tolv, 10-15, femten (15) personer")]
    [(10, 12, None), (10, 15, None), (15, 15, 15)]
    """
    single = _single_numbers(text)
    joined: list[Numeral] = []
    for numeral in single:
        before = joined[-1] if joined else None
        merged = _merged(text, before, numeral) if before else None
        if merged is not None:
            joined[-1] = merged
        elif before is None or numeral.start >= before.end:
            joined.append(numeral)
    return [n for n in joined if n.low <= MOST_PERSONS]


def _single_numbers(text: str) -> list[Numeral]:
    found = [Numeral(n.value, n.value, n.start, n.end, is_word=True) for n in numbers_in_words(text)]
    for match in _DIGITS.finditer(text):
        found.append(_from_digits(match["number"], match.start(), match.end()))
        further = _DASH.match(text, match.end())
        upper = _AFTER_DASH.match(text, further.end()) if further else None
        if upper:  # the pattern does not start behind a dash: a range's upper end is taken here
            found.append(_from_digits(upper.group(), upper.start(), upper.end()))
    unique = {numeral.start: numeral for numeral in found}
    return [unique[start] for start in sorted(unique)]


def _from_digits(digits: str, start: int, end: int) -> Numeral:
    value = int(re.sub(r"\D", "", digits))
    return Numeral(value, value, start, end, is_word=False)


def _merged(text: str, one: Numeral, other: Numeral) -> Numeral | None:
    """Return two numbers as the one they write together: a range, or a word with its digits behind it."""
    between = text[one.end : other.start]
    if _IN_PARENTHESES.fullmatch(between) and text[other.end : other.end + 1] == ")":
        return replace(one, end=other.end + 1, repeated=other.low)
    if _DASH.fullmatch(between) and one.low == one.high == other.low and one.is_word != other.is_word:
        closing = _DASH.match(text, other.end)  # "15 - femten - flyktninger"
        return replace(one, end=closing.end() if closing else other.end, repeated=other.low)
    spans = _DASH.fullmatch(between) or _TO.fullmatch(between)
    spans = spans or (_AND.fullmatch(between) and _BETWEEN.search(text[: one.start]))
    if not spans or one.low != one.high or one.repeated is not None:
        return None
    if one.low < other.low <= one.low * 5 + 10:
        return replace(one, high=other.low, end=other.end)
    return None
