"""Why a person must look at a reading: every doubt about the text, the numbers and what stands beside them."""

from __future__ import annotations

from dataclasses import replace

from tasks.core.model.vedtak import DocumentFlag, Outcome, VedtakReading
from tasks.replies.reader.adopted import Basis
from tasks.replies.reader.amounts import Amounts
from tasks.replies.reader.found import Found
from tasks.replies.reader.limits import TOO_LONG
from tasks.replies.reader.outcome import is_perhaps_put_off, is_put_off, is_withdrawn
from tasks.replies.reader.place import Place
from tasks.replies.reader.scene import Scene
from tasks.replies.reader.second_look import contradiction
from tasks.replies.reader.understood import not_understood

# What a reading says for the reader's information: a case plainly put off is an answer without a number.
NO_DOUBT = frozenset({"POSTPONED"})


def with_doubts(  # noqa: C901 - ordered rules, one after the other
    reading: VedtakReading, found: Found, amounts: Amounts, place: Place, year_reason: str | None
) -> VedtakReading:
    """Return the reading with every reason a person must look at it."""
    reasons: list[str] = [year_reason] if year_reason else []
    reasons += [TOO_LONG] if found.is_too_long else []
    outcome, count, em = reading.outcome, reading.count, reading.em_count
    decided = "\n".join(found.sentences)
    put_off = is_put_off(decided)
    if put_off and (amounts.total is None or is_put_off(amounts.total.sentence)):
        outcome, count, em = Outcome.POSTPONED, None, None
        reading = replace(reading, reservations=())
        reasons.append("POSTPONED")
    elif is_withdrawn(decided):
        outcome, count, em = Outcome.UNCLEAR, None, None
        reading = replace(reading, reservations=())
    elif put_off or (count and is_perhaps_put_off(decided)):
        reasons.append("PUT_OFF_AND_NUMBER")
    if found.adopted.basis is Basis.NONE:
        reasons.append("NO_VEDTAK_FOUND")
        outcome = Outcome.UNCLEAR
    if place.number is None:
        reasons.append("MUNICIPALITY_NOT_CLEAR")
    doubtful = {DocumentFlag.NOT_FINAL, DocumentFlag.WRONG_YEAR} & set(reading.flags)
    if doubtful and outcome is not Outcome.POSTPONED:
        outcome = Outcome.UNCLEAR
    if found.adopted.is_amended:
        reasons.append("AMENDED_PROPOSAL")
    if found.adopted.is_uncertain:
        reasons.append("ADOPTED_TEXT_NOT_CERTAIN")
    other = contradiction(found.items, found.item, reading.year, count)
    if other is not None:
        reasons.append(other.reason)
        reading = replace(reading, trail=(*reading.trail, f"{other.said} {other.text[:200]!r}"))
    reasons += [*amounts.doubts, *(flag.value for flag in reading.flags)]
    reasons += [f"RESERVATION_{reservation.code.value}" for reservation in reading.reservations]
    if outcome is Outcome.UNCLEAR and not doubtful and "NO_VEDTAK_FOUND" not in reasons:
        reasons.append("NO_CONTEXT" if count is not None else "NO_SINGLE_NUMBER")
    reasons = list(dict.fromkeys(reasons))
    if outcome is Outcome.POSTPONED:  # an undecided case needs no year of its own
        reasons = [
            reason for reason in reasons if reason not in {"YEAR_NOT_STATED", "ADOPTED_TEXT_NOT_CERTAIN"}
        ]
    return replace(
        reading,
        outcome=outcome,
        count=count,
        em_count=em,
        needs_person=bool(set(reasons) - NO_DOUBT),
        reasons=tuple(reasons),
    )


def with_net(reading: VedtakReading, scene: Scene) -> VedtakReading:
    """Return a reading that nothing else doubts with the doubt of a sentence no rule explains."""
    sentence = "" if reading.needs_person or reading.outcome is Outcome.POSTPONED else not_understood(scene)
    if not sentence:
        return reading
    trail = (*reading.trail, f"not understood: {sentence!r}")
    return replace(reading, needs_person=True, reasons=("NOT_UNDERSTOOD",), trail=trail)
