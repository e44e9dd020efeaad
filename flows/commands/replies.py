"""Replies, differences and what follows from them."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.commands.options import AsJson, AsOf, Year, day, print_json
from flows.commands.server import prefect_server

replies = typer.Typer(help="Registrations and mail.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(replies, name="replies")
    app.command("carry-over")(carry_over)
    app.command()(report)


@replies.command("pull")
def replies_pull(
    year: Year,
    as_of: AsOf = None,
    as_json: AsJson = False,
    accept_lost_rows: Annotated[
        bool, typer.Option("--accept-lost-rows", help="Many rows were really removed from the export")
    ] = False,
    by: Annotated[str, typer.Option("--by", help="Who accepts that")] = "",
    role: Annotated[str, typer.Option("--role", help="In which role")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why; it stays in the decision log")] = "",
) -> None:
    """Take in registrations and mail; safe to repeat."""
    with prefect_server():
        from flows.replies import pull_replies

        taken = pull_replies(year, day(as_of), accept_lost_rows, by, role, reason)
    if as_json:
        from flows.listings import message_rows

        for row in message_rows(year):
            print_json(row)
    else:
        print(f"{taken.new} nye e-poster, {taken.for_person} til en person")
    if taken.for_person:
        raise typer.Exit(1)


@replies.command("preview")
def replies_preview(year: Year, as_json: AsJson = False) -> None:
    """Show what the export would change; nothing is stored."""
    from flows.registrations import preview_lines, preview_rows

    if as_json:
        for row in preview_rows(year):
            print_json(row)
        return
    for line in preview_lines(year):
        print(line)


def carry_over(year: Year, as_of: AsOf = None) -> None:
    """Count persons referred last year and settled after New Year."""
    with prefect_server():
        from flows.replies import carry_over as run

        changed = run(year, day(as_of))
    from flows.clock import when
    from flows.settlement import long_wait_lines

    print(f"{changed} rader er nye eller endret")
    asks = long_wait_lines(year, when(day(as_of)).day)
    for line in asks:
        print(line)
    if asks:
        raise typer.Exit(1)


def report(year: Year, as_of: AsOf = None) -> None:
    """Write the report and the dashboard's artifacts."""
    with prefect_server():
        from flows.reporting import report as run

        print(run(year, day(as_of)))
