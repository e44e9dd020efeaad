"""The autumn, stage by stage: forecast, allocation, consultation, letters, dispatch. Each may be run alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from flows.clock import when
from flows.events import watch_forecast
from flows.flow import flow
from flows.forms import AsOf, Help, Maker, SettlementYear
from flows.outbox import pass_over_outbox
from flows.replies import send_what_still_holds
from flows.trial import given_from
from tasks.allocation.given import Given
from tasks.allocation.tasks import allocate as compute
from tasks.allocation.tasks import sentences
from tasks.consultation.tasks import export_workbook, import_answers
from tasks.core.model.errors import StopAndMend
from tasks.core.model.need import Need
from tasks.core.model.when import When
from tasks.core.store.rounds import StoredRound
from tasks.dispatch.run import Pass
from tasks.forecast.tasks import Pulled
from tasks.letters.making import PROGRAM
from tasks.letters.tasks import Prepared, issue, prepare
from tasks.statistics.tasks import known_indicators

ANeed = Annotated[
    Need | None, Help("Behovet runden skal dekke; tomt: det nyeste som er hentet fra Beregningsgruppa")
]
IndicatorsFile = Annotated[
    Path | None, Help("CSV på tjeneren med én rad per kommune; tomt: tallene i registeret for året")
]
Profile = Annotated[str | None, Help("Navnet på vektprofilen i årsfila; tomt: årets vanlige")]


def allocate_and_consult(year: int, now: When, given: Given | None = None) -> StoredRound:
    """Take in what KS answered, compute the round that follows from it, and put a new one to KS."""
    import_answers(year, now)
    indicators = known_indicators(year, now)
    stored = compute(year, indicators, now, given)
    previous = {n: values.get("requested_previous_year") for n, values in indicators.items()}
    export_workbook(
        year, {n: None if v is None else int(v) for n, v in previous.items()}, sentences(year), now
    )
    return stored


@flow(name="pull-forecast")
def pull_forecast(year: SettlementYear, as_of: AsOf = None) -> Pulled:
    """Hent prognosen; en ny blir en versjon, og det sies hva den endrer."""
    return watch_forecast(year, when(as_of))


@flow(name="allocate")
def allocate(
    year: SettlementYear,
    as_of: AsOf = None,
    need: ANeed = None,
    indicators_file: IndicatorsFile = None,
    profile: Profile = None,
) -> StoredRound:
    """Regn ut fordelingen og legg den fram for KS som arbeidsbok. Behov, tall og profil kan oppgis."""
    return allocate_and_consult(year, when(as_of), given_from(year, need, indicators_file, profile))


@flow(name="prepare-letters")
def prepare_letters(year: SettlementYear, as_of: AsOf = None, by: Maker = PROGRAM) -> Prepared:
    """Lag, kontroller og legg fram brevene en lukket runde krever. Ingenting sendes. Den som lager, kan ikke godkjenne."""
    prepared = prepare(year, when(as_of), by)
    if prepared is None:
        message = f"no closed round of {year} waits for letters: close the consultation first (`consult close {year}`)"
        raise StopAndMend(message)
    return prepared


@flow(name="issue-letters")
def issue_letters(year: SettlementYear, as_of: AsOf = None) -> Pass:
    """Utsted godkjente brev og send dem; det som er sendt, sendes ikke igjen."""
    now = when(as_of)
    issue(year, now)
    return pass_over_outbox(year, now)


@flow(name="run-dispatch")
def run_dispatch(year: SettlementYear, as_of: AsOf = None) -> Pass:
    """Gå gjennom utboksen: send det som er klart, og hent kvitteringer."""
    return send_what_still_holds(year, when(as_of))
