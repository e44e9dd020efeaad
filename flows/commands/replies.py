"""Replies, differences and what follows from them."""

from __future__ import annotations

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
def replies_pull(year: Year, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Take in registrations and mail; safe to repeat."""
    with prefect_server():
        from flows.replies import pull_replies

        taken = pull_replies(year, day(as_of))
    if as_json:
        from flows.listings import message_rows

        for row in message_rows(year):
            print_json(row)
    else:
        print(f"{taken.new} nye e-poster, {taken.for_person} til en person")
    if taken.for_person:
        raise typer.Exit(1)


def carry_over(year: Year, as_of: AsOf = None) -> None:
    """Count persons referred last year and settled after New Year."""
    with prefect_server():
        from flows.replies import carry_over as run

        run(year, day(as_of))


def report(year: Year, as_of: AsOf = None) -> None:
    """Write the report and the dashboard's artifacts."""
    with prefect_server():
        from flows.reporting import report as run

        print(run(year, day(as_of)))
