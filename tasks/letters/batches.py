"""Which letters a round calls for, as data: nothing is rendered or stored here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from config.cycle import Cycle
from tasks.core.model.allocation import Round, RoundKind
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import Register
from tasks.core.model.reference import letter_reference
from tasks.core.model.request import Request
from tasks.letters.compose import adjusted_letter, information_letter, request_letter
from tasks.letters.content import LetterContent


def letters_of_round(
    cycle: Cycle, register: Register, value: Round, issued: Mapping[str, Request], revision: int, dated: date
) -> tuple[LetterContent, ...]:
    """Return the letters a closed round calls for, by municipality number.

    A first round writes to all: a request to those asked, information to the others. A revision writes only to
    those whose number changes; ``issued`` are their standing requests and ``revision`` counts the adjustments.
    """
    if value.kind is RoundKind.REVISION:
        return _adjusted(cycle, register, value, issued, revision, dated)
    municipalities = register.by_number()
    made: list[LetterContent] = []
    for row in value.allocations:
        kind = LetterKind.REQUEST if row.asked else LetterKind.INFORMATION
        reference = letter_reference(cycle.letters.reference_prefix, cycle.year, row.number, kind, 1)
        write = request_letter if row.asked else information_letter
        made.append(
            write(cycle, register, municipalities[row.number], row, letter_ref=reference, dated=dated)
        )
    return tuple(made)


def _adjusted(
    cycle: Cycle, register: Register, value: Round, issued: Mapping[str, Request], revision: int, dated: date
) -> tuple[LetterContent, ...]:
    municipalities = register.by_number()
    made: list[LetterContent] = []
    for row in value.allocations:
        before = issued.get(row.number)
        if before is None or (before.count, before.em, before.em_under_15) == (
            row.count,
            row.em,
            row.em_under_15,
        ):
            continue
        kind = LetterKind.ADJUSTED
        reference = letter_reference(cycle.letters.reference_prefix, cycle.year, row.number, kind, revision)
        made.append(
            adjusted_letter(
                cycle,
                register,
                municipalities[row.number],
                row,
                previous=before,
                need=value.need,
                letter_ref=reference,
                dated=dated,
            )
        )
    return tuple(made)
