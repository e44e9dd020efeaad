"""When the people come: MULTI_YEAR where a number covers several years, SPLIT where parts of one."""

from __future__ import annotations

import re

from tasks.core.model.vedtak import Reservation
from tasks.core.model.vedtak import ReservationCode as Code
from tasks.replies.reader import conditions as words
from tasks.replies.reader.amounts import is_per_year
from tasks.replies.reader.dates import find_years
from tasks.replies.reader.mentions import Mention, Role
from tasks.replies.reader.scene import Scene, is_ours
from tasks.replies.reader.sections import ABOUT_SETTLEMENT
from tasks.replies.reader.units import Unit

_ARRIVES = re.compile(
    r"^\W*(?:de|dei)\s+(?:første|fyrste)\b|\binnflytting"
    r"|\b(?:skal|kan)\s+(?:ikke\s+|ikkje\s+)?(?:komme|kome|koma|ankomme)\s+(?:før|etter|innen|innan|først|fyrst|i\s+(?:andre|første|fyrste))\b",
    re.IGNORECASE,
)


def when_they_come(scene: Scene) -> list[Reservation]:
    """MULTI_YEAR and SPLIT: the number covers several years, or parts of one."""
    found: list[Reservation] = []
    ours: dict[str, list[Mention]] = {}
    for mention in scene.amounts.numbers:
        if is_ours(mention, scene):
            ours.setdefault(mention.sentence, []).append(mention)
    with_later_years = _giving_later_years(scene)
    for sentence in scene.sentences:
        decided = ours.get(sentence, [])
        settles = bool(
            ABOUT_SETTLEMENT.search(sentence) or sentence[:1].isdigit() or _ARRIVES.search(sentence)
        )
        if (
            (decided and decided[0].index in with_later_years)
            or (decided and covers_years(sentence, scene.year))
            or (settles and is_per_year(sentence))
        ):
            found.append(Reservation(Code.MULTI_YEAR, sentence))
        told = words.INSTRUCTION.search(sentence) or words.CARRY_OVER.search(sentence)
        if settles and is_split(sentence, scene.year) and not told:
            found.append(Reservation(Code.SPLIT, sentence))
    return found


def _giving_later_years(scene: Scene) -> frozenset[int]:
    """Return the sentences that give, or whose list gives in rows, a later year its own number too."""
    numbers, year = scene.amounts.numbers, scene.year
    totals = [m for m in numbers if m.role is Role.TOTAL and m.year is not None]
    later = [
        m
        for m in totals
        if m.unit in {Unit.PERSONS, Unit.BARE}
        and m.year is not None
        and year is not None
        and m.year.first > year
    ]
    if any(re.match(r"\W*20\d\d\b", m.sentence) for m in later):
        return frozenset(m.index for m in numbers)
    ours = {m.index for m in totals if m.year is not None and year is not None and m.year.covers(year)}
    return frozenset(m.index for m in later if m.index in ours)


_SOMEBODY_COMES = re.compile(
    r"bosett|buset|komm?e|ankom|innflytt|tas\s+i\s*mot|flyktning|person", re.IGNORECASE
)


def is_split(sentence: str, year: int | None) -> bool:
    """Return whether a sentence bounds settling within the year; a month of an earlier year is a date in passing."""
    for match in words.SPLIT.finditer(sentence):
        condition = words.STRONG_CONDITION.search(sentence[: match.start()])
        if condition is not None and not _SOMEBODY_COMES.search(sentence[condition.end() :]):
            continue  # "provided that the plan is adopted before summer": when the condition is met
        dated = re.match(r"\s*(20\d\d)", sentence[match.end() :])
        if dated is None or year is None or int(dated.group(1)) >= year:
            return True
    return False


def covers_years(sentence: str, year: int | None) -> bool:
    """Return whether a sentence speaks of several years together, the cycle's among them."""
    if words.MANY_YEARS.search(sentence):
        return True
    if any(y.last > y.first and (year is None or y.covers(year)) for y in find_years(sentence)):
        return True
    listed = re.search(r"\b20\d\d\s*(?:,\s*20\d\d\s*)*(?:og|&|\+)\s*20\d\d\b", sentence)
    return listed is not None and (year is None or str(year) in listed.group())
