"""The outbox: send, look, and an operator's verbs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import AsJson, AsOf, By, Reason, Role, Year, day, print_json
from flows.commands.server import prefect_server
from tasks.core.model.dispatch import Verb

if TYPE_CHECKING:
    from tasks.dispatch.run import Pass

dispatch = typer.Typer(help="The outbox.", no_args_is_help=True)

Letters = Annotated[
    list[str] | None,
    typer.Option(
        "--letter", "--number", "--key", help="Reference, municipality number or key; may be repeated"
    ),
]


# The verbs that ask for nothing but the letters, who decides and why.
PLAIN = {
    Verb.HOLD: "Hold letters that have not left (all of the year's, or those named).",
    Verb.RESUME: "Let held letters go again; a batch behind a rejected first letter too.",
    Verb.CANCEL: "Cancel named letters before they leave; what has left cannot be called back.",
    Verb.SUPERSEDE: "Take named letters out because another letter takes their place.",
    Verb.RETRY: "Let rejected or stopped letters go again; what may have arrived is looked up first.",
    Verb.COPY: "Put a copy of named letters into the outbox, marked as one; `dispatch run` sends it.",
}


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for verb, told in PLAIN.items():
        dispatch.command(verb.value, help=told)(_deciding(verb))
    app.add_typer(dispatch, name="dispatch")


@dispatch.command("run")
def dispatch_run(year: Year, as_of: AsOf = None) -> None:
    """Send what is ready and take in receipts; safe to repeat."""
    with prefect_server():
        from flows.autumn import run_dispatch

        done = run_dispatch(year, day(as_of))
    print_pass(done)


@dispatch.command("status")
def dispatch_status(year: Year, as_json: AsJson = False) -> None:
    """Show every row of the outbox, and what is not in it for want of a setting."""
    from flows.listings import copies_held, dispatch_rows

    for row in dispatch_rows(year):
        if as_json:
            print_json(row)
        else:
            print("  ".join(str(value) for value in row.values() if value not in (None, "")))
    if line := copies_held(year):
        print(line, file=sys.stderr if as_json else sys.stdout)


@dispatch.command("mark-handled")
def dispatch_mark_handled(
    year: Year,
    by: By,
    role: Role,
    reason: Reason,
    evidence: Annotated[
        str, typer.Option("--evidence", help="How the letter arrived, and where that is kept")
    ],
    letter: Letters = None,
    as_of: AsOf = None,
) -> None:
    """Record that named letters reached their municipality by other means."""
    _decide(year, Verb.MARK_HANDLED, letter, by, role, reason, as_of, evidence=evidence)


@dispatch.command("release")
def dispatch_release(
    year: Year,
    by: By,
    role: Role,
    reason: Reason,
    plan: Annotated[str, typer.Option("--plan", help="The hash of the approved letters")],
    as_of: AsOf = None,
) -> None:
    """Release an approved batch for production hosts."""
    _decide(year, Verb.RELEASE, None, by, role, reason, as_of, plan=plan)


@dispatch.command("reconcile")
def dispatch_reconcile(year: Year, as_of: AsOf = None) -> None:
    """Compare the outbox with what the channel itself holds; changes nothing."""
    with prefect_server():
        from flows.dispatching import reconcile_dispatches

        found = reconcile_dispatches(year, day(as_of))
    for difference in found:
        print(f"{difference.letter_ref}: {difference.what}")
    if found:
        raise typer.Exit(1)
    print("utboksen og kanalen er enige")


@dispatch.command("export")
def dispatch_export(year: Year, by: By, role: Role, reason: Reason, as_of: AsOf = None) -> None:
    """Write the archive package of every letter: arkivmelding, letter, basis and checksums."""
    with prefect_server():
        from flows.dispatching import export_archive

        folder = export_archive(year, by, role, reason, day(as_of))
    print(f"arkivpakker i {folder}")


def print_pass(done: Pass) -> None:
    """Print what a pass over the outbox did; exit code 1 if something needs a person."""
    print(f"{done.sent} sendt, {done.receipts} nye kvitteringer")
    for line in (*done.problems, *done.held):
        print(line)
    if done.problems:
        raise typer.Exit(1)


def _deciding(verb: Verb) -> Callable[..., None]:
    """Return the command of a plain verb."""

    def command(
        year: Year, by: By, role: Role, reason: Reason, letter: Letters = None, as_of: AsOf = None
    ) -> None:
        _decide(year, verb, letter, by, role, reason, as_of)

    return command


def _decide(
    year: int,
    verb: Verb,
    letters: list[str] | None,
    by: str,
    role: str,
    reason: str,
    as_of: str | None,
    *,
    evidence: str = "",
    plan: str = "",
) -> None:
    with prefect_server():
        from flows.dispatching import decide_on_dispatches

        done = decide_on_dispatches(
            year,
            verb,
            by,
            role,
            reason,
            letters=letters,
            evidence=evidence,
            plan_sha256=plan,
            as_of=day(as_of),
        )
    print(f"{len(done.changed)} brev endret, {len(done.left_alone)} lot vi stå")
    for line in done.left_alone:
        print(line)
    if done.left_alone:
        raise typer.Exit(1)
