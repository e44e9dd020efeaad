"""The year in one object, as `demo` and `status` print it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

from config.cycle.reader import read_cycle
from flows.picture import year_view
from tasks.core.installation import open_installation
from tasks.core.model.approval import BatchState, standing
from tasks.core.model.dispatch import LEFT_US_STATES
from tasks.core.model.letter import Letter, LetterKind
from tasks.core.model.municipality import Language
from tasks.core.store import (
    Transaction,
    cases,
    forecasts,
    letters,
    messages,
    outbox,
    registrations,
    reminders,
    requests,
)

FIRST_KINDS = (LetterKind.REQUEST, LetterKind.INFORMATION)


def letters_and_dispatches(year: int) -> tuple[int, int]:
    """Return how many letters (requests and information) are made and how many of them have left us."""
    with open_installation() as here, here.store.begin() as tx:
        made = tuple(_first_letters(tx, year))
        return len(made), _left(tx, year, made)


def _left(tx: Transaction, year: int, made: Iterable[Letter]) -> int:
    """Return how many of the letters have left us."""
    refs = {one.letter_ref for one in made}
    return sum(r.letter_ref in refs and r.state in LEFT_US_STATES for r in outbox.of_year(tx, year))


def _first_letters(tx: Transaction, year: int) -> Iterator[Letter]:
    """Yield the requests and information letters that stand: not those of a batch refused or withdrawn."""
    needed = read_cycle(year).letters.approvers
    for batch in letters.batches(tx, year):
        now = standing(letters.decisions_on(tx, batch.id), batch.plan_sha256, needed)
        if now.state in (BatchState.WAITING, BatchState.APPROVED):
            yield from (one for one in letters.of_batch(tx, batch.id) if one.kind in FIRST_KINDS)


def summary(
    year: int, before: tuple[int, int], *, day: date, seconds: float, own_seconds: float
) -> dict[str, object]:
    """Return the year's figures on ``day`` by the keys of ``demo --json``; ``before`` is what was made at start."""
    view = year_view(year, day)
    with open_installation() as here, here.store.begin() as tx:
        first = forecasts.history(tx, year)[0].forecast.need
        made = tuple(_first_letters(tx, year))
        left = _left(tx, year, made)
        sent = reminders.sent(tx, year)
        registered = [r for r in registrations.latest(tx, year).values() if r.count is not None]
        copies = {m.message.number for m in messages.of_year(tx, year) if m.message.number is not None}
        all_cases = cases.of_year(tx, year)
        asked = requests.original(tx, year)
    return {
        "year": year,
        "need": first.total,
        "em": first.em,
        "em_under_15": first.em_under_15,
        "requested": sum(r.count for r in asked.values()),
        "asked": len(asked),
        "not_asked": len(view.municipalities) - len(asked),
        "letters": len(made),
        "letters_nynorsk": sum(one.language is Language.NN for one in made),
        "new_letters": len(made) - before[0],
        "dispatched": left,
        "new_dispatches": left - before[1],
        "reminders": sum(len(steps) for steps in sent.values()),
        "registered": len(registered),
        "copies": len(copies & set(asked)),
        "agree": sum(f.is_agreement for f in view.findings),
        "cases": len(all_cases),
        "cases_open": len(view.open_cases),
        "coverage_places": round(float(view.status.coverage.places), 4),
        "carry_over": sum(p.carried_in for p in view.progress),
        "seconds": round(seconds, 1),
        "own_seconds": round(own_seconds, 1),
    }


def status_row(year: int, day: date) -> dict[str, object]:
    """Return where the year stands on ``day`` by the keys of ``status --json``."""
    from tasks.reporting.today import next_action

    view = year_view(year, day)
    positions = view.status.positions
    states = [p.state.value for p in positions]
    decided = [p.decided for p in positions if p.decided is not None]
    return {
        "year": year,
        "as_of": day.isoformat(),
        "asked": len(view.original_of),
        "requested": sum(r.count for r in view.original_of.values()),
        "by_state": {state: states.count(state) for state in sorted(set(states))},
        "coverage_replies": _share(view.status.coverage.replies),
        "coverage_places": _share(view.status.coverage.places),
        "decided": sum(decided),
        "decided_em": sum(p.decided_em for p in positions if p.decided_em is not None),
        "cases_open": len(view.open_cases),
        "reminders_due": len(view.status.reminders_due),
        "deadline": view.status.deadline.isoformat(),
        "next_action": next_action(view),
    }


def _share(value: Fraction) -> float:
    return round(float(value), 4)


def places(row: dict[str, object], home: Path) -> Iterator[str]:
    """Yield where the demo's files are, and how to look at the year in a browser; a path is never broken."""
    yield f"Rapport: {home / 'rapport' / str(row['year']) / 'intern' / 'index.html'}"
    yield f"Brev:    {home / 'brev' / str(row['year'])}"
    yield f"Dashbord og rapport i nettleseren: python -m flows serve --home {home}"
