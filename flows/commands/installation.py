"""The installation: settings, database, and `serve`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from flows.commands.options import AsJson, print_json

database = typer.Typer(help="The project's own database.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(database, name="db")
    app.command()(settings)
    app.command()(serve)


def settings(as_json: AsJson = False) -> None:
    """List every setting: meaning, value, where it comes from. Secrets are masked."""
    from config.settings import describe, read_settings

    table = Table("setting", "meaning", "value", "origin")
    for line in describe(read_settings()):
        if as_json:
            print_json(
                {"name": line.name, "meaning": line.meaning, "value": line.value, "origin": line.origin}
            )
        table.add_row(line.name, line.meaning, line.value, line.origin)
    if not as_json:
        Console().print(table)


@database.command("upgrade")
def upgrade() -> None:
    """Bring the database to the schema of this program."""
    from config.settings import read_settings
    from tasks.core.store import Store

    found = read_settings()
    Store.open(found.database_url, found.home / "files", upgrade=True).close()
    print("databasen er oppdatert")


@database.command("check")
def check() -> None:
    """Say whether the database has the schema of this program and its decision log is intact."""
    from tasks.core.installation import open_installation
    from tasks.core.store import decisions

    with open_installation() as here, here.store.begin() as tx:
        broken = decisions.broken_links(tx)
    if broken:
        print(f"beslutningsloggen er endret ved {broken}")
        raise typer.Exit(1)
    print("skjema og beslutningslogg er i orden")


def serve(
    home: Annotated[
        Path | None,
        typer.Option(help="Folder of the installation, in place of ANMODNING_HOME", show_default=False),
    ] = None,
    port: Annotated[
        int, typer.Option(help="Port of the dashboard; 0: any free one", min=0, max=65535)
    ] = 4200,
    report_port: Annotated[
        int, typer.Option(help="Port of the reports; 0: any free one", min=0, max=65535)
    ] = 4280,
) -> None:
    """Start Prefect's server, the worker with all schedules, and the report folder; print the addresses.

    Runs until Ctrl-C. With the demo's folder as --home it is the rehearsal that is served, on its last day.
    """
    import os

    from flows.serving import serve_forever

    if home is not None:
        os.environ["ANMODNING_HOME"] = str(home.absolute())
    serve_forever(server_port=port, report_port=report_port)
