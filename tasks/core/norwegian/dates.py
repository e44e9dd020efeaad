"""Days as letters and vedtak write them: 20.12.2019 and 20. desember 2019, in bokmål and nynorsk alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date as babel_date

from tasks.core.model.municipality import Language

LOCALES = {Language.NB: "nb_NO", Language.NN: "nn_NO"}
# The months are spelled alike in both written standards; the short forms are those of letters and headings.
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januar", "jan"),
            ("februar", "feb"),
            ("mars", "mar"),
            ("april", "apr"),
            ("mai",),
            ("juni", "jun"),
            ("juli", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("oktober", "okt"),
            ("november", "nov"),
            ("desember", "des"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = re.compile(
    r"(?<![\d.])(?:"
    r"(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<day>\d{1,2})\s?[./]\s?(?P<month>\d{1,2})\s?[./]\s?(?P<year>\d{4}|\d{2})"
    rf"|(?P<wday>\d{{1,2}})\.?\s*(?P<word>{_MONTH})\b\.?,?\s*(?P<wyear>\d{{4}})"
    r")(?!\d)(?!\.\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day found in a text and where it stands (``text[start:end]``)."""

    day: date
    start: int
    end: int


def dates_in(text: str) -> tuple[FoundDate, ...]:
    """Return every day in a running text, in order; what only looks like one (31.02.2019) is left out.

    Years of two digits are read as 20yy.

    >>> [str(found.day) for found in dates_in("Vedtatt 12.12.19, frist 20. desember 2019, K-sak 19/1234")]
    ['2019-12-12', '2019-12-20']
    """
    found: list[FoundDate] = []
    for match in _DAY.finditer(text):
        day = _day(match)
        if day is not None:
            found.append(FoundDate(day, *match.span()))
    return tuple(found)


def parse_date(text: str) -> date | None:
    """Return the day that ``text`` as a whole says, None if it says none.

    >>> parse_date("20. desember 2019"), parse_date("20.12.2019"), parse_date("fredag")
    (datetime.date(2019, 12, 20), datetime.date(2019, 12, 20), None)
    """
    match = _DAY.fullmatch(text.strip())
    return _day(match) if match else None


def format_short(day: date) -> str:
    """Return a day in figures, the same in both written standards.

    >>> format_short(date(2019, 12, 20))
    '20.12.2019'
    """
    return f"{day:%d.%m.}{day.year:04d}"


def format_long(day: date, language: Language) -> str:
    """Return a day with its month in words.

    >>> format_long(date(2019, 12, 6), Language.NN)
    '6. desember 2019'
    """
    return babel_date(day, "d. MMMM y", locale=LOCALES[language])


def _day(match: re.Match[str]) -> date | None:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        if match["word"]:
            return date(int(match["wyear"]), MONTHS[match["word"].lower()], int(match["wday"]))
        year = int(match["year"])
        return date(year if year >= 100 else 2000 + year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None
