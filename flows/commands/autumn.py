"""The stages of the autumn: forecast, allocation, consultation, letters, revision."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.allocation import allocate
from flows.commands.dispatch import print_pass
from flows.commands.options import AsJson, AsOf, By, Reason, Role, Year, day, print_json
from flows.commands.server import prefect_server

forecast = typer.Typer(help="The forecast of Beregningsgruppa.", no_args_is_help=True)
consult = typer.Typer(help="The consultation with KS.", no_args_is_help=True)
letters = typer.Typer(help="Letters: prepare, approve, issue.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(forecast, name="forecast")
    app.add_typer(consult, name="consult")
    app.add_typer(letters, name="letters")


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


@letters.command("prepare")
def letters_prepare(year: Year, as_of: AsOf = None) -> None:
    """Make and check the letters of the closed round; nothing is sent."""
    with prefect_server():
        from flows.autumn import prepare_letters

        made = prepare_letters(year, day(as_of))
    print(f"{made.letters} brev laget; godkjenn med --plan {made.plan_sha256}")


@letters.command("approve")
def letters_approve(
    year: Year,
    by: By,
    role: Role,
    reason: Reason,
    plan: Annotated[str, typer.Option("--plan", help="The hash that `letters prepare` printed")],
    as_of: AsOf = None,
) -> None:
    """Approve exactly these letters; any change afterwards makes the approval void."""
    with prefect_server():
        from flows.approvals import approve_letters

        approve_letters(year, plan, by, role, reason, as_of=day(as_of))
    print("godkjent")


@letters.command("issue")
def letters_issue(year: Year, as_of: AsOf = None) -> None:
    """Issue approved letters and send them; what was sent is not sent again."""
    with prefect_server():
        from flows.autumn import issue_letters

        done = issue_letters(year, day(as_of))
    print_pass(done.sent, done.receipts, done.problems)


@letters.command("withdraw")
def letters_withdraw(year: Year, by: By, role: Role, reason: Reason, as_of: AsOf = None) -> None:
    """Withdraw a revision before its letters went out."""
    with prefect_server():
        from flows.approvals import withdraw

        withdraw(year, by, role, reason, day(as_of))
    print("justeringen er trukket")


@letters.command("status")
def letters_status(year: Year, as_json: AsJson = False) -> None:
    """Show every letter with its state and who approved it."""
    from flows.listings import letter_rows

    for row in letter_rows(year):
        if as_json:
            print_json(row)
        else:
            print("  ".join(str(value) for value in row.values() if value is not None))
