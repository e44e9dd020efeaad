"""Mail chains taken apart: what the sender wrote now is read, what is quoted below it only if nothing was."""

from __future__ import annotations

import re

_HEADER = re.compile(r"^\s*[>*_]*\s*(?:fra|frå|from|von)\s*:\**\s*.+$", re.IGNORECASE)
_HEADER_FOLLOWS = re.compile(
    r"^\s*[>*_]*\s*(?:sendt|sent|dato|date|til|to|emne|subject|kopi|cc|tema)\s*:\**", re.IGNORECASE
)
_DIVIDER = re.compile(
    r"^\s*(?:-{2,}\s*(?:opprinnelig|original|opphavleg|videresendt|vidaresend"
    r"|forwarded)\w*\s+(?:melding|message|e-?post)?.{0,30}-{0,}|_{10,})\s*$"
    r"|^\s*(?:den|på|on)\s.{6,90}\s(?:skrev|skreiv|wrote)\b.{0,120}:\s*$"
    r"|^\s*.{0,80}<[^<>@\s]+@[^<>\s]+>\s*(?:skrev|skreiv)\s*.{0,60}:\s*$",
    re.IGNORECASE,
)
_IMDI = re.compile(r"imdi|integrerings-\s*og\s*mangfold", re.IGNORECASE)
_BRINGS_COPY = re.compile(
    r"\b(?:møtebok|møteprotokoll|saksprotokoll|protokoll|særutskrift|vedtak|utskrift)\w*\b[^:]{0,40}:\s*$",
    re.IGNORECASE,
)
_SETTLES = re.compile(r"\b(?:bosett?er|buset|busetter|t(?:ar|ek)\s+imot|mottar|mottek)\b", re.IGNORECASE)
_REQUESTS = re.compile(r"\bbe[rd]\b|anmod|oppmod|@", re.IGNORECASE)
_PLAIN_FORWARD = 250  # characters: less text above a quotation is an accompanying line


def without_quoted_mail(text: str) -> str:
    r"""Return the newest message; a forwarded one below a short line stays, one written by IMDi never does.

    >>> without_quoted_mail("Vi bosetter 10.\n\nFra: IMDi <post@imdi.no>\nSendt: 25.10\nBosett 15.")
    'Vi bosetter 10.'
    """
    parts = split_messages(text)
    if len(parts) == 1:
        return _without_marked_lines(text)
    kept = [part for number, part in enumerate(parts) if number == 0 or not _is_from_imdi(part)]
    newest = _without_marked_lines(kept[0])
    if len(_words(newest)) >= _PLAIN_FORWARD or re.search(
        r"\b(?:vedt(?:ok|att|ar|ek|eke)|bosetter|buset)\b", newest, re.IGNORECASE
    ):
        return newest
    return "\n\n".join([newest, *(unquoted(part) for part in kept[1:])]).strip()


def split_messages(text: str) -> list[str]:
    """Return the messages of a chain, newest first; a text without a chain is one message."""
    lines = text.split("\n")
    starts = [0]
    for index, line in enumerate(lines):
        if index == 0:
            continue
        header = _HEADER.match(line) and any(
            _HEADER_FOLLOWS.match(other) for other in lines[index + 1 : index + 4]
        )
        if header and index - starts[-1] <= 2 and starts[-1] and _DIVIDER.match(lines[starts[-1]]):
            continue
        if header or _DIVIDER.match(line):
            starts.append(index)
    return [
        "\n".join(lines[start:end]).strip()
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]


def unquoted(text: str) -> str:
    """Return the text without the marks of quoting."""
    return re.sub(r"(?m)^\s*(?:>\s?)+", "", text)


def _without_marked_lines(text: str) -> str:
    """Return the text without its ">" lines; all of it, unmarked, when it has no others."""
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if line.lstrip().startswith(">")), len(lines))
    above = next((line for line in reversed(lines[:first]) if line.strip()), "")
    own = "\n".join(line for line in lines if not line.lstrip().startswith(">"))
    marked = "\n".join(line for line in lines if line.lstrip().startswith(">"))
    is_copy = _BRINGS_COPY.search(above) and not _SETTLES.search(own) and not _REQUESTS.search(marked)
    if first < len(lines) and is_copy:  # "From the minutes:" and the vedtak behind the marks
        return unquoted(text).strip()
    return own.strip() if len(_words(own)) > 40 else unquoted(text).strip()


def _is_from_imdi(part: str) -> bool:
    head = "\n".join(part.split("\n")[:4])
    sender = next((line for line in head.split("\n") if _HEADER.match(line) or _DIVIDER.match(line)), "")
    return bool(_IMDI.search(sender))


def _words(text: str) -> str:
    without = re.sub(r"(?im)^\s*(?:med\s+)?(?:vennlig\s+|venleg\s+)?(?:hilsen|helsing|mvh).*", "", text)
    return " ".join(without.split())
