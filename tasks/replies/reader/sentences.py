"""Running text put together from wrapped lines and taken apart into points and sentences."""

from __future__ import annotations

import re
import textwrap

from tasks.core.norwegian.dates import MONTHS
from tasks.replies.reader.limits import LONGEST_SENTENCE

_MONTHS = "|".join(sorted(MONTHS, key=len, reverse=True))
END = 40  # characters: longer than an abbreviation, a number or a form's "Antall: 30"
_POINT = re.compile(
    r"^\s*(?:(?:punkt|pkt\.?)\s*\d{1,2}\s*[:.)-]?\s+"
    rf"|\d{{1,2}}(?:\.\d{{1,2}})?[.)](?!\d)\s*(?!(?:{_MONTHS})\b)|\d\s+(?-i:(?=[A-ZÆØÅ]))"
    r"|[a-hA-H][.)]\s+|[-•–*·▪●o]\s+)",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:ca|jf|jfr|nr|kl|mill|pkt|f\.eks|inkl|ekskl|eksl|maks|min|dvs|bl\.a|pr|stk|tlf|evt"
    r"|t\.o\.m|f\.o\.m|o\.l|osv|m\.m|m\.fl|mv|st|kap|art|kr|flg|pers|tils|vedr|ref|saksnr|(?:kommune|org|arkiv|sak|k)nr|gnr"
    r"|bnr|iht|ift|mht)"
    r"|\b[A-ZÆØÅ]|\b\d{1,2})\.$",
    re.IGNORECASE,
)


def paragraphs(text: str) -> list[str]:
    r"""Return points and paragraphs as single lines, their list marks removed.

    >>> paragraphs("1. Kommunen bosetter\n15 flyktninger.\n2. Ikke EM.")
    ['Kommunen bosetter 15 flyktninger.', 'Ikke EM.']
    """
    out: list[str] = []
    fresh = True
    for line in text.split("\n"):
        stripped = line.strip()
        if not stripped:
            fresh = True
            continue
        marked = _POINT.match(line)
        if marked:
            stripped = line[marked.end() :].strip()
            fresh = True
        if fresh and out and not marked and _goes_on(out[-1], stripped):
            fresh = False
        if fresh or not out or _ends(out[-1], stripped):
            out.append(stripped)
        else:
            out[-1] += " " + stripped
        fresh = False
    return [paragraph for paragraph in out if paragraph]


def _goes_on(before: str, line: str) -> bool:
    """Return whether a line behind a blank one is the rest of a sentence: a bare number, or a small letter."""
    return not before.endswith((".", ":", ";", "!", "?")) and (line.isdigit() or line[:1].islower())


def _ends(before: str, line: str) -> bool:
    """Return whether a new line starts a new paragraph although no blank line or mark says so."""
    end = before[-END:]  # of a paragraph that grows line by line, its end alone is looked at
    if re.search(r":\s*(?:\d{1,4}|ingen|ja|nei)\.?$", end, re.IGNORECASE) and line[:1].isupper():
        return True  # a form: "Antall: 30" is a line of its own
    if re.search(r"\s\d{1,4}$", end) and re.match(r"[A-ZÆØÅ][^.;:]{1,60}\s\d{1,4}$", line):
        return True  # rows of a table, their numbers at the end
    return before.endswith(":") or (
        before.endswith((".", "!", ";")) and line[:1].isupper() and len(before) < 60
    )


def sentences(paragraph: str) -> list[str]:
    """Return the sentences of a paragraph; abbreviations, dates and ordinals do not end one.

    >>> sentences("Kommunen bosetter ca. 15 flyktninger den 1. mars. Vedtaket gjelder 2020.")
    ['Kommunen bosetter ca. 15 flyktninger den 1. mars.', 'Vedtaket gjelder 2020.']
    """
    out: list[str] = []
    start = 0
    for match in re.finditer(r"[.!?;]\s+(?=[\"«“(•]?[A-ZÆØÅ0-9])", paragraph):
        piece = paragraph[start : match.start() + 1]
        following = paragraph[match.end() : match.end() + 1]
        if (
            match.group()[0] == "."
            and _ABBREVIATION.search(piece[-END:])
            and not (following.isupper() and re.search(r"\d\.$", piece[-END:]))
        ):
            continue
        if following.isdigit() and match.group()[0] != ";" and not re.search(r"\w{3,}\.$", piece[-END:]):
            continue
        out.append(piece.strip())
        start = match.end()
    rest = paragraph[start:].strip()
    return [*out, rest] if rest else out


def all_sentences(text: str) -> list[str]:
    """Return every sentence of a text, in order."""
    whole = (sentence for paragraph in paragraphs(text) for sentence in sentences(paragraph))
    return [piece for sentence in whole for piece in bounded(sentence)]


def bounded(sentence: str, longest: int = LONGEST_SENTENCE) -> list[str]:
    """Return a sentence no council writes in pieces: the rules' time grows faster than a sentence's length."""
    if len(sentence) <= longest:
        return [sentence]
    return textwrap.wrap(sentence, longest)
