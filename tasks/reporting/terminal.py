"""The year as tables for a terminal; the command line prints them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from fractions import Fraction

from rich import box
from rich.table import Table
from rich.text import Text

from tasks.reporting.english import Say, in_norwegian
from tasks.reporting.state_styles import STATE_STYLES
from tasks.reporting.today import held_back, next_action, today
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


def status_table(view: YearView, say: Say = in_norwegian) -> Table:
    """Return where the year stands: figures, states and what to do next; ``say`` puts each text in a language."""
    total, coverage = national(view), view.status.coverage
    deadline = f"{short_day(view.status.deadline)}, {days_to(view.status.deadline, view.as_of)}"
    table = _table(
        say(f"Anmodning {view.year} per {short_day(view.as_of)}"), say("Tall"), f"n:{say('Verdi')}"
    )
    figures = {
        "Svarfrist": deadline,
        "Anmodet": f"{persons(total.requested_original)} i {persons(total.asked_municipalities)} kommuner",
        **({"Anmodet etter justering": persons(total.requested)} if view.has_adjusted else {}),
        "Vedtatt": f"{persons(total.decided)} i {persons(total.decided_municipalities)} kommuner",
        "Vedtatt, EM": persons(total.decided_em),
        "Dekning i svar": percent(coverage.replies),
        "Dekning i plasser": percent(coverage.places),
        "Åpne saker": persons(len(view.open_cases)),
        "Purringer som går ut": persons(len(view.status.reminders_due)),
    }
    for what, figure in figures.items():
        table.add_row(say(what), say(figure))
    table.add_section()
    for state, count in by_state(view).items():
        if count:
            table.add_row(f"{STATE_STYLES[state].mark} {say(word(state))}", persons(count))
    table.caption = Text(say(next_action(view)))
    return table


def office_table(view: YearView, say: Say = in_norwegian) -> Table:
    """Return the sums of each IMDi office and of the country."""
    heads = ("Anmodede kommuner", "Anmodet", "Bekreftede vedtak", "Vedtatt", "Åpne saker")
    table = _table(say(f"IMDi-regioner {view.year}"), say("Region"), *(f"n:{say(head)}" for head in heads))
    for name, s in (*((g.name, g.sums) for g in by_office(view)), (say("Hele landet"), national(view))):
        figures = (
            s.asked_municipalities,
            s.requested_original,
            s.decided_municipalities,
            s.decided,
            s.open_cases,
        )
        table.add_row(Text(name), *map(persons, figures))
    return table


def today_table(view: YearView, say: Say = in_norwegian) -> Table:
    """Return what needs a person today, the most urgent first; an empty list says so in its caption.

    How much it matters stands under the day it is due: 80 columns have no room for a column of its own.
    """
    names = ("n:Sak", "Kommune", "Hva det gjelder", "Gjør dette", "f:Frist", "n:Anmodet")
    heads = (re.sub(r"[^:]+$", lambda found: say(found[0]), name) for name in names)
    table = _table(say(f"Dette trenger en person, {short_day(view.as_of)}"), *heads)
    items = today(view)
    for item in items:
        due = Text(
            short_day(item.due) + ("!" if item.is_overdue else ""), style="bold" if item.is_overdue else ""
        )
        due.append(f"\n{say(word(item.severity))}", style="")
        name = Text(f"{say(item.municipality)} ({item.number})" if item.number else say(item.municipality))
        case = str(item.case_id or "–")
        what = "\n".join(say(text) for text in (item.what, item.numbers) if text)
        table.add_row(case, name, what, say(item.action), due, persons(item.places))
    reminders = say(f"Går av seg selv: {persons(len(view.status.reminders_due))} purringer.")
    told = reminders if items else f"{say('Ingenting trenger en person i dag.')} {reminders}"
    table.caption = Text(" ".join(filter(None, (told, say(held_back(view))))))
    return table


def wrapped(line: str, width: int) -> str:
    """Return a line broken between its words, what goes on set in under it; a width of 0 leaves it whole."""
    if not width or len(line) <= width:
        return line
    inset = " " * (len(line) - len(line.lstrip()) + 4)
    return "\n".join(textwrap.wrap(line, width, subsequent_indent=inset, drop_whitespace=True))


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
