"""Letters: prepare, approve, issue, withdraw, and where each of them stands."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.dispatch import print_pass
from flows.commands.options import AsJson, AsOf, By, Reason, Role, Year, day, print_json
from flows.commands.server import prefect_server

if TYPE_CHECKING:
    from tasks.letters.tasks import Prepared

letters = typer.Typer(help="Letters: prepare, approve, issue.", no_args_is_help=True)


class Draft(StrEnum):
    """Which letters are made: those the newest round calls for, or a kind that no round calls for."""

    ROUND = "round"
    CLOSING = "closing"
    WITHDRAWAL = "withdrawal"


class Verdict(StrEnum):
    """What a person decides on letters that wait."""

    APPROVED = "approved"
    REFUSED = "refused"


Maker = Annotated[
    str, typer.Option("--by", help="Who makes the letters; the maker cannot approve them", show_default=False)
]
Plan = Annotated[str, typer.Option("--plan", help="The hash that `letters prepare` printed")]


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(letters, name="letters")


@letters.command("prepare")
def letters_prepare(
    year: Year,
    by: Maker = "program",
    kind: Annotated[Draft, typer.Option(help="round, closing (thanks) or withdrawal")] = Draft.ROUND,
    as_of: AsOf = None,
) -> None:
    """Make and check letters and lay out a preview; nothing is sent. Safe to repeat: what waits is shown again."""
    with prefect_server():
        if kind is Draft.ROUND:
            from flows.autumn import prepare_letters as prepare
        elif kind is Draft.CLOSING:
            from flows.letters import prepare_thanks as prepare
        else:
            from flows.letters import prepare_withdrawal as prepare

        made = prepare(year, day(as_of), by)
    if made is None:
        print("ingen slike brev å lage")
        return
    _say(made)


def _say(made: Prepared) -> None:
    print(
        f"{made.letters} brev {'laget' if made.is_new else 'venter'}; godkjenn med --plan {made.plan_sha256}"
    )
    for fault in made.blocked:
        print(f"holdt igjen: {fault}")
    if made.blocked:
        raise typer.Exit(1)


@letters.command("approve")
def letters_approve(
    year: Year,
    by: By,
    role: Role,
    reason: Reason,
    plan: Plan,
    decision: Annotated[Verdict, typer.Option(help="approved or refused")] = Verdict.APPROVED,
    as_of: AsOf = None,
) -> None:
    """Approve (or refuse) exactly these letters; any change afterwards makes the approval void."""
    with prefect_server():
        from flows.approvals import approve_letters

        print(approve_letters(year, plan, by, role, reason, decision.value, as_of=day(as_of)))


@letters.command("issue")
def letters_issue(year: Year, as_of: AsOf = None) -> None:
    """Issue approved letters and send them; what was sent is not sent again."""
    with prefect_server():
        from flows.autumn import issue_letters

        done = issue_letters(year, day(as_of))
    print_pass(done)


@letters.command("withdraw")
def letters_withdraw(
    year: Year,
    by: By,
    role: Role,
    reason: Reason,
    plan: Annotated[
        str | None, typer.Option("--plan", help="Only these letters; else the whole newest revision")
    ] = None,
    as_of: AsOf = None,
) -> None:
    """Withdraw letters that wait or are approved (--plan), or a whole revision, before anything went out.

    An adjustment that went out is taken back with letters of its own: `letters prepare YEAR --kind withdrawal`.
    """
    with prefect_server():
        if plan is None:
            from flows.approvals import withdraw

            withdraw(year, by, role, reason, day(as_of))
            print("justeringen er trukket")
        else:
            from flows.approvals import approve_letters

            print(approve_letters(year, plan, by, role, reason, "withdrawn", as_of=day(as_of)))


@letters.command("status")
def letters_status(year: Year, as_json: AsJson = False) -> None:
    """Show every letter with its state and who approved it, and the hash of what waits."""
    from flows.letter_listing import letter_rows, waiting_lines

    for row in letter_rows(year):
        if as_json:
            print_json(row)
        else:
            print("  ".join(str(value) for value in row.values() if value is not None))
    if not as_json:
        for line in waiting_lines(year):
            print(line)
