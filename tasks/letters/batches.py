"""Which letters a round calls for, as data: nothing is rendered or stored here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from config.cycle import Cycle
from config.cycle.year import UpwardLetter
from tasks.core.model.allocation import Allocation, Round, RoundKind
from tasks.core.model.letter import Letter, LetterKind
from tasks.core.model.municipality import Municipality, Register
from tasks.core.model.reference import letter_reference
from tasks.core.model.request import Request
from tasks.letters.compose import adjusted_letter, information_letter, request_letter, supplementary_letter
from tasks.letters.content import LetterContent
from tasks.letters.deadlines import new_deadline

CHANGING = frozenset({RoundKind.REVISION, RoundKind.SUPPLEMENTARY})  # rounds that start from issued numbers


@dataclass(frozen=True, slots=True)
class References:
    """Gives each letter a reference no letter had before; ``used`` is the highest revision of (number, kind)."""

    prefix: str
    year: int
    used: Mapping[tuple[str, LetterKind], int]

    @classmethod
    def after(cls, prefix: str, year: int, letters: Iterable[Letter]) -> References:
        """Return the references that follow those of ``letters``, sent or not."""
        used: Counter[tuple[str, LetterKind]] = Counter()
        for one in letters:
            used[one.number, one.kind] = max(used[one.number, one.kind], one.revision)
        return cls(prefix, year, used)

    def next(self, number: str, kind: LetterKind) -> str:
        """Return the reference of the next letter of this kind to a municipality."""
        return letter_reference(self.prefix, self.year, number, kind, self.used.get((number, kind), 0) + 1)


def letters_of_round(
    cycle: Cycle,
    register: Register,
    value: Round,
    issued: Mapping[str, Request],
    references: References,
    dated: date,
) -> tuple[LetterContent, ...]:
    """Return the letters a round calls for, by municipality number.

    A first round writes to all: a request to those asked, information to the others. A round that starts from
    ``issued`` numbers, the standing requests, writes only to those whose number changes.

    :raises BadInput: a letter cannot be made whole, or asks for more and the year file gives no time to answer.
    """
    if value.kind in CHANGING:
        return tuple(_changes(cycle, register, value, issued, references, dated))
    places = _places(cycle, register, value)
    made: list[LetterContent] = []
    for row in value.allocations:
        kind = LetterKind.REQUEST if row.asked else LetterKind.INFORMATION
        to = (cycle, register, places[row.number], row)
        reference = references.next(row.number, kind)
        if row.asked:
            explained = cycle.letters.explanation_annex
            made.append(request_letter(*to, letter_ref=reference, dated=dated, explained=explained))
        else:
            made.append(information_letter(*to, letter_ref=reference, dated=dated))
    return tuple(made)


def _changes(
    cycle: Cycle,
    register: Register,
    value: Round,
    issued: Mapping[str, Request],
    references: References,
    dated: date,
) -> Iterator[LetterContent]:
    places = _places(cycle, register, value)
    for row in value.allocations:
        before = issued.get(row.number)
        if not is_changed(row, before):
            continue
        place = places[row.number]
        if before is None or _is_addition(cycle, row, before):
            yield supplementary_letter(
                *(cycle, register, place, row),
                previous=before,
                need=value.need,
                deadline=new_deadline(cycle, dated),
                letter_ref=references.next(row.number, LetterKind.SUPPLEMENTARY),
                dated=dated,
            )
            continue
        more = row.count > before.count or (before.em is not None and row.em > before.em)
        yield adjusted_letter(
            *(cycle, register, place, row),
            previous=before,
            need=value.need,
            deadline=new_deadline(cycle, dated) if more else None,
            letter_ref=references.next(row.number, LetterKind.ADJUSTED),
            dated=dated,
        )


def _places(cycle: Cycle, register: Register, value: Round) -> Mapping[str, Municipality]:
    """Return the municipalities of the round; one that is merged away is refused, and what followed it is named."""
    known = register.by_number()
    for row in value.allocations:
        if row.number not in known:
            register.require(row.number, place=f"letters of {cycle.year}, municipality {row.number}")
    return known


def is_changed(row: Allocation, before: Request | None) -> bool:
    """Return whether a municipality's number differs from its standing request; one never asked has none."""
    if before is None:
        return row.asked
    return (before.count, before.em, before.em_under_15) != (row.count, row.em, row.em_under_15)


def _is_addition(cycle: Cycle, row: Allocation, before: Request) -> bool:
    """Return whether the new number is put as one on top of the old: by policy, and only if nothing in it falls."""
    if (
        cycle.revision.upward is not UpwardLetter.SUPPLEMENTARY
        or before.em is None
        or before.em_under_15 is None
    ):
        return False
    over_15 = (row.em - row.em_under_15) - (before.em - before.em_under_15)
    added = row.count - before.count
    return (
        added >= 1 and row.em_under_15 >= before.em_under_15 and over_15 >= 0 and row.em - before.em <= added
    )
