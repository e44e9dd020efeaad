"""The one sentence that says what the year needs next (bokmål)."""

from __future__ import annotations

from tasks.core.model.position import PositionState, YearStatus
from tasks.core.norwegian.dates import format_short


def next_step(status: YearStatus, cases_open: int) -> str:
    """Return what an operator does next: persons' decisions first, then what can be sent, then waiting."""
    planned = status.by_state[PositionState.PLANNED]
    if not status.asked_positions:
        return "Ingen kommuner er anmodet ennå."
    if cases_open:
        return f"{_count(cases_open, 'sak', 'saker')} må avklares: se `anmodning cases {status.year}`."
    if planned:
        return f"{planned} brev er ikke sendt: se `anmodning dispatch status {status.year}`."
    if status.reminders_due:
        return f"{_count(len(status.reminders_due), 'purring', 'purringer')} skal ut."
    return _waiting(status)


def _waiting(status: YearStatus) -> str:
    waiting = sum(1 for p in status.asked_positions if p.decided is None)
    if not waiting:
        return "Alle svar er bekreftet."
    who = _count(waiting, "kommune", "kommuner")
    if status.as_of <= status.deadline:
        return f"Vent på {who}; fristen er {format_short(status.deadline)}."
    return f"{who} mangler bekreftet vedtak etter fristen."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
