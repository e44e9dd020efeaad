"""Taking over a season in the middle."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import AsOf, Year, day
from flows.commands.server import prefect_server

requests = typer.Typer(help="Requests issued to municipalities.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(requests, name="requests")


@requests.command("import")
def requests_import(
    year: Year,
    file: Annotated[
        Path, typer.Argument(help="CSV or XLSX: number,requested,requested_em,letter_ref,deadline")
    ],
    by: Annotated[str | None, typer.Option("--by", help="Who imports; the user of this machine")] = None,
    role: Annotated[str, typer.Option("--role", help="In which role")] = "drift",
    reason: Annotated[
        str, typer.Option("--reason", help="Why; it stays in the decision log")
    ] = "Brevene er sendt på annen måte",
    as_of: AsOf = None,
) -> None:
    """Take over a season whose letters were sent by other means; an existing request is never replaced."""
    with prefect_server():
        from flows.replies import import_requests

        new = import_requests(year, file.absolute(), by or getpass.getuser(), role, reason, day(as_of))
    print(f"{new} anmodninger lest inn")
