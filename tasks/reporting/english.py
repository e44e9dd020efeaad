"""The dashboard's texts in English, for an installation whose operators are met in it (setting LANGUAGE=en).

The Norwegian texts are the originals. Whole cells and lines are looked up; names and figures stay as they are.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence

from tasks.reporting.english_words import LINES, MONTHS, WORDS
from tasks.reporting.markdown import BREAK

_MONTH = re.compile(r"(\d{1,2})\. (" + "|".join(MONTHS) + r") (\d{4})")
_PICTURE = re.compile(r"^!\[([^\]]*)\]\(data:image/svg\+xml;base64,([^)]+)\)$")
_SVG_TEXT = re.compile(r">([^<>]+)<")
_COUNTED = re.compile(r"^(.*?)( \([\d\s]+\))$")


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
        drawn = _SVG_TEXT.sub(lambda m: f">{_counted(m[1])}<", base64.b64decode(picture[2]).decode("utf-8"))
        encoded = base64.b64encode(drawn.encode("utf-8")).decode("ascii")
        return f"![{phrase_in_english(picture[1])}](data:image/svg+xml;base64,{encoded})"
    if line.startswith("| "):
        return "| " + " | ".join(_cell(cell) for cell in line.strip("| ").split(" | ")) + " |"
    mark = re.match(r"^#+ ", line)
    return mark[0] + phrase_in_english(line[mark.end() :]) if mark else phrase_in_english(line)


def _cell(text: str) -> str:
    return BREAK.join(phrase_in_english(part) for part in text.split(BREAK))


def _counted(text: str) -> str:
    """Translate a legend's word and leave its count."""
    found = _COUNTED.match(text)
    return phrase_in_english(found[1]) + found[2] if found else phrase_in_english(text)


def phrase_in_english(text: str) -> str:
    """Return one cell, head or line in English; a name or a figure stays as it is.

    >>> phrase_in_english("31 dager over fristen"), phrase_in_english("Oslo")
    ('31 day(s) past the deadline', 'Oslo')
    """
    if text in WORDS:
        return WORDS[text]
    parts: Sequence[str] = text.split(" og ")
    if len(parts) > 1 and all(one in WORDS for part in parts for one in part.split(", ")):
        return " and ".join(", ".join(WORDS[one] for one in part.split(", ")) for part in parts)
    for pattern, english in LINES:
        if re.search(pattern, text):
            text = re.sub(pattern, english, text)
    before, dash, action = text.rpartition(" – ")
    if dash and action in WORDS:  # "first: Oslo – what to do there"
        text = f"{before}{dash}{WORDS[action]}"
    return _MONTH.sub(lambda m: f"{m[1]} {MONTHS[m[2]]} {m[3]}", text)
