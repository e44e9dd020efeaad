"""The allocation: compute and store a round or a revision, or try one on the side; explain a number.

Only `allocate` and `revise` without ``--dry-run`` runs a flow; nothing else here imports Prefect.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from config.settings import InterfaceLanguage
from flows.clock import when
from flows.commands.options import AsJson, AsOf, Number, Year, day, print_json
from flows.commands.round_options import (
    DryRun,
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
from flows.commands.server import prefect_server
from tasks.core.model.errors import BadInput

if TYPE_CHECKING:
    from tasks.core.model.allocation import Round

NOBODY = "behovet står: ingen endres"


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (allocate, revise, explain):
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

    needed = stated_need(year, need, em, em_under_15)
    if dry_run:
        value = tried(year, as_of, needed, indicators, remarks, profile).round()
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
    needed = stated_need(year, need, em, em_under_15)
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
    language: Annotated[InterfaceLanguage, typer.Option(help="Of the answer")] = InterfaceLanguage.NB,
    as_json: AsJson = False,
) -> None:
    """Say in one sentence, and the table behind it, why a municipality has its number."""
    from flows.explanation import explanation, table

    found = explanation(year, number, language, when().day)
    if as_json:
        print_json(found)
        return
    for line in table(found, language):
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
