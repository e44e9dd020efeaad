"""The decision log: proved, and handed out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import AsJson, AsOf, Year, day, print_json


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("verify-log")(verify_log)
    app.command("decision-log")(decision_log)


def verify_log(year: Year, as_json: AsJson = False) -> None:
    """Prove that nobody changed, removed or inserted an entry: decisions and every letter's way out."""
    from flows.decision_log import proof

    found = proof(year)
    if as_json:
        print_json(found.row)
    else:
        for line in found.lines:
            print(line)
    if not found.holds:
        raise typer.Exit(1)


def decision_log(
    year: Year,
    out: Annotated[Path | None, typer.Option(help="Write a CSV file here instead of printing")] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Hand out the decisions of a year, each with who, when, what, why and its seal."""
    from flows.decision_log import as_csv, entries

    rows = entries(year, day(as_of))
    if out is not None:
        out.write_text(as_csv(rows), encoding="utf-8", newline="")
        print(f"{len(rows)} avgjørelser skrevet til {out}")
        return
    for row in rows:
        if as_json:
            print_json(row)
        else:
            print(f"{row['known_on']}  {row['actor']}  {row['action']}  {row['subject']}: {row['reason']}")
