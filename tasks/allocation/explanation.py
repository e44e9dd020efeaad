"""Why one municipality has its number: a sentence, and the table behind it, in nb, nn and en."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from babel.numbers import format_decimal

from config.cycle.allocation import AllocationPlan, Criterion
from tasks.allocation import wording
from tasks.allocation.asked_set import KEPT, NO_WEIGHT, WILLING
from tasks.allocation.weights import as_decimal
from tasks.allocation.wording import ASKED, BY_WEIGHT, LOCALES, MOVED, NEXT, NOT_ASKED
from tasks.core.model.allocation import DECLINED, Allocation, ConstraintKind, Contribution, ReasonCode
from tasks.core.model.need import Need

NEVER_NEEDS_FIGURES = (ReasonCode.NOT_ASKED_IMMIGRANT_SHARE, ReasonCode.NOT_ASKED_CONSTRAINT)
DOOR = re.compile(r"share=(?P<share>[0-9.]+) threshold=(?P<threshold>[0-9.]+)")

HALF = Fraction(1, 2)
Names = Mapping[str, str]
REGION = re.compile(r"county (?P<county>\S+) (?P<side>min|max):(?P<persons>[0-9]+)")
REMARK = re.compile(
    rf"(?:(?<=^)|(?<=; ))(?P<kind>{'|'.join(ConstraintKind)})(?::(?P<persons>[0-9]+))?"
    r"(?: (?P<giver>[0-9]+)->(?P<taker>[0-9]+))?(?= \()"
)
BOUND = re.compile(r"(?P<what>[a-z ]+):[0-9]+")


def sentence(row: Allocation, need: Need, language: str, names: Names | None = None) -> str:
    """Return why a municipality has its number and where the next thresholds lie, in ``nb``, ``nn`` or
    ``en``.

    :param language: a `Language` or its text; unknown ones raise KeyError.
    :param names: of municipalities by number, for persons moved between two; without one the number stands.
    """
    if not row.asked:
        return _not_asked(row, language)
    why = (BY_WEIGHT[language] + _asked(row, language)).format(
        share=_figure(as_decimal(row.share, 1), language),
        need=_figure(need.total, language),
        count=_figure(row.count, language),
        bound=_bound(row.bound, language, names),
    )
    first = f"{wording.WILLING[language]['asked']} " if row.set_reason.startswith(WILLING) else ""
    return f"{first}{why} {_next(row, language)}"


def _asked(row: Allocation, language: str) -> str:
    away = row.count - row.share
    if row.reason is not ReasonCode.SHARE or abs(away) <= HALF:
        return ASKED[language][row.reason]
    return MOVED[language]["up" if away > 0 else "down"]


def _not_asked(row: Allocation, language: str) -> str:
    door = DOOR.search(row.set_reason)
    if row.set_reason.startswith(NO_WEIGHT):
        return wording.NO_WEIGHT[language]
    if row.set_reason.startswith(DECLINED):
        return wording.DECLINED[language]
    if row.set_reason.startswith(WILLING):
        return wording.WILLING[language]["waits"]
    if door is None or (row.set_reason.startswith(KEPT) and row.reason not in NEVER_NEEDS_FIGURES):
        return wording.KEPT_OUT[language]
    share, threshold = (_figure(door[key], language) for key in ("share", "threshold"))
    return NOT_ASKED[language][row.reason].format(share=share, threshold=threshold)


def explain(
    row: Allocation, need: Need, plan: AllocationPlan, language: str, names: Names | None = None
) -> dict[str, object]:
    """Return the whole explanation of one municipality as JSON-able data, ready to show in ``language``.

    The criteria carry indicator value, normalised figure, weight after unknown figures passed theirs on, and
    what they contribute; the contributions add up to the weight.
    """
    criteria = {criterion.key: criterion for criterion in plan.criteria}
    return {
        "number": row.number,
        "asked": row.asked,
        "count": row.count,
        "reason": str(row.reason),
        "sentence": sentence(row, need, language, names),
        "weight": as_decimal(row.weight),
        "share": as_decimal(row.share, 2),
        "next_up": row.next_up,
        "next_down": row.next_down,
        "bound": _bound(row.bound, language, names),
        "set": row.set_reason,
        "criteria": [_line(part, criteria.get(part.criterion), language) for part in row.contributions],
    }


def _line(part: Contribution, criterion: Criterion | None, language: str) -> dict[str, object]:
    return {
        "criterion": part.criterion,
        "title": part.criterion.replace("_", " ") if criterion is None else _title(criterion, language),
        "unit": "" if criterion is None else criterion.unit,
        "value": part.raw,
        "normalised": part.normalised,
        "weight": part.weight,
        "contribution": part.contribution,
        "note": wording.NOTES[language].get(part.note, part.note),
    }


def _title(criterion: Criterion, language: str) -> str:
    """Return a criterion's name; the year file has none in English, where its key says it."""
    titles = {"nb": criterion.title_nb, "nn": criterion.title_nn}
    return titles.get(language, criterion.key.replace("_", " "))


def _bound(text: str, language: str, names: Names | None) -> str:
    """Return what binds in words; who made a remark, and why, stands as it was given."""
    if region := REGION.fullmatch(text):
        return wording.COUNTY[language][region["side"]].format(**region.groupdict())
    found = BOUND.fullmatch(text)
    if found is None:
        return REMARK.sub(lambda remark: _remark(remark, language, names or {}), text)
    return wording.BOUNDS[language].get(found["what"], text)


def _remark(found: re.Match[str], language: str, names: Names) -> str:
    giver, taker = (names.get(number, number) for number in (found["giver"] or "", found["taker"] or ""))
    form = wording.REMARKS[language][ConstraintKind(found["kind"])]
    return form.format(persons=found["persons"], giver=giver, taker=taker)


def _next(row: Allocation, language: str) -> str:
    which = {(True, True): "both", (True, False): "up", (False, True): "down", (False, False): "none"}
    form = which[row.next_up is not None, row.next_down is not None]
    return NEXT[language][form].format(
        more=_figure(row.count + 1, language),
        fewer=_figure(row.count - 1, language),
        up=_figure(row.next_up or 0, language),
        down=_figure(row.next_down or 0, language),
    )


def figure(text: object, language: str) -> str:
    """Return a figure of the explanation as a language writes it, with all its decimals; what is no figure as it is.

    >>> figure("10238.25", "nb").replace(chr(160), "_"), figure("0.0001", "en"), figure("x", "nn")
    ('10_238,25', '0.0001', 'x')
    """
    try:
        value = Decimal(str(text))
    except InvalidOperation:
        return str(text)
    return format_decimal(value, locale=LOCALES[language], decimal_quantization=False)


def _figure(value: int | str, language: str) -> str:
    return format_decimal(Decimal(str(value)), locale=LOCALES[language])
