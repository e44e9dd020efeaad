"""A finished page of the report in English: its texts and labels, phrase by phrase, from the one catalogue."""

from __future__ import annotations

import html
import re

from tasks.reporting.english import phrase_in_english

_PIECE = re.compile(
    r"(?P<kept><(?P<raw>script|style)\b[^>]*>.*?</(?P=raw)>"  # no text for readers
    r'|<(?P<said>\w+)\b[^>]*\stranslate="no"[^>]*>.*?</(?P=said)>)'  # written by others: it stays as it came
    r"|(?P<tag><[^>]+>)|(?P<text>[^<]+)",
    re.DOTALL,
)
_LABEL = re.compile(r'(?<=\s)((?:aria-label|data-told-\w+)=")([^"]*)"')


def page_in_english(page: str) -> str:
    """Return a page with its texts in English; names, figures and what is marked ``translate="no"`` stay.

    >>> page_in_english('<html lang="nb"><b>Kommune</b><i translate="no">Kommune</i></html>')
    '<html lang="en"><b>Municipality</b><i translate="no">Kommune</i></html>'
    """
    return _PIECE.sub(_piece, page).replace('<html lang="nb">', '<html lang="en">', 1)


def _piece(found: re.Match[str]) -> str:
    if found["text"]:
        return _phrase(found["text"])
    if found["tag"]:
        return _LABEL.sub(lambda label: f'{label[1]}{_phrase(label[2])}"', found["tag"])
    return found["kept"]


def _phrase(written: str) -> str:
    """Return the phrase in English with the white space around it; one without an English text byte for byte."""
    text = html.unescape(written)
    inner = text.strip(" \n")
    english = phrase_in_english(inner) if inner else inner
    return written if english == inner else html.escape(text.replace(inner, english, 1))
