"""What one received message says for one municipality and year, and whether its sender may be believed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from tasks.core.model.vedtak import (
    DocumentFlag,
    Grade,
    Message,
    MessageState,
    Outcome,
    ReservationCode,
    VedtakReading,
)
from tasks.reconciliation.moments import in_oslo, oslo_day

LEFT_OUT = frozenset({MessageState.DUPLICATE, MessageState.IRRELEVANT})
TRUSTED_GRADES = frozenset({Grade.CHANNEL, Grade.ALIGNED})
SENDER_FLAGS = frozenset({DocumentFlag.SENDER_DOMAIN, DocumentFlag.SENDER_MISMATCH})
ANSWERS_WITHOUT_NUMBER = frozenset({Outcome.DECLINED, Outcome.POSTPONED})
# Codes of intake for a text without a vedtak; with an attachment it may stand there, unread.
NOTHING_READ = frozenset({"NO_VEDTAK_FOUND", "NO_TEXT"})
UNDATED = datetime(1, 1, 2, tzinfo=UTC)


class CopyKind(StrEnum):
    """What a message can be used for, best first."""

    FINAL = "final"
    UNCLEAR = "unclear"
    UNREADABLE = "unreadable"
    NOT_FINAL = "not_final"
    WRONG_YEAR = "wrong_year"
    NO_VEDTAK = "no_vedtak"  # read whole, and no vedtak in it: a question, a covering note


NUMBERLESS = frozenset({CopyKind.UNREADABLE, CopyKind.NO_VEDTAK})


@dataclass(frozen=True, slots=True)
class Copy:
    """One message as a copy of the vedtak.

    ``quotes`` are the sentences it was read from, ``question`` the one to ask about: its condition, else its number.
    """

    message: Message
    kind: CopyKind
    is_trusted: bool
    count: int | None
    em: int | None
    outcome: Outcome
    reservations: tuple[ReservationCode, ...]
    decided_on: date | None
    quotes: tuple[str, ...]
    question: str

    @property
    def received_on(self) -> date | None:
        """The day it came, Europe/Oslo; None where the mail does not say."""
        return oslo_day(self.message.received_at) if self.message.received_at else None

    @property
    def statement(self) -> tuple[object, ...]:
        """What it says, to be compared with what another one says."""
        return (self.count, self.em, self.outcome, self.reservations)

    @property
    def order(self) -> tuple[datetime, str]:
        """The place in time; undated ones come first, and equal moments in the order of their checksums."""
        at = self.message.received_at
        return (in_oslo(at) if at else UNDATED, self.message.raw_sha256)


def copies_of(messages: Iterable[Message], *, year: int, number: str) -> tuple[Copy, ...]:
    """Return one municipality's messages as copies, oldest first; duplicates and irrelevant ones left out."""
    used = {m.raw_sha256: m for m in messages if m.number == number and m.state not in LEFT_OUT}
    return tuple(sorted((as_copy(m, year=year) for m in used.values()), key=lambda copy: copy.order))


def as_copy(message: Message, *, year: int) -> Copy:
    """Return what ``message`` says about ``year``; statements that differ are unclear, never a choice."""
    readings = _readings(message, year)
    first = readings[0] if readings else None
    kind = CopyKind.UNREADABLE if first is None else _kind(message, first, readings, year)
    gives_number = first is not None and kind not in NUMBERLESS and not _leaves_number_open(readings)
    return Copy(
        message=message,
        kind=kind,
        is_trusted=is_trusted(message),
        count=_count(first) if first and gives_number else None,
        em=first.em_count if first and gives_number else None,
        outcome=first.outcome if first else Outcome.UNCLEAR,
        reservations=tuple(sorted({r.code for reading in readings for r in reading.reservations})),
        decided_on=first.decision_date if first else None,
        quotes=_quotes(readings),
        question=_question(readings),
    )


def is_trusted(message: Message) -> bool:
    """Return whether the message may speak for its municipality.

    ACCEPTED says that intake graded it A or B, or that a person released or entered it; anything else needs
    grade A or B and no doubt about the sender.
    """
    if message.state is MessageState.ACCEPTED:
        return True
    flags = set(message.reading.flags if message.reading else ())
    named = {flag for flag in SENDER_FLAGS if flag.value in message.reasons}
    return message.grade in TRUSTED_GRADES and not SENDER_FLAGS & (flags | named)


def _readings(message: Message, year: int) -> Sequence[VedtakReading]:
    """Return the readings that count: of this municipality; of this year and final, where there are such."""
    if message.reading is None:
        return ()
    every = (message.reading, *message.reading.other_readings)
    own = [r for r in every if r.municipality_number in (None, message.number)] or [message.reading]
    of_year = [r for r in own if _is_of_year(r, year)]
    final = [r for r in of_year if DocumentFlag.NOT_FINAL not in r.flags]
    return final or of_year or own[:1]


def _is_of_year(reading: VedtakReading, year: int) -> bool:
    return reading.year in (None, year) and DocumentFlag.WRONG_YEAR not in reading.flags


def _kind(message: Message, reading: VedtakReading, readings: Sequence[VedtakReading], year: int) -> CopyKind:
    if message.state is MessageState.QUARANTINED:
        return CopyKind.UNREADABLE
    if not _is_of_year(reading, year):
        return CopyKind.WRONG_YEAR
    if DocumentFlag.NOT_FINAL in reading.flags:
        return CopyKind.NOT_FINAL
    if reading.count is None and NOTHING_READ.intersection(reading.reasons):
        return CopyKind.UNREADABLE if message.attachment_sha256 else CopyKind.NO_VEDTAK
    unclear = _leaves_number_open(readings) or _is_unclear(message, reading)
    return CopyKind.UNCLEAR if unclear else CopyKind.FINAL


def _leaves_number_open(readings: Sequence[VedtakReading]) -> bool:
    """Return whether two numbers are given, or one that is on top of an earlier one."""
    counts = {r.count for r in readings if r.count is not None}
    ems = {r.em_count for r in readings if r.em_count is not None}
    codes = {r.code for reading in readings for r in reading.reservations}
    return len(counts) > 1 or len(ems) > 1 or ReservationCode.SUPPLEMENT in codes


def _is_unclear(message: Message, reading: VedtakReading) -> bool:
    other = reading.municipality_number not in (None, message.number)
    if other or DocumentFlag.NAME_AMBIGUOUS in reading.flags or reading.outcome is Outcome.UNCLEAR:
        return True
    if reading.count is None and reading.outcome not in ANSWERS_WITHOUT_NUMBER:
        return True
    return message.state is not MessageState.ACCEPTED and _has_open_doubt(message, reading)


def _has_open_doubt(message: Message, reading: VedtakReading) -> bool:
    """Return whether intake or reader asks for a person for more than its flags and reservations say."""
    said = {flag.value for flag in reading.flags} | {
        f"RESERVATION_{r.code.value}" for r in reading.reservations
    }
    if reading.outcome is Outcome.POSTPONED:
        said.add("POSTPONED")
    # What intake says about an unknown sender is no doubt about the text.
    reasons = {*reading.reasons, *(message.reasons if is_trusted(message) else ())}
    if reasons - said:
        return True
    return reading.needs_person and not said


def _count(reading: VedtakReading) -> int | None:
    if reading.outcome is Outcome.POSTPONED:
        return None
    return 0 if reading.outcome is Outcome.DECLINED else reading.count


def _quotes(readings: Sequence[VedtakReading]) -> tuple[str, ...]:
    found = (
        q
        for r in readings
        for q in (r.count_evidence, *(reservation.evidence for reservation in r.reservations))
    )
    return tuple(dict.fromkeys(quote.strip() for quote in found if quote.strip()))


def _question(readings: Sequence[VedtakReading]) -> str:
    conditions = (r.evidence.strip() for reading in readings for r in reading.reservations)
    numbers = (reading.count_evidence.strip() for reading in readings)
    return next((text for text in (*conditions, *numbers) if text), "")
