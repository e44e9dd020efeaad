"""The operators' texts in English, for an installation whose operators are met in it (setting LANGUAGE=en).

The Norwegian texts are the originals. Whole cells and lines are looked up; names and figures stay as they are.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from config.settings import InterfaceLanguage
from tasks.reporting.english_words import LINES, MONTHS, WORDS
from tasks.reporting.markdown import BREAK

_MONTH = re.compile(r"(\d{1,2})\. (" + "|".join(MONTHS) + r") (\d{4})")
_PICTURE = re.compile(r"^!\[([^\]]*)\]\(data:image/svg\+xml;base64,([^)]+)\)$")
_SVG_TEXT = re.compile(r">([^<>]+)<")
_COUNTED = re.compile(r"^(\D+)( \([\d\s]+\))$")

Say = Callable[[str], str]


def saying(language: InterfaceLanguage) -> Say:
    """Return what puts a text in the language operators are met in; nynorsk readers are met in bokmål."""
    return phrase_in_english if language is InterfaceLanguage.EN else in_norwegian


def in_norwegian(text: str) -> str:
    """Return the text as it is: the Norwegian ones are the originals."""
    return text


def in_english(markdown: str) -> str:
    """Return a markdown text with every phrase that has an English one in English."""
    return "\n".join(_line(line) for line in markdown.split("\n"))


def row_in_english(row: Mapping[str, str | int | None]) -> dict[str, str | int | None]:
    """Return a row of a table with heads and words in English.

    >>> row_in_english({"Kommune": "Oslo", "Status": "Vedtak bekreftet", "Anmodet": 210})
    {'Municipality': 'Oslo', 'Status': 'Decision confirmed', 'Asked': 210}
    """
    return {
        phrase_in_english(head): phrase_in_english(value) if isinstance(value, str) else value
        for head, value in row.items()
    }


def _line(line: str) -> str:
    if picture := _PICTURE.match(line):
        drawn = _SVG_TEXT.sub(
            lambda m: f">{phrase_in_english(m[1])}<", base64.b64decode(picture[2]).decode("utf-8")
        )
        encoded = base64.b64encode(drawn.encode("utf-8")).decode("ascii")
        return f"![{phrase_in_english(picture[1])}](data:image/svg+xml;base64,{encoded})"
    if line.startswith("| "):
        return "| " + " | ".join(_cell(cell) for cell in line.strip("| ").split(" | ")) + " |"
    mark = re.match(r"^#+ ", line)
    return mark[0] + phrase_in_english(line[mark.end() :]) if mark else phrase_in_english(line)


def _cell(text: str) -> str:
    return BREAK.join(phrase_in_english(part) for part in text.split(BREAK))


@lru_cache(maxsize=65_536)
def phrase_in_english(text: str) -> str:
    """Return one cell, head or line in English; a name or a figure stays as it is.

    >>> phrase_in_english("31 dager over fristen"), phrase_in_english("Oslo")
    ('31 day(s) past the deadline', 'Oslo')
    >>> phrase_in_english("Oslo: Vedtak bekreftet"), phrase_in_english("Purring: ikke levert")
    ('Oslo: Decision confirmed', 'Reminder: not delivered')
    """
    if whole := _word(text):
        return whole
    if counted := _COUNTED.match(text):  # a legend's word with its count
        return phrase_in_english(counted[1]) + counted[2]
    for between in ("; ", ": "):  # a list of an image's text, or a place and what holds there
        parts = text.removesuffix(".").split(between)
        if len(parts) > 1 and any(map(_word, parts)):
            return between.join(phrase_in_english(part) for part in parts) + "." * text.endswith(".")
    parts: Sequence[str] = text.split(" og ")
    if len(parts) > 1 and all(one in WORDS for part in parts for one in part.split(", ")):
        return " and ".join(", ".join(WORDS[one] for one in part.split(", ")) for part in parts)
    for pattern, english in LINES:
        if re.search(pattern, text):
            text = re.sub(pattern, english, text)
    first, comma, rest = text.partition(", ")
    if comma and (named := _word(first)):  # a heading and whose it is
        text = f"{named}, {phrase_in_english(rest)}"
    before, dash, action = text.rpartition(" – ")
    if dash:  # "first: Oslo – what to do there", "Overview – the report"
        text = f"{_word(before) or before}{dash}{_word(action) or action}"
    return _MONTH.sub(lambda m: f"{m[1]} {MONTHS[m[2]]} {m[3]}", text)


def _word(text: str) -> str:
    """Return the English of a whole phrase, also where it stands in small letters within a line; empty: none."""
    if text in WORDS:
        return WORDS[text]
    english = WORDS.get(text[:1].upper() + text[1:], "")
    return english[:1].lower() + english[1:]
