"""Builds what each letter says from the year, the register and a number. Pure: no clock, no I/O.

``register`` tells which municipalities merged at the turn of the year; ``letter_ref`` and ``dated`` are the
letter's own reference and day. Every function refuses a letter it cannot make whole (``BadInput``).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from config.cycle import Cycle
from tasks.core.model.allocation import Allocation
from tasks.core.model.errors import BadInput
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import Municipality, Register
from tasks.core.model.need import Need
from tasks.core.model.position import Missing
from tasks.core.model.request import Request
from tasks.letters.annex import annex_of
from tasks.letters.content import LetterContent
from tasks.letters.content_parts import Difference
from tasks.letters.frame import addition, asked_in, earlier_of, explanation_of, letter_of, persons_of
from tasks.letters.language import language_of


def request_letter(
    cycle: Cycle,
    register: Register,
    municipality: Municipality,
    allocation: Allocation,
    *,
    letter_ref: str,
    dated: date,
    explained: bool = False,
) -> LetterContent:
    """Return the request: the number, how to answer, the need behind it, grants, criteria.

    ``explained``: with an annex that tells how the number came about and at which needs it changes.
    """
    return letter_of(
        *(LetterKind.REQUEST, cycle, register, municipality, letter_ref, dated),
        persons=persons_of(allocation),
        deadline=cycle.calendar.reply_deadline,
        annex=annex_of(cycle, language_of(municipality, cycle.letters.neutral_policy)),
        explanation=explanation_of(allocation) if explained else None,
    )


def information_letter(
    cycle: Cycle,
    register: Register,
    municipality: Municipality,
    allocation: Allocation,
    *,
    letter_ref: str,
    dated: date,
) -> LetterContent:
    """Return the letter to a municipality that is not asked, with the reason why not."""
    if allocation.asked:
        place = f"information letter {cycle.year} to municipality {municipality.number} {municipality.name}"
        raise BadInput.one(place, f"it is asked for {allocation.count} persons", "write it a request")
    return letter_of(
        *(LetterKind.INFORMATION, cycle, register, municipality, letter_ref, dated),
        reason=allocation.reason,
        annex=annex_of(cycle, language_of(municipality, cycle.letters.neutral_policy)),
    )


def adjusted_letter(  # noqa: PLR0913 - each is named where it is called
    cycle: Cycle,
    register: Register,
    municipality: Municipality,
    allocation: Allocation,
    *,
    previous: Request,
    need: Need,
    letter_ref: str,
    dated: date,
    need_before: Need | None = None,
    deadline: date | None = None,
) -> LetterContent:
    """Return the request adjusted to the new ``need``: the number that takes the place of ``previous``.

    ``deadline`` is the new one; without it the deadline of ``previous`` stands, and a municipality asked for
    more must still be able to keep it. A lower number asks for no answer after the deadline: vedtak stand.
    Where the lower number is the council's own, the letter says so: then it is not the need that lowers it.
    """
    own = allocation.follows_vedtak and allocation.count < previous.count
    return letter_of(
        *(LetterKind.ADJUSTED, cycle, register, municipality, letter_ref, dated),
        persons=persons_of(allocation),
        earlier=earlier_of(previous),
        need=need,
        need_before=need_before,
        deadline=deadline or previous.deadline,
        decided=allocation.count if own else None,
    )


def supplementary_letter(  # noqa: PLR0913 - each is named where it is called
    cycle: Cycle,
    register: Register,
    municipality: Municipality,
    allocation: Allocation,
    *,
    previous: Request | None,
    need: Need,
    deadline: date,
    letter_ref: str,
    dated: date,
) -> LetterContent:
    """Return the request for the persons that ``allocation`` has on top of ``previous``.

    ``allocation`` is the new total, ``persons`` of the letter the addition alone. ``previous`` None: not asked
    before.
    """
    return letter_of(
        *(LetterKind.SUPPLEMENTARY, cycle, register, municipality, letter_ref, dated),
        persons=addition(municipality, allocation, previous),
        earlier=earlier_of(previous) if previous else None,
        need=need,
        deadline=deadline,
    )


def withdrawal_letter(
    cycle: Cycle,
    register: Register,
    municipality: Municipality,
    *,
    withdrawn: Request,
    standing: Request,
    letter_ref: str,
    dated: date,
) -> LetterContent:
    """Return that the adjustment ``withdrawn`` no longer counts and ``standing``, the request before it, does."""
    return letter_of(
        *(LetterKind.WITHDRAWAL, cycle, register, municipality, letter_ref, dated),
        persons=asked_in(standing),
        earlier=earlier_of(withdrawn),
    )


def reminder_letter(  # noqa: PLR0913 - each is named where it is called
    cycle: Cycle,
    register: Register,
    municipality: Municipality,
    request: Request,
    *,
    missing: Iterable[str],
    letter_ref: str,
    dated: date,
    reminder: int = 1,
    is_last: bool = False,
    deadline: date | None = None,
) -> LetterContent:
    """Return the reminder of ``request`` that names what is ``missing``: registration, written copy or both.

    ``deadline`` is the municipality's own where it was given more time; else that of the request counts.
    ``reminder`` counts those to this municipality from 1; the last one says who IMDi turns to next.
    """
    return letter_of(
        *(LetterKind.REMINDER, cycle, register, municipality, letter_ref, dated),
        persons=asked_in(request),
        earlier=earlier_of(request),
        deadline=deadline or request.deadline,
        missing=tuple(sorted({Missing(code) for code in missing}, key=list(Missing).index)),
        reminder=reminder,
        is_last_reminder=is_last,
    )


def clarification_letter(
    cycle: Cycle,
    register: Register,
    municipality: Municipality,
    request: Request,
    *,
    difference: Difference,
    answer_by: date | None,
    letter_ref: str,
    dated: date,
) -> LetterContent:
    """Return the question what the council decided: registration and copy differ, or the copy is unclear."""
    return letter_of(
        *(LetterKind.CLARIFICATION, cycle, register, municipality, letter_ref, dated),
        persons=asked_in(request),
        earlier=earlier_of(request),
        difference=difference,
        deadline=answer_by,
    )


def closing_letter(
    cycle: Cycle,
    register: Register,
    municipality: Municipality,
    request: Request,
    *,
    decided: int,
    letter_ref: str,
    dated: date,
) -> LetterContent:
    """Return the thanks for the answer, with the number of persons that was ``decided``; 0 is a no."""
    return letter_of(
        *(LetterKind.CLOSING, cycle, register, municipality, letter_ref, dated),
        persons=asked_in(request),
        earlier=earlier_of(request),
        decided=decided,
    )
