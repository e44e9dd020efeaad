"""Decisions told in running text, as in a mail without a protocol; and IMDi's own letter, which is none."""

from __future__ import annotations

import re

from tasks.replies.reader.headings import SectionKind
from tasks.replies.reader.nouns import PROPOSAL
from tasks.replies.reader.sections import ABOUT_SETTLEMENT, Item
from tasks.replies.reader.sentences import paragraphs, sentences
from tasks.replies.reader.verbs import FELL

DECISION = re.compile(
    r"\b(?:g(?:ikk|jekk|år|jeng)\s+(?:inn\s+)?for|(?:ble|vart|blei)\s+(?:\w+\s+)?\d+|svaret\b[^.;:]{0,60}\ber\s+\d+|utsatte|sende[rs]?\b[^.;]{0,40}\b(?:tilbake|attende)"
    r"|imøtekomm?es|imøtekommast|etterkomm?es|ta(?:s|kast)\s+til\s+følg\w*|avslås|avslåast|godkjenn?er|godkjend[ei]|vedtas|vedtakast|(?:ja|nei)\s+til|sa\b[^,;]{0,40}?\b(?:ja|nei)|land(?:et|a)\s+på|end(?:te|a)\s+(?:opp\s+)?(?:på|med)|flertall\s+for|fleirtal\s+for"
    r"|(?:gjort|gjorde|fatta|fattet|gjer|gjør|fatter|fattar)\b[^.;:]{0,70}\bvedtak|(?:sier|seier)\s+seg\s+(?:villig|viljug|villege)"
    r"|(?:skal|vil|kan|ønsker|ønskjer|ynskjer|bør)\s+(?:(?:ikke|ikkje|difor|derfor|også|òg|å)\s+){0,2}(?:bosett|buset|ta\s+(?:i\s*)?mot|motta|etterkom|imøtekom|sei|si)\w*|mottek|mottar|slutta\s+seg|sluttet\s+seg|trekke\b|trekte|trakk|trekkes|trekkast|utsette|utsetja"
    r"|vedtok|vedtatt|fatta?(?:et|r|tet)?\s+(?:\w+\s+)?vedtak|(?:gjort|gjorde)\s+(?:\w+\s+)?vedtak|vedtar|vedtek|vedteke|vedtak\w*\s+(?:er|ble|vart|blei|lyder|lyd|om\s+å|på\s+\d)|vedtak\w*\s*:\s*\d+|besluttet|beslutta|bosetter"
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
_ABOUT = re.compile(
    ABOUT_SETTLEMENT.pattern
    + r"|\bsak(?:en|a)\b|anmod|oppmod|(?:kommunestyret|bystyret|heradsstyret|fellesnemnda)\b",
    re.IGNORECASE,
)
_PROPOSES = re.compile(
    r"\b(?:rådmann|kommunedirektør|administrasjon|ordfører|ordførar|prosjektleder|prosjektleiar)\w*\b[^.;]{0,60}\b(?:innstil|foresl|føresl|tilrå|anbefal|meiner|mener)\w*"
    r"|\b\w*(?:forslag|framlegg)\w*\b|\binnstilling\w*\b[^.;]{0,60}\b(?:falt|fall|var)\b",
    re.IGNORECASE,
)
_COUNCIL_DECIDES = re.compile(
    r"\b(?:kommunestyre|bystyre|heradsstyre|fellesnemnd)\w*\b[^.;]{0,80}\b(?:vedtok|vedteke|vedtatt|vedtar|vedtek|sa|gjorde|fattet|fatta|slutta|sluttet)\b"
    rf"|\b{PROPOSAL}\w*\b"
    r"[^.;]{0,80}\b(?:vedtatt|vedteke|vedteken)\b",
    re.IGNORECASE,
)
_FELL = re.compile(rf"\b{FELL}", re.IGNORECASE)
_MAIL_HEADER = re.compile(r"(?im)^\s*(?:emne|tema|subject|fra|frå|til|kopi|cc|sendt|dato)\s*:.*$")


def prose_of(item: Item) -> str:
    """Return the paragraphs outside all sections that report a decision about settling people.

    What a paragraph tells beside it of proposals, of the administration's view and of how votes fell is left out.
    """
    kept: list[str] = []
    for section in item.of_kind(SectionKind.HEAD, SectionKind.END, SectionKind.TREATMENT):
        if section.is_told:
            continue
        for paragraph in re.split(r"\n\s*\n", _MAIL_HEADER.sub("", section.text)):
            joined = " ".join(paragraph.split())
            if _ASKS.search(joined) or not DECISION.search(joined):
                continue
            if _ABOUT.search(joined):
                kept.append(_without_proposals(paragraph))
    return "\n\n".join(kept)


def _without_proposals(paragraph: str) -> str:
    told = [sentence for part in paragraphs(paragraph) for sentence in sentences(part)]
    own = [
        sentence for sentence in told if not _PROPOSES.search(sentence) or _COUNCIL_DECIDES.search(sentence)
    ]
    if len(own) == len(told):
        return paragraph
    if not any(
        DECISION.search(s) for s in own
    ):  # only proposals, of which one that fell is no decision at all
        return "" if any(_FELL.search(s) for s in told) else paragraph
    return "\n".join(own)


def is_request_letter(text: str) -> bool:
    """Return whether a text is IMDi's own request, quoted or attached, and no vedtak."""
    return bool(_ASKS.search(text)) and bool(
        re.search(r"integrerings-\s+og\s+mangfoldsdirektoratet|\bimdi\b", text, re.IGNORECASE)
    )
