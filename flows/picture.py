"""One year on one day, put together from every room: what the report, the terminal and the dashboard show."""

from __future__ import annotations

from datetime import date

from config.cycle import Cycle
from config.cycle.reader import read_cycle
from config.register_reader import read_register
from config.settings import InterfaceLanguage, Settings
from flows.past_coverage import past_coverage
from tasks.allocation.given import still_given
from tasks.core.installation import open_installation
from tasks.core.model.allocation import RoundState
from tasks.core.model.need import Need
from tasks.core.store import (
    Transaction,
    amendments,
    cases,
    forecasts,
    letters,
    outbox,
    requests,
    rounds,
    sendings,
)
from tasks.core.store.rounds import StoredRound
from tasks.dispatch.copies import owed_to_ks
from tasks.monitoring.stored import deadlines_on, status_on
from tasks.reconciliation.stored import findings_on
from tasks.reporting.year_view import (
    CriterionText,
    ForecastVersion,
    RoundVersion,
    WaitingLetters,
    YearView,
)
from tasks.settlement.stored import progress_on


def year_view(year: int, day: date) -> YearView:
    """Return the whole year as known on ``day``."""
    cycle = read_cycle(year)
    with open_installation() as here, here.store.begin() as tx:
        return _view(tx, cycle, day, here.settings)


def _view(tx: Transaction, cycle: Cycle, day: date, settings: Settings) -> YearView:
    year, sends_mail = cycle.year, settings.smtp_url is not None
    register = amendments.register_on(tx, read_register(year), day)
    due = deadlines_on(tx, cycle, day)
    findings = findings_on(tx, year, due, day)
    status = status_on(tx, cycle, findings, day, due)
    stored_rounds = rounds.history(tx, year, known_on=day)
    in_force = next((r for r in reversed(stored_rounds) if r.state is not RoundState.WITHDRAWN), None)
    dispatches = sendings.on_day(tx, year, day)
    copies = () if sends_mail else (row for row in outbox.of_year(tx, year, copies=True) if row.copy)
    return YearView(
        year=year,
        as_of=day,
        need=_need(tx, cycle, in_force, day),
        status=status,
        municipalities=register.municipalities,
        offices={
            m.number: office.name
            for m in register.municipalities
            if (office := cycle.office_of(m.number, m.county_number)) is not None
        },
        requests=requests.series(tx, year, known_on=day),
        findings=tuple(f for f in findings if f.is_about_municipality),
        cases=cases.of_year(tx, year, known_on=day),
        forecasts=tuple(
            ForecastVersion(f.version, f.known_on, f.source, f.forecast)
            for f in forecasts.history(tx, year, known_on=day)
        ),
        rounds=tuple(RoundVersion(r.version, r.known_on, r.state, r.round) for r in stored_rounds),
        criteria=_criteria(cycle, in_force, settings.language),
        progress=progress_on(tx, year, findings, day),
        coverage_history=past_coverage().history(tx, cycle, day, status.coverage),
        dispatches=dispatches,
        copies_held=0 if sends_mail else len(owed_to_ks((*dispatches, *copies))),
        waiting_letters=tuple(
            WaitingLetters(batch.name, held, batch.plan_sha256)
            for batch, held in letters.waiting(tx, year, day, approvers=cycle.letters.approvers)
        ),
    )


def _need(tx: Transaction, cycle: Cycle, in_force: StoredRound | None, day: date) -> Need:
    """Return the need that was stated last: by hand with the round in force, by a forecast, or by the year file."""
    newest = forecasts.latest(tx, cycle.year, known_on=day)
    if in_force is not None and (stated := still_given(in_force, newest).need) is not None:
        return stated
    return cycle.need.as_need(cycle.year) if newest is None else newest.forecast.need


def _criteria(
    cycle: Cycle, in_force: StoredRound | None, language: InterfaceLanguage
) -> tuple[CriterionText, ...]:
    profile = None if in_force is None else in_force.round.report.get("profile")
    known = {one.key for one in cycle.allocation.profiles}
    is_english = language is InterfaceLanguage.EN
    return tuple(
        CriterionText(
            c.key, c.title_nb, str(weight), c.source if is_english else c.source_nb, c.description_nb
        )
        for c, weight in cycle.allocation.weighed(
            profile if isinstance(profile, str) and profile in known else None
        )
    )
