"""Builds views of a made-up year: 356 places with the counties' real sizes and synthetic names and figures.

Nothing here is a real municipality or a real number; everything follows from the place in the list.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tasks.core.model.allocation import (
    Allocation,
    Constraint,
    ConstraintKind,
    ReasonCode,
    Round,
    RoundKind,
    RoundState,
)
from tasks.core.model.dispatch import Dispatch, DispatchState
from tasks.core.model.forecast import Forecast, ForecastCategory, ForecastFigure
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import Municipality, WrittenStandard
from tasks.core.model.need import Need
from tasks.core.model.position import Coverage, Position, PositionState, ReminderDue, YearStatus
from tasks.core.model.reconciliation import Case, CaseState, Cause, Finding, NextAction, Severity
from tasks.core.model.request import Request, RequestKind
from tasks.core.model.settlement import Progress
from tasks.reporting.year_view import CoverageOn, CriterionText, ForecastVersion, RoundVersion, YearView

YEAR = 2020
AS_OF = date(2019, 12, 23)
DEADLINE = date(2019, 12, 20)
COUNTIES = {  # the counties of 2020 and how many municipalities each had
    "03": ("Oslo", 1, "Øst"), "11": ("Rogaland", 23, "Vest"), "15": ("Møre og Romsdal", 26, "Midt-Norge"),
    "18": ("Nordland", 41, "Nord"), "30": ("Viken", 51, "Øst"), "34": ("Innlandet", 46, "Indre Øst"),
    "38": ("Vestfold og Telemark", 23, "Sør"), "42": ("Agder", 25, "Sør"), "46": ("Vestland", 43, "Vest"),
    "50": ("Trøndelag", 38, "Midt-Norge"), "54": ("Troms og Finnmark", 39, "Nord"),
}  # fmt: skip
NEXT = {
    Cause.AGREE: NextAction.NONE,
    Cause.NUMBER_DIFFERS: NextAction.ASK_MUNICIPALITY,
    Cause.RESERVATION: NextAction.ASK_MUNICIPALITY,
    Cause.ONLY_REGISTERED: NextAction.ASK_FOR_COPY,
    Cause.ONLY_COPY: NextAction.ASK_FOR_REGISTRATION,
    Cause.DECLINED: NextAction.NOTE_DECLINED,
    Cause.NOTHING: NextAction.REMIND,
}
STATES = {
    Cause.AGREE: PositionState.COMPLETE,
    Cause.NUMBER_DIFFERS: PositionState.IN_DISPUTE,
    Cause.RESERVATION: PositionState.IN_DISPUTE,
    Cause.ONLY_REGISTERED: PositionState.REGISTERED_ONLY,
    Cause.ONLY_COPY: PositionState.COPY_ONLY,
    Cause.DECLINED: PositionState.DECLINED,
    Cause.NOTHING: PositionState.NEVER_ANSWERED,
}
CASE_CAUSES = (Cause.NUMBER_DIFFERS, Cause.RESERVATION, Cause.ONLY_REGISTERED, Cause.ONLY_COPY)


def a_municipality(
    number: str = "9901", name: str = "Prøvevik", county_number: str = "99", **other: Any
) -> Municipality:
    filled: dict[str, Any] = {
        "display_name": name,
        "county": "Prøvefylket",
        "written_standard": WrittenStandard.BOKMAL,
        "organisation_number": "",
        "email_domain": "example.no",
    } | other
    return Municipality(number, name, county_number=county_number, **filled)


def a_position(number: str = "9901", state: PositionState = PositionState.SENT, **other: Any) -> Position:
    filled: dict[str, Any] = {
        "requested": 15,
        "decided": None,
        "decided_em": None,
        "reminded": 0,
        "is_late": False,
        "has_reservation": False,
        "number_differs": False,
        "missing": (),
        "next_action": "wait",
    } | other
    return Position(number, state, **filled)


def a_finding(number: str = "9901", cause: Cause = Cause.AGREE, **other: Any) -> Finding:
    filled: dict[str, Any] = {
        "year": YEAR,
        "causes": (cause,),
        "severity": Severity.NONE,
        "next_action": NEXT.get(cause, NextAction.NONE),
        "requested": 15,
        "requested_em": 0,
        "registered": 15,
        "registered_em": 0,
        "copy": 15,
        "copy_em": 0,
        "decided": 15,
        "decided_em": 0,
        "evidence": "",
        "reason": "",
    } | other
    return Finding(number=number, cause=cause, **filled)


def a_case(number: str = "9901", **other: Any) -> Case:
    filled: dict[str, Any] = {
        "id": 1,
        "year": YEAR,
        "cause": Cause.NUMBER_DIFFERS,
        "severity": Severity.HIGH,
        "state": CaseState.OPEN,
        "opened": AS_OF - timedelta(days=9),
        "due": AS_OF + timedelta(days=2),
        "registered": 15,
        "copy": 12,
        "requested": 15,
        "evidence": "«Kommunen bosetter 12 flyktninger i 2020.»",
        "next_action": NextAction.ASK_MUNICIPALITY,
    } | other
    return Case(number=number, **filled)


def a_status(
    *positions: Position, as_of: date = AS_OF, reminders: tuple[ReminderDue, ...] = ()
) -> YearStatus:
    asked = [p for p in positions if p.state is not PositionState.NOT_ASKED]
    trusted = [p for p in asked if p.decided is not None]
    places = sum(p.requested for p in asked)
    coverage = Coverage(
        replies=Fraction(len(trusted), len(asked)) if asked else Fraction(0),
        places=Fraction(sum(p.requested for p in trusted), places) if places else Fraction(0),
    )
    return YearStatus(YEAR, as_of, DEADLINE, positions, coverage, reminders)


def a_request(number: str = "9901", count: int = 15, em: int = 0, **other: Any) -> Request:
    filled: dict[str, Any] = {
        "kind": RequestKind.ORIGINAL,
        "revision": 1,
        "em_under_15": 0,
        "letter_ref": f"PRØVE-{number}",
        "deadline": DEADLINE,
        "issued_on": date(2019, 10, 25),
    } | other
    return Request(YEAR, number, count=count, em=em, **filled)


def a_reminder(number: str = "9901") -> ReminderDue:
    return ReminderDue(number, "after-3", AS_OF, ("registration", "copy"))


def a_small_view(**other: Any) -> YearView:
    """One municipality in one county, asked for 15, nothing answered."""
    filled: dict[str, Any] = {
        "year": YEAR,
        "as_of": AS_OF,
        "need": Need(YEAR, 15, 0, 0),
        "status": a_status(a_position()),
        "municipalities": (a_municipality(),),
        "offices": {"9901": "Prøvekontoret"},
        "requests": (a_request(),),
    } | other
    return YearView(**filled)


def an_empty_view() -> YearView:
    """The first day of a year: a register and nothing else."""
    return a_small_view(status=a_status(a_position(state=PositionState.NOT_ASKED, requested=0)), requests=())


def synthetic_municipalities() -> tuple[Municipality, ...]:
    return tuple(
        a_municipality(f"{county}{place + 1:02}", f"{name}prøve {place + 1}", county, county=name)
        for county, (name, size, _) in COUNTIES.items()
        for place in range(size)
    )


RARE = {
    7: Cause.NUMBER_DIFFERS, 19: Cause.RESERVATION, 33: Cause.ONLY_REGISTERED, 41: Cause.ONLY_COPY,
    52: Cause.DECLINED, 61: Cause.NOTHING, 62: Cause.NOTHING,
}  # fmt: skip
RARE_TOGETHER = {  # every kind among the first thirty that are asked
    1: Cause.NUMBER_DIFFERS, 5: Cause.RESERVATION, 7: Cause.ONLY_REGISTERED, 10: Cause.ONLY_COPY,
    12: Cause.DECLINED, 15: Cause.NOTHING, 16: Cause.NOTHING,
}  # fmt: skip


def a_full_view(
    *,
    municipalities: tuple[Municipality, ...] | None = None,
    offices: dict[str, str] | None = None,
    rare: dict[int, Cause] = RARE,
) -> YearView:
    """A late December day of a made-up year with 356 municipalities, most of them asked, some differences.

    ``rare`` gives the places, of every seventy, that do not agree.
    """
    register = municipalities or synthetic_municipalities()
    named = offices or {m.number: "IMDi " + COUNTIES[m.county_number][2] for m in register}
    positions, requests, findings, cases, progress, answers, dispatches = [], [], [], [], [], [], []
    for place, m in enumerate(register):
        asked = place % 5 < 3
        count = (210 if place == 0 else 10 + (place * 7) % 31) if asked else 0
        em = 3 if asked and place % 12 == 0 else 0
        reason = (
            ReasonCode.NOT_ASKED_SIZE if not asked else ReasonCode.FLOOR if count == 10 else ReasonCode.SHARE
        )
        answers.append(Allocation(m.number, asked, count, em, 0, reason))
        if not asked:
            positions.append(a_position(m.number, PositionState.NOT_ASKED, requested=0, next_action="none"))
            continue
        cause = rare.get(place % 70, Cause.AGREE)
        registered = {Cause.NOTHING: None, Cause.ONLY_COPY: None, Cause.DECLINED: 0}.get(cause, count)
        copy = {Cause.NOTHING: None, Cause.ONLY_REGISTERED: None, Cause.DECLINED: 0}.get(cause, count)
        copy = count - 3 if cause is Cause.NUMBER_DIFFERS else copy
        decided = count if cause is Cause.AGREE else 0 if cause is Cause.DECLINED else None
        decided_em = em if cause is Cause.AGREE else 0 if cause is Cause.DECLINED else None
        requests.append(a_request(m.number, count, em))
        findings.append(
            a_finding(
                m.number,
                cause,
                requested=count,
                requested_em=em,
                registered=registered,
                copy=copy,
                decided=decided,
                registered_em=None if registered is None else min(em, registered),
                copy_em=None if copy is None else min(em, copy),
                decided_em=decided_em,
            )
        )
        missing = {
            Cause.NOTHING: ("registration", "copy"),
            Cause.ONLY_REGISTERED: ("copy",),
            Cause.ONLY_COPY: ("registration",),
        }
        positions.append(
            a_position(
                m.number,
                STATES[cause],
                requested=count,
                decided=decided,
                decided_em=decided_em,
                missing=missing.get(cause, ()),
                next_action=NEXT[cause],
                reminded=2 if cause is Cause.NOTHING else 0,
            )
        )
        if cause in CASE_CAUSES:
            severity = Severity.HIGH if cause is Cause.NUMBER_DIFFERS else Severity.MEDIUM
            cases.append(
                a_case(
                    m.number,
                    id=len(cases) + 1,
                    cause=cause,
                    severity=severity,
                    requested=count,
                    registered=registered,
                    copy=copy,
                    next_action=NEXT[cause],
                    due=AS_OF + timedelta(days=place % 9 - 3),
                )
            )
        progress.append(
            Progress(
                YEAR,
                m.number,
                decided,
                count // 5,
                count // 9,
                0,
                None if decided is None else decided - count // 5,
            )
        )
        state = DispatchState.UNDELIVERED if place == 123 else DispatchState.READ
        dispatches.append(
            Dispatch(
                f"key-{m.number}",
                f"PRØVE-{m.number}",
                YEAR,
                m.number,
                LetterKind.REQUEST,
                "folder",
                state,
                False,
                None,
                1,
                None,
                "",
            )
        )
    total = sum(a.count for a in answers)
    need = Need(YEAR, total, sum(a.em for a in answers), 0)
    reminded = [p.number for p in positions if p.state is PositionState.NEVER_ANSWERED]
    return YearView(
        year=YEAR,
        as_of=AS_OF,
        need=need,
        status=a_status(*positions, reminders=tuple(a_reminder(n) for n in reminded)),
        municipalities=register,
        offices=named,
        requests=tuple(requests),
        findings=tuple(findings),
        cases=tuple(cases),
        forecasts=(a_forecast(1, date(2019, 10, 1), need), a_forecast(2, date(2019, 12, 16), need)),
        rounds=(
            a_round(1, need, answers, RoundState.SUPERSEDED, RoundKind.FIRST),
            a_round(2, need, answers, RoundState.ISSUED, RoundKind.CONSULTED),
        ),
        criteria=(
            CriterionText("size", "Folketall", "0.5", "prøvekilde, ikke et vedtatt tall"),
            CriterionText("continuity", "Bosetting over tid", "0.3", "prøvekilde, ikke et vedtatt tall"),
            CriterionText("capacity", "Kapasitet og kompetanse", "0.2", "prøvekilde, ikke et vedtatt tall"),
        ),
        progress=tuple(progress),
        coverage_history=tuple(
            CoverageOn(date(2019, 10, 25) + timedelta(days=d), _coverage(d)) for d in range(60)
        ),
        dispatches=tuple(dispatches),
    )


def _coverage(day: int) -> Coverage:
    replies = min(Fraction(93, 100), Fraction(day * day, 3600))
    return Coverage(replies, max(Fraction(0), replies - Fraction(min(day, 30), 500)))


def a_forecast(version: int, issued: date, need: Need) -> ForecastVersion:
    figures = (
        ForecastFigure(
            ForecastCategory.SETTLEMENT_NEED, need.total - 400, need.total, need.total + 400, "prøve"
        ),
        ForecastFigure(ForecastCategory.EM, None, need.em, None, "prøve"),
        ForecastFigure(ForecastCategory.EM_UNDER_15, None, need.em_under_15, None, "prøve"),
    )
    return ForecastVersion(
        version, issued, "prøve.csv", Forecast(f"prøve-{version}", issued, issued, YEAR, figures)
    )


def a_round(
    version: int, need: Need, answers: list[Allocation], state: RoundState, kind: RoundKind
) -> RoundVersion:
    asked = next(a for a in answers if a.asked)
    constraint = Constraint(ConstraintKind.MAX, asked.number, "KS (prøve)", "prøvegrunn", asked.count)
    payer = [a for a in answers if a.asked][1].number
    cost = {"moved": 4, "gains": [[asked.number, 4]], "pays": [[payer, 4]]}
    report: dict[str, object] = {
        "profile": "prøve",
        "method": "sainte-lague",
        "floor": 10,
        "asked": sum(a.asked for a in answers),
        "criteria": {
            "size": {"stated": "0.5", "of_persons": "0.62", "of_differences": "1.1"},
            "continuity": {"stated": "0.5", "of_persons": "0.38", "of_differences": "-0.1"},
        },
        "criteria_without_any_figure": ["capacity"],
        "municipalities_without_a_figure": {"continuity": 17},
        "distance_from_share": {"largest": "1.4", "largest_at": asked.number, "mean": "0.3"},
        "floor_cost": {"moved": 118, "gains": [], "pays": []},
        "county_cost": {"moved": 0, "gains": [], "pays": []},
        "like_municipalities": {"largest_gap": 2, "between": [asked.number, payer]},
        "constraints": [{"constraint": "prøve", "number": asked.number, "author": "KS (prøve)", **cost}],
        "other_methods": {"hill": {"with_counties": cost, "without_counties": cost}},
    }
    constraints = (constraint,) if kind is RoundKind.CONSULTED else ()
    value = Round(YEAR, kind, need, tuple(answers), "0" * 64, constraints, report)
    return RoundVersion(version, date(2019, 10, version), state, value)
