"""Replies, differences and what follows from them."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.commands.options import AsJson, AsOf, By, Reason, Role, Year, day, print_json
from flows.commands.server import prefect_server

replies = typer.Typer(help="Registrations and mail.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(replies, name="replies")
    app.command()(reconcile)
    app.command("carry-over")(carry_over)
    app.command()(report)
    app.command("resolve")(resolve)


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


def reconcile(year: Year, as_of: AsOf = None) -> None:
    """Compare registration and copy for everybody asked; differences become cases."""
    with prefect_server():
        from flows.replies import reconcile as run

        findings = run(year, day(as_of))
    print(f"{len(findings)} sammenlignet")


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


def resolve(
    year: Year,
    case_id: Annotated[int, typer.Argument(help="The case's id, from `cases YEAR`")],
    resolution: Annotated[str, typer.Argument(help="accept_registered, accept_copy, ask_municipality ...")],
    by: By,
    role: Role,
    reason: Reason,
    as_of: AsOf = None,
) -> None:
    """Close a case with a person's decision."""
    from tasks.core.model.errors import BadInput
    from tasks.core.model.reconciliation import Resolution

    if resolution not in set(Resolution):
        raise BadInput.one("resolution", f"{resolution!r} is unknown", f"use one of {', '.join(Resolution)}")
    with prefect_server():
        from flows.approvals import resolve as run

        print(run(year, case_id, Resolution(resolution), by, role, reason, day(as_of)))
