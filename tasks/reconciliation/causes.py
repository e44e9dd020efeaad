"""What registration and copy of one municipality show together: every cause that holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tasks.core.model.reconciliation import Cause
from tasks.core.model.request import Request
from tasks.core.model.vedtak import Outcome, ReservationCode
from tasks.reconciliation.copies import Copy, CopyKind
from tasks.reconciliation.precedence import PRECEDENCE
from tasks.reconciliation.registered import RegisteredSide
from tasks.reconciliation.standing import CopySide

# Codes that leave the number itself open; they are unclear, not conditions on a number.
NUMBER_OPEN = frozenset({ReservationCode.BY_REFERENCE, ReservationCode.SUPPLEMENT})
CONTRADICTIONS = frozenset(
    {Cause.DUPLICATE_REGISTRATION, Cause.NUMBER_DIFFERS, Cause.EM_DIFFERS, Cause.RESERVATION}
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Everything known about one municipality's answer. ``ks_copied`` None: nothing can tell."""

    request: Request
    registered: RegisteredSide
    copy: CopySide
    ks_copied: bool | None
    deadline: date

    @property
    def replied_on(self) -> date | None:
        """The day the last part of the answer came; None while nothing dated has come."""
        copy = self.copy.standing.received_on if self.copy.has_arrived and self.copy.standing else None
        return max((day for day in (self.registered.on, copy) if day is not None), default=None)

    @property
    def number(self) -> int | None:
        """The number both sides give, or the only one that speaks; None where they differ or are silent."""
        copy = self.copy.count if self.copy.is_final else None
        numbers = {n for n in (self.registered.count, copy) if n is not None}
        return numbers.pop() if len(numbers) == 1 else None

    @property
    def em(self) -> int | None:
        """The EM number that is stated, by the registration first."""
        return self.registered.em if self.registered.em is not None else self.copy.em


def causes_of(pair: Pair) -> tuple[Cause, ...]:
    """Return every cause that holds for the pair, in order of precedence; at least one does."""
    found = {*_lacking(pair), *_doubtful(pair), *_differing(pair), *_against_request(pair)}
    if pair.registered.is_replacement or pair.copy.replaced:
        found.add(Cause.SUPERSEDED)
    if pair.registered.older_number:
        found.add(Cause.MERGED_MUNICIPALITY)
    if pair.replied_on is not None and pair.replied_on > pair.deadline:
        found.add(Cause.LATE)
    if pair.ks_copied is False:
        found.add(Cause.KS_NOT_COPIED)
    if _is_agreement(pair) and not found & CONTRADICTIONS:
        found.add(Cause.AGREE)
    return tuple(sorted(found, key=PRECEDENCE.index))


def _is_agreement(pair: Pair) -> bool:
    registered, copy = pair.registered, pair.copy
    known = registered.count is not None and not registered.is_contradictory
    return known and copy.is_undoubted and copy.count == registered.count


def _lacking(pair: Pair) -> Iterable[Cause]:
    if not pair.copy.has_arrived:
        yield Cause.ONLY_REGISTERED if pair.registered.is_there else Cause.NOTHING
    elif not pair.registered.is_there:
        yield Cause.ONLY_COPY


def _doubtful(pair: Pair) -> Iterable[Cause]:
    if pair.registered.beside:
        yield Cause.DUPLICATE_REGISTRATION
    if pair.registered.is_contradictory or pair.copy.rivals:
        yield Cause.UNCLEAR
    for copy in pair.copy.questioned:
        yield from _doubts_about(copy)
    standing = pair.copy.standing
    postponed = pair.copy.is_final and standing is not None and standing.outcome is Outcome.POSTPONED
    if postponed and pair.registered.is_there:
        yield Cause.UNCLEAR  # a number in IMDinett, and a vedtak that puts the number off
    if postponed or (pair.registered.is_postponed and not pair.copy.has_arrived):
        yield Cause.POSTPONED


def _doubts_about(copy: Copy) -> Iterable[Cause]:
    if not copy.is_trusted:
        yield Cause.SENDER_NOT_TRUSTED
    by_kind = {
        CopyKind.UNCLEAR: Cause.UNCLEAR,
        CopyKind.NO_VEDTAK: Cause.UNCLEAR,
        CopyKind.UNREADABLE: Cause.UNREADABLE,
        CopyKind.NOT_FINAL: Cause.NOT_FINAL,
        CopyKind.WRONG_YEAR: Cause.WRONG_YEAR,
    }
    # What an unknown sender's text is like matters only once somebody vouches for the sender.
    if copy.is_trusted and copy.kind in by_kind:
        yield by_kind[copy.kind]


def _differing(pair: Pair) -> Iterable[Cause]:
    registered, copy = pair.registered, pair.copy
    standing = copy.standing
    if registered.reservation or (standing and copy.has_arrived and set(standing.reservations) - NUMBER_OPEN):
        yield Cause.RESERVATION
    if not copy.is_final or copy.count is None or registered.count is None:
        return
    if copy.count != registered.count:
        yield Cause.NUMBER_DIFFERS
    if _em_differs(pair.request.em, registered.em, copy.em, is_declined=copy.count == registered.count == 0):
        yield Cause.EM_DIFFERS


def _em_differs(
    requested: int | None, registered: int | None, copy: int | None, *, is_declined: bool
) -> bool:
    """Return whether the EM parts fail to agree: unequal, or unsaid on one side where EM is at stake.

    >>> _em_differs(0, 0, None, is_declined=False), _em_differs(5, 5, None, is_declined=False)
    (False, True)
    """
    if registered is not None and copy is not None:
        return registered != copy
    stated = registered or copy or 0
    return not is_declined and bool(requested or stated)


def _against_request(pair: Pair) -> Iterable[Cause]:
    number, request = pair.number, pair.request
    if number is None:
        return
    if number == 0:
        yield Cause.DECLINED
        return
    answers = pair.replied_on is None or pair.replied_on >= request.issued_on
    fewer_em = pair.em is not None and request.em is not None and pair.em < request.em
    if number < request.count or fewer_em:
        yield Cause.BELOW_REQUEST
    elif number > request.count and answers:
        yield Cause.ABOVE_REQUEST  # an older vedtak above a request that was adjusted down stands as it is
