"""The tables of a dossier, made from the rows of the store: requests, letters, sendings, replies, cases, decisions."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.core.model.amendment import Amendment
from tasks.core.model.request import Request
from tasks.core.store.history import CaseVersion, ReadingVersion, RegistrationVersion, SendingStep
from tasks.reporting.dossier import Part
from tasks.reporting.dossier_rows import (
    LetterRow,
    ReminderRow,
    action_words,
    amended_words,
    channel_word,
    decision_words,
    event_word,
    reason_words,
    step_words,
)
from tasks.reporting.wording import persons, short_day, with_em
from tasks.reporting.words import missing_words, word

_PERSONS, _EM = "Personer", "EM"


def request_part(rows: Sequence[Request]) -> Part:
    """Return the requests, the unit is persons."""
    heads = ("Dag", "Hva", _PERSONS, _EM, "EM under 15", "Svarfrist", "Brev")
    cells = tuple(
        (
            short_day(one.issued_on),
            word(one.kind),
            persons(one.count),
            persons(one.em),
            persons(one.em_under_15),
            short_day(one.deadline),
            one.letter_ref,
        )
        for one in rows
    )
    return Part("anmodninger", "Anmodninger", heads, cells, frozenset({2, 3, 4}))


def letter_part(rows: Sequence[LetterRow]) -> Part:
    """Return the letters with who approved them and where they stand."""
    heads = ("Dag", "Hva", "Referanse", "Språk", _PERSONS, "Godkjent av", "Status", "SHA-256")
    cells = tuple(
        (
            short_day(row.letter.dated),
            word(row.letter.kind),
            row.letter.letter_ref,
            word(row.letter.language),
            persons(row.letter.count),
            row.approved_by or "–",
            word(row.state) if row.state else "Ikke i utboksen",
            row.letter.pdf_sha256[:12],
        )
        for row in rows
    )
    return Part("brev", "Brev", heads, cells, frozenset({4}), frozenset({5}))


def sending_part(rows: Sequence[SendingStep]) -> Part:
    """Return what happened to the letters on their channel, with the channel's own word."""
    heads = ("Dag", "Hva", "Brev", "Kanal", "Kanalens ord")
    cells = tuple(
        (short_day(one.known_on), word(one.state), one.letter_ref, channel_word(one.channel), one.raw_status)
        for one in rows
    )
    return Part("sendinger", "Sendinger og kvitteringer", heads, cells, said=frozenset({4}))


def reminder_part(rows: Sequence[ReminderRow]) -> Part:
    """Return the reminders with what each said was missing."""
    heads = ("Dag", "Hva", "Mangler", "Brev")
    cells = tuple(
        (
            short_day(row.dated),
            f"Purring, {step_words(row.sent.step)}",
            missing_words(row.sent.missing),
            row.sent.letter_ref,
        )
        for row in rows
    )
    return Part("purringer", "Purringer", heads, cells)


def amendment_part(rows: Sequence[Amendment]) -> Part:
    """Return what was changed for the municipality in mid-season, and by whom."""
    heads = ("Dag", "Hva", "Nå", "Av", "Begrunnelse")
    cells = tuple(
        (
            short_day(one.known_on),
            word(one.kind),
            amended_words(one),
            action_words(one.by, one.role),
            one.reason,
        )
        for one in rows
    )
    return Part("endringer", "Endringer i året", heads, cells, said=frozenset({4}))


def registration_part(rows: Sequence[RegistrationVersion]) -> Part:
    """Return what stood in IMDinett, version by version."""
    heads = ("Dag", "Hva", _PERSONS, _EM, "Vedtaksdato", "Saksnummer", "Forbehold")
    cells = tuple(
        (
            short_day(one.known_on),
            word(one.registration.status),
            one.registration.mark or persons(one.registration.count),
            persons(one.registration.em),
            short_day(one.registration.decided_on),
            one.registration.case_no,
            one.registration.reservation_text,
        )
        for one in rows
    )
    return Part("registreringer", "Registrert i IMDinett", heads, cells, frozenset({2, 3}), frozenset({5, 6}))


def message_part(rows: Sequence[ReadingVersion]) -> Part:
    """Return the messages with every reading of them; what a person corrected names the person and the reason."""
    heads = (
        "Dag",
        "Hva",
        "Melding",
        "Emne",
        "Avsenderkontroll",
        _PERSONS,
        _EM,
        "Forbehold",
        "Sitat",
        "Merknad",
    )
    cells: list[tuple[str, ...]] = []
    for one in rows:
        reading = one.message.reading
        reservations = reading.reservations if reading else ()
        cells.append(
            (
                short_day(one.known_on),
                word(one.message.state),
                f"{one.message_id}.{one.version}",
                one.message.subject,
                word(one.message.grade),
                persons(reading.count if reading else None),
                persons(reading.em_count if reading else None),
                "; ".join(word(r.code) for r in reservations),
                reading.count_evidence if reading else "",
                _who_and_why(one),
            )
        )
    return Part(
        "meldinger", "E-post og lesinger", heads, tuple(cells), frozenset({5, 6}), frozenset({3, 8, 9})
    )


def _who_and_why(one: ReadingVersion) -> str:
    if one.version > 1:
        return f"{one.actor}: {one.reason}"
    return reason_words(one.message.reasons)


def case_part(rows: Sequence[CaseVersion]) -> Part:
    """Return the cases, event by event."""
    heads = ("Dag", "Hva", "Sak", "Gjelder", "Registrert", "Kopi", "Løsning", "Av", "Begrunnelse")
    cells = tuple(
        (
            short_day(one.known_on),
            event_word(one.kind),
            str(one.case.id),
            word(one.case.cause),
            with_em(one.case.registered, one.case.registered_em),
            with_em(one.case.copy, one.case.copy_em),
            word(one.case.resolution) if one.case.resolution else "",
            action_words(one.actor, one.role),
            one.reason,
        )
        for one in rows
    )
    return Part("saker", "Saker", heads, cells, frozenset({2, 4, 5}), frozenset({8}))


def decision_part(rows: Sequence[dict[str, str]]) -> Part:
    """Return the entries of the decision log about this municipality."""
    heads = ("Dag", "Hva", "Løpenummer", "Av", "Begrunnelse")
    cells = tuple(
        (
            ".".join(reversed(row["known_on"].split("-"))),
            decision_words(row["action"]),
            row["id"],
            action_words(row["actor"], row["role"]),
            row["reason"],
        )
        for row in rows
    )
    return Part("avgjorelser", "Beslutningsloggen", heads, cells, frozenset({2}), frozenset({4}))
