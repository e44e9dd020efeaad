"""Municipalities that offer to settle without being asked."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.clock import when
from flows.commands.options import AsOf, By, Number, Reason, Role, Year, day
from flows.commands.server import prefect_server
from tasks.core.model.errors import BadInput


def add_to(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(willing)


def willing(
    year: Year,
    number: Number,
    *,
    by: By,
    role: Role,
    reason: Reason,
    persons: Annotated[int | None, typer.Option("--persons", min=1, help="The most it offers")] = None,
    taken_back: Annotated[bool, typer.Option("--taken-back", help="It takes its offer back")] = False,
    as_of: AsOf = None,
) -> None:
    """Note that a municipality offers to settle without being asked: it comes first when the need rises."""
    if taken_back and persons is not None:
        raise BadInput.one("--persons", "an offer that is taken back has no number", "leave one of them out")
    on = when(day(as_of)).day
    with prefect_server():
        from flows.offers import note_offer

        print(note_offer(year, number, by, role, reason, persons=persons, taken_back=taken_back, as_of=on))
