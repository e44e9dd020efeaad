"""Finds what was changed in the locked columns of a workbook that came back. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.consultation import sheet as s
from tasks.consultation.lines import Line
from tasks.core.model.allocation import Allocation, Round
from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.municipality import NUMBER_PATTERN, Register

EXPORT_AGAIN = "ask for an answer in the workbook that was sent, or export it again"
USE_REMARKS = "restore the locked cell and write the wish in the columns that begin with Merknad"


def formula_faults(line: Line) -> list[Fault]:
    """Return a fault for every cell of ours that holds a formula: what it shows is not what was written."""
    what = "holds a formula instead of a value"
    return [Fault(line.place, f"{name} {what}", "replace it with the value itself") for name in line.formulas]


def locked_faults(lines: Sequence[Line], round_: Round, register: Register, name: str) -> list[Fault]:
    """Return a fault for every row that is not the round's, stands twice, is gone or has another number."""
    rows = round_.by_number()
    faults: list[Fault] = []
    seen: set[str] = set()
    for line in lines:
        row = rows.get(line.number)
        if row is None:
            faults += _unknown(line, register)
        elif line.number in seen:
            faults.append(Fault(line.place, "the municipality stands twice", "remove the row that was added"))
        else:
            faults += _changed(line, row)
        seen.add(line.number)
    missing = sorted(set(rows) - seen)
    if missing:
        place = f"{name}, sheet {s.ALLOCATION_SHEET}"
        faults.append(Fault(place, f"rows are gone: {', '.join(missing)}", EXPORT_AGAIN))
    return faults


def mark_faults(lines: Sequence[Line], mark: str | None, name: str) -> list[Fault]:
    """Return a fault if the locked columns are not what ``mark`` was made of when they were sent."""
    if s.sheet_mark([_locked_row(line) for line in lines]) == mark:
        return []
    what = "a text, a weight or last year's number in a locked column is not the one that was sent"
    return [Fault(f"{name}, sheet {s.ALLOCATION_SHEET}", what, USE_REMARKS)]


def _unknown(line: Line, register: Register) -> list[Fault]:
    if not NUMBER_PATTERN.fullmatch(line.number):
        what = f"a row without a municipality number ({line.number[:40] or 'empty'})"
        return [Fault(line.place, what, "move what stands there to the row of the municipality it is about")]
    try:
        register.require(line.number, place=line.place)
    except BadInput as refused:
        return list(refused.faults)
    return [Fault(line.place, "the municipality is not in the round", "remove the row that was added")]


def _changed(line: Line, row: Allocation) -> list[Fault]:
    sent = {"Anmodning": row.count, "Av dette EM": row.em, "EM under 15": row.em_under_15}
    return [
        # Without the figures: a fault may end in a log, where EM figures must not stand.
        Fault(
            line.place, f"the number in the locked column {heading} is not the one that was sent", USE_REMARKS
        )
        for heading, was in sent.items()
        if line.cells[heading] != was and heading not in line.formulas
    ]


def _locked_row(line: Line) -> s.LockedRow:
    """Return the locked cells as they were when the fingerprint was made, had nobody touched them."""
    values = [line.cells[heading] for heading in s.LOCKED_HEADINGS]
    count, em, em_under_15 = (v if isinstance(v, int) else -1 for v in values[3:6])
    weight, previous = values[6], values[8]
    return s.LockedRow(
        number=line.number,
        municipality=str(values[1] or ""),
        county=str(values[2] or ""),
        count=count,
        em=em,
        em_under_15=em_under_15,
        weight=s.rounded(weight) if isinstance(weight, int | float) else -1.0,
        reason=str(values[7] or ""),
        previous=previous if previous is None or isinstance(previous, int) else -1,
    )
