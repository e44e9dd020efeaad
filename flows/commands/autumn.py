"""The stages of the autumn: forecast, allocation, consultation, letters, revision."""

from __future__ import annotations

from pathlib import Path

import typer

from flows.commands.allocation import allocate
from flows.commands.options import AsOf, By, Reason, Role, Year, day
from flows.commands.server import prefect_server

forecast = typer.Typer(help="The forecast of Beregningsgruppa.", no_args_is_help=True)
consult = typer.Typer(help="The consultation with KS.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(forecast, name="forecast")
    app.add_typer(consult, name="consult")


@forecast.command("pull")
def forecast_pull(year: Year, as_of: AsOf = None) -> None:
    """Fetch the forecast; a new one becomes a version, and what it changes is said."""
    with prefect_server():
        from flows.autumn import pull_forecast

        pulled = pull_forecast(year, day(as_of))
    if pulled.change is not None:
        print(pulled.change.reason)
    print("ny versjon lagret" if pulled.is_new else "uendret")


@consult.command("export")
def consult_export(year: Year, as_of: AsOf = None) -> None:
    """Write the newest round's workbook for KS (allocates first if there is no round)."""
    allocate(year, as_of=as_of)


@consult.command("import")
def consult_import(year: Year, file: Path, as_of: AsOf = None) -> None:
    """Take in an answered workbook: remarks become constraints and the round is computed again."""
    from config.settings import read_settings

    target = read_settings().home / "samråd" / str(year) / "svar" / file.name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(file.read_bytes())
    allocate(year, as_of=as_of)


@consult.command("close")
def consult_close(year: Year, by: By, role: Role, reason: Reason, as_of: AsOf = None) -> None:
    """Close the consultation: letters may be made from the newest round."""
    with prefect_server():
        from flows.approvals import close

        close(year, by, role, reason, day(as_of))
    print("samrådet er lukket")
