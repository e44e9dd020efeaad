"""A round in some lines of Norwegian: what was asked, what each criterion did, what every rule costs and who pays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from tasks.core.model.allocation import Round

Names = Mapping[str, str]
Data = Mapping[str, object]
SHOWN = 5
UNKNOWN = "ikke målt"


def summary_lines(value: Round, names: Names) -> Iterator[str]:
    """Yield the measures that the round stores, for a terminal. ``names``: municipality number -> name."""
    need, report = value.need, value.report
    yield (
        f"{value.year}: {need.total} personer (EM {need.em}, av dette {need.em_under_15} under 15) "
        f"til {len(value.asked)} av {len(value.allocations)} kommuner"
    )
    yield f"profil {report['profile']}, metode {report['method']}, minste anmodning {report['floor']}"
    yield from _criteria(report)
    yield from _fairness(report, names)
    yield from _revision(report, names)
    yield from _rules(report, names)
    yield from _methods(report)
    yield from _remarks(report, names)
    yield f"inndata sha256 {value.inputs_sha256}"


def _criteria(report: Data) -> Iterator[str]:
    yield "kriterium: oppgitt vekt, del av personene, del av forskjellene mellom kommunene"
    for key, effect in _table(report["criteria"]).items():
        told = _table(effect)
        yield f"  {key}: {told['stated']}, {told['of_persons'] or '-'}, {told['of_differences'] or '-'}"
    for key in cast("Sequence[str]", report["criteria_without_any_figure"]):
        yield f"  {key}: ingen kommuner har tall; vekten er gått til de andre kriteriene"
    for key, count in _table(report["municipalities_without_a_figure"]).items():
        yield f"  {key}: {count} kommuner uten tall; vekten er gått til deres andre kriterier"


def _fairness(report: Data, names: Names) -> Iterator[str]:
    distance, like = _table(report["distance_from_share"]), _table(report["like_municipalities"])
    at = _named(distance["largest_at"], names)
    yield f"avstand fra beregnet andel: størst {distance['largest']}{at}, i snitt {distance['mean']} personer"
    between = " og ".join(
        _named(number, names).strip(" ()") for number in cast("Sequence[str]", like["between"])
    )
    pair = f" ({between})" if between else ""
    yield f"kommuner med like vekter: største forskjell {like['largest_gap']} personer{pair}"


def _revision(report: Data, names: Names) -> Iterator[str]:
    if "revision" in report:
        found = _table(report["revision"])
        more, fewer = (_pairs(found[side], names, "d") for side in ("gains", "pays"))
        yield f"revisjon fra {found['issued']} utsendte ({found['policy']}): {found['moved']} personer endres"
        yield f"  flere: {more or 'ingen'}; færre: {fewer or 'ingen'}"


def _rules(report: Data, names: Names) -> Iterator[str]:
    for title, key in (("minste anmodning", "floor_cost"), ("fylkesgrensene", "county_cost")):
        found = _table(report[key])
        more, fewer = (_pairs(found[side], names, "d") for side in ("gains", "pays"))
        tail = f": flere til {more}; færre til {fewer}" if found["moved"] else ""
        yield f"{title} flytter {found['moved']} personer{tail}"


def _methods(report: Data) -> Iterator[str]:
    for method, found in _table(report["other_methods"]).items():
        costs = _table(found)
        inside, outside = (_table(costs[side])["moved"] for side in ("with_counties", "without_counties"))
        yield f"metoden {method} ville flyttet {inside} personer, uten fylkesgrenser {outside}"


def _remarks(report: Data, names: Names) -> Iterator[str]:
    for one in cast("Sequence[Data]", report["constraints"]):
        if one["needed"]:
            yield f"merknad {one['constraint']}: en annen merknad forutsetter den; {UNKNOWN} alene"
            continue
        own, others = (_pairs(one[side], names) for side in ("gains", "pays"))
        paid = f"; betales av {others}" if others else "; ingen andre endres"
        yield f"merknad {one['constraint']}: {own or 'endrer ingenting'}{paid}"


def _pairs(value: object, names: Names, form: str = "+d") -> str:
    pairs = cast("Sequence[tuple[str, int]]", value)
    told = [f"{names.get(number, number)} {persons:{form}}" for number, persons in pairs[:SHOWN]]
    left = f" og {len(pairs) - SHOWN} til" if len(pairs) > SHOWN else ""
    return ", ".join(told) + left


def _named(number: object, names: Names) -> str:
    return "" if number is None else f" ({names.get(str(number), str(number))})"


def _table(value: object) -> Data:
    return cast("Data", value)
