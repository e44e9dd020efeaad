"""The figures of a year view added up: nationally, by county and by office; every table is footed here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

from tasks.core.model.errors import StopAndMend
from tasks.core.model.municipality import Municipality
from tasks.core.model.position import PositionState
from tasks.reporting.year_view import YearView


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over a group of municipalities; the unit is persons unless the name says municipalities or cases.

    ``requested_original`` is what the municipalities were first asked for, ``requested`` what stands now.
    Registered, copy and agreeing municipalities are among those asked. ``decided`` counts trusted decisions,
    ``decided_municipalities`` how many gave one (a no is one too).
    """

    municipalities: int = 0
    asked_municipalities: int = 0
    requested_original: int = 0
    requested: int = 0
    requested_em: int = 0
    registered_municipalities: int = 0
    copy_municipalities: int = 0
    agreeing_municipalities: int = 0
    decided_municipalities: int = 0
    decided: int = 0
    decided_em: int = 0
    settled: int = 0
    carried_in: int = 0
    carried_out: int = 0
    open_cases: int = 0

    @classmethod
    def of(cls, groups: Iterable[Sums]) -> Sums:
        """Return all groups together; none gives zeros."""
        rows = [_figures(group) for group in groups]
        return cls(*(sum(column) for column in zip(*rows, strict=True)))


COLUMNS = tuple(f.name for f in fields(Sums))
_figures: Callable[[Sums], tuple[int, ...]] = attrgetter(*COLUMNS)


@dataclass(frozen=True, slots=True)
class GroupSums:
    """The sums of one county or office."""

    key: str
    name: str
    sums: Sums


def sums_of(view: YearView, number: str) -> Sums:
    """Return one municipality's figures as sums, so that any grouping is an addition."""
    position, told, progress = (
        view.position_of[number],
        view.finding_of.get(number),
        view.progress_of.get(number),
    )
    finding = told if told is not None and told.is_about_asked else None
    original, current = view.original_of.get(number), view.current_of.get(number)
    return Sums(
        municipalities=1,
        asked_municipalities=int(current is not None),
        requested_original=original.count if original else 0,
        requested=current.count if current else 0,
        requested_em=(current.em or 0) if current else 0,
        registered_municipalities=int(finding is not None and finding.registered is not None),
        copy_municipalities=int(finding is not None and finding.copy is not None),
        agreeing_municipalities=int(finding is not None and finding.is_agreement),
        decided_municipalities=int(position.decided is not None),
        decided=position.decided or 0,
        decided_em=position.decided_em or 0,
        settled=progress.settled if progress else 0,
        carried_in=progress.carried_in if progress else 0,
        carried_out=progress.carried_out if progress else 0,
        open_cases=view.open_cases_of.get(number, 0),
    )


def national(view: YearView) -> Sums:
    """Return the sums of the whole year, counted from the facts themselves and not from any table of rows."""
    positions = view.status.positions
    findings = [f for f in view.findings if f.is_about_asked]
    return Sums(
        municipalities=len(view.municipalities),
        asked_municipalities=len(view.current_of),
        requested_original=sum(r.count for r in view.original_of.values()),
        requested=sum(r.count for r in view.current_of.values()),
        requested_em=sum(r.em or 0 for r in view.current_of.values()),
        registered_municipalities=sum(f.registered is not None for f in findings),
        copy_municipalities=sum(f.copy is not None for f in findings),
        agreeing_municipalities=sum(f.is_agreement for f in findings),
        decided_municipalities=sum(p.decided is not None for p in positions),
        decided=sum(p.decided or 0 for p in positions),
        decided_em=sum(p.decided_em or 0 for p in positions),
        settled=sum(p.settled for p in view.progress),
        carried_in=sum(p.carried_in for p in view.progress),
        carried_out=sum(p.carried_out for p in view.progress),
        open_cases=len([case for case in view.open_cases if case.number in view.municipality_of]),
    )


def by_county(view: YearView) -> tuple[GroupSums, ...]:
    """Return the sums of each county in the order of county numbers; together they are the national sums.

    :raises StopAndMend: they are not, and the table must not be shown.
    """
    names = {m.county_number: m.county for m in view.municipalities}
    return _grouped(view, "counties", lambda m: m.county_number, names)


def by_office(view: YearView) -> tuple[GroupSums, ...]:
    """Return the sums of each IMDi office by name; together they are the national sums.

    :raises StopAndMend: they are not, and the table must not be shown.
    """
    names = {office: office for office in view.offices.values()}
    return _grouped(view, "offices", lambda m: view.offices[m.number], names)


def by_state(view: YearView) -> Mapping[PositionState, int]:
    """Return how many municipalities stand in each state, every state named, zero where none does."""
    counted = Counter(position.state for position in view.status.positions)
    return {state: counted[state] for state in PositionState}


def _grouped(
    view: YearView, table: str, key: Callable[[Municipality], str], names: Mapping[str, str]
) -> tuple[GroupSums, ...]:
    groups: dict[str, list[Sums]] = {}
    for municipality in view.municipalities:
        groups.setdefault(key(municipality), []).append(sums_of(view, municipality.number))
    rows = tuple(GroupSums(group, names[group], Sums.of(groups[group])) for group in sorted(groups))
    foot(f"table of {table} {view.year}", (row.sums for row in rows), national(view))
    return rows


def foot(table: str, rows: Iterable[Sums], total: Sums) -> None:
    """Return only if the rows add up to ``total`` in every column.

    :raises StopAndMend: a column does not add up; the message names it with both figures.
    """
    pairs = zip(COLUMNS, _figures(Sums.of(rows)), _figures(total), strict=True)
    wrong = [f"{column}: rows give {added}, total {told}" for column, added, told in pairs if added != told]
    if wrong:
        raise StopAndMend(
            f"{table} does not add up and was not written ({'; '.join(wrong)}): report this as a fault"
        )


def foot_column(table: str, column: str, cells: Sequence[int | None], total: int) -> None:
    """Return only if the known cells of one column add up to ``total``.

    :raises StopAndMend: they do not.
    """
    added = sum(cell or 0 for cell in cells)
    if added != total:
        raise StopAndMend(
            f"{table}, column {column}, adds up to {added} and should be {total}; it was not written: "
            "report this as a fault"
        )
