"""Everything a report needs to know about one year on one day, as plain values: no store, no clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tasks.core.model.allocation import Allocation, Round, RoundState
from tasks.core.model.dispatch import Dispatch
from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.forecast import Forecast
from tasks.core.model.municipality import Municipality
from tasks.core.model.need import Need
from tasks.core.model.position import Coverage, Position, YearStatus
from tasks.core.model.reconciliation import Case, CaseState, Cause, Finding
from tasks.core.model.request import Request, RequestKind
from tasks.core.model.settlement import Progress


@dataclass(frozen=True, slots=True)
class CoverageOn:
    """The coverage as it was known on one day."""

    on: date
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class ForecastVersion:
    """A forecast in the series of the year, and the day we came to know it."""

    version: int
    known_on: date
    source: str
    forecast: Forecast


@dataclass(frozen=True, slots=True)
class RoundVersion:
    """An allocation round in the series of the year, its state and the day it was computed."""

    version: int
    known_on: date
    state: RoundState
    round: Round


@dataclass(frozen=True, slots=True)
class CriterionText:
    """A criterion as the year file states it: title and description in nb, weight as a decimal in text."""

    key: str
    name: str
    stated_weight: str
    source: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class WaitingLetters:
    """A batch of letters that nothing happens to before a person has approved or refused it."""

    name: str
    letters: int
    plan_sha256: str


@dataclass(frozen=True, slots=True)
class YearView:
    """One year on one day. ``requests`` is the append-only series in the order issued.

    ``offices`` gives the name of the IMDi office of each municipality number. ``findings`` and ``progress``
    have one entry per municipality at most; one that is missing is not known, never zero. The tables by
    number (``..._of``) are made from the rest: ``original_of`` is the request the vedtak answers,
    ``current_of`` the one that stands now, ``allocation_of`` the newest round's answer, ``open_cases_of`` a
    count; ``has_adjusted`` says whether any request was adjusted after it was issued. ``copies_held`` is how many
    copies to KS wait for a mail server to be set. A finding or case of a
    message without a known municipality may stand under another text.
    """

    year: int
    as_of: date
    need: Need
    status: YearStatus
    municipalities: tuple[Municipality, ...]
    offices: Mapping[str, str]
    requests: tuple[Request, ...] = ()
    findings: tuple[Finding, ...] = ()
    cases: tuple[Case, ...] = ()
    forecasts: tuple[ForecastVersion, ...] = ()
    rounds: tuple[RoundVersion, ...] = ()
    criteria: tuple[CriterionText, ...] = ()
    progress: tuple[Progress, ...] = ()
    coverage_history: tuple[CoverageOn, ...] = ()
    dispatches: tuple[Dispatch, ...] = ()
    waiting_letters: tuple[WaitingLetters, ...] = ()
    copies_held: int = 0
    finding_of: Mapping[str, Finding] = field(init=False, repr=False, compare=False)
    position_of: Mapping[str, Position] = field(init=False, repr=False, compare=False)
    progress_of: Mapping[str, Progress] = field(init=False, repr=False, compare=False)
    municipality_of: Mapping[str, Municipality] = field(init=False, repr=False, compare=False)
    original_of: Mapping[str, Request] = field(init=False, repr=False, compare=False)
    current_of: Mapping[str, Request] = field(init=False, repr=False, compare=False)
    allocation_of: Mapping[str, Allocation] = field(init=False, repr=False, compare=False)
    open_cases_of: Mapping[str, int] = field(init=False, repr=False, compare=False)
    has_adjusted: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a view of mixed years, or one where a municipality is unknown, missing or stands twice."""
        faults = [*_faults_of_year(self), *_faults_of_numbers(self)]
        if faults:
            raise BadInput(faults)
        tables: dict[str, object] = {
            "finding_of": {finding.number: finding for finding in self.findings},
            "position_of": {position.number: position for position in self.status.positions},
            "progress_of": {row.number: row for row in self.progress},
            "municipality_of": {m.number: m for m in self.municipalities},
            "original_of": {r.number: r for r in self.requests if r.kind is not RequestKind.ADJUSTED},
            "current_of": {r.number: r for r in self.requests},
            "allocation_of": self.newest_round.round.by_number() if self.newest_round else {},
            "open_cases_of": Counter(case.number for case in self.cases if case.state is CaseState.OPEN),
            "has_adjusted": any(r.kind is RequestKind.ADJUSTED for r in self.requests),
        }
        for name, table in tables.items():
            object.__setattr__(self, name, table)

    @property
    def open_cases(self) -> tuple[Case, ...]:
        """The cases a person must still close, the most urgent first."""
        still_open = (case for case in self.cases if case.state is CaseState.OPEN)
        return tuple(
            sorted(still_open, key=lambda case: (_URGENCY[case.severity], case.due, case.number, case.id))
        )

    @property
    def open_consultation(self) -> RoundVersion | None:
        """The newest round while KS is being consulted about it: a person must close that."""
        newest = self.newest_round
        return newest if newest and newest.state is RoundState.IN_CONSULTATION else None

    @property
    def newest_round(self) -> RoundVersion | None:
        """The newest round that was not withdrawn, None before the first."""
        kept = [r for r in self.rounds if r.state is not RoundState.WITHDRAWN]
        return kept[-1] if kept else None


_URGENCY = {"high": 0, "medium": 1, "low": 2, "none": 3}


def _faults_of_year(view: YearView) -> Iterable[Fault]:
    years = {"status": view.status.year, "need": view.need.year}
    years |= {f"request to {r.number}": r.year for r in view.requests}
    years |= {f"finding for {f.number}": f.year for f in view.findings}
    years |= {f"case {c.id}": c.year for c in view.cases}
    years |= {f"round {r.version}": r.round.year for r in view.rounds}
    years |= {f"progress of {p.number}": p.year for p in view.progress}
    for what, year in years.items():
        if year != view.year:
            yield Fault(f"view of {view.year}", f"{what} is of {year}", "fill the view from one year only")
    if view.status.as_of != view.as_of:
        yield Fault(
            f"view of {view.year}",
            f"status of {view.status.as_of}, view of {view.as_of}",
            "use one day for both",
        )


def _faults_of_numbers(view: YearView) -> Iterable[Fault]:
    known = [m.number for m in view.municipalities]
    positions = [p.number for p in view.status.positions]
    place = f"view of {view.year}"
    for what, numbers in {"the register": known, "the status": positions}.items():
        for number in sorted(
            {n for n in numbers if numbers.count(n) > 1} if len(set(numbers)) < len(numbers) else ()
        ):
            yield Fault(place, f"municipality {number} stands twice in {what}", "keep one of them")
    for number in sorted(set(known) ^ set(positions)):
        yield Fault(
            place, f"municipality {number} is not in both register and status", "compute the status of all"
        )
    others = {r.number for r in view.requests} | {p.number for p in view.progress}
    others |= {f.number for f in view.findings if f.cause is not Cause.UNMATCHED}
    for number in sorted(others - set(known)):
        yield Fault(place, f"municipality {number} is not in the register", "correct the number")
    for number in sorted(set(known) - set(view.offices)):
        yield Fault(
            place, f"municipality {number} has no IMDi office", "add it to the offices of the year file"
        )
