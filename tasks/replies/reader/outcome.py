"""What the council decided, seen against the request."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.core.model.vedtak import Outcome
from tasks.replies.reader.amounts import Amounts

_PUT_OFF = re.compile(
    r"\butset(?:ter|te|t|tes|tast)?\s+(?:med\s+)?å\s+(?:ta|gjere|gjøre|avgj|behandle|handsame|svare|vedta)\w*"
    r"|\b(?:tas|tatt|takast|teken|teke|går)\s+(?:ut\s+)?(?:av|frå|fra)\s+(?:saks?list|sakskart|dagsorden)\w*"
    r"|\bvent(?:ar|er)\s+med\s+å\s+(?:ta|gjere|gjøre|avgj|behandle|handsame|svare|vedta)\w*"
    r"|\b(?:flertall|fleirtal)\s+for\s+(?:å\s+)?(?:utsette|utsetje|utsetja|utsetting|utsettelse)"
    r"|\banmodning\w*\b[^.;]{0,80}\butsett?(?:es|e)\b|\boppmoding\w*\b[^.;]{0,80}\butset\w*"
    r"|\bsak(?:en|a)?\b[^.;]{0,60}\b(?:utsett(?:es|ast|e)?|utsatt|utset)\b|\b(?:utsett(?:es|ast)"
    r"|utsatt|utsett)\b[^.;]{0,60}\b(?:sak|behandling|handsaming|til\s+(?:neste|møte"
    r"|kommunestyre|nytt|januar|februar|mars))"
    r"|\butsetter\s+(?:saken|behandlingen)|\butset\s+(?:saka|handsaminga)|\b(?:behandling"
    r"|handsaming|avgjørelse|avgjerd)\w*\b[^.;]{0,40}\b(?:utsett|utsatt)\w*"
    r"|\b(?:send|sendt|sende|sendes|sendast|sendte)\s+(?:(?!til\b)\w+\s+){0,5}(?:tilbake|attende)\b|\butsatte\b|\butset(?:te|te[rs]|ta|je|ja)?\s+(?:\w+\s+av\s+)?(?:sak|behandling|handsaming|avgj|spørsmål|svar)\w*"
    r"|\bsendes\s+tilbake\b|\bsendast\s+tilbake\b|\bblir\s+utsatt\b|\bvert\s+utsett\b",
    re.IGNORECASE,
)
_WITHDRAWN = re.compile(
    r"\bsak(?:en|a)?\b[^.;]{0,40}\b(?:trekkes|trekkast|trukket|trekt|trukke|trekkjast)\b"
    r"|\b(?:må|vil|skal|ønsker|ønskjer)\s+(?:\w+\s+){0,3}trekk(?:e|je|a)\s+(?:\w+\s+){0,5}(?:tilbake|attende)\b|skal\s+(?:ikke|ikkje)\s+leggj?a?e?s?t?\s+til\s+grunn"
    r"|\b(?:trekte|trakk|trekker)\s+(?:sak(?:en|a)|forslaget|framlegget)\b|\b(?:gjorde|fattet|fatta)\s+(?:difor\s+|derfor\s+)?(?:ikke|ikkje)\s+vedtak"
    r"|\btrukket\s+(?:fra|av)\s+sak|\btrekt\s+frå\s+sak|\bvedtak\w*\b[^;\n]{0,120}\b(?:trekkes"
    r"|trukket|trekt|trekkast)\s+(?:tilbake|attende)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RequestContext:
    """The request a municipality answers; ``requested_em`` None: not known. ``number``: whose request it
    is.
    """

    year: int
    requested: int | None = None
    requested_em: int | None = None
    number: str | None = None


def is_put_off(text: str) -> bool:
    """Return whether the text postpones the case."""
    return _PUT_OFF.search(text) is not None


_PERHAPS_PUT_OFF = re.compile(
    r"\butset\w*|\butsatt\b(?!\s+(?:svar)?frist)|\butsatte\s+(?!grupp|barn|unge|person)|\bsaks?list|\bsakskart|\bneste\s+møte|\bi\s+påvente|\bavvent\w*|\bny\s+sak\b",
    re.IGNORECASE,
)


def is_perhaps_put_off(text: str) -> bool:
    """Return whether a word of postponing stands anywhere in the text: then no number of it is taken unasked."""
    return _PERHAPS_PUT_OFF.search(text) is not None


def is_withdrawn(text: str) -> bool:
    """Return whether the text takes the case or the vedtak back."""
    return _WITHDRAWN.search(text) is not None


def outcome_of(
    amounts: Amounts, context: RequestContext | None, *, in_line: bool
) -> tuple[Outcome, tuple[str, ...]]:
    """Return the outcome and the reasons it is unclear; ``in_line``: the text says it follows the request."""
    if amounts.is_declined:
        return Outcome.DECLINED, ()
    if amounts.points_to_request:
        return Outcome.ACCEPTED, ("NUMBER_NOT_STATED",)
    if amounts.count is None:
        return Outcome.UNCLEAR, ("NO_SINGLE_NUMBER",)
    if context is None or context.requested is None:
        return Outcome.UNCLEAR, ("NO_CONTEXT",)
    fewer_em = (
        amounts.em is not None and context.requested_em is not None and amounts.em < context.requested_em
    )
    if amounts.count < context.requested or fewer_em:
        return Outcome.PARTIAL, ("IN_LINE_BUT_FEWER",) if in_line and not fewer_em else ()
    return Outcome.ACCEPTED, ()
