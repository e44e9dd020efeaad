"""`anmodning`: the command line. Commands that only read or calculate never import Prefect."""

from __future__ import annotations

import sys

import typer

from flows.commands import (
    allocation,
    amendments,
    automations,
    autumn,
    calculation,
    cases,
    decisions,
    demonstration,
    dispatch,
    installation,
    letter_looks,
    letters,
    offers,
    overrides,
    replies,
    reply_decisions,
    requests,
    standing,
    what_if,
)
from flows.local_server import collect_less_often
from tasks.core.model.errors import AnmodningError, BadInput, NeedsPerson, StopAndMend

HELP = """
Kommunenes anmodninger om bosetting, fra prognose til vedtak.

Begin with [bold]demo[/bold]: the whole 2020 cycle on this machine, with nothing to set up. Then [bold]settings[/bold]
shows what an installation can set, and [bold]status YEAR[/bold] where the year stands.

Exit codes: 0 done; 1 done, but something needs a person or a check failed; 2 wrong usage or bad input, nothing stored.
"""

app = typer.Typer(
    name="anmodning",
    help=HELP,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for room in (
    demonstration,
    autumn,
    letters,
    overrides,
    dispatch,
    letter_looks,
    allocation,
    requests,
    replies,
    reply_decisions,
    cases,
    amendments,
    offers,
    decisions,
    standing,
    what_if,
    automations,
    calculation,
    installation,
):
    room.add_to(app)


def main() -> None:
    """Run the command line; an error of ours is one line per fault on standard error, and an exit code."""
    collect_less_often()
    try:
        app(standalone_mode=True)
    except (BadInput, StopAndMend) as problem:
        print(problem, file=sys.stderr)
        sys.exit(2)
    except NeedsPerson as problem:
        print(problem, file=sys.stderr)
        sys.exit(1)
    except AnmodningError as problem:
        print(problem, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
