"""The revision that the newest forecast calls for, from what is stored; nothing is written. No Prefect."""

from __future__ import annotations

from config.cycle.reader import read_cycle
from config.register_reader import read_register
from tasks.allocation.revision import revise_round
from tasks.allocation.standing import Standing
from tasks.core.model.allocation import Round, RoundKind, RoundState
from tasks.core.model.errors import StopAndMend
from tasks.core.model.need import Need
from tasks.core.store import Transaction, forecasts, requests, rounds
from tasks.core.store.rounds import StoredRound

REVISIONS = (RoundKind.REVISION, RoundKind.SUPPLEMENTARY)


def proposed_revision(
    tx: Transaction, year: int, standing: Standing | None = None, need: Need | None = None
) -> Round | StoredRound | None:
    """Return the round that meets the newest forecast (or ``need``), or the one that is stored for it already.

    None: nothing is issued, the need stands, or its revision was withdrawn. Computed from the round that the
    numbers were issued from, never from a draft or a withdrawn one. A ``need`` that is given is met even where
    it stands: then the round shows to whom the shortfall of lower vedtak would go.

    :raises StopAndMend: there is no forecast for the year yet.
    :raises BadInput: the need is below what cannot be reduced.
    """
    is_question = need is not None
    need = need or _forecast_need(tx, year)
    issued, history = requests.current(tx, year), rounds.history(tx, year)
    if not issued or not history:
        return None
    newest = history[-1]
    is_open = newest.round.kind in REVISIONS and newest.state is RoundState.DRAFT
    if newest.round.need == need and not is_question:
        return newest if is_open else None
    issued_from = next((r for r in reversed(history) if r.state is RoundState.ISSUED), newest)
    if issued_from.round.need == need and not is_open and not is_question:
        return None  # back where the letters put it; an open revision is overtaken by one that changes nobody
    places = read_register(year).municipalities
    return revise_round(read_cycle(year).allocation, issued_from.round, issued, need, places, standing)


def _forecast_need(tx: Transaction, year: int) -> Need:
    stored = forecasts.latest(tx, year)
    if stored is None:
        message = f"there is no forecast for {year}: put one where ANMODNING_FORECAST_URL points and pull it"
        raise StopAndMend(message)
    return stored.forecast.need
