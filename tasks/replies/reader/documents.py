"""Several texts of one message read as one reply: the adopted text answers, the others may only raise
doubts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.core.model.municipality import Register
from tasks.core.model.vedtak import DocumentFlag, Outcome, VedtakReading
from tasks.replies.reader.adopted import Basis
from tasks.replies.reader.doubts import NO_DOUBT
from tasks.replies.reader.limits import MOST_CHARACTERS, MOST_IN_MESSAGE, TOO_LONG
from tasks.replies.reader.outcome import RequestContext
from tasks.replies.reader.reading import find_decision, reading_of

_RANK = {Basis.VEDTAK: 4, Basis.RESOLVED: 4, Basis.PROSE: 3, Basis.PROPOSAL: 2, Basis.NONE: 0}


@dataclass(frozen=True, slots=True)
class Document:
    """One text of a message. ``is_cover`` marks the mail's own body, ``recognised`` text read from a
    picture.
    """

    text: str
    name: str = ""
    is_cover: bool = False
    recognised: bool = False


def read_documents(
    documents: Sequence[Document], register: Register, context: RequestContext | None, hint: str | None = None
) -> VedtakReading:
    """Return one reading for all texts: that of the best adopted text, with the doubts the others raise.

    ``hint`` is the municipality the sender or the reference points to; it is used where a text names none.
    """
    read: list[tuple[int, Document, VedtakReading]] = []
    too_long = False
    characters = 0
    for document in documents:
        characters += min(len(document.text), MOST_CHARACTERS)
        if characters > MOST_IN_MESSAGE:
            too_long = True
            break
        found = find_decision(document.text)
        too_long |= found.is_too_long
        rank = _RANK[found.adopted.basis] * 2 + (not document.is_cover)
        read.append((rank, document, reading_of(found, register, context, hint)))
    if not read:
        return no_text(register, hint)
    best_rank, best_document, best = max(read, key=lambda entry: entry[0])
    reasons = list(best.reasons)
    flags = list(best.flags)
    others = list(best.other_readings)
    for rank, document, reading in read:
        if reading is best or rank < _RANK[Basis.PROPOSAL] * 2:
            continue
        reasons += _doubts(best, reading, same_rank=rank // 2 == best_rank // 2)
        if DocumentFlag.NOT_FINAL in reading.flags and document.is_cover and rank // 2 == _RANK[Basis.PROSE]:
            flags.append(DocumentFlag.NOT_FINAL)
            reasons.append(DocumentFlag.NOT_FINAL.value)
        if (reading.year, reading.count) != (best.year, best.count) and reading.count is not None:
            others.append(replace(reading, other_readings=()))
    if too_long:
        reasons.append(TOO_LONG)
    if best_document.recognised:
        reasons.append("READ_FROM_PICTURE")
    unique = tuple(dict.fromkeys(reasons))
    outcome = Outcome.UNCLEAR if len(flags) > len(best.flags) else best.outcome
    trail = (f"read in {best_document.name!r}", *best.trail) if best_document.name else best.trail
    return replace(
        best,
        flags=tuple(dict.fromkeys(flags)),
        reasons=unique,
        needs_person=bool(set(unique) - NO_DOUBT),
        outcome=outcome,
        other_readings=tuple(others),
        trail=trail,
    )


def _doubts(best: VedtakReading, other: VedtakReading, *, same_rank: bool) -> list[str]:
    doubts: list[str] = []
    both = best.count is not None and other.count is not None
    if both and other.year in {best.year, None} and other.count != best.count:
        doubts.append("CONFLICTING_NUMBERS")
    if (
        other.municipality_number
        and best.municipality_number
        and other.municipality_number != best.municipality_number
    ):
        doubts.append("SEVERAL_MUNICIPALITIES")
    if same_rank or other.count_evidence:
        doubts += [
            f"RESERVATION_{r.code.value}"
            for r in other.reservations
            if r.code not in {b.code for b in best.reservations}
        ]
    return doubts


def no_text(register: Register, hint: str | None, *reasons: str) -> VedtakReading:
    """Return the reading of a message nothing could be read in."""
    municipality = register.by_number().get(hint or "")
    return VedtakReading(
        municipality_number=municipality.number if municipality else None,
        municipality=municipality.display_name if municipality else None,
        year=None,
        count=None,
        em_count=None,
        implied_count=None,
        outcome=Outcome.UNCLEAR,
        reservations=(),
        flags=(),
        family_reunification_included=None,
        case_no=None,
        decision_date=None,
        count_evidence="",
        needs_person=True,
        reasons=reasons or ("NO_TEXT",),
    )
