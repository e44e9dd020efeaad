"""One message with its evidence, as a person reads it before deciding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from tasks.core.installation import open_installation
from tasks.core.model.errors import BadInput
from tasks.core.model.vedtak import Message, VedtakReading
from tasks.core.store import messages
from tasks.core.store.messages import MessageVersion


def message_versions(message_id: int) -> tuple[int, tuple[MessageVersion, ...]]:
    """Return the year of a message and every version of it.

    :raises BadInput: there is no such message.
    """
    with open_installation() as here, here.store.begin() as tx:
        found = messages.get(tx, message_id)
        if found is None:
            raise BadInput.one(
                f"message {message_id}", "there is no such message", "see `replies pull YEAR --json`"
            )
        return found[0], messages.versions(tx, message_id)


def message_row(message_id: int, year: int, one: Message) -> dict[str, object]:
    """Return a message by the keys of the contract of ``replies pull``."""
    reading = one.reading
    return {
        "id": message_id,
        "year": year,
        "file": one.file,
        "raw_sha256": one.raw_sha256,
        "source": one.source,
        "message_id": one.message_id,
        "state": one.state.value,
        "grade": one.grade.value,
        "number": one.number,
        "count": None if reading is None else reading.count,
        "em": None if reading is None else reading.em_count,
        "reasons": list(one.reasons),
        "duplicate_of": one.duplicate_of,
    }


def evidence_row(message_id: int) -> dict[str, object]:
    """Return a message with sender, evidence and history, for ``replies show --json``."""
    year, every = message_versions(message_id)
    one = every[-1].message
    return message_row(message_id, year, one) | {
        "sender": one.sender,
        "subject": one.subject,
        "received_at": None if one.received_at is None else one.received_at.isoformat(),
        "letter_ref": one.letter_ref,
        "ks_copied": one.ks_copied,
        "reading": None if one.reading is None else _reading_row(one.reading),
        "versions": [
            {
                "version": v.version,
                "state": v.message.state.value,
                "count": v.message.reading.count if v.message.reading else None,
                "actor": v.actor,
                "reason": v.reason,
                "known_on": v.known_on.isoformat(),
            }
            for v in every
        ],
    }


def _reading_row(reading: VedtakReading) -> dict[str, object]:
    return {
        "municipality": reading.municipality,
        "year": reading.year,
        "count": reading.count,
        "em_count": reading.em_count,
        "implied_count": reading.implied_count,
        "outcome": reading.outcome.value,
        "reservations": {r.code.value: r.evidence for r in reading.reservations},
        "flags": [flag.value for flag in reading.flags],
        "count_evidence": reading.count_evidence,
        "places": [asdict(place) for place in reading.places],
        "reasons": list(reading.reasons),
        "trail": list(reading.trail),
        "other_readings": [_reading_row(other) for other in reading.other_readings],
    }


def evidence_lines(message_id: int) -> Iterator[str]:
    """Yield a message with its evidence as lines a person reads, in nb."""
    year, every = message_versions(message_id)
    one = every[-1].message
    yield f"Melding {message_id} ({year}): {one.state.value}, avsender gradert {one.grade.value}"
    yield f"Fra {one.sender or '-'}, mottatt {one.received_at or 'ukjent'}: {one.subject}"
    yield f"Kommune {one.number or 'ikke funnet'}, vår ref. {one.letter_ref or '-'}, kopi til KS: {_yes(one.ks_copied)}"
    yield f"Fil {one.file} ({one.source}), sha256 {one.raw_sha256}"
    if one.duplicate_of:
        yield f"Samme innhold som {one.duplicate_of}"
    if one.reasons:
        yield f"Grunner: {', '.join(one.reasons)}"
    if one.reading is not None:
        yield from _reading_lines(one.reading)
    for version in every:
        why = f": {version.reason}" if version.reason else ""
        yield f"Versjon {version.version}, {version.known_on}, {version.actor}, {version.message.state.value}{why}"


def _reading_lines(reading: VedtakReading) -> Iterator[str]:
    count = "uten tall" if reading.count is None else str(reading.count)
    em = "ikke sagt" if reading.em_count is None else str(reading.em_count)
    yield f"Lest: {count}, herav EM {em}, for {reading.year or 'ukjent år'}: {reading.outcome.value}"
    if reading.count_evidence:
        yield f"  «{reading.count_evidence}»{_place(reading, reading.count_evidence)}"
    for reservation in reading.reservations:
        where = _place(reading, reservation.evidence)
        yield f"  {reservation.code.value}: «{reservation.evidence}»{where}"
    if reading.flags:
        yield f"  Tvil om dokumentet: {', '.join(flag.value for flag in reading.flags)}"
    for step in reading.trail:
        yield f"  {step}"
    for other in reading.other_readings:
        yield from _reading_lines(other)


def _place(reading: VedtakReading, quote: str) -> str:
    """Return where a quotation stands, in brackets; nothing where that is not known."""
    place = next((place for place in reading.places if place.quote == quote), None)
    if place is None:
        return ""
    where = f"{place.document}, side {place.page}" if place.document else "e-posten selv"
    return f" ({where}, tegn {place.start}-{place.end})"


def _yes(value: bool) -> str:
    return "ja" if value else "nei"
