"""Reads a finished letter as its receiver would: numbers and deadline, found in the text of the PDF alone.

The patterns stand apart from the texts of config/letters on purpose: a text that says the number in words they
do not know gives a letter that cannot be read back, and so is never sent unseen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import pypdfium2 as pdfium

from tasks.core.model.municipality import Language

LINE_END_HYPHEN = "\x02"  # what PDFium makes of a hyphen at the end of a line
MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)

_NUMBER = r"([0-9][0-9 ]*)"
_PERSONS = {
    Language.NB: re.compile(rf"\bbosetter? (?:ytterligere )?{_NUMBER} flyktning(?:er)?\b"),
    Language.NN: re.compile(rf"\bbuset(?:je)? (?:ytterlegare )?{_NUMBER} flyktning(?:ar)?\b"),
}
_EM = {
    Language.NB: re.compile(rf"\b{_NUMBER} enslige? mindreårige? er medregnet\b"),
    Language.NN: re.compile(rf"\b{_NUMBER} einsle(?:g|ge) mindreårige? er rekna med\b"),
}
_NO_EM = {
    Language.NB: re.compile(r"\bgjelder ikke enslige mindreårige\b"),
    Language.NN: re.compile(r"\bgjeld ikkje einslege mindreårige\b"),
}
_UNDER_15 = re.compile(rf"\bfylt 15 år, og {_NUMBER} er under 15 år\b")
_ONLY_UNDER_15 = re.compile(r"\bmindreårige som er under 15 år\b")
_TOTAL = {
    Language.NB: re.compile(rf"\b[Tt]il sammen er kommunen dermed anmodet om {_NUMBER}\."),
    Language.NN: re.compile(rf"\b[Tt]il saman er kommunen dermed oppmoda om {_NUMBER}\."),
}
_DEADLINE = re.compile(
    rf"\bFristen for å svare (?:er|var) ([0-9]{{1,2}})\. ({'|'.join(MONTHS)}) ([0-9]{{4}})\b"
)


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What a receiver reads: every different answer found; a sound letter gives one of each it should say."""

    counts: frozenset[int]
    totals: frozenset[int]  # of an addition and what was asked for before it
    em: frozenset[int]
    em_under_15: frozenset[int]
    deadlines: frozenset[date]


# Reading a letter, PDFium spends most of its time on the colours' profile, anew in each document. What a page says does
# not depend on it: in the copy that is read, the profile has a name PDFium does not know, and colours are passed over.
_PROFILE, _NO_PROFILE = b"[/ICCBased ", b"[/Unread__ "


def pages_of(pdf: bytes) -> tuple[str, ...]:
    """Return the text of each page as pypdfium2 reads it, lines joined by one space.

    Every byte but the name of the colour profile is read as it will be sent (`lines_of` reads that too).
    """
    document = pdfium.PdfDocument(pdf.replace(_PROFILE, _NO_PROFILE))
    try:
        pages = list(document)
        return tuple(" ".join(_text_of(page.get_textpage()).split()) for page in pages)
    finally:
        document.close()  # and with it every page


def lines_of(pdf: bytes) -> str:
    """Return the text of the PDF line by line, a line of dashes between pages: for people and golden files."""
    document = pdfium.PdfDocument(pdf)
    try:
        pages = [_text_of(page.get_textpage()).replace("\r\n", "\n") for page in document]
    finally:
        document.close()
    return (
        "\n----------\n".join("\n".join(line.rstrip() for line in page.split("\n")) for page in pages) + "\n"
    )


def _text_of(text_page: pdfium.PdfTextPage) -> str:
    return text_page.get_text_bounded().replace(LINE_END_HYPHEN, "-")


def read_back(text: str, language: Language) -> ReadBack:
    """Return every number and deadline that ``text`` states as the letter's own.

    >>> read_back("ber IMDi om at Ørland kommune bosetter 15 flyktninger i 2020.", Language.NB).counts
    frozenset({15})
    """
    em = {_whole(n) for n in _EM[language].findall(text)}
    if _NO_EM[language].search(text):
        em.add(0)
    under = {_whole(n) for n in _UNDER_15.findall(text)}
    under |= em if _ONLY_UNDER_15.search(text) else set()
    return ReadBack(
        counts=frozenset(_whole(n) for n in _PERSONS[language].findall(text)),
        totals=frozenset(_whole(n) for n in _TOTAL[language].findall(text)),
        em=frozenset(em),
        em_under_15=frozenset(under or ({0} if em else set())),
        deadlines=frozenset(
            date(int(year), MONTHS.index(month) + 1, int(day)) for day, month, year in _DEADLINE.findall(text)
        ),
    )


def _whole(figure: str) -> int:
    return int(figure.replace(" ", ""))
