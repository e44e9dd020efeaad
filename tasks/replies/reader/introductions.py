"""Lines that open a stretch of a document without being headings: sentences that bring on the adopted text,
a party's proposal written behind its name, and several such openings on one line.
"""

from __future__ import annotations

import re

from tasks.replies.reader.verbs import ADOPTED, FELL

PARTY = (
    r"(?:Ap|AP|Arb\w*partiet|Arbeiderpartiet|Arbeidarpartiet|H|Høyre|Høgre|FrP|Frp|FRP|Fremskrittspartiet|Framstegspartiet"
    r"|Sp|SP|Senterpartiet|SV|Sv|KrF|Krf|KRF|V|Venstre|MDG|R|Rødt|Raudt|PP|Pp|INP|Pensjonistpartiet|[A-ZÆØÅ][\w-]*list(?:a|en))"
)
PARTIES = rf"{PARTY}(?:\s*(?:,|/|\+|&|\bog\b)\s*{PARTY})*(?:\s+m\.?\s?fl\.?)?"
SETTLES = re.compile(
    r"bosett|bosetj|buset|flykt|mottek\b|mottar\b|t(?:a|ar|ek)\s+(?:i\s*)?mot\b|anmod|oppmod|utsett|utset|\d",
    re.IGNORECASE,
)
_NO_VEDTAK = re.compile(
    r"forslag|framlegg|tidligere|tidlegare|klage|frist|alternativ|innstil|tilrå|anbefal|foresl|føresl|utkast"
    r"|\b(?:rår|råder|ber|skal|må|kan|bør|vil)\b",
    re.IGNORECASE,
)
_CHANGES = re.compile(r"\b(?:opphev|erstatt|endr|omgj|gjer\w*\s+om|økes|aukast|reduser|trekk)", re.IGNORECASE)
_SUCH = r"(?:følgende|følgjande|dette|slikt?|flg\.?|det\s+følg\w+)"
_DECIDED = r"(?:vedtatt|vedteke|vedteken|fattet|fatta|bestemt|bestemd|besluttet|beslutta)"
# What brings on the adopted text, ending in a colon; ``rest`` is what follows on the line.
_BRINGS_ON = tuple(
    re.compile(pattern + r"[^:]{0,90}:\s*(?P<rest>.*)$", re.IGNORECASE)
    for pattern in (
        rf"\b{_SUCH}\s+(?:\w+\s+){{0,2}}(?:vedtak(?:et)?|avgjerd\w*|beslutning\w*)\b",
        rf"\b{_SUCH}\s+(?:ble|vart|blei|er|vert)?\s*(?:\w+\s+){{0,2}}{_DECIDED}\b",
        rf"\b(?:{_DECIDED}|vedtok|bestemte|besluttet|beslutta|avgjorde|konkluderte\s+med)\s+{_SUCH}(?=[^\w])",
        r"^\W*(?:(?:samrøystes|enstemmig|einstemmig)\s+)?(?:vedtatt|vedteke)\b(?=[^:]{0,60}:)",
        r"^[^:]{0,50}\bvedtak(?:et|ets)?(?:\s+ordlyd)?(?=\s*:\s*$)|^(?:\w+\s+)?vedtak\b(?=[^:.]{0,60}:\s*$)|^(?:bosettings|busetjings)vedtak\w*",
        r"(?:^|[.!?]\s)[^:.]{0,60}\bvedtak(?:et)?\s+(?:ble|blei|vart|var|er|lydde|lød)(?:\s+(?:derfor|difor|dermed|altså|da|då|slik|som\s+f\w+))?(?=\s*:\s*$)",
        rf"(?:kommunestyre|bystyre|heradsstyre|fellesnemnd)\w*\s[^:]{{0,80}}\bhar\b[^:]{{0,60}}\b{_DECIDED}(?=\s*:\s*$)",
        rf"\b{_DECIDED}\b[^:]{{0,80}}\b(?:lyder|lyd|lydde|lød)(?=\s*:\s*$)",
        rf"\b(?:ble|vart|blei|er)\s+{_SUCH}\s+(?:\w+\s+)?{_DECIDED}\b",
        r"\bvedt(?:ok|ar|ek)(?=\s*:|\s*,?\s+(?:samrøystes|enstemmig|einstemmig|mot|med|følg|det\s+følg|dette|slik))",
        r"(?:kommunestyre|bystyre|heradsstyre|fellesnemnd)\w*\b[^:]{0,60}\bvedt(?:ok|ar|ek)\b(?![^:]*\b(?:å|at)\b)",
        r"\bvedtak(?:et)?\s+(?:lyder|lyd|lydde|lød|gjengis|gjengjeve|oversendes|er)\b",
        r"\b(?:følger|fylgjer|følgjer|kjem|kommer|er|her|nedenfor|under)\b[^:]{0,30}\bvedtak(?:et)?\b",
        r"^vedtak(?:et)?\s+(?:i|fra|frå|av)\b[^:]{0,60}(?:kommunestyre|bystyre|heradsstyre|fellesnemnd|\bsak\b)",
        r"(?:kommunestyre|bystyre|heradsstyre|fellesnemnd)\w*\s[^:]{0,60}\bslutt[ae]t?\s+seg\s+til\b",
    )
)
_ADOPTED_PROPOSAL = re.compile(
    rf"^(?P<label>[^:]{{0,140}}(?:forslag|framlegg|innstilling|tilråding)[^:]{{0,90}}?\b(?:{_DECIDED}|bifalt|tiltrådt)\b[^:]{{0,70}}):\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_COUNCIL_ADOPTS = re.compile(
    r"^(?P<label>(?:kommunestyret|bystyret|heradsstyret|fellesnemnda)\b[^:]{0,40}?\b(?:vedtok|vedtar|vedtek|godkjente|godkjende|støttet|støtta)\s"
    r"(?!å\s+(?:oversend|sende|utsett))[^:]{0,90}?\b(?:forslag|framlegg|innstilling|tilråding)\w*[^:]{0,50}):\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_FELL = re.compile(
    r"\bfalt\b|\bfall\b|\bikke\b|\bikkje\b|\bmot\s+(?:fra|frå|røystene|stemmene)", re.IGNORECASE
)
_COUNCIL = re.compile(r"kommunestyre|bystyre|herad?sstyre|fellesnemnd", re.IGNORECASE)
_PART = re.compile(r"\bp(?:un)?kt\b|\bpunkt\w*|tillegg", re.IGNORECASE)
_BY_COMMITTEE = re.compile(
    r"\b(?:av|i)\s+(?:\w+\s+){0,2}?(?:formannskap|\w*utval|\w*komit)\w*(?![^:]*(?:kommunestyre|bystyre|herad?sstyre|fellesnemnd))"
    r"|^\W*(?:formannskapet|\w*utvalget|\w*utvalet|\w*komiteen)\s+(?!s)",
    re.IGNORECASE,
)
_PARTY_SAYS = re.compile(
    rf"^(?:(?P<mark>[A-D1-9])[.)]\s+)?(?P<party>{PARTIES})\s*(?:v/[^:]{{2,40}})?:\s*(?P<rest>\S.*)$"
)
_LAID_FORWARD = re.compile(
    r"^(?P<label>(?:[\w-]+\s+){0,3}\w*(?:forslag|framlegg)(?:et)?\s[^:.]{0,60}\b(?:i\s+møtet|skriftl\w+|fr[ae]m\w*|fra|frå|av|ved|på\s+vegn\w+)\b[^:.]{0,60}):\s*(?P<rest>\S.{14,})$",
    re.IGNORECASE,
)
_TOLD_OF_VOTE = re.compile(
    rf"\b(?:{ADOPTED}|{FELL}|mot|mellom|stemme\w*|røyst\w*|votering\w*|innstilling\w*|til\s+(?:vedtak|innstilling|tilråding))",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"(?<=[.!?»”\"])\s+(?=(?:[A-ZÆØÅ]\w*\s+)?\w*(?:forslag|framlegg)(?:et)?\s+(?:fra|frå)\s[^:]{1,60}:\s)"
    r"|(?<=[.!?»”\"])\s+(?=(?:Votering|Avstemn?ing|Røysting|Vedtak(?:et\s+lyde?r?)?)\s*:)",
    re.IGNORECASE,
)


def brought_on(line: str) -> tuple[str, str] | None:  # noqa: C901 - ordered patterns, the first decides
    """Return what a line that brings on the adopted text says before and behind its colon; None for others.

    >>> brought_on("Følgende ble vedtatt med 16 mot 3 stemmer:")
    ('Følgende ble vedtatt med 16 mot 3 stemmer', '')
    >>> brought_on("Formannskapet foreslår at følgende blir vedtatt:") is None
    True
    """
    if ":" not in line:
        return None
    if line.endswith(":"):  # what brings on the text is the last sentence before the colon
        line = re.split(r"(?<=[a-zæøå]{2}\.)(?<!\bjf\.)(?<!\bnr\.)(?<!\bkl\.)\s+(?=[A-ZÆØÅ])", line)[-1]
    council = _COUNCIL_ADOPTS.match(line)
    if council is not None and (not council["rest"] or _is_text(council["rest"])):
        return council["label"], council["rest"]
    adopted = _ADOPTED_PROPOSAL.match(line)
    if adopted is not None and _PART.search(adopted["label"]):
        return None
    if adopted is not None and not _FELL.search(adopted["label"]):
        if not _BY_COMMITTEE.search(adopted["label"]) and (not adopted["rest"] or _is_text(adopted["rest"])):
            council = _COUNCIL.search(adopted["label"])
            return council.group() if council else "", adopted["rest"]
        return None
    for pattern in _BRINGS_ON:
        match = pattern.search(line)
        if match is None:
            continue
        label = line[: match.start("rest")].rstrip(" :")
        label = re.split(r"(?<=[a-zæøå]{3})\.\s+", label)[-1]
        adopted_first = re.match(r"\W*(?:vedtatt|vedteke)\b", label, re.IGNORECASE)
        if (_NO_VEDTAK.search(label) and "slutt" not in label and not adopted_first) or _CHANGES.search(
            label
        ):
            return None
        if not match["rest"] or _is_text(match["rest"]):
            return label, match["rest"]
    return None


def _is_text(rest: str) -> bool:
    return len(rest) > 12 and SETTLES.search(rest) is not None


def said_by_party(line: str) -> tuple[str, str] | None:
    """Return the party and its proposal of "Frp: ... bosetter ikke ..." or "A. Ap, SV: ..."; None for other lines."""
    match = _PARTY_SAYS.match(line)
    if match is None or not re.search(
        r"bosett|buset|flykt|t(?:ar|ek)\s+(?:i\s*)?mot|motte?[ak]", match["rest"], re.IGNORECASE
    ):
        return None
    mark = f"{match['mark']} " if match["mark"] else ""
    return mark + match["party"], match["rest"]


def laid_forward(line: str) -> tuple[str, str] | None:
    """Return how a proposal was laid forward and its text: "Omforent forslag lagt fram i møtet: ..."; None for others."""
    match = _LAID_FORWARD.match(line)
    if match and (
        _TOLD_OF_VOTE.search(match["label"]) or re.match(r"\W*\d+\s*(?:stemme|røyst|-|mot)", match["rest"])
    ):
        return None
    return (match["label"], match["rest"]) if match and SETTLES.search(match["rest"]) else None


def openings(line: str) -> list[str]:
    """Return a line in pieces where a proposal, a vote or a vedtak opens behind the end of a sentence."""
    if ":" not in line:
        return [line]
    return [piece for piece in _INLINE.split(line) if piece] or [line]
