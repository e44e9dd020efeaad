"""Questions about the criteria, on files or on what is known: nothing is stored and Prefect is never imported."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import AsJson, AsOf, Year, print_json
from flows.commands.round_options import (
    EmOption,
    IndicatorsFile,
    NeedOption,
    Out,
    Profile,
    RemarksFile,
    Under15,
    stated_need,
    tried,
)


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command()(sweep)
    app.command()(backtest)


def sweep(
    year: Year,
    *,
    lowest: Annotated[int, typer.Option("--from", min=0, help="The lowest need")],
    highest: Annotated[int, typer.Option("--to", min=0, help="The highest need")],
    as_of: AsOf = None,
    need: NeedOption = None,
    em: EmOption = None,
    em_under_15: Under15 = None,
    indicators: IndicatorsFile = None,
    remarks: RemarksFile = None,
    profile: Profile = None,
    out: Out = None,
    plot: Annotated[Path | None, typer.Option("--plot", help="Draw it as SVG here")] = None,
) -> None:
    """Say for every need in a range who changes; set, weights and bounds are frozen at --need."""
    from flows.files import write_text
    from tasks.allocation.files import sweep_csv
    from tasks.allocation.sweep import sweep as swept

    inputs = tried(year, as_of, stated_need(year, need, em, em_under_15), indicators, remarks, profile)
    found = swept(inputs.basis(), lowest, highest)
    if out is None:
        print(sweep_csv(found), end="")
    else:
        write_text(out, sweep_csv(found))
    if plot is not None:
        from tasks.allocation.sweep_plot import as_svg

        names = {m.number: m.display_name for m in inputs.register.municipalities}
        write_text(plot, as_svg(found, names, inputs.need.total))
    if (reached := lowest + len(found.changes)) < highest:
        typer.echo(f"fra {reached} personer kan ingen ta flere", err=True)


def backtest(
    year: Year,
    need: Annotated[int, typer.Option("--need", min=0, help="The need of that year, persons")],
    indicators: Annotated[Path, typer.Option(help="CSV number and indicators, as known before the letters")],
    requests: Annotated[Path, typer.Option(help="CSV number,requested: the requests that were made")],
    criteria: Annotated[
        int | None, typer.Option(help="Take the criteria of this year file instead of the year's own")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Hold every profile of the year file against the requests that were really made.

    Any year will do: columns are named by year (population_2018, requested_2017, requested_2018, settled_2017,
    employment_2017, intro_results_3y_2017) or relative to YEAR (population, requested_previous_year,
    settled_two_years_ago). What was not known in October of the year before YEAR is left out and named; the
    weight of a criterion without figures goes to the others. Both files in the borders of one year.
    """
    from flows.files import read_file
    from flows.past import compare, lines

    files = [(read_file(file), file.name) for file in (indicators, requests)]
    found, notes = compare(year, need, files[0], files[1], criteria)
    for note in notes:
        typer.echo(note, err=True)
    if as_json:
        print_json(found)
        return
    for line in lines(found):
        print(line)
