"""The number of persons and of unaccompanied minors a council decided, from the numbers in its adopted
text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tasks.replies.reader.answers import ACCEPTING, DECLINING
from tasks.replies.reader.mentions import Mention, Role
from tasks.replies.reader.minors import read_minors
from tasks.replies.reader.refusals import contradicts, declining_in
from tasks.replies.reader.roles import mentions_with_roles
from tasks.replies.reader.units import Unit

_REQUEST_WORD = re.compile(
    r"imdi\s+(?:har\s+)?(?:bedt|bede|ber)\b|anmod\w+|oppmod\w+|førespurnad\w*|forespørsel\w*", re.IGNORECASE
)
_FRACTION = re.compile(
    r"\bhalv\w*|\btredjedel\w*|\bprosent\b|%|\bfærre\b|\bfler?e\b|\bfleire\b|\bdel(?:er|ar)?\s+av\b|\bdelvis\b|\btil\s+(?:orientering|vitende|etterretning)\b",
    re.IGNORECASE,
)
_OVER_YEARS = re.compile(
    r"\bover\s+(?:to|tre|fire|fem|\d)\s+år\b|\bdei?\s+(?:neste|kommende|komande)\s+(?:\w+\s+)?år(?:ene|a)\b",
    re.IGNORECASE,
)
_PER_YEAR = re.compile(
    r"årlig|årleg|\bi\s+året\b(?!\s+20\d\d)|\b(?:per|pr\.?)\s+år|kvart\s+(?:av\s+)?(?:åra|år)|hvert\s+(?:av\s+)?(?:årene"
    r"|år)|i\s+kvart\s+av|for\s+(?:hvert|kvart)",
    re.IGNORECASE,
)


# Numbers that are to be added up, or that count a household: a person adds them.
_TO_ADD_UP = re.compile(
    r"\d\s*\+\s*\d|\bfamili(?:e|en|er|ar)\s+på\s|\b(?:voksne|vaksne|menn|kvinner|enslige|einslege)\s+og\s+\w+\s+(?:barn|born|ungdom\w*|kvinner|menn|familie\w*)\b",
    re.IGNORECASE,
)
WORD_DIFFERS = "WORD_AND_DIGIT_DIFFER"
ONLY_PROPOSED = "ONLY_PROPOSED_NUMBER"


@dataclass(frozen=True, slots=True)
class Amounts:
    """What the numbers say for one year. ``doubts`` are reasons a person must look; ``numbers`` all that
    was seen.

    ``points_to_request``: the text agrees to the request and gives no number of its own.
    """

    count: int | None
    em: int | None
    evidence: str = ""
    em_evidence: str = ""
    families: Mention | None = None
    total: Mention | None = None
    em_mention: Mention | None = None
    is_declined: bool = False
    is_summed: bool = False
    points_to_request: bool = False
    doubts: tuple[str, ...] = ()
    numbers: tuple[Mention, ...] = field(default=(), repr=False)


def all_mentions(sentences: Sequence[str]) -> tuple[Mention, ...]:
    """Return the numbers of all sentences with their roles."""
    return tuple(m for index, sentence in enumerate(sentences) for m in mentions_with_roles(sentence, index))


def read_amounts(sentences: Sequence[str], year: int | None) -> Amounts:  # noqa: C901 - ordered rules, one after the other
    """Return what the adopted sentences decide for ``year`` (None: whatever year they speak of).

    The requested number is never used unless the text agrees to it by name ("in line with the request for
    15").
    """
    numbers = all_mentions(sentences)
    mine = [m for m in numbers if _is_for(m, year)]
    doubts: list[str] = []
    refusal = declining_in(sentences)
    totals = [m for m in _totals(mine) if not (refusal and m.role is Role.PROPOSED)]
    count, total, is_summed = _count(totals, doubts)
    if total is not None and total.role is Role.PROPOSED:
        doubts.append(ONLY_PROPOSED)
    doubts += _number_doubts(numbers, mine, total)
    em, em_mention, on_top, em_evidence = read_minors(mine, sentences)
    if total is not None and covers_several_years(total):
        count, total = None, None
        doubts.append("NUMBER_FOR_SEVERAL_YEARS")
    if (
        on_top
        and total is not None
        and em_mention is not None
        and _is_total_of_others(total, em_mention, mine)
    ):
        doubts.append("EM_ON_TOP_OR_INSIDE")
    if count is not None and on_top and total is not None and not total.is_stated_total:
        count += on_top
        if (
            em_mention
            and re.search(r"\bog\s+$", em_mention.sentence[: em_mention.numeral.start])
            and "tillegg" not in em_mention.sentence
        ):
            doubts.append("EM_ON_TOP_OR_INSIDE")
    if WORD_DIFFERS in doubts:
        count = None
    families = next((m for m in mine if m.role is Role.FAMILIES), None)
    is_declined = False
    if refusal and total is not None and contradicts(refusal, numbers, total):
        doubts.append("REFUSAL_AND_NUMBER")
    evidence = total.sentence if total else ""
    if total is None and not any(m.is_loose for m in totals):
        if refusal and families is None:
            count, evidence, is_declined = 0, refusal, True
        elif (
            em_mention is not None
            and em_mention.role is Role.EM
            and em_mention.value is not None
            and not totals
        ):
            count, evidence = em_mention.value, em_mention.sentence
            doubts.append("ONLY_EM_NUMBER")
    elif count == 0:
        is_declined = True
    if count is not None and em is not None and em > count:
        doubts.append("EM_ABOVE_TOTAL")
        em = None
    points = "" if count is not None or totals or is_declined else _pointing(sentences)
    first_seen = families.sentence if families else totals[0].sentence if totals else ""
    return Amounts(
        count=count,
        em=em,
        evidence=evidence or points or first_seen,
        em_evidence=em_evidence,
        families=families,
        total=total,
        em_mention=em_mention,
        is_declined=is_declined,
        is_summed=is_summed,
        points_to_request=bool(points),
        doubts=tuple(dict.fromkeys(doubts)),
        numbers=numbers,
    )


def _is_total_of_others(total: Mention, em: Mention, mine: Sequence[Mention]) -> bool:
    """Return whether "60 in all" is followed in its sentence by minors in addition: nothing says which total is meant."""
    adds_up = any((m.value or 0) + (em.value or 0) == total.value for m in mine if m.index == em.index)
    opens = total.is_stated_total and total.index == em.index and total.numeral.start < em.numeral.start
    return opens and not adds_up


def _number_doubts(numbers: Sequence[Mention], mine: Sequence[Mention], total: Mention | None) -> list[str]:
    """Return what is doubtful about the numbers themselves: written two ways, or one whose use is not known."""
    doubts = [WORD_DIFFERS for m in mine if m.numeral.repeated not in {None, m.numeral.high, m.numeral.low}]
    if total is not None and not total.is_stated_total and _TO_ADD_UP.search(total.sentence):
        doubts.append("NUMBERS_TO_ADD_UP")
    if total is not None and any(m.unit is Unit.UNKNOWN and m.index == total.index for m in numbers):
        doubts.append("NUMBER_NOT_UNDERSTOOD")
    return doubts


def _is_for(mention: Mention, year: int | None) -> bool:
    return year is None or mention.year is None or mention.year.covers(year)


def _totals(mine: Sequence[Mention]) -> list[Mention]:
    """Return the numbers that may be the decided total, the firmest kind only."""
    whole = [m for m in mine if m.role is Role.TOTAL and m.unit in {Unit.PERSONS, Unit.BARE}]
    whole = _of_one_year(whole)
    whole = _without_halves(whole)
    firm = set(whole)
    dealt = [m for m in mine if m in firm or (m.role is Role.PART and m.value)]
    shares = _shares(dealt)
    whole = [m for m in whole if id(m) not in shares]
    stated = [m for m in whole if m.is_stated_total]
    if stated:
        return stated
    if whole:
        named = [m for m in whole if m.unit is Unit.PERSONS]
        return named or whole
    agreed = [
        m
        for m in mine
        if m.role is Role.REQUESTED
        and m.unit is not Unit.EM
        and ACCEPTING.search(m.sentence)
        and not DECLINING.search(m.sentence)
    ]
    if agreed:
        return agreed
    added = [m for m in mine if m.role is Role.ADDED and m.unit in {Unit.PERSONS, Unit.BARE}]
    return added or [m for m in mine if m.role is Role.PROPOSED and m.unit in {Unit.PERSONS, Unit.BARE}]


def _of_one_year(whole: Sequence[Mention]) -> list[Mention]:
    """Return the numbers without those for a period, where another gives the year its own ("45 in all, 15 in 2020")."""
    single = [
        m for m in whole if m.year is not None and m.year.first == m.year.last and not covers_several_years(m)
    ]
    return [m for m in whole if not (single and m.year is not None and m.year.first != m.year.last)]


def _without_halves(whole: Sequence[Mention]) -> list[Mention]:
    """Return the numbers without those of a sentence that deals an earlier total out over the year."""
    dealt = {m.index for m in whole if _is_a_split(m.sentence)}
    others = [m for m in whole if m.index not in dealt]
    return others if others and dealt and others[0].index < min(dealt) else list(whole)


def _shares(whole: Sequence[Mention]) -> set[int]:
    """Return the identities of the numbers that add up to the first of their sentence."""
    of_sentence: dict[int, list[Mention]] = {}
    for mention in whole:
        of_sentence.setdefault(mention.index, []).append(mention)
    return {
        id(share)
        for first, *shares in of_sentence.values()
        if len(shares) > 1 and first.value == sum(m.value or 0 for m in shares)
        for share in shares
    }


def _count(totals: Sequence[Mention], doubts: list[str]) -> tuple[int | None, Mention | None, bool]:
    ranges = [m for m in totals if m.value is None]
    if ranges:
        return None, None, False
    values = {m.value for m in totals if m.value is not None}
    if len(values) == 1:
        best = next((m for m in totals if m.is_upper_limit or m.is_loose), totals[0])
        return best.value, best, False
    if not values:
        return None, None, False
    if len({m.index for m in totals}) == 1 and _is_a_split(totals[0].sentence):
        return sum(m.value or 0 for m in totals), totals[0], True
    doubts.append("SEVERAL_NUMBERS")
    return None, None, False


def _is_a_split(sentence: str) -> bool:
    """Return whether a sentence deals its number out over parts of one year."""
    return (
        len(
            re.findall(
                r"halvår|halvdel|kvartal|vår(?:en)?\b|høst(?:en)?\b|haust(?:en)?\b", sentence, re.IGNORECASE
            )
        )
        > 1
    )


def _pointing(sentences: Sequence[str]) -> str:
    for sentence in sentences:
        if _FRACTION.search(sentence):
            continue
        if _REQUEST_WORD.search(sentence) and ACCEPTING.search(sentence) and not DECLINING.search(sentence):
            return sentence
    return ""


def covers_several_years(mention: Mention) -> bool:
    """Return whether one number is given for several years together."""
    if is_per_year(mention.sentence) or mention.year is None:
        return False
    if mention.year.first != mention.year.last or _OVER_YEARS.search(mention.sentence):
        return True
    after = mention.sentence[mention.year.end : mention.year.end + 20]
    return bool(re.match(r"\s*(?:,\s*20\d\d)*\s*(?:og|,|&)\s*20\d\d\b(?!\s*[:\d])", after)) and not re.match(
        r"\s*og\s+20\d\d\s*\d", after
    )


def is_per_year(sentence: str) -> bool:
    """Return whether a sentence gives its number for each of several years."""
    return bool(_PER_YEAR.search(sentence))
