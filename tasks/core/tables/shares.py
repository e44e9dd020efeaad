"""The total that percent keys were applied to, found again from the rounded numbers they gave."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from tasks.core.tables.columns import Column
from tasks.core.tables.table import Row

_PERCENT = re.compile(r"pct|percent|prosent|%|andel|share|key|nøkkel", re.IGNORECASE)
ROUNDEST_STEPS = (1_000_000, 100_000, 10_000, 1000, 100)
HUNDRED = Decimal(100)


def fitting_total(
    column: Column, columns: Sequence[Column], rows: Sequence[Row]
) -> tuple[Decimal, str] | None:
    """Return the roundest total from which percent keys give ``column``, and the title of the keys.

    Every number is taken as its key's share of the total rounded up or down, every key as rounded to its last
    digit. None: no keys, keys that are not 100 together, numbers that do not follow them, no round total.
    """
    if not column.is_whole or column.is_em:
        return None
    for keys in columns:
        if keys is column or not _PERCENT.search(keys.title):
            continue
        span = _span([(keys.value(row), column.value(row)) for row in rows])
        total = None if span is None else _roundest(*span)
        if total is not None:
            return total, keys.title
    return None


def _span(pairs: Sequence[tuple[Decimal | None, Decimal | None]]) -> tuple[Decimal, Decimal] | None:
    """Return the smallest and the largest total that all pairs of key and number allow."""
    low, high = Decimal(0), Decimal("Infinity")
    keys = Decimal(0)
    for key, number in pairs:
        if key is None or number is None:
            return None
        keys += key
        slack = Decimal((0, (5,), _last_digit(key) - 1))
        low = max(low, (number - 1) * HUNDRED / (key + slack))
        if key > slack:
            high = min(high, (number + 1) * HUNDRED / (key - slack))
    adds_up = abs(keys - HUNDRED) <= Decimal("0.5")
    return (low, high) if adds_up and low <= high < Decimal("Infinity") else None


def _last_digit(key: Decimal) -> int:
    exponent = key.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _roundest(low: Decimal, high: Decimal) -> Decimal | None:
    """Return the only multiple of the largest step between ``low`` and ``high``, None if none is there."""
    for step in ROUNDEST_STEPS:
        first = (low / step).to_integral_value(ROUND_CEILING) * step
        last = (high / step).to_integral_value(ROUND_FLOOR) * step
        if first <= last:
            return first if first == last else None
    return None
