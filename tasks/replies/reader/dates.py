"""Years in a sentence, and the days to be left out of it before numbers are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tasks.core.norwegian.dates import MONTHS, FoundDate, dates_in

_DIGIT = re.compile(r"\d")
_SLASHED = re.compile(r"(?<![\d/.])(?P<day>[0-3]?\d)/(?P<month>[01]?\d)\s?-\s?(?P<year>(?:20)?[0-4]\d)(?!\d)")
_DAY_AND_MONTH = re.compile(
    rf"(?<![\d/.])[0-3]?\d\.\s?(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b", re.IGNORECASE
)
_YEAR = r"20[0-4]\d"
_PERIOD = re.compile(
    rf"(?<![\w/.-])(?P<first>{_YEAR})\s*(?:(?:-|–|—|til\s+og\s+med|t\.o\.m\.?|til|/)\s*(?P<last>{_YEAR})"
    r"|(?:-|–|—|/)(?P<short>\d\d))(?![\w/-])",
    re.IGNORECASE,
)
_YEAR_LIST = re.compile(
    rf"(?<![\w/.-]){_YEAR}(?:\s*,\s*{_YEAR}){{1,5}}\s+(?:og|&)\s+{_YEAR}(?![\d/]|\.\d|-\d)"
)
_ONE_YEAR = re.compile(rf"(?<![\w/.-])(?P<year>{_YEAR})(?:-(?=[a-zæøå]))?(?![\d/]|\.\d|-\d)(?!\w)")
_CASE_NUMBER = re.compile(r"\b\d{1,5}/(?:20)?\d\d\b|\b20\d\d/\d{2,6}\b")


@dataclass(frozen=True, slots=True)
class YearMention:
    """One year or period in a sentence; ``last`` equals ``first`` for a single year."""

    first: int
    last: int
    start: int
    end: int

    def covers(self, year: int) -> bool:
        """Return whether the year lies in it."""
        return self.first <= year <= self.last


def find_days(text: str) -> list[FoundDate]:
    """Return every day of the text, "5/12-19" too.

    >>> [str(d.day) for d in find_days("møte 12.12.2019, brev av 25. oktober 2019, 5/12-19; 31.02.2019")]
    ['2019-12-12', '2019-10-25', '2019-12-05']
    """
    if _DIGIT.search(text) is None:
        return []
    found = {day.start: day for day in dates_in(text)}
    for match in _SLASHED.finditer(text):
        year = int(match["year"])
        try:
            day = date(year if year > 100 else 2000 + year, int(match["month"]), int(match["day"]))
        except ValueError:
            continue
        found[match.start()] = FoundDate(day, match.start(), match.end())
    return [found[start] for start in sorted(found)]


def without_days(text: str) -> str:
    """Return the text with days and case numbers blanked out, every position kept."""
    for found in find_days(text):
        text = text[: found.start] + " " * (found.end - found.start) + text[found.end :]
    return _DAY_AND_MONTH.sub(_blank, _CASE_NUMBER.sub(_blank_case, text))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _blank_case(match: re.Match[str]) -> str:
    """Blank a case number; "2019/2020" is a period."""
    return match.group() if re.fullmatch(r"20\d\d/20\d\d", match.group()) else _blank(match)


def find_years(text: str) -> list[YearMention]:
    """Return the years and periods of a sentence; years inside days and case numbers do not count.

    >>> found = find_years("15 i 2020, jf. vedtak 12.12.2019 i sak 45/2018; perioden 2021-2023")
    >>> [(year.first, year.last) for year in found]
    [(2020, 2020), (2021, 2023)]
    """
    plain = without_days(text)
    found: list[YearMention] = []
    for match in _PERIOD.finditer(plain):
        first, last = int(match["first"]), int(match["last"] or match["short"])
        last = last if last > 100 else first // 100 * 100 + last
        if first < last <= first + 12:
            found.append(YearMention(first, last, match.start(), match.end()))
    for match in _YEAR_LIST.finditer(plain):
        listed = [int(year) for year in re.findall(_YEAR, match.group())]
        if listed == list(range(listed[0], listed[-1] + 1)):
            found.append(YearMention(listed[0], listed[-1], match.start(), match.end()))
    for match in _ONE_YEAR.finditer(plain):
        if not any(period.start <= match.start() < period.end for period in found):
            found.append(YearMention(int(match["year"]), int(match["year"]), match.start(), match.end()))
    return sorted(found, key=lambda year: year.start)
