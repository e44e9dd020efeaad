"""The year as tables for a terminal; the command line prints them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from rich import box
from rich.table import Table
from rich.text import Text

from tasks.reporting.state_styles import STATE_STYLES
from tasks.reporting.today import next_action, today
from tasks.reporting.wording import days_to, percent, persons, short_day
from tasks.reporting.words import word
from tasks.reporting.year_sums import by_office, by_state, national
from tasks.reporting.year_view import YearView

FIGURE_WIDTH = (
    6  # "10 000"; less where every figure of a column is short, never less than the head's longest word
)

# The keys of the demo's result line (CONTRACTS) in the order a person reads them.
_DEMO_WORDS: Mapping[str, str] = {
    "need": "Beregnet behov, personer",
    "em": "Av dette enslige mindreårige",
    "em_under_15": "Av dette under 15 år",
    "requested": "Anmodet, personer",
    "asked": "Anmodede kommuner",
    "not_asked": "Kommuner som ikke anmodes",
    "letters": "Brev (anmodning og orientering)",
    "letters_nynorsk": "Av dette på nynorsk",
    "new_letters": "Nye brev i denne kjøringen",
    "dispatched": "Sendinger",
    "new_dispatches": "Nye sendinger i denne kjøringen",
    "reminders": "Purringer",
    "registered": "Kommuner med registrert tall",
    "copies": "Kommuner med skriftlig kopi",
    "agree": "Registrering og kopi er like",
    "cases": "Saker åpnet",
    "cases_open": "Saker åpne nå",
    "coverage_places": "Dekning i plasser",
    "carry_over": "Overført over nyttår, personer",
    "seconds": "Tid, sekunder",
    "own_seconds": "Av dette eget arbeid",
}


def status_table(view: YearView) -> Table:
    """Return where the year stands: figures, states and what to do next."""
    total, coverage = national(view), view.status.coverage
    deadline = f"{short_day(view.status.deadline)}, {days_to(view.status.deadline, view.as_of)}"
    table = _table(f"Anmodning {view.year} per {short_day(view.as_of)}", "Tall", "n:Verdi")
    table.add_row("Svarfrist", deadline)
    table.add_row(
        "Anmodet", f"{persons(total.requested_original)} i {persons(total.asked_municipalities)} kommuner"
    )
    if view.has_adjusted:
        table.add_row("Anmodet etter justering", persons(total.requested))
    table.add_row("Vedtatt", f"{persons(total.decided)} i {persons(total.decided_municipalities)} kommuner")
    table.add_row("Vedtatt, EM", persons(total.decided_em))
    table.add_row("Dekning i svar", percent(coverage.replies))
    table.add_row("Dekning i plasser", percent(coverage.places))
    table.add_row("Åpne saker", persons(len(view.open_cases)))
    table.add_row("Purringer som går ut", persons(len(view.status.reminders_due)), end_section=True)
    for state, count in by_state(view).items():
        if count:
            table.add_row(f"{STATE_STYLES[state].mark} {word(state)}", persons(count))
    table.caption = Text(next_action(view))
    return table


def office_table(view: YearView) -> Table:
    """Return the sums of each IMDi office and of the country."""
    heads = ("n:Anmodede kommuner", "n:Anmodet", "n:Bekreftede vedtak", "n:Vedtatt", "n:Åpne saker")
    table = _table(f"IMDi-regioner {view.year}", "Region", *heads)
    for name, s in (*((g.name, g.sums) for g in by_office(view)), ("Hele landet", national(view))):
        figures = (
            s.asked_municipalities,
            s.requested_original,
            s.decided_municipalities,
            s.decided,
            s.open_cases,
        )
        table.add_row(Text(name), *map(persons, figures))
    return table


def today_table(view: YearView) -> Table:
    """Return what needs a person today, the most urgent first; an empty list says so in its caption."""
    heads = ("n:Sak", "Kommune", "Hva det gjelder", "Gjør dette", "f:Frist", "f:Alvor", "n:Anmodet")
    table = _table(f"Dette trenger en person, {short_day(view.as_of)}", *heads)
    items = today(view)
    for item in items:
        due = Text(
            short_day(item.due) + ("!" if item.is_overdue else ""), style="bold" if item.is_overdue else ""
        )
        name = Text(f"{item.municipality} ({item.number})" if item.number else item.municipality)
        last = str(item.case_id or "–")
        table.add_row(last, name, item.what, item.action, due, word(item.severity), persons(item.places))
    reminders = f"Går av seg selv: {persons(len(view.status.reminders_due))} purringer."
    table.caption = Text(reminders if items else f"Ingenting trenger en person i dag. {reminders}")
    return table


def demo_table(result: Mapping[str, object]) -> Table:
    """Return the year's final table from the demo's result (keys of ``demo --json``), unknown keys last."""
    table = _table(f"Året {result.get('year', '')} fra prognose til overføring", "Hva", "n:Antall")
    named = [key for key in _DEMO_WORDS if key in result]
    for key in (*named, *(key for key in result if key not in _DEMO_WORDS and key != "year")):
        table.add_row(Text(_DEMO_WORDS.get(key, key)), _shown(key, result[key]))
    return table


def _shown(key: str, value: object) -> str:
    if key == "coverage_places" and isinstance(value, int | float | Fraction):
        return percent(Fraction(str(value)))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return persons(value) if isinstance(value, int) else f"{value:.1f}".replace(".", ",")


def _table(title: str, *heads: str) -> Table:
    """Return an empty table for 80 columns and more: ``n:`` stands over figures, ``f:`` over what is never broken."""
    table = Table(
        title=title, box=box.SIMPLE_HEAD, title_justify="left", caption_justify="left", pad_edge=False
    )
    for place, head in enumerate(heads):
        if head.startswith("n:"):  # a head may be broken between its words, a figure never is
            width = FIGURE_WIDTH if place else None
            table.add_column(head.removeprefix("n:"), justify="right", min_width=width)
        else:
            table.add_column(head.removeprefix("f:"), no_wrap=place == 0 or head.startswith("f:"))
    return table
