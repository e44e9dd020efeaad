"""What a round says about itself, in words: stated and effective weights, distances, cost of bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from tasks.core.model.allocation import Constraint, DivisorMethod
from tasks.reporting.wording import NOT_KNOWN, decimal, percent, persons, signed
from tasks.reporting.words import word
from tasks.reporting.year_view import YearView

Table = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion with its stated weight and what it did: its part of all weight, and of the differences."""

    name: str
    description: str
    stated: str
    of_persons: str
    of_differences: str
    source: str


@dataclass(frozen=True, slots=True)
class ConstraintLine:
    """A rule from the consultation with what it moved and whom else: +1 has to settle one more person."""

    rule: Constraint
    moved: str
    pays: str


def criterion_lines(view: YearView) -> tuple[CriterionLine, ...]:
    """Return the criteria of the newest round in its order, else the year file's with no effect known."""
    effects = _table(_report(view).get("criteria"))
    known = {criterion.key: criterion for criterion in view.criteria}
    lines: list[CriterionLine] = []
    for key in effects or known:
        effect, text = _table(effects.get(key)), known.get(key)
        stated = effect.get("stated", text.stated_weight if text else None)
        lines.append(
            CriterionLine(
                name=text.name if text else key,
                description=text.description if text else "",
                stated=_share(stated),
                of_persons=_share(effect.get("of_persons")),
                of_differences=_share(effect.get("of_differences")),
                source=text.source if text else "",
            )
        )
    return tuple(lines)


def measure_lines(view: YearView, *, public: bool) -> tuple[tuple[str, str], ...]:
    """Return the measures of the newest round as (what, figure); places that are named stay internal."""
    report = _report(view)
    distance, like = _table(report.get("distance_from_share")), _table(report.get("like_municipalities"))
    others = _table(report.get("other_methods"))
    at = _names(view, [distance.get("largest_at")])
    between = _names(view, cast("list[object]", like.get("between") or []))
    found = [
        ("Minste anmodning, personer", report.get("floor"), ""),
        ("Kommuner som anmodes", report.get("asked"), ""),
        ("Personer flyttet av minste anmodning", _moved(report.get("floor_cost")), ""),
        ("Personer flyttet av fylkesgrensene", _moved(report.get("county_cost")), ""),
        ("Største avstand fra beregnet andel, personer", distance.get("largest"), at),
        ("Gjennomsnittlig avstand fra beregnet andel, personer", distance.get("mean"), ""),
        ("Største forskjell mellom to kommuner med like vekter, personer", like.get("largest_gap"), between),
        *(
            (f"Personer som ville ligget annerledes med {_method(name)}-metoden",
             _moved(_table(cost).get("with_counties")), "")
            for name, cost in others.items()
        ),
    ]  # fmt: skip
    return tuple(
        (what, _figure(value) + (f" ({where})" if where and not public else ""))
        for what, value, where in found
        if value is not None
    )


def missing_lines(view: YearView) -> tuple[str, ...]:
    """Return which criteria lacked figures: for all municipalities, or for how many of them."""
    report = _report(view)
    names = {criterion.key: criterion.name for criterion in view.criteria}
    absent = cast("list[object]", report.get("criteria_without_any_figure") or [])
    lines = [f"{names.get(str(key), str(key))}: ingen kommuner har tall" for key in absent]
    for key, count in _table(report.get("municipalities_without_a_figure")).items():
        lines.append(f"{names.get(key, key)}: {_figure(count)} kommuner mangler tall")
    return tuple(lines)


def constraint_lines(view: YearView) -> tuple[ConstraintLine, ...]:
    """Return the rules of the newest round with their cost where the round has worked it out."""
    newest = view.newest_round
    rules = newest.round.constraints if newest else ()
    costs = [_table(cost) for cost in cast("list[object]", _report(view).get("constraints") or [])]
    known = {(cost.get("number"), cost.get("author"), place): cost for place, cost in enumerate(costs)}
    lines: list[ConstraintLine] = []
    for place, rule in enumerate(rules):
        cost = known.get((rule.number, rule.author, place), {})
        pays = cast("list[tuple[str, int]]", cost.get("pays") or [])
        named = ", ".join(f"{_names(view, [number])} {signed(count)}" for number, count in pays[:5])
        more = f" og {persons(len(pays) - 5)} til" if len(pays) > 5 else ""
        lines.append(ConstraintLine(rule, _figure(cost.get("moved")), named + more or NOT_KNOWN))
    return tuple(lines)


def _report(view: YearView) -> Table:
    return view.newest_round.round.report if view.newest_round else {}


def _table(value: object) -> Table:
    return cast("Table", value) if isinstance(value, Mapping) else {}


def _method(name: str) -> str:
    return word(DivisorMethod(name)) if name in set(DivisorMethod) else name


def _moved(cost: object) -> object:
    return _table(cost).get("moved")


def _names(view: YearView, numbers: list[object]) -> str:
    found = [view.municipality_of.get(str(number)) for number in numbers if number is not None]
    return " og ".join(municipality.display_name for municipality in found if municipality)


def _share(value: object) -> str:
    try:
        return percent(Fraction(str(value)))
    except (ValueError, ZeroDivisionError):
        return NOT_KNOWN


def _figure(value: object) -> str:
    if isinstance(value, int):
        return persons(value)
    try:
        return decimal(Fraction(str(value)))
    except (ValueError, ZeroDivisionError):
        return NOT_KNOWN
