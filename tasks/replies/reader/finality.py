"""Whether a document is the council's last word: a proposal or a committee's vote is not."""

from __future__ import annotations

import re

from tasks.replies.reader.adopted import Adopted, Basis
from tasks.replies.reader.headings import SectionKind
from tasks.replies.reader.organs import is_committee, is_council
from tasks.replies.reader.outcome import is_withdrawn
from tasks.replies.reader.prose import DECISION
from tasks.replies.reader.sections import Item
from tasks.replies.reader.sentences import all_sentences

_ONWARD = re.compile(
    r"\b(?:innstiller|innstilles|tilrår|rår\s+til|tilrådast|anbefaler|legg(?:es"
    r"|jast)?\s+fr[ae]m\s+for|oversend(?:es|ast|er)|send(?:es|ast)\s+(?:over\s+)?til"
    r"|går\s+(?:videre|vidare)\s+til)\b[^.;]{0,80}\b(?:kommunestyre|bystyre|herad?sstyre)\w*"
    r"|\b(?:kommunestyre|bystyre|herad?sstyre)\w*\s+(?:\w+\s+){0,3}(?:tilrås|tilrådd|tilråda"
    r"|anbefales|anbefalt|inviteres|inviterast|rådes|blir\s+bedt)",
    re.IGNORECASE,
)
_STILL_TO_COME = re.compile(
    r"(?:\bskal\b|\bvil\s+bli\b|\bvil\s+verte\b|\bblir\b|\bvert\b|(?<!\bher )\bkommer\b|(?<!\bher )\bkjem\b"
    r"|\bventes\b|\bventar\b|\bforventes\b|\bplanlagt\b|\bhar\s+til\b"
    r"|\bsettes\b)[^.;]{0,70}\b(?:behandl|handsam|opp\s+(?:i|til)|endelig|endeleg|avgjer"
    r"|avgjøre|vedta|vedtek|lagt\s+fr[ae]m|sluttbehandl)\w*[^.;]{0,70}\b(?:kommunestyre|bystyre"
    r"|herad?sstyre)\w*"
    r"|\b(?:kommunestyre|bystyre|herad?sstyre)\w*\s+(?:behandler|handsamar|får\s+sak|tar\s+stilling|tek\s+stilling"
    r"|har\s+sak(?:en|a)\s+(?:oppe|til|på))|\b(?:endelig|endeleg)\s+vedtak\s+(?:etter|så\s+snart|når)\b"
    r"|\b(?:kommunestyre|bystyre|herad?sstyre)\w*\s+(?:\w+\s+){0,2}(?:skal"
    r"|vil)\s+(?:\w+\s+){0,2}(?:behandle|handsame|ta\s+stilling|vedta|avgjøre|avgjere)\w*"
    r"|\b(?:endelig|endeleg)\s+(?:vedtak|behandling|handsaming|avgjerd"
    r"|avgjørelse)\b[^.;]{0,60}\b(?:fattes|fattast|gjøres|treffes|takast|gjeres|gjerast|kommer|kjem|skjer|blir|vert"
    r"|forventes|ventast|skal|i\s+kommunestyre|i\s+bystyre)"
    r"|\bforeløpig\s+(?:svar|tilbakemelding|vedtak|behandling)|\bførebels\s+(?:svar"
    r"|tilbakemelding|vedtak|handsaming)|\bforbehold\s+om\s+(?:endelig\s+)?(?:kommunestyre"
    r"|bystyre|politisk)\w*|\batterhald\s+om\s+(?:endeleg\s+)?(?:kommunestyre|politisk)\w*"
    r"|\b(?:ikke|ikkje)\s+(?:\w+\s+){0,2}(?:endelig|endeleg)\w*\s+(?:vedtatt|vedteke|behandlet"
    r"|handsama)|\bmed\s+forbehold\s+om\s+(?:endelig\s+)?godkjenning|\butkast\b"
    r"|krav\s+om\s+(?:lovlighetskontroll|lovlegkontroll|lovligheitskontroll)|begjært\s+lovlighetskontroll",
    re.IGNORECASE,
)

_DELEGATED = re.compile(
    r"delegert|på\s+vegne\s+av\s+kommunestyret|hastevedtak|hastesak|§\s*11-8|fullmakt", re.IGNORECASE
)
_DECIDED = re.compile(
    r"\b(?:vedtok|vedtatt|vedteke|vedtar|vedtek|fatt?et|fatta|gjort|gjorde|beslutt\w+|slutta|sluttet|støtt\w+|godkjen\w+)\b",
    re.IGNORECASE,
)

# Coming back to the council later is a right to review, not a decision still to be made.
_AGAIN = re.compile(
    r"\bny(?:tt)?\b.{0,25}(?:behandling|handsaming|vurdering|sak)|på\s+nytt|på\s+ny\b", re.IGNORECASE
)


def not_final_reason(item: Item, adopted: Adopted) -> str:
    """Return why the text is not the last word, "" when it is."""
    if adopted.basis is Basis.PROPOSAL:
        return "only a proposal"
    if is_withdrawn(adopted.text):
        return "withdrawn"
    if adopted.basis is Basis.NONE:
        return ""
    onward = any(_ONWARD.search(s) for s in re.split(r"[.;]", adopted.text) if not _AGAIN.search(s))
    to_come = any(
        _STILL_TO_COME.search(s)
        for s in all_sentences(adopted.text)
        if not _AGAIN.search(s) or "endelig" in s
    )
    if (onward and not is_council(adopted.organ)) or to_come:
        return "goes on to the council"
    said = "\n".join(
        section.text for section in item.of_kind(SectionKind.HEAD, SectionKind.END, SectionKind.TREATMENT)
    )
    if is_committee(adopted.organ) and not _council_decided(item) and not _is_councils_protocol(item):
        route = "\n".join(
            section.heading + "\n" + section.text
            for section in item.sections
            if section.kind is not SectionKind.BACKGROUND
        )
        if is_council(route) and not _DELEGATED.search(route):
            return "a committee's vote; the council has not decided"
    if adopted.basis is Basis.PROSE and not _DELEGATED.search(item.text) and _only_a_committee(item.text):
        return "a committee has spoken; the council has not"
    if adopted.basis is Basis.PROSE and (_STILL_TO_COME.search(said) or _only_a_committee(adopted.text)):
        return "the council is still to decide"
    return ""


def _only_a_committee(prose: str) -> bool:
    """Return whether running text reports what a committee decided and not that the council has."""
    told = all_sentences(prose)
    return any(is_committee(s) and DECISION.search(s) for s in told) and not any(
        is_council(s) and _DECIDED.search(s) for s in told
    )


def _is_councils_protocol(item: Item) -> bool:
    """Return whether the document's first heading of a meeting names the council: a committee in it is history."""
    for section in item.sections:
        for line in (section.heading, *section.lines):
            if re.search(r"\b(?:videre|vidare|skal|sluttbehandl|går\s+til)", line, re.IGNORECASE):
                continue
            if re.search(
                r"protokoll|utskrift|møtebok|^utval|^organ|(?:kommunestyret?|formannskapet?)\s+\d",
                line,
                re.IGNORECASE,
            ) and (is_council(line) or is_committee(line)):
                return is_council(line)
    return False


def _council_decided(item: Item) -> bool:
    return any(is_council(section.organ + section.heading) for section in item.of_kind(SectionKind.VEDTAK))
