"""Differences: list the cases of a year, close one, and compare both sides again."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from flows.clock import when
from flows.commands.options import AsJson, AsOf, By, Reason, Role, Year, day, print_json
from flows.commands.server import prefect_server
from flows.forms import Closing

LIST = "list"


class YearFirst(TyperGroup):
    """`cases 2020` lists, `cases resolve 7` decides: what is no command begins the list."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the list's name before arguments that begin with something else."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [LIST, *args]
        return super().parse_args(ctx, args)


cases = typer.Typer(
    cls=YearFirst,
    help="The open and closed differences of a year: [bold]cases YEAR[/bold] lists them.",
    no_args_is_help=True,
)


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(cases, name="cases")
    app.command()(reconcile)


@cases.command(LIST)
def list_cases(
    year: Year,
    as_of: AsOf = None,
    only_open: Annotated[bool, typer.Option("--open", help="Leave out what is closed")] = False,
    as_json: AsJson = False,
) -> None:
    """List every case, open and closed, as it stood on a day."""
    from flows.listings import case_line, case_rows

    for row in case_rows(year, day(as_of)):
        if only_open and row["state"] != "open":
            continue
        if as_json:
            print_json(row)
        else:
            print(case_line(row))


@cases.command("resolve")
def resolve(
    case_id: Annotated[int, typer.Argument(metavar="ID", help="The case's id, from `cases YEAR`", min=1)],
    resolution: Annotated[Closing, typer.Option("--resolution", help="How the case is closed")],
    by: By,
    role: Role,
    reason: Reason,
    as_of: AsOf = None,
) -> None:
    """Close a case with a person's decision; somebody who was quicker is named."""
    from flows.listings import year_of_case

    on = when(day(as_of)).day
    year = year_of_case(case_id)
    with prefect_server():
        from flows.approvals import resolve as run

        print(run(year, case_id, resolution, by, role, reason, on))


def reconcile(year: Year, as_of: AsOf = None) -> None:
    """Compare registration and copy for everybody asked; differences become cases."""
    on = when(day(as_of)).day
    with prefect_server():
        from flows.replies import reconcile as run

        findings = run(year, on)
    from flows.listings import case_rows, reconciled_lines

    for line in reconciled_lines(year, findings):
        print(line)
    waiting = sum(row["state"] == "open" for row in case_rows(year, on))
    print(f"Åpne saker: {waiting}")
    if waiting:
        raise typer.Exit(1)
