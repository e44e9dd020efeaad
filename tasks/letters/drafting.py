"""Letters that no round calls for: reminders, questions, thanks, an adjustment taken back. Data only: nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from config.cycle import Cycle
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import Municipality, Register
from tasks.core.model.position import ReminderDue
from tasks.core.model.question import Question
from tasks.core.model.reference import find_references
from tasks.core.model.request import Request, RequestKind
from tasks.letters.batches import References
from tasks.letters.compose import clarification_letter, closing_letter, reminder_letter, withdrawal_letter
from tasks.letters.content import LetterContent
from tasks.letters.content_parts import Difference


@dataclass(frozen=True, slots=True)
class Drafting:
    """What every draft is made from; ``dated`` is the letters' own day."""

    cycle: Cycle
    register: Register
    references: References
    dated: date

    def reminder(
        self, request: Request, due: ReminderDue, sent_before: int, deadline: date | None
    ) -> LetterContent:
        """Return the reminder of a step; the year file says which is the last. ``deadline``: if more time was given."""
        return reminder_letter(
            *self._to(request.number),
            request,
            missing=due.missing,
            letter_ref=self.references.next(request.number, LetterKind.REMINDER),
            dated=self.dated,
            reminder=sent_before + 1,
            is_last=sent_before + 1 >= self.cycle.reminders.at_most,
            deadline=deadline,
        )

    def clarification(self, request: Request, question: Question) -> LetterContent:
        """Return the question with both numbers and the sentence in question; a day already past is left out."""
        return clarification_letter(
            *self._to(request.number),
            request,
            difference=difference_of(question),
            answer_by=question.answer_by if question.answer_by > self.dated else None,
            letter_ref=self.references.next(request.number, LetterKind.CLARIFICATION),
            dated=self.dated,
        )

    def closing(self, request: Request, decided: int) -> LetterContent:
        """Return the thanks for a decided number; 0 is a no."""
        return closing_letter(
            *self._to(request.number),
            request,
            decided=decided,
            letter_ref=self.references.next(request.number, LetterKind.CLOSING),
            dated=self.dated,
        )

    def withdrawal(self, withdrawn: Request, standing: Request) -> LetterContent:
        """Return that an adjustment no longer counts and the request before it does."""
        return withdrawal_letter(
            *self._to(withdrawn.number),
            withdrawn=withdrawn,
            standing=standing,
            letter_ref=self.references.next(withdrawn.number, LetterKind.WITHDRAWAL),
            dated=self.dated,
        )

    def _to(self, number: str) -> tuple[Cycle, Register, Municipality]:
        place = f"letter {self.cycle.year} to {number}"
        return self.cycle, self.register, self.register.require(number, place=place)


def difference_of(question: Question) -> Difference:
    """Return what the question is about, as a letter says it."""
    return Difference(
        *(question.registered, question.copied, question.quote),
        registered_em=question.registered_em,
        copied_em=question.copied_em,
    )


def unasked(
    questions: Iterable[Question], asked_before: Mapping[str, Sequence[Difference]]
) -> Iterator[Question]:
    """Yield the questions that no letter to the municipality has asked in the same words before."""
    for question in questions:
        if difference_of(question) not in asked_before.get(question.number, ()):
            yield question


def adjustments_to_withdraw(series: Sequence[Request]) -> Iterator[tuple[Request, Request]]:
    """Yield the newest adjustment of each municipality, issued last of all, and the request that stood before it."""
    own: dict[str, list[Request]] = {}
    for request in series:
        own.setdefault(request.number, []).append(request)
    newest = max((r[-1].issued_on for r in own.values() if r[-1].kind is RequestKind.ADJUSTED), default=None)
    for _, requests in sorted(own.items()):
        before, last = request_before(requests), requests[-1]
        is_adjustment = last.kind is RequestKind.ADJUSTED and not _restores(last)
        if is_adjustment and last.issued_on == newest and before is not None:
            yield last, before


def _restores(request: Request) -> bool:
    """Return whether a request came with the letter that took an adjustment back: it is none to take back."""
    return any(r.kind is LetterKind.WITHDRAWAL for r in find_references(request.letter_ref))


def request_before(own: Sequence[Request]) -> Request | None:
    """Return the request that stood before the newest one of a municipality, None where there was none."""
    return own[-2] if len(own) > 1 else None
