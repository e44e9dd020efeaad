"""Decisions told in running text, as in a mail without a protocol; and IMDi's own letter, which is none."""

from __future__ import annotations

import re

from tasks.replies.reader.headings import SectionKind
from tasks.replies.reader.sections import ABOUT_SETTLEMENT, Item

DECISION = re.compile(
    r"\b(?:vedtok|vedtatt|fatta?(?:et|r|tet)?\s+(?:\w+\s+)?vedtak|(?:gjort|gjorde)\s+(?:\w+\s+)?vedtak|vedtar|vedtek|vedteke|vedtak\w*\s+(?:er|ble|vart|blei|lyder|lyd|om\s+å|på\s+\d)|vedtak\w*\s*:\s*\d+|besluttet|beslutta|bosetter"
    r"|buset|busett?er|sier\s+ja|seier\s+ja|takker\s+ja"
    r"|takkar\s+ja|sier\s+nei|seier\s+nei|avslår|avslo|avslått|avslege|stiller\s+seg"
    r"|slutter\s+seg|sluttar\s+seg|imøtekommer|imøtekjem|tek\s+imot|tar\s+imot|utsatt|utsett"
    r"|innstilt|innstiller|innstilte|tilrådd|tilrår|utsettes|utsette|trukket|trekt|trekker|registrert|kan\s+ta\s+imot|vil\s+bosette"
    r"|vil\s+busette|skal\s+bosette|skal\s+busette|samtykk\w+|aksepterer)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\bber\s+(?:integrerings-\s+og\s+mangfoldsdirektoratet|imdi"
    r"|vi)?.{0,60}?\bom\s+at\s+kommun\w+\s+(?:bosett|buset)|imdi\s+(?:anmoder|ber|oppmodar)\b"
    r"|frist\s+for\s+å\s+svare\s+på\s+(?:anmodning|oppmoding)",
    re.IGNORECASE,
)
_MAIL_HEADER = re.compile(r"(?im)^\s*(?:emne|tema|subject|fra|frå|til|kopi|cc|sendt|dato)\s*:.*$")


def prose_of(item: Item) -> str:
    """Return the paragraphs outside all sections that report a decision about settling people."""
    kept: list[str] = []
    for section in item.of_kind(SectionKind.HEAD, SectionKind.END, SectionKind.TREATMENT):
        for paragraph in re.split(r"\n\s*\n", _MAIL_HEADER.sub("", section.text)):
            joined = " ".join(paragraph.split())
            if _ASKS.search(joined) or not DECISION.search(joined):
                continue
            if ABOUT_SETTLEMENT.search(joined) or re.search(r"\bsak(?:en|a)\b", joined, re.IGNORECASE):
                kept.append(paragraph)
    return "\n\n".join(kept)


def is_request_letter(text: str) -> bool:
    """Return whether a text is IMDi's own request, quoted or attached, and no vedtak."""
    return bool(_ASKS.search(text)) and bool(
        re.search(r"integrerings-\s+og\s+mangfoldsdirektoratet|\bimdi\b", text, re.IGNORECASE)
    )
