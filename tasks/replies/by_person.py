"""What a person decides about one message: let it through, put it aside, read it anew, or enter what came another way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.municipality import Municipality
from tasks.core.model.request import Request
from tasks.core.model.vedtak import (
    Grade,
    Message,
    MessageState,
    Outcome,
    Reservation,
    ReservationCode,
    VedtakReading,
)
from tasks.core.model.when import Decider

MANUAL = "manual"  # the source of what came by paper or telephone
RELEASED = "RELEASED_BY_PERSON"
REJECTED = "REJECTED_BY_PERSON"
READ_BY_PERSON = "READ_BY_PERSON"
NUMBERLESS = frozenset({Outcome.POSTPONED, Outcome.UNCLEAR})


@dataclass(frozen=True, slots=True)
class Statement:
    """What a person read. ``count`` in persons, EM inside; None where the council gave no number.

    ``outcome`` None: it follows from the number. ``reservations`` None: as read before.
    """

    count: int | None
    em: int | None = None
    outcome: Outcome | None = None
    reservations: tuple[ReservationCode, ...] | None = None
    quote: str = ""


def release(message: Message, place: str) -> Message:
    """Return the message as one whose sender a person vouches for; its reading stays as it is.

    :raises BadInput: it waits for nobody, or no municipality is known that it could speak for.
    """
    _require(message, {MessageState.QUARANTINED, MessageState.PERSON}, place, "released")
    if message.number is None:
        raise BadInput.one(place, "no municipality is known", "say which: `replies correct ID --number ...`")
    return replace(message, state=MessageState.ACCEPTED, reasons=(*message.reasons, RELEASED))


def reject(message: Message, place: str) -> Message:
    """Return the message as one that counts for nothing; it stays stored as received.

    :raises BadInput: it counts for nothing already.
    """
    _require(
        message, {MessageState.QUARANTINED, MessageState.PERSON, MessageState.ACCEPTED}, place, "rejected"
    )
    return replace(message, state=MessageState.IRRELEVANT, reasons=(*message.reasons, REJECTED))


def correct(
    message: Message,
    statement: Statement,
    decider: Decider,
    place: str,
    *,
    year: int,
    municipality: Municipality | None,
    request: Request | None,
) -> Message:
    """Return the message with what a person read in place of the program's reading.

    A quarantined message is released or rejected first: whose it is and what it says are two decisions.

    :raises BadInput: the message is quarantined or counts for nothing, or the statement contradicts itself.
    """
    _require(message, {MessageState.PERSON, MessageState.ACCEPTED}, place, "corrected")
    if municipality is None:
        raise BadInput.one(place, "no municipality is known", "say which: --number")
    reading = _reading(statement, decider, place, year, municipality, request, message.reading)
    return replace(
        message,
        number=municipality.number,
        state=MessageState.ACCEPTED,
        reading=reading,
        reasons=(*message.reasons, READ_BY_PERSON),
    )


def entered(  # noqa: PLR0913 - what a person says, each by name
    raw_sha256: str,
    file: str,
    statement: Statement,
    decider: Decider,
    *,
    year: int,
    municipality: Municipality,
    request: Request | None,
    received_at: datetime,
    ks_copied: bool,
) -> Message:
    """Return a reply that came by paper or telephone as a message, its document kept as received.

    :raises BadInput: the statement contradicts itself.
    """
    place = f"reply of municipality {municipality.number} ({year})"
    return Message(
        raw_sha256=raw_sha256,
        file=file,
        source=MANUAL,
        message_id="",
        sender="",
        subject=f"Ført av {decider.name}",
        received_at=received_at,
        state=MessageState.ACCEPTED,
        grade=Grade.WEAK,
        number=municipality.number,
        letter_ref=request.letter_ref or None if request else None,
        ks_copied=ks_copied,
        reading=_reading(statement, decider, place, year, municipality, request, None),
        reasons=(READ_BY_PERSON,),
        attachment_sha256=(raw_sha256,),
    )


def _require(message: Message, states: Iterable[MessageState], place: str, what: str) -> None:
    if message.state in states:
        return
    action = {
        MessageState.QUARANTINED: "release or reject it first",
        MessageState.DUPLICATE: f"look at the first one ({(message.duplicate_of or '')[:12]}) instead",
    }.get(message.state, "see `replies show ID`")
    raise BadInput.one(place, f"it is {message.state.value} and cannot be {what}", action)


def _reading(
    said: Statement,
    decider: Decider,
    place: str,
    year: int,
    municipality: Municipality,
    request: Request | None,
    before: VedtakReading | None,
) -> VedtakReading:
    em = said.em
    if em is None and before is not None and said.count == before.count:
        em = before.em_count
    if said.reservations is not None:
        reservations = tuple(Reservation(code, said.quote) for code in said.reservations)
    else:
        reservations = before.reservations if before else ()
    outcome = said.outcome or _outcome(said.count, em, request)
    if faults := list(_faults(said.count, em, outcome, place)):
        raise BadInput(faults)
    kept = before.count_evidence if before and before.count == said.count else ""
    return VedtakReading(
        municipality_number=municipality.number,
        municipality=municipality.display_name,
        year=year,
        count=said.count,
        em_count=em,
        implied_count=None,
        outcome=outcome,
        reservations=reservations,
        flags=(),
        family_reunification_included=before.family_reunification_included if before else None,
        case_no=before.case_no if before else None,
        decision_date=before.decision_date if before else None,
        count_evidence=said.quote or kept,
        needs_person=False,
        reasons=(),
        trail=(f"lest av {decider.name} ({decider.role}): {decider.reason}",),
    )


def _faults(count: int | None, em: int | None, outcome: Outcome, place: str) -> Iterable[Fault]:
    if count is None and outcome not in NUMBERLESS:
        yield Fault(place, f"{outcome.value} without a number", "give --count, or --outcome postponed")
    if count is not None and count < 0:
        yield Fault(place, f"{count} is no number of persons", "give 0 or more")
    if em is not None and (em < 0 or em > (count or 0)):
        yield Fault(place, f"EM {em} is not inside the total {count}", "give --em and --count that nest")
    if count is not None and (outcome is Outcome.DECLINED) != (count == 0):
        yield Fault(place, f"{outcome.value} and {count} contradict each other", "a no is 0, and 0 is a no")


def _outcome(count: int | None, em: int | None, request: Request | None) -> Outcome:
    """Return what a number means for the request it answers."""
    if count is None:
        return Outcome.UNCLEAR
    if count == 0:
        return Outcome.DECLINED
    if request is None:
        return Outcome.UNCLEAR
    fewer_em = em is not None and em < (request.em or 0)
    return Outcome.PARTIAL if count < request.count or fewer_em else Outcome.ACCEPTED
