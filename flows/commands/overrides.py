"""A person's word against what the program computed for one municipality."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.clock import when
from flows.commands.options import AsOf, By, Number, Reason, Role, Year, day
from flows.commands.server import prefect_server
from flows.forms import Overridden


def add_to(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(override)


def override(
    year: Year,
    number: Number,
    what: Annotated[Overridden, typer.Argument(help=f"One of {', '.join(Overridden)}")],
    by: By,
    role: Role,
    reason: Reason,
    *,
    persons: Annotated[
        int | None, typer.Option("--persons", help="With requested and decided; 0 decided is a no", min=0)
    ] = None,
    em: Annotated[
        int | None, typer.Option("--em", help="Of them unaccompanied minors, with decided", min=0)
    ] = None,
    as_of: AsOf = None,
) -> None:
    """Override the number of an open round, or what counts as the answer; what was received stays beside it."""
    on = when(day(as_of)).day
    with prefect_server():
        from flows.overrides import override as run

        print(run(year, number, what, by, role, reason, persons=persons, em=em, as_of=on))
