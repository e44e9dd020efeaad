"""The calculation alone, on files: nothing is stored and Prefect is never imported."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import print_json


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("read-vedtak")(read_vedtak)


def read_vedtak(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders: .eml .pdf .docx .html .txt")],
    context: Annotated[Path | None, typer.Option(help="CSV file,year,requested,requested_em")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per document")] = False,
) -> None:
    """Read vedtak and print what each says, with the quoted evidence, or why a person must look."""
    from config.register_reader import read_register
    from tasks.replies.read_files import read_context, read_paths

    rows = {} if context is None else read_context(context.read_bytes(), str(context))
    needs_person = False
    for row in read_paths(paths, read_register(2020), rows):
        needs_person = needs_person or bool(row["needs_person"])
        if as_json:
            print_json(row)
        else:
            reasons = ", ".join(str(reason) for reason in row["reasons"])
            print(f"{row['file']}: {row['municipality']} {row['count']} {row['outcome']} {reasons}")
    if needs_person:
        raise typer.Exit(1)
