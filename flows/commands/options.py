"""Arguments and options that several commands share."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated

import typer

from tasks.core.model.errors import BadInput

Year = Annotated[int, typer.Argument(help="Settlement year, e.g. 2020", min=2000, max=2100)]
Number = Annotated[str, typer.Argument(help="Municipality number, four digits, e.g. 0301")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="A day in Europe/Oslo, YYYY-MM-DD; today if left out"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, one object per line")]


def _said(option: str, least: int) -> Callable[[str], str]:
    """Return a check that an option says something: the forms ask for as many letters."""

    def check(text: str) -> str:
        if len(text.strip()) < least:
            raise BadInput.one(option, f"{text!r} says nothing", f"write at least {least} letters")
        return text

    return check


By = Annotated[str, typer.Option("--by", help="Who decides; never the maker", callback=_said("--by", 2))]
Role = Annotated[str, typer.Option("--role", help="In which role", callback=_said("--role", 2))]
Reason = Annotated[
    str, typer.Option("--reason", help="Why; it stays in the decision log", callback=_said("--reason", 3))
]


def day(text: str | None, option: str = "--as-of") -> date | None:
    """Return the day an option names.

    :raises BadInput: it is not a day.
    """
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        raise BadInput.one(option, f"{text!r} is not a day", "write it as 2019-12-20") from None


def print_json(row: object) -> None:
    """Print one object as one line of JSON."""
    sys.stdout.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
