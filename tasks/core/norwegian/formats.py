"""Numbers as Norwegian texts print them: 5 100 with a no-break space, 99,6 with a comma."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_decimal as babel_decimal

from tasks.core.model.municipality import Language
from tasks.core.norwegian.dates import LOCALES


def format_count(persons: int, language: Language) -> str:
    r"""Return a whole number with a no-break space between thousands.

    >>> format_count(5100, Language.NB)
    '5\xa0100'
    """
    return babel_decimal(persons, locale=LOCALES[language])


def format_decimal(value: Decimal, language: Language) -> str:
    """Return a decimal with a comma and with the digits it was written with.

    >>> format_decimal(Decimal("99.6"), Language.NN), format_decimal(Decimal("10.0"), Language.NB)
    ('99,6', '10,0')
    """
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    return babel_decimal(value, pattern, locale=LOCALES[language])
