"""Options of the commands that compute a round, and the inputs they state."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.clock import when
from flows.commands.options import day
from tasks.core.model.errors import BadInput
from tasks.core.model.need import Need

if TYPE_CHECKING:
    from flows.trial import Trial

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


def tried(
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


def stated_need(year: int, total: int | None, em: int | None, em_under_15: int | None) -> Need | None:
    """Return the need that the options state, None if they state none; EM that is left out is 0."""
    if total is None:
        if em is None and em_under_15 is None:
            return None
        raise BadInput.one("--em", "EM are stated without the need they are inside", "give --need too")
    return Need(year, total, em or 0, em_under_15 or 0)
