"""From indicators to weights: size^a once, times the weighted criteria; the unknown passes its weight on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache

from config.cycle.allocation import AllocationPlan, Criterion, MissingRule, Transformation
from tasks.allocation.indicators import Indicators
from tasks.core.model.allocation import Contribution

EXACT = Context(prec=24)  # far more digits than are kept, so that the last kept digit is the same everywhere
DIGITS = 6  # decimals kept of a size and of a weight: from there on they are exact
UNKNOWN = "unknown: its weight went to the other criteria"
NOT_ASKED = "outside the list: not asked"
TOO_FEW = "too few persons behind it: counts as unknown"


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of every municipality and what it is made of.

    ``parts[number][criterion]`` add up to ``weight[number]`` before rounding; ``absent`` are the criteria
    without a single figure; ``unknown`` says how many municipalities lack each.
    """

    weight: dict[str, Fraction]
    size: dict[str, Fraction | None]
    inhabitants: dict[str, Decimal | None]
    parts: dict[str, dict[str, Fraction]]
    contributions: dict[str, tuple[Contribution, ...]]
    absent: tuple[str, ...] = ()
    unknown: dict[str, int] = field(default_factory=dict[str, int])


def weigh(
    plan: AllocationPlan, numbers: Iterable[str], indicators: Indicators, profile: str | None = None
) -> Weights:
    """Return the weights of a profile's criteria for all municipalities.

    Every criterion alone would give as much in all as size alone does, so the weights of the profile are what
    they say. A value that is unknown passes its weight to the municipality's other criteria in proportion.
    """
    every = sorted(set(numbers))
    inhabitants = {n: indicators.get(n, {}).get(plan.size.indicator) for n in every}
    size: dict[str, Fraction | None] = {
        n: _size(value, plan.size.exponent.value) for n, value in inhabitants.items()
    }
    if all(value is None for value in size.values()):  # no size at all: it cannot enter, not even once
        size = {n: Fraction(1) for n in every}
    columns = [
        _column(criterion, weight, every, indicators, size) for criterion, weight in plan.weighed(profile)
    ]
    present = [column for column in columns if column.normalised]
    weight: dict[str, Fraction] = {}
    parts: dict[str, dict[str, Fraction]] = {}
    contributions: dict[str, tuple[Contribution, ...]] = {}
    for number in every:
        known = sum((c.weight for c in present if number in c.normalised), Fraction(0))
        shares = {c.key: c.weight / known for c in present if number in c.normalised}
        parts[number] = {c.key: shares[c.key] * c.sized[number] for c in present if c.key in shares}
        weight[number] = rounded(sum(parts[number].values(), Fraction(0)))
        contributions[number] = tuple(_contribution(c, number, shares, parts[number]) for c in columns)
    absent = tuple(c.key for c in columns if not c.normalised)
    unknown = {c.key: len(every) - len(c.normalised) for c in present if len(c.normalised) < len(every)}
    return Weights(weight, size, inhabitants, parts, contributions, absent, unknown)


def rounded(value: Fraction) -> Fraction:
    """Return the value with the decimals that are kept, half to even."""
    return Fraction(round(value * 10**DIGITS), 10**DIGITS)


def as_decimal(value: Fraction, digits: int = DIGITS) -> str:
    """Return a fraction as text with at most ``digits`` decimals.

    >>> as_decimal(Fraction(1, 3), 3), as_decimal(Fraction(15))
    ('0.333', '15')
    """
    text = f"{Decimal(round(value * 10**digits)).scaleb(-digits):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class _Column:
    """One criterion over all municipalities. ``sized`` is size x normalised, known even without a size."""

    key: str
    weight: Fraction
    raw: Mapping[str, Decimal | None]
    normalised: dict[str, Fraction]
    sized: dict[str, Fraction]
    notes: dict[str, str]


@lru_cache(maxsize=4096)
def _size(inhabitants: Decimal | None, exponent: Decimal) -> Fraction | None:
    if inhabitants is None or inhabitants <= 0:
        return None
    return rounded(Fraction(EXACT.power(inhabitants, exponent)))


def _column(
    criterion: Criterion,
    weight: Decimal,
    numbers: Iterable[str],
    indicators: Indicators,
    size: Mapping[str, Fraction | None],
) -> _Column:
    every = list(numbers)
    raw = {n: indicators.get(n, {}).get(criterion.indicator) for n in every}
    notes: dict[str, str] = {}
    values = {
        n: Fraction(v) for n in every if (v := _value(criterion, indicators.get(n, {}), notes, n)) is not None
    }
    if values and criterion.missing is MissingRule.NOT_ASKED:
        for number in every:
            if number not in values:
                values[number] = Fraction(0)
                notes[number] = NOT_ASKED
    sized = _sized(criterion, values, size)
    normalised = {n: s / own if (own := size[n]) else Fraction(0) for n, s in sized.items()}
    return _Column(criterion.key, Fraction(weight), raw, normalised, sized, notes)


def _value(
    criterion: Criterion, own: Mapping[str, Decimal | None], notes: dict[str, str], number: str
) -> Decimal | None:
    value = own.get(criterion.indicator)
    if value is None or criterion.least_persons is None or criterion.persons_indicator is None:
        return value
    behind = own.get(criterion.persons_indicator)
    if (
        behind is None or behind >= criterion.least_persons.value
    ):  # unknown: its publisher left small ones out
        return value
    notes[number] = TOO_FEW
    return None


def _sized(
    criterion: Criterion, values: Mapping[str, Fraction], size: Mapping[str, Fraction | None]
) -> dict[str, Fraction]:
    """Return size x normalised, so scaled that the criterion gives as much in all as size alone would."""
    sizes = {n: own for n in values if (own := size[n])}
    if not sizes:
        return {}
    all_sizes = sum(sizes.values(), Fraction(0))
    if criterion.transformation is Transformation.SIZE:
        return sizes
    if criterion.transformation is Transformation.PER_SIZE:
        total = sum((values[n] for n in sizes), Fraction(0))
        return {n: value * all_sizes / total for n, value in values.items()} if total else {}
    mean = sum((own * values[n] for n, own in sizes.items()), Fraction(0)) / all_sizes
    levels = {n: _level(criterion, values[n], mean) for n in sizes}
    return {n: sizes[n] * level for n, level in levels.items() if level is not None}


def _level(criterion: Criterion, value: Fraction, mean: Fraction) -> Fraction | None:
    inverse = criterion.transformation is Transformation.INVERSE
    above, below = (mean, value) if inverse else (value, mean)
    if not below:
        return None
    level = above / below
    if criterion.lowest is not None:
        level = max(level, Fraction(criterion.lowest))
    return level if criterion.highest is None else min(level, Fraction(criterion.highest))


def _contribution(
    column: _Column, number: str, shares: Mapping[str, Fraction], parts: Mapping[str, Fraction]
) -> Contribution:
    raw = column.raw[number]
    known = column.key in shares
    return Contribution(
        criterion=column.key,
        raw=None if raw is None else f"{raw:f}",
        normalised=as_decimal(column.normalised[number]) if known else None,
        weight=as_decimal(shares[column.key]) if known else "0",
        contribution=as_decimal(parts[column.key]) if known else "0",
        note=column.notes.get(number, "" if known else UNKNOWN),
    )
