"""Which of a municipality's copies stands: the latest final one of a trusted sender."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.core.model.vedtak import Grade, Message, MessageState, Outcome
from tasks.reconciliation.copies import TRUSTED_GRADES, Copy, CopyKind, is_trusted

PREFERENCE = tuple(CopyKind)
ARRIVED = frozenset({CopyKind.FINAL, CopyKind.UNCLEAR, CopyKind.UNREADABLE})


@dataclass(frozen=True, slots=True)
class CopySide:
    """The written side of one municipality.

    ``rivals`` say something else as finally and as trustworthily, and nothing tells which came last.
    ``doubts`` came after what stands (or cannot be placed in time) and are unread, unclear or from a sender
    nobody vouches for. ``replaced`` said another number, as finally, before what stands.
    """

    standing: Copy | None
    rivals: tuple[Copy, ...] = ()
    doubts: tuple[Copy, ...] = ()
    replaced: tuple[Copy, ...] = ()
    em: int | None = None

    @property
    def has_arrived(self) -> bool:
        """Whether the municipality has sent a vedtak for the year, readable or not (postponed is none)."""
        copy = self.standing
        if copy is None or not copy.is_trusted or copy.kind not in ARRIVED:
            return False
        return not (copy.kind is CopyKind.FINAL and copy.outcome is Outcome.POSTPONED)

    @property
    def is_final(self) -> bool:
        """Whether one final reading of a trusted sender stands alone."""
        copy = self.standing
        return copy is not None and copy.is_trusted and copy.kind is CopyKind.FINAL and not self.rivals

    @property
    def is_undoubted(self) -> bool:
        """Whether nothing that the municipality sent later puts the final reading in question.

        A later mail without a vedtak does not, nor does anything from a sender nobody vouches for.
        """
        return self.is_final and not any(c.is_trusted and c.kind in ARRIVED for c in self.doubts)

    @property
    def count(self) -> int | None:
        """The number shown for the copy, persons; None where there is none or two contradict each other."""
        return None if self.standing is None or self.rivals else self.standing.count

    @property
    def all(self) -> tuple[Copy, ...]:
        """Everything the answer rests on, what stands first."""
        return (*((self.standing,) if self.standing else ()), *self.rivals, *self.doubts)

    @property
    def questioned(self) -> tuple[Copy, ...]:
        """The copies a person has to look at: all but a final, trusted one."""
        return (
            *(() if self.is_final or self.standing is None else (self.standing,)),
            *self.rivals,
            *self.doubts,
        )


def copy_side(copies: Sequence[Copy]) -> CopySide:
    """Return what stands among ``copies`` (oldest first): replacements end in the latest final one."""
    trusted = [c for c in copies if c.is_trusted]
    standing = _best(trusted) or _best(copies)
    if standing is None:
        return CopySide(None)
    others = [c for c in copies if c is not standing]
    is_final = standing.is_trusted and standing.kind is CopyKind.FINAL
    rivals = tuple(c for c in others if is_final and _is_rival(c, standing))
    doubts = tuple(c for c in others if c not in rivals and _is_doubt(c, standing, is_final=is_final))
    replaced = tuple(c for c in others if is_final and c not in rivals and _is_replaced(c, standing))
    return CopySide(standing, rivals, doubts, replaced, _em(standing, trusted))


def without_questioned(side: CopySide) -> CopySide:
    """Return the side after a person said that what was in question is no decision.

    Later mails that were in question fall away from a final copy; without any, the copy itself was meant.
    """
    return CopySide(side.standing, em=side.em) if side.is_final and side.doubts else CopySide(None)


def ks_has_copy(messages: Sequence[Message], side: CopySide, number: str) -> bool | None:
    """Return whether KS got the copy with any of the municipality's mails; None where nothing can tell.

    A resend with KS on copy counts although it is a duplicate. Inside a channel there is no copy line to see.
    """
    if side.standing is None or not side.has_arrived or side.standing.message.grade is Grade.CHANNEL:
        return None
    own = (m for m in messages if m.number == number and m.state is not MessageState.IRRELEVANT)
    return any(m.ks_copied and (is_trusted(m) or m.grade in TRUSTED_GRADES) for m in own)


def _best(copies: Sequence[Copy]) -> Copy | None:
    """Return the newest copy of the best kind; an answer, however unclear, is better than a proposal."""
    rank = {kind: place for place, kind in enumerate(PREFERENCE)} | {CopyKind.UNREADABLE: 1}
    return max(copies, key=lambda c: (-rank[c.kind], c.order), default=None)


def _is_rival(copy: Copy, standing: Copy) -> bool:
    if not (copy.is_trusted and copy.kind is CopyKind.FINAL) or copy.statement == standing.statement:
        return False
    if copy.decided_on and standing.decided_on and copy.decided_on > standing.decided_on:
        return True  # decided later, yet sent earlier: which one stands is not ours to say
    return _may_be_newer(copy, standing)


def _is_replaced(copy: Copy, standing: Copy) -> bool:
    is_final = copy.is_trusted and copy.kind is CopyKind.FINAL
    return is_final and (copy.count, copy.outcome) != (standing.count, standing.outcome)


def _is_doubt(copy: Copy, standing: Copy, *, is_final: bool) -> bool:
    is_newer = _may_be_newer(copy, standing)
    if copy.is_trusted and copy.kind is CopyKind.NO_VEDTAK:
        return is_newer
    if is_final and not is_newer:
        return False
    if copy.is_trusted:
        return copy.kind in (CopyKind.UNCLEAR, CopyKind.UNREADABLE)
    return not _repeats(copy, standing)


def _repeats(copy: Copy, standing: Copy) -> bool:
    """Return whether a copy says nothing that what stands does not say: it need not be believed then."""
    silent_or_same = copy.em in (None, standing.em)
    said, stood = (copy.kind, copy.count, copy.outcome), (standing.kind, standing.count, standing.outcome)
    return said == stood and silent_or_same and copy.reservations == standing.reservations


def _may_be_newer(copy: Copy, standing: Copy) -> bool:
    at, other = copy.message.received_at, standing.message.received_at
    return at is None or other is None or copy.order[0] >= standing.order[0]


def _em(standing: Copy, trusted: Sequence[Copy]) -> int | None:
    """Return the EM number; a later text that repeats the total in silence about EM takes nothing back."""
    if standing.em is not None or not standing.is_trusted or standing.kind is not CopyKind.FINAL:
        return standing.em
    same = (
        c for c in reversed(trusted) if c.kind is CopyKind.FINAL and c.count == standing.count is not None
    )
    return next((c.em for c in same if c.em is not None), None)
