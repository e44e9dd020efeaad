"""Every number in the adopted text with what it counts: persons, unaccompanied minors, families, or nothing
of ours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from tasks.replies.reader.dates import YearMention, find_years, without_days
from tasks.replies.reader.limits import MOST_NUMBERS
from tasks.replies.reader.numerals import Numeral, find_numerals
from tasks.replies.reader.units import STATED_TOTAL, Unit, unit_of

NEARBY = 240  # characters on either side of a number that say what it counts


class Role(StrEnum):
    """What a number is doing in its sentence."""

    TOTAL = "total"
    EM = "em"
    EM_ON_TOP = "em_on_top"
    PART = "part"
    REQUESTED = "requested"
    EARLIER = "earlier"
    ADDED = "added"
    SPARE = "spare"
    REFUSED = "refused"
    PROPOSED = "proposed"
    FAMILIES = "families"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Mention:
    """One number with its unit, role, the years it is bound to and how firmly it is meant."""

    numeral: Numeral
    unit: Unit
    role: Role
    sentence: str
    index: int
    year: YearMention | None = None
    is_upper_limit: bool = False
    is_loose: bool = False
    is_stated_total: bool = False

    @property
    def value(self) -> int | None:
        """Return the one number meant, None for a range."""
        return self.numeral.low if self.numeral.low == self.numeral.high else None


CHANGE = re.compile(
    r"øk(?:e|es|er|te|t|ning\w*)?\b|auk(?:e|ar|ast|a)?\b|reduser\w*|reduksjon\w*|endr\w+"
    r"|utvid\w+|juster\w+|senk\w*|set(?:t|te)?\w*\s+ned|oppjuster\w*|nedjuster\w*|he[vi]\w+",
    re.IGNORECASE,
)
UPPER = re.compile(
    r"\b(?:inntil(?!\s+vid[ea])|inntill|inn\s+til|opptil|opp\s+til|maks\w*\.?|høyst|høgst"
    r"|i\s+høgda|ikk(?:j)?e\s+(?:\w+\s+){0,2}(?:overstig|overskrid)\w*|ikk(?:j)?e\s+(?:(?:å\s+)?\w+\s+){0,4}?(?:fler|fleir|mer\b|meir\b"
    r"|over\b)\w*(?:\s+enn)?|begrens\w+\s+til|avgrens\w+\s+til|tak\s+på|oppad\s+til"
    r"|øvre\s+\w+\s+på|under|mindre\s+enn|færre\s+enn|grense\s+på|(?:høyere|høgare|større)\s+enn)(?:\s+(?:totalt|på|til|samla"
    r"|samlet|i\s+alt|om|samlet\s+sett|å\s+\w+|bosette|busette|ta\s+imot|mottak\s+av"
    r"|bosetting\s+av))*\s*$",
    re.IGNORECASE,
)
UPPER_AFTER = re.compile(
    r"^[^.;]{0,60}?\b(?:(?:og|men)\s+(?:ikke|ikkje)\s+(?:flere|fleire|mer|meir)\b|som\s+(?:et|eit)?\s*(?:maksimum|maksimal\w*|tak|øvre)|eller\s+(?:færre"
    r"|mindre)|maksimalt\b(?!\s*\d)|er\s+(?:et|eit|ei)?\s*(?:maks|øvre|tak))",
    re.IGNORECASE,
)
LOOSE = re.compile(
    r"(?:\bca\.?|cirka|circa|om\s*lag|omtrent|omkring|rundt|anslagsvis|bortimot|minst|minimum"
    r"|min\.|ikk(?:j)?e\s+(?:færre|mindre)\s+enn|mellom|i\s+størrelsesorden\w*|nærmere"
    r"|nærare)\s*(?:på\s+|til\s+)?$",
    re.IGNORECASE,
)
LOOSE_AFTER = re.compile(
    r"^[^.;]{0,40}?(?:\+\s?/\s?-|±|\bpluss\s*(?:/|eller)\s*minus)|^[^.;,]{0,40}?(?:\beller\s+(?:flere|fleire)|\+\s?/\s?-|±|\bpluss(?:\s*/\s*|\s+eller\s+)minus|\b(?:kan|må)\s+(?:overskrid"
    r"|overstig|fråvik|avvik)\w*|\bmed\s+mulighet\w*\s+for\s+(?:flere|fler)"
    r"|\bmed\s+høve\s+til\s+fleire)",
    re.IGNORECASE,
)
ON_TOP = re.compile(
    r"(?:\bi\s+tillegg|\bpluss|\bsamt|\bog\b|\bdessuten|\+|\butenom|\butanom|\bdertil|\bogså"
    r"|\bog\s+så|&|tillegg\s+til\s+(?:dette|disse|desse))[^.;\d]{0,60}$",
    re.IGNORECASE,
)


# "2 of the 10 are unaccompanied minors": the second number only repeats the total.
_OF_THEM = re.compile(
    r"(?P<of>\bav\s+(?:de|dei))\s+(?:\d{1,3}|[a-zæøå]+)(?=\s+(?:er|skal|kan|vil|må)\b[^.;,]{0,40}\bmindreårig)",
    re.IGNORECASE,
)


def find_mentions(sentence: str, index: int) -> list[Mention]:
    """Return the numbers of one sentence with unit, role and year; numbers that count nothing of ours are
    left out.
    """
    plain, years, numerals = _numbers_of(sentence)
    found: list[Mention] = []
    for position, numeral in enumerate(numerals[:MOST_NUMBERS]):
        numeral = without_old_number(plain, numeral)  # noqa: PLW2901
        end = numerals[position + 1].start if position + 1 < len(numerals) else len(plain)
        before, after = (
            plain[max(0, numeral.start - NEARBY) : numeral.start],
            plain[numeral.end : end][:NEARBY],
        )
        unit = unit_of(before, after, numeral)
        if unit is Unit.OTHER:
            continue
        previous = numerals[position - 1].end if position else 0
        found.append(_mention(sentence, index, numeral, unit, plain, previous, end))
    return _with_years(found, years)


def has_too_many_numbers(sentence: str) -> bool:
    """Return whether a sentence has more numbers than are read of it."""
    return len(sentence) > MOST_NUMBERS and len(_numbers_of(sentence)[2]) > MOST_NUMBERS


@lru_cache(maxsize=2048)
def _numbers_of(sentence: str) -> tuple[str, tuple[YearMention, ...], tuple[Numeral, ...]]:
    """Return a sentence without its days, its years, and its other numbers."""
    plain = _OF_THEM.sub(lambda m: m["of"] + " " * (len(m.group()) - len(m["of"])), without_days(sentence))
    years = tuple(find_years(sentence))
    numerals = (n for n in find_numerals(plain) if not any(y.start <= n.start < y.end for y in years))
    return plain, years, tuple(numerals)


def without_old_number(plain: str, numeral: Numeral) -> Numeral:
    """Return "from 10 to 15" as 15 where the sentence changes a number, else the range as it is."""
    words = plain[numeral.start : numeral.end]
    changed = numeral.low != numeral.high and re.search(r"\s(?:til)\s", words) and CHANGE.search(plain)
    if not changed or not re.search(r"\b(?:fra|frå)\s+(?:\w+\s+)?$", plain[: numeral.start], re.IGNORECASE):
        return numeral
    return replace(numeral, low=numeral.high)


def _mention(
    sentence: str, index: int, numeral: Numeral, unit: Unit, plain: str, previous: int, end: int
) -> Mention:
    clause = plain[previous : numeral.start]
    after = plain[numeral.end : end]
    return Mention(
        numeral,
        unit,
        Role.NOTHING,
        sentence,
        index,
        is_upper_limit=bool(UPPER.search(clause) or UPPER_AFTER.search(after)),
        is_loose=bool(LOOSE.search(clause) or LOOSE_AFTER.search(after)) or numeral.low != numeral.high,
        is_stated_total=bool(STATED_TOTAL.search(clause)),
    )


def _with_years(mentions: list[Mention], years: Sequence[YearMention]) -> list[Mention]:
    """Bind each number to a year: right beside it, else the nearest before it, else the nearest after it."""
    bound: list[Mention] = []
    for position, mention in enumerate(mentions):
        start, end = mention.numeral.start, mention.numeral.end
        previous = mentions[position - 1].numeral.end if position else 0
        following = (
            mentions[position + 1].numeral.start if position + 1 < len(mentions) else len(mention.sentence)
        )
        right = [y for y in years if end <= y.start < following]
        left = [y for y in years if previous <= y.start < start]
        beside = [y for y in right if _is_beside(mention.sentence, end, y)]
        anywhere = [y for y in years if y.start >= end] or [y for y in reversed(years) if y.start < start]
        chosen = beside or left[-1:] or right or anywhere
        bound.append(replace(mention, year=chosen[0] if chosen else None))
    return bound


def _is_beside(sentence: str, end: int, year: YearMention) -> bool:
    between = sentence[end : year.start]
    return (
        not re.search(r"[,;:]|\bog\b|\bmen\b|\bsamt\b", between) and sentence[year.end : year.end + 1] != ":"
    )
