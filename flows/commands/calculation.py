"""The calculation alone, on files: nothing is stored and Prefect is never imported."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import print_json
from tasks.core.model.allocation import DivisorMethod
from tasks.core.model.errors import BadInput


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("read-vedtak")(read_vedtak)
    app.command()(apportion)
    app.command()(footing)


def read_vedtak(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders: .eml .pdf .docx .html .txt")],
    context: Annotated[Path | None, typer.Option(help="CSV file,year,requested,requested_em")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per document")] = False,
) -> None:
    """Read vedtak and print what each says, with the quoted evidence, or why a person must look."""
    from config.register_reader import read_register
    from tasks.replies.read_files import read_context, read_paths

    rows = None if context is None else read_context(context.read_bytes(), str(context))
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


def apportion(
    file: Annotated[Path, typer.Argument(help="CSV unit,weight[,min][,max][,group]")],
    total: Annotated[int, typer.Option(help="How many to share out", min=0)],
    method: Annotated[DivisorMethod, typer.Option(help="The rounding rule")] = DivisorMethod.SAINTE_LAGUE,
    groups: Annotated[Path | None, typer.Option(help="CSV group,min,max")] = None,
    out: Annotated[Path | None, typer.Option(help="Write here instead of printing")] = None,
) -> None:
    """Share out a total by weight, exactly, within bounds; print unit,count."""
    from flows.files import read_file, write_text
    from tasks.allocation.apportion import apportion as share_out
    from tasks.allocation.files import counts_csv, read_groups, read_units

    bounds = () if groups is None else read_groups(read_file(groups), groups.name)
    result = share_out(read_units(read_file(file), file.name), total, method, bounds)
    table = counts_csv(result)
    if out is None:
        print(table, end="")
    else:
        write_text(out, table)


def footing(
    file: Annotated[Path, typer.Argument(help="A table, CSV or XLSX, with or without a row of totals")],
    expected: Annotated[int | None, typer.Option(help="The total that the counts should add up to")] = None,
) -> None:
    """Say whether every column of a table adds up to its total, and by how much it does not."""
    from flows.files import read_file
    from tasks.core.tables.footing import check_table
    from tasks.core.tables.rows import read_rows

    total = None if expected is None else Decimal(expected)
    report = check_table(read_rows(read_file(file), file.name), expected=total)
    if not report.columns:
        raise BadInput.one(
            file.name, "there is no column of figures to add up", "check that it is the right table"
        )
    for column in report.columns:
        print(column.sentence)
    if not report.foots:
        raise typer.Exit(1)
