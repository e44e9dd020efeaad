"""Looking before and after: the preview, the plan, a letter's whole log, and the proof that it can be set again."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from flows.commands.dispatch import dispatch
from flows.commands.letters import letters
from flows.commands.options import AsJson, AsOf, Year, day, print_json
from flows.commands.server import prefect_server


def add_to(app: typer.Typer) -> None:
    """Add the commands to the groups they belong to."""
    del app
    for group, name, command in (
        (letters, "preview", letters_preview),
        (letters, "render", letters_render),
        (dispatch, "plan", dispatch_plan),
        (dispatch, "events", dispatch_events),
    ):
        group.command(name)(command)


def letters_preview(year: Year, as_of: AsOf = None) -> None:
    """Lay out one letter of each kind and language, a contact sheet and every changed sentence; nothing is sent."""
    with prefect_server():
        from flows.planning import preview_letters

        print(f"forhåndsvisning i {preview_letters(year, day(as_of))}")


def letters_render(year: Year, as_of: AsOf = None) -> None:
    """Set every letter of the year again from what was kept, and prove that its bytes are the same."""
    with prefect_server():
        from flows.planning import render_letters

        print(f"{render_letters(year, day(as_of))} brev satt på nytt, alle like på byten")


def dispatch_plan(year: Year, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """Ask the channel how each municipality is reached, and say what would hold a letter back; nothing is sent."""
    with prefect_server():
        from flows.planning import plan_dispatches
        from tasks.dispatch.planning import in_sum

        plan = plan_dispatches(year, day(as_of))
    if as_json:
        for one in plan:
            print_json(asdict(one))
        return
    for line in in_sum(plan):
        print(line)


def dispatch_events(
    year: Year,
    letter: Annotated[str, typer.Option("--letter", help="Reference, municipality number or key")],
    as_json: AsJson = False,
    as_of: AsOf = None,
) -> None:
    """Show everything that happened to one letter: our own events and what the channel logged."""
    with prefect_server():
        from flows.planning import log_of_one_letter

        lines = log_of_one_letter(year, letter, day(as_of))
    for line in lines:
        if as_json:
            print_json(asdict(line))
        else:
            at = "uten tid" if line.at is None else line.at.isoformat(timespec="seconds")
            print(f"{at}  {line.source}  {line.what}")
