"""Where things stand: commands that read the store and never import Prefect."""

from __future__ import annotations

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
    from tasks.reporting.terminal import office_table, status_table

    on = when(day(as_of)).day
    if as_json:
        print_json(status_row(year, on))
        return
    view = year_view(year, on)
    Console().print(status_table(view), office_table(view))
    for line in landing_lines(view):
        print(line)


def today(year: Year, as_of: AsOf = None) -> None:
    """List what needs a person today, the most urgent first."""
    from flows.picture import year_view
    from tasks.reporting.terminal import today_table
    from tasks.reporting.today import today as items

    view = year_view(year, when(day(as_of)).day)
    Console().print(today_table(view))
    if items(view):
        raise typer.Exit(1)


def municipality(year: Year, number: Number, as_of: AsOf = None) -> None:
    """Show one municipality's dossier: requests, letters, receipts, messages, readings, cases, decisions."""
    from flows.dossier import dossier

    for line in dossier(year, number, when(day(as_of)).day):
        print(line)
