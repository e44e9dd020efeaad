"""The allocation: compute and store a round, or try one on the side; explain, sweep and backtest it.

Only `allocate` and `revise` without ``--dry-run`` runs a flow; nothing else here imports Prefect.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.clock import when
from flows.commands.options import AsJson, AsOf, Number, Year, day, print_json
from flows.commands.server import prefect_server
from tasks.core.model.errors import BadInput
from tasks.core.model.need import Need

if TYPE_CHECKING:
    from flows.trial import Trial
    from tasks.core.model.allocation import Round

NeedOption = Annotated[
    int | None, typer.Option("--need", min=0, help="Persons in all; the forecast's if left out")
]
EmOption = Annotated[int | None, typer.Option("--em", min=0, help="EM inside the need")]
Under15 = Annotated[int | None, typer.Option("--em-under-15", min=0, help="EM under 15, inside EM")]
IndicatorsFile = Annotated[
    Path | None,
    typer.Option(
        "--indicators", help="CSV number and indicators (requested_2019 or requested_previous_year)"
    ),
]
RemarksFile = Annotated[
    Path | None,
    typer.Option("--remarks", help="CSV kind,number,author,reason[,persons][,other_number]; dry runs only"),
]
Profile = Annotated[str | None, typer.Option("--profile", help="A profile of the year file")]
Out = Annotated[Path | None, typer.Option("--out", help="Write the CSV here")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Compute and show; store nothing")]
NOBODY = "behovet står: ingen endres"
LANGUAGES = ("nb", "nn", "en")


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (allocate, revise, explain, sweep, backtest):
        app.command()(command)


def allocate(
    year: Year,
    *,
    as_of: AsOf = None,
    need: NeedOption = None,
    em: EmOption = None,
    em_under_15: Under15 = None,
    indicators: IndicatorsFile = None,
    remarks: RemarksFile = None,
    profile: Profile = None,
    dry_run: DryRun = False,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Compute the round the need calls for, store it and write the workbook for KS; or only show it."""
    from tasks.allocation.files import round_csv

    needed = _need(year, need, em, em_under_15)
    if dry_run:
        value = _trial(year, as_of, needed, indicators, remarks, profile).round()
    elif remarks is not None:
        raise BadInput.one("--remarks", "a stored round takes its remarks from KS", "add --dry-run")
    else:
        with prefect_server():
            from flows.autumn import allocate as run

            stored = run(year, day(as_of), needed, indicators, profile)
        value = stored.round
        print(f"runde {stored.version}: {value.need.total} personer til {len(value.asked)} kommuner")
    if out is not None:
        from flows.files import write_text

        write_text(out, round_csv(value))
    if as_json:
        print_json(
            {"year": year, "asked": len(value.asked), "inputs_sha256": value.inputs_sha256, **value.report}
        )
    elif dry_run:
        _show(value)


def revise(
    year: Year,
    *,
    as_of: AsOf = None,
    need: NeedOption = None,
    em: EmOption = None,
    em_under_15: Under15 = None,
    dry_run: DryRun = False,
    out: Out = None,
) -> None:
    """Compute again from the issued numbers after a new forecast, and show who changes."""
    needed = _need(year, need, em, em_under_15)
    if not dry_run:
        if needed is not None or out is not None:
            raise BadInput.one("--need", "a stored revision meets the newest forecast", "add --dry-run")
        _revise_and_store(year, as_of)
        return
    from flows.since_issued import trial_revision

    found = trial_revision(year, when(day(as_of)).day, needed)
    if found is None:
        print(NOBODY)
        return
    _show_changes(found[1])
    _show(found[0])
    if out is not None:
        from flows.files import write_text
        from tasks.allocation.files import round_csv

        write_text(out, round_csv(found[0]))


def explain(
    year: Year,
    number: Number,
    language: Annotated[str, typer.Option("--language", help="nb, nn or en")] = "nb",
    as_json: AsJson = False,
) -> None:
    """Say in one sentence, and the table behind it, why a municipality has its number."""
    from flows.explanation import explanation, table

    if language not in LANGUAGES:
        raise BadInput.one("--language", f"{language!r} is unknown", f"use one of {', '.join(LANGUAGES)}")
    found = explanation(year, number, language, when().day)
    if as_json:
        print_json(found)
        return
    for line in table(found, language):
        print(line)


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

    inputs = _trial(year, as_of, _need(year, need, em, em_under_15), indicators, remarks, profile)
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
    """Hold every profile of the year file against the requests that were really made."""
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


def _revise_and_store(year: int, as_of: str | None) -> None:
    with prefect_server():
        from flows.revision import revise as run

        revised = run(year, day(as_of))
    if revised is None:
        print(NOBODY)
    else:
        _show_changes(revised.changed)


def _show_changes(changed: Mapping[str, tuple[int, int]]) -> None:
    for number, (before, after) in changed.items():
        print(f"{number}  {before} -> {after}")


def _show(value: Round) -> None:
    from config.register_reader import read_register
    from tasks.allocation.summary import summary_lines

    names = {m.number: m.display_name for m in read_register(value.year).municipalities}
    for line in summary_lines(value, names):
        print(line)


def _trial(
    year: int,
    as_of: str | None,
    needed: Need | None,
    indicators: Path | None,
    remarks: Path | None,
    profile: str | None,
) -> Trial:
    """Return the inputs of a round on the side; what should be known about them goes to standard error."""
    from flows.files import read_file
    from flows.trial import Stated, trial
    from tasks.allocation.files import read_constraints

    table = None if indicators is None else (read_file(indicators), indicators.name)
    rules = None if remarks is None else read_constraints(read_file(remarks), remarks.name)
    found = trial(year, when(day(as_of)).day, Stated(needed, table, rules, profile))
    for note in found.notes:
        typer.echo(note, err=True)
    return found


def _need(year: int, total: int | None, em: int | None, em_under_15: int | None) -> Need | None:
    """Return the need that the options state, None if they state none; EM that is left out is 0."""
    if total is None:
        if em is None and em_under_15 is None:
            return None
        raise BadInput.one("--em", "EM are stated without the need they are inside", "give --need too")
    return Need(year, total, em or 0, em_under_15 or 0)
