"""Where things stand: commands that read the store and never import Prefect."""

from __future__ import annotations

from collections.abc import Callable

import typer
from rich.console import Console

from flows.clock import when
from flows.commands.options import AsJson, AsOf, Number, Year, day, print_json


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (status, today, municipality):
        app.command()(command)


def status(year: Year, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Show where the year stands on a day, as known on that day."""
    from flows.picture import year_view
    from flows.summary import status_row
    from tasks.reporting.landing import landing_lines
    from tasks.reporting.terminal import office_table, status_table, wrapped

    on = when(day(as_of)).day
    if as_json:
        print_json(status_row(year, on))
        return
    view, say = year_view(year, on), _language()
    console = Console()
    console.print(status_table(view, say), office_table(view, say))
    for line in landing_lines(view):
        print(wrapped(say(line), _room(console)))


def today(year: Year, as_of: AsOf = None) -> None:
    """List what needs a person today, the most urgent first."""
    from flows.picture import year_view
    from tasks.reporting.terminal import today_table
    from tasks.reporting.today import today as items

    view = year_view(year, when(day(as_of)).day)
    Console().print(today_table(view, _language()))
    if items(view):
        raise typer.Exit(1)


def municipality(year: Year, number: Number, as_of: AsOf = None) -> None:
    """Show one municipality's dossier: requests, letters, receipts, messages, readings, cases, decisions."""
    from flows.dossier import dossier
    from tasks.reporting.terminal import wrapped

    room = _room(Console())
    for line in dossier(year, number, when(day(as_of)).day):
        print(wrapped(line, room))


def _language() -> Callable[[str], str]:
    """Return what puts a text in the language operators are met in (setting LANGUAGE)."""
    from config.settings import read_settings
    from tasks.reporting.english import saying

    return saying(read_settings().language)


def _room(console: Console) -> int:
    """Return how wide a line may be: as wide as the terminal, and as long as it is where no person reads along."""
    return console.width if console.is_terminal else 0
