"""What changes for one municipality in mid-season: more time, a council date, another address or standard."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.clock import when
from flows.commands.options import AsOf, By, Number, Reason, Role, Year, day
from flows.commands.server import prefect_server
from flows.forms import Changed


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command()(extend)
    app.command("council-date")(council_date)
    app.command()(amend)


def extend(
    year: Year,
    number: Number,
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="The new last day to reply")],
    by: By,
    role: Role,
    reason: Reason,
    as_of: AsOf = None,
) -> None:
    """Give one municipality more time; its reminders follow the new day."""
    new_day, on = day(until, "--until"), when(day(as_of)).day
    assert new_day is not None, "an option that must be given"  # noqa: S101
    with prefect_server():
        from flows.amendments import extend_deadline

        print(extend_deadline(year, number, new_day, by, role, reason, on))


def council_date(
    year: Year,
    number: Number,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="When the council is to decide")],
    by: By,
    role: Role,
    reason: Reason,
    as_of: AsOf = None,
) -> None:
    """Note when a municipality's council is to decide; the deadline stands."""
    council, today = day(on, "--on"), when(day(as_of)).day
    assert council is not None, "an option that must be given"  # noqa: S101
    with prefect_server():
        from flows.amendments import note_council_date

        print(note_council_date(year, number, council, by, role, reason, today))


def amend(
    year: Year,
    number: Number,
    what: Annotated[Changed, typer.Argument(help="contact, address or written_standard")],
    value: Annotated[str, typer.Argument(help="The new value from today on")],
    by: By,
    role: Role,
    reason: Reason,
    as_of: AsOf = None,
) -> None:
    """Enter another contact, address or written standard for one municipality; the year file stays as it is."""
    on = when(day(as_of)).day
    with prefect_server():
        from flows.amendments import change_municipality

        print(change_municipality(year, number, what, value, by, role, reason, on))
