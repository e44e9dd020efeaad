"""What each number is doing in its sentence: decided, asked for, of an earlier vedtak, on top, or held in
reserve.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from tasks.replies.reader.answers import ACCEPTING, DECLINING
from tasks.replies.reader.mentions import CHANGE, ON_TOP, Mention, Role, find_mentions
from tasks.replies.reader.proposed import is_proposed
from tasks.replies.reader.units import OF_WHICH, Unit

_ASK = (
    r"(?:anmod\w+|oppmod\w+|førespurnad\w*|forespørsel\w*|tilleggsanmod\w+|be(?:r|dt|den"
    r"|dne)\s+(?:\w+\s+){0,3}om|har\s+spurt|spør|ønske\w*\s+fra\s+imdi)"
)
_ASKED = re.compile(
    rf"{_ASK}(?![^.;]*(?<!at kommunen )(?<!at kommuna )\b(?:vedtar|vedtek|vedtok|bosetter|buset|busetter|vil\s+bosette|men|sier"
    r"|seier|takker|takkar|har\s+vedtatt|har\s+vedteke|tar|tek|mottar|mottek|skal)\b)[^.;]{0,110}$",
    re.IGNORECASE,
)
ASKED_WITHIN = 280
_ASKED_AFTER = re.compile(
    r"^,?\s*slik\s+IMDi\b|^[^.;,]{0,50}?(?:\bsom\s+(?:det\s+)?(?:er\s+|vart\s+|blei\s+|ble\s+)?(?:anmod|oppmod)\w+"
    r"|i\s+(?:anmodning|oppmoding)|\bIMDi\s+(?:ber|anmod|oppmod)\w*)",
    re.IGNORECASE,
)
# "The request that X municipality settles 18": what was asked, whatever its own verb.
_ASKED_THAT = re.compile(
    rf"{_ASK}(?![^.;,]*\bmen\b)[^.;,]{{0,60}}\bom\s+(?:at|å)\b[^.;,]{{0,80}}$", re.IGNORECASE
)
_EARLIER_BEFORE = re.compile(
    r"(?:tidligere|tidlegare|allerede|allereie|opprinnelig\w*|opphavleg\w*|forrige|førre|hittil"
    r"|så\s+langt|gjeldende|gjeldande|eksisterende|eksisterande|opprinneleg\w*"
    r"|i\s+fjor)\b[^.;]{0,80}$"
    r"|(?:i\s+stedet\s+for|i\s+staden\s+for|fremfor|framfor|i\s+steden\s+for|istedenfor"
    r"|istadenfor|kontra|mot\s+(?:tidligere|tidlegare)|erstatt\w+"
    r"|(?:vis\w+|syner)\s+til\b[^.;]{0,60}\bvedtak\w*\s+(?:om|på)\s+(?:å\s+\w+\s+)?(?:bosetting\s+av\s+)?)(?:\s*\w+){0,3}\s*$",
    re.IGNORECASE,
)
_ADDED = re.compile(
    r"(?:ytterligere|ytterlegare|ekstra|(?:økning|auk|utvid(?:ing|else)|reduksjon|nedgang)(?:e?n|a|ar|e)?\s+(?:på|med|i\s+\w+\s+på)"
    r"|auka?\s+med|økes\s+med|økt\s+med|utvid\w+\s+med|i\s+tillegg(?!\s+til\s+(?:familie|dette"
    r"|disse))|fleire(?!\s+enn)|(?-i:nye))\s*(?:[\w]+\s+){0,2}$",
    re.IGNORECASE,
)
_WAS_SETTLED = re.compile(
    r"\bhar\s+(?:\w+\s+){0,6}(?:bosatt|busett|teke\s+(?:i\s*)?mot|tatt\s+(?:i\s*)?mot|motteke|mottatt)\b[^.;]{0,40}$"
    r"|(?<!antall )\bbosatte\b[^.;]{0,40}$|\b(?:ble|vart|blei|er)\s+(?:det\s+)?(?:allerede\s+|allereie\s+)?(?:bosatt|busett)\b[^.;]{0,40}$"
    r"|\b(?:busette|tok)\s+(?:kommunen|vi)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_WAS_SETTLED_AFTER = re.compile(
    r"^\s*(?:\w+\s+)?som\s+(?:alt|allerede|allereie|no|nå|i\s+dag)\b|^[^.;,]{0,40}\b(?:(?:ble|vart|blei|er)\s+(?:bosatt|busett)|(?:siste|foregående|føregåande|tidligere|tidlegare)\s+(?:\w+\s+)?åre?[nat]?\w*)",
    re.IGNORECASE,
)
_SPARE = re.compile(
    r"\b(?:dersom|hvis|om|ved|skulle)\b[^.;]{0,60}\b(?:behov|økt|auka|øker|aukar"
    r"|flere\s+ankomster|imdi\s+(?:ber|har|får)|situasjonen|prognosen?\w*)"
    r"|ekstra\s+(?:kapasitet|plass)|(?:tilleggs|reserve|ytterlegare\s+|ytterligere\s+)kapasitet"
    r"|ved\s+behov|om\s+nødvendig|beredskap"
    r"|(?:kan|kunne)\s+(?!ikk(?:j)?e\b)(?:(?!ikk(?:j)?e\b)\w+\s+){0,3}(?:ytterligere"
    r"|ytterlegare|flere|fleire)|kapasitet\s+til\s+(?:å\s+\w+\s+)?(?:ytterligere|ytterlegare"
    r"|flere|fleire)",
    re.IGNORECASE,
)
_DECIDES_NOW = re.compile(
    r"\b(?:gjør|gjer|gjøres|gjerast|fatter|fattar|fattes|fattast|treffer)\s+(?:det\s+|herved\s+|hermed\s+)?vedtak\b"
    r"|[,;]\s*(?:og\s+|men\s+|så\s+)?(?:vedtar|vedtek|vil|skal|bosetter|buset|busetter|tar|tek)\b",
    re.IGNORECASE,
)
# What a letter tells beside the decision: last year's figures, how many were settled.
INFORMS = re.compile(
    r"^\W*(?:til\s+(?:orientering|info\w*|sammenligning|samanlikning)|for\s+ordens\s+skuld|for\s+ordens\s+skyld|ps\s*[:.]|p\.\s?s|merk\b)",
    re.IGNORECASE,
)
_SETTLES_NOW = re.compile(
    r"vedtok|vedtatt\s+å|vedteke\s+å|bosetter|busetter|buset\b|skal\s+bosette|skal\s+buset", re.IGNORECASE
)
# "The vedtak to settle 20 is repealed": the number of what no longer holds.
_REPEALED_AFTER = re.compile(
    r"^[^.;,]{0,80}\b(?:opphev(?:es|ast|a|et)|omgjøres|omgjort|omgjerast|gjort\s+om|erstatt(?:es|ast|a|et)|bortfaller|fell\s+bort|trekkes|trekt)\b",
    re.IGNORECASE,
)
# "The number in the vedtak of December, 11, is changed to 14".
_OF_A_VEDTAK = re.compile(r"\bvedtak\w*\b[^.;]{0,60}$|\bvedtak\w*\b[^;]{0,40}\d\.[^.;]{0,30}$", re.IGNORECASE)
_CHANGED_AFTER = re.compile(
    r"^[^.;\d]{0,40}\b(?:endr|auk|øk|reduser|juster|oppjuster|nedjuster|hev|senk)\w*\s+til\s*$", re.IGNORECASE
)
_NOT_SO_MANY = re.compile(
    r"\b(?:ikke|ikkje)\s+(?:å\s+)?(?:bosetter?|busett?er?|buset|busetje|t(?:a|ar|ek)\s+imot)\s+(?:de\s+|dei\s+)?$",
    re.IGNORECASE,
)


_OF_THESE = re.compile(r"\s*(?:stykk\w*\s+)?av\s+(?:disse|desse|dei|de|dem)\b", re.IGNORECASE)


@lru_cache(maxsize=2048)
def mentions_with_roles(sentence: str, index: int) -> tuple[Mention, ...]:
    """Return the sentence's numbers, each with what it is doing there. Kept: a document's sentences are asked for often."""
    mentions = find_mentions(sentence, index)
    out: list[Mention] = []
    for position, mention in enumerate(mentions):
        previous = mentions[position - 1].numeral.end if position else 0
        before = sentence[previous : mention.numeral.start]
        following = mentions[position + 1].numeral.start if position + 1 < len(mentions) else len(sentence)
        after = sentence[mention.numeral.end : following]
        out.append(replace(mention, role=_role(mention, sentence, before, after, out)))
    return tuple(out)


def _role(mention: Mention, sentence: str, before: str, after: str, earlier: list[Mention]) -> Role:
    if mention.unit in {Unit.FAMILY_REUNION, Unit.UNKNOWN} or _counts_family(
        sentence[: mention.numeral.start]
    ):
        return Role.NOTHING
    if INFORMS.match(sentence) and not _SETTLES_NOW.search(sentence):
        return Role.EARLIER
    if _is_from_of_change(sentence, mention, after):
        return Role.EARLIER
    if mention.unit is Unit.EM:
        return _em_role(mention, sentence, before, earlier)
    if (
        earlier
        and OF_WHICH.search(before)
        and any(m.role in {Role.TOTAL, Role.ADDED, Role.REQUESTED} for m in earlier)
    ):
        return Role.PART
    return _role_of_persons(mention, sentence, before, after, earlier)


def _role_of_persons(  # noqa: C901, PLR0911 - ordered rules, the first that fits decides
    mention: Mention, sentence: str, before: str, after: str, earlier: list[Mention]
) -> Role:
    """Return what a number of persons or families is doing: decided, asked for, of before, added, in reserve."""
    if earlier and re.search(r"\bav\s+(?:de|dei)\s+$", before, re.IGNORECASE):
        return Role.REQUESTED
    if mention.unit is Unit.FAMILIES:
        return Role.FAMILIES
    if _SPARE.search(_clause(sentence, mention)) and (earlier or mention.index or _SPARE.search(sentence)):
        return Role.SPARE
    if _is_to_of_change(sentence, mention, before, earlier):
        return Role.TOTAL
    if re.search(r"(?<!\bi )\bmot\s+$|\but\s?over\s+(?:de|dei)\s+$|\btillegg\s+til\s+(?:de|dei)\s+$", before):
        return Role.EARLIER
    asked = _DECIDES_NOW.split(_just_before(sentence, mention))[-1]
    if (
        _ASKED.search(_just_before(sentence, mention))
        or _ASKED_THAT.search(asked)
        or _ASKED_AFTER.match(after)
    ):
        return Role.REQUESTED
    if _is_refused(mention, sentence):
        return Role.REFUSED
    if is_proposed(mention, sentence):
        return Role.PROPOSED
    if _REPEALED_AFTER.match(after) and re.search(
        r"\bvedtak", sentence[: mention.numeral.start], re.IGNORECASE
    ):
        return Role.EARLIER
    before = _DECIDES_NOW.split(before)[-1]
    if mention.value and (
        _NOT_SO_MANY.search(before) or (earlier and re.search(r"\b(?:ikke|ikkje)\s+$", before))
    ):
        return Role.REFUSED
    if (
        _EARLIER_BEFORE.search(before)
        or _WAS_SETTLED.search(_DECIDES_NOW.split(sentence[: mention.numeral.start])[-1])
        or _WAS_SETTLED_AFTER.match(after)
    ):
        return Role.EARLIER
    is_step = CHANGE.search(sentence) is not None and re.search(r"\bmed\s+(?:\w+\s+)?$", before) is not None
    if (_ADDED.search(before) or is_step) and not mention.is_stated_total:
        return Role.ADDED
    return Role.TOTAL


def _just_before(sentence: str, mention: Mention) -> str:
    """Return the stretch before a number in which who asks for it must stand: the patterns reach no further back."""
    return sentence[max(0, mention.numeral.start - ASKED_WITHIN) : mention.numeral.start]


def _is_refused(mention: Mention, sentence: str) -> bool:
    """Return whether a number is what a sentence says no to: "declines to settle 15"."""
    before = sentence[: mention.numeral.start]
    said = list(DECLINING.finditer(before))
    if not said or mention.value in {None, 0}:
        return False
    between = before[said[-1].start() :]
    return (
        re.search(
            r"\bmen\b|;|\bfl(?:ere|eire)\b|\bme(?:r|ir)\b|\bover\s+\d|\bover\s*$|\bunder\b|\bfærre\b|mindreårig|famili|,\s*og\b|\bog\s+(?:bosetter|buset|tar|tek|vil)\b",
            between,
            re.IGNORECASE,
        )
        is None
    )


def _counts_family(before: str) -> bool:
    """Return whether a number follows a word for family reunification with no verb of settling between."""
    family = list(
        re.finditer(
            r"famili(?:egjen|esam|einnv|emedl)\w*|gjenforen\w*|familiesameining", before, re.IGNORECASE
        )
    )
    return bool(family) and not re.search(
        r"bosett|buset|ta\w*\s+(?:i\s*)?mot|tek\s+imot|vedt", before[family[-1].end() :], re.IGNORECASE
    )


def _em_role(mention: Mention, sentence: str, before: str, earlier: list[Mention]) -> Role:
    if _ASKED.search(_just_before(sentence, mention)) and any(m.role is Role.REQUESTED for m in earlier):
        return (
            Role.REQUESTED if not OF_WHICH.search(before) or ACCEPTING.search(sentence) is None else Role.EM
        )
    if _SPARE.search(_clause(sentence, mention)):
        return Role.SPARE
    if _OF_THESE.match(sentence[mention.numeral.end :]):
        return Role.EM
    has_total = any(m.role in {Role.TOTAL, Role.ADDED} and m.unit is not Unit.EM for m in earlier)
    if OF_WHICH.search(before):
        return Role.EM
    if any(m.role is Role.PART for m in earlier):
        return Role.EM
    if has_total and ON_TOP.search(before):
        return Role.EM_ON_TOP
    return Role.EM


def _is_from_of_change(sentence: str, mention: Mention, after: str) -> bool:
    """Return whether this is the old number of "from 10 to 15"."""
    before = sentence[: mention.numeral.start]
    if mention.numeral.low != mention.numeral.high:
        return False
    if _CHANGED_AFTER.match(after) and _OF_A_VEDTAK.search(before):
        return True
    return bool(
        re.search(r"\b(?:fra|frå)\s+(?:de\s+|dei\s+)?(?:\w+\s+)?$", before)
        and re.match(r"[^.;]{0,40}\btil\b", after)
        and CHANGE.search(sentence)
    )


def _is_to_of_change(sentence: str, mention: Mention, before: str, earlier: list[Mention]) -> bool:
    """Return whether the number is the new one of "raised from 33 to 38", which may be read as one number already."""
    said = sentence[mention.numeral.start : mention.numeral.end]
    if mention.value is not None and re.search(r"\stil\s", said):
        return True
    follows_old = bool(earlier) and earlier[-1].role is Role.EARLIER
    return follows_old and re.search(r"\btil\s+$", before) is not None and CHANGE.search(sentence) is not None


def _clause(sentence: str, mention: Mention) -> str:
    """Return the part of a sentence around a number, between its stronger stops."""
    start = max(sentence.rfind(stop, 0, mention.numeral.start) for stop in (";", ":", " men "))
    end = min(
        (place for stop in (";", " men ") if (place := sentence.find(stop, mention.numeral.end)) >= 0),
        default=len(sentence),
    )
    return sentence[start + 1 : end]
