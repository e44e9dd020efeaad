"""Figures and days as Norwegian (bokmål) readers write them; what is not known is a dash, never a zero."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from babel.dates import format_date
from babel.numbers import format_decimal

LOCALE = "nb_NO"
NOT_KNOWN = "–"
NO_BREAK, MINUS = "\N{NO-BREAK SPACE}", "\N{MINUS SIGN}"


def persons(count: int | None) -> str:
    """Return whole persons with a no-break space between thousands; None is a dash.

    >>> persons(5100).replace(chr(160), "_"), persons(0), persons(None)
    ('5_100', '0', '–')
    """
    return NOT_KNOWN if count is None else f"{count:,}".replace(",", NO_BREAK).replace("-", MINUS)


def with_em(count: int | None, em: int | None) -> str:
    """Return persons with the unaccompanied minors among them; internal readers only.

    >>> with_em(20, 3), with_em(20, None), with_em(None, None)
    ('20 (EM 3)', '20 (EM –)', '–')
    """
    return NOT_KNOWN if count is None and em is None else f"{persons(count)} (EM {persons(em)})"


def signed(count: int | None) -> str:
    """Return a difference with its sign.

    >>> signed(3), signed(-73), signed(0)
    ('+3', '−73', '0')
    """
    if count is None:
        return NOT_KNOWN
    return ("+" if count > 0 else "") + persons(count)


def percent(share: Fraction) -> str:
    r"""Return a share with one decimal, cut and never rounded up: 100 % is said only when all is there.

    >>> percent(Fraction(9996, 10000)), percent(Fraction(1))
    ('99,9\xa0%', '100,0\xa0%')
    """
    tenths = abs(share.numerator) * 1000 // share.denominator
    sign = "\N{MINUS SIGN}" if share < 0 and tenths else ""
    return f"{sign}{tenths // 10},{tenths % 10}\N{NO-BREAK SPACE}%"


def decimal(value: Fraction) -> str:
    """Return a figure with at most two decimals.

    >>> decimal(Fraction(7, 2)), decimal(Fraction(4, 3))
    ('3,5', '1,33')
    """
    return format_decimal(Decimal(value.numerator) / value.denominator, format="#,##0.##", locale=LOCALE)


def short_day(day: date | None) -> str:
    """Return a day in figures.

    >>> short_day(date(2019, 12, 20))
    '20.12.2019'
    """
    return NOT_KNOWN if day is None else f"{day:%d.%m.%Y}"


def long_day(day: date) -> str:
    """Return a day with the month's name.

    >>> long_day(date(2019, 12, 20))
    '20. desember 2019'
    """
    return format_date(day, "d. MMMM y", locale=LOCALE)


def many(count: int, one: str, more: str) -> str:
    """Return a count with its noun.

    >>> many(1, "sak", "saker"), many(3, "sak", "saker")
    ('1 sak', '3 saker')
    """
    return f"{persons(count)} {one if count == 1 else more}"


def days_to(deadline: date, as_of: date) -> str:
    """Return how far it is to the deadline, or how long since it ran out.

    >>> days_to(date(2019, 12, 20), date(2019, 12, 20)), days_to(date(2019, 12, 20), date(2019, 12, 19))
    ('fristen går ut i dag', '1 dag til fristen')
    """
    days = (deadline - as_of).days
    if days == 0:
        return "fristen går ut i dag"
    return (
        f"{many(days, 'dag', 'dager')} til fristen"
        if days > 0
        else f"{many(-days, 'dag', 'dager')} over fristen"
    )
