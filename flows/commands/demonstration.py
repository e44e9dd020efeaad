"""`demo`: the whole 2020 cycle on this machine, through the flows that the schedules run."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from flows.commands.options import AsJson, print_json

DEMO_YEAR = 2020
DEMO_HOME = Path(".anmodning") / "demo"


def add_to(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(demo)


def demo(
    home: Annotated[Path, typer.Option(help="Folder for everything the demo makes")] = DEMO_HOME,
    with_revision: Annotated[
        bool, typer.Option("--with-revision", help="Go on to the summer of 2020, when the need fell to 3 600")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Play the 2020 cycle: forecast, allocation, KS, 356 letters, replies, differences, carry-over.

    KS, the municipalities and the channel are played by a seeded rehearsal; everything else is the program as it is.
    A second run on the same folder sends nothing again.
    """
    begun = time.monotonic()
    from flows.local_server import LocalServer
    from flows.rehearsal_settings import rehearsal_settings

    server = LocalServer(home.absolute() / "prefect")
    server.start()  # gets ready while the flows are imported
    console = Console(stderr=as_json)
    try:
        with server.in_use(), rehearsal_settings(home.absolute()):
            from flows.season import last_day, rehearse
            from flows.summary import letters_and_dispatches, places, summary
            from tasks.reporting.terminal import demo_table

            before = letters_and_dispatches(DEMO_YEAR)
            server.wait_ready()
            ready = time.monotonic()
            for line in rehearse(DEMO_YEAR, with_revision=with_revision):
                console.print(line, highlight=False)
            now = time.monotonic()
            row = summary(
                DEMO_YEAR,
                before,
                day=last_day(with_revision=with_revision),
                seconds=now - begun,
                own_seconds=now - ready,
            )
    finally:
        server.stop()
    if as_json:
        print_json(row)
    else:
        console.print(demo_table(row))
        for line in places(row, home):
            console.print(line, highlight=False, soft_wrap=True)
