"""Turns the remark on one row into a constraint, or says everything that is wrong with it. Pure."""

from __future__ import annotations

import re

from tasks.consultation import sheet as s
from tasks.consultation.lines import Line, number_text
from tasks.core.model.allocation import Constraint, ConstraintKind
from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.municipality import Register

MOST_PERSONS = 999_999  # more than any need; keeps absurd numbers out of the arithmetic
LONGEST_TEXT = 2000  # characters of a reason or an author


def constraint_of(line: Line, register: Register) -> Constraint:
    """Return one remark.

    :raises BadInput: everything that is wrong with it.
    """
    faults: list[Fault] = []
    kind = _kind(line, faults)
    persons = _persons(line, kind, faults)
    other = _other(line, kind, register, faults)
    reason = _text(line, s.REMARK_REASON, faults)
    author = _text(line, s.REMARK_AUTHOR, faults)
    if faults or kind is None:
        raise BadInput(faults)
    return Constraint(kind, line.number, author, reason, persons, other)


def _kind(line: Line, faults: list[Fault]) -> ConstraintKind | None:
    word = line.cells[s.REMARK_TYPE]
    kind = s.REMARK_WORDS.get(str(word or "").casefold())
    if kind is None:
        what = "the remark has no type" if word is None else f"unknown type of remark {str(word)[:40]!r}"
        faults.append(Fault(line.place, what, f"use one of: {', '.join(s.REMARK_WORDS)}"))
    return kind


def _persons(line: Line, kind: ConstraintKind | None, faults: list[Fault]) -> int | None:
    given = line.cells[s.REMARK_COUNT]
    if kind in s.NUMBERLESS:
        if given is not None:
            what = f"a number ({str(given)[:40]}) with a type that takes none"
            faults.append(Fault(line.place, what, "leave Merknad: antall empty, or choose another type"))
        return None
    if isinstance(given, str) and re.fullmatch(r"[0-9]{1,6}", given):
        given = int(given)
    least = 1 if kind is ConstraintKind.SWAP else 0
    if isinstance(given, int) and least <= given <= MOST_PERSONS:
        return given
    if kind is not None or given is not None:
        shown = "is empty" if given is None else f"is {str(given)[:40]!r}"
        faults.append(
            Fault(line.place, f"Merknad: antall {shown}", f"give a whole number of persons, {least} or more")
        )
    return None


def _other(line: Line, kind: ConstraintKind | None, register: Register, faults: list[Fault]) -> str | None:
    number = number_text(line.cells[s.REMARK_OTHER])
    if kind is not ConstraintKind.SWAP:
        if number:
            what = f"Merknad: til kommune ({number[:40]}) is used with 'flytt' only"
            faults.append(Fault(line.place, what, "empty it, or choose 'flytt'"))
        return None
    if not number:
        what = "'flytt' without the municipality to move to"
        faults.append(Fault(line.place, what, "give its number in Merknad: til kommune"))
        return None
    try:
        return register.require(number[:40], place=f"{line.place}, Merknad: til kommune").number
    except BadInput as refused:
        faults += refused.faults
        return None


def _text(line: Line, heading: str, faults: list[Fault]) -> str:
    text = str(line.cells[heading] or "")
    if not text:
        faults.append(Fault(line.place, f"{heading} is empty", "say who asks for it and why"))
    elif len(text) > LONGEST_TEXT:
        faults.append(
            Fault(line.place, f"{heading} has {len(text)} characters", f"keep it within {LONGEST_TEXT}")
        )
    return text
