"""The case number and the day of a vedtak, each chosen by the words around it."""

from __future__ import annotations

import re
from datetime import date

from tasks.replies.reader.dates import find_days
from tasks.replies.reader.sentences import bounded

_CASE = re.compile(
    r"(?<![\d/])(?:(?P<label>sak(?:s?nr|snummer)?|ps|rs|k-?sak|kst|ks|kom|bys|hst|utvalgssak\w*"
    r"|møtesak\w*)[.:]?\s*(?:nr\.?\s*)?[- ]{0,3})?"
    r"(?P<number>\d{1,4}/(?:20)?\d\d|20\d\d/\d{1,6})(?![\d/])",
    re.IGNORECASE,
)
_ARCHIVE = re.compile(
    r"arkiv|journal|\bref\b|saksmappe|dokid|dok\.?\s*id|løpenr|gnr|mappe|vår\s+ref|deres\s+ref", re.IGNORECASE
)
_COUNCIL = re.compile(r"kommunestyre|bystyre|herad?sstyre", re.IGNORECASE)
_COMMITTEE = re.compile(r"formannskap|utval|komit", re.IGNORECASE)
_MEETING = re.compile(
    r"møte|vedt(?:ok|att|eke|ak)|behandl|handsam|sak\s*sprotokoll|saksprotokoll", re.IGNORECASE
)
_OTHER_DAY = re.compile(
    r"frist|brev|anmod|oppmod|mottatt|motteke|datert|innen\b|innan\b|sendt:|klage|mail|sent:", re.IGNORECASE
)


def _lines(text: str) -> list[str]:
    """Return the lines of a text, endless ones in pieces."""
    return [piece for line in text.split("\n") for piece in bounded(line)]


def find_case_number(text: str, *, item_number: str = "") -> str | None:
    r"""Return the number of the political case, else the archive's; None when the text has none.

    >>> find_case_number("Arkivsak: 19/3456\nKommunestyret 12.12.2019 Sak 102/19")
    '102/19'
    """
    best: tuple[int, str] | None = (3, item_number) if item_number else None
    for line in _lines(text):
        if "/" not in line:
            continue
        of_line = 3 * bool(_COUNCIL.search(line)) - 2 * bool(_COMMITTEE.search(line))
        of_line += bool(re.search(r"vedtak|protokoll|utskrift", line, re.IGNORECASE))
        for match in _CASE.finditer(line):
            before = line[max(0, match.start() - 25) : match.start()]
            score = of_line + 2 * bool(match["label"])
            score -= 6 * bool(_ARCHIVE.search(before + (match["label"] or "")))
            if best is None or score > best[0]:
                best = (score, match["number"])
    return best[1] if best else None


def find_decision_day(text: str, adopted: str) -> date | None:
    r"""Return the day the council decided; None when no day is tied to a meeting or a vedtak.

    >>> find_decision_day("Brev av 25.10.2019\nMøtedato: 12.12.2019", "").isoformat()
    '2019-12-12'
    """
    best: tuple[int, date] | None = None
    lines = _lines(text)
    for index, line in enumerate(lines):
        days = find_days(line)
        if not days:
            continue
        of_line = 2 * bool(_MEETING.search(line)) + 2 * bool(_COUNCIL.search(line))
        of_line -= 3 * bool(_COMMITTEE.search(line))
        of_line += line in adopted and bool(line.strip())
        of_line += bool(index and _COUNCIL.search(lines[index - 1]) and not _COMMITTEE.search(line))
        for found in days:
            before = line[max(0, found.start - 60) : found.start]
            score = of_line
            score += 2 * bool(re.search(r"møte\s*dato|møtedag|i\s+møtet?\b", before, re.IGNORECASE))
            score -= 6 * bool(_OTHER_DAY.search(before))
            if score > 0 and (best is None or score > best[0]):
                best = (score, found.day)
    return best[1] if best else None
