"""Everything the store holds about one municipality in one year, as lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from config.register_reader import read_register
from tasks.core.installation import open_installation
from tasks.core.store import (
    Transaction,
    amendments,
    cases,
    decisions,
    letters,
    messages,
    registrations,
    reminders,
    requests,
    sendings,
)
from tasks.reporting.words import missing_words, word


@dataclass(frozen=True, slots=True)
class DossierLine:
    """One thing that is known about a municipality: the day we came to know it, its kind, and a sentence (nb)."""

    on: date
    kind: str
    text: str

    def __str__(self) -> str:
        """Return the line as the terminal shows it."""
        return f"{self.on}  {self.kind:14} {self.text}"


def dossier_title(year: int, number: str) -> str:
    """Return who the dossier is about.

    :raises BadInput: no such municipality in the register of the year; the number that followed it is named.
    """
    place = read_register(year).require(number, place="municipality")
    return f"{place.number} {place.display_name}, {place.county} ({place.written_standard.value})"


def dossier(year: int, number: str, as_of: date | None = None) -> tuple[DossierLine, ...]:
    """Return everything known about one municipality in one year up to a day, oldest first."""
    read_register(year).require(number, place="municipality")
    with open_installation() as here, here.store.begin() as tx:
        lines = [
            line
            for part in (_requests, _letters, _registrations, _messages, _cases, _changes, _decisions)
            for line in part(tx, year, number)
            if as_of is None or line.on <= as_of
        ]
    return tuple(sorted(lines, key=lambda line: line.on))


def _requests(tx: Transaction, year: int, number: str) -> Iterator[DossierLine]:
    for one in requests.series(tx, year):
        if one.number == number:
            em = "ukjent" if one.em is None else one.em
            told = f"{word(one.kind)}: {one.count} personer, av dette EM {em}; frist {one.deadline}; {one.letter_ref}"
            yield DossierLine(one.issued_on, "anmodning", told)


def _letters(tx: Transaction, year: int, number: str) -> Iterator[DossierLine]:
    own = {one.letter_ref: one for one in letters.of_year(tx, year) if one.number == number}
    for one in own.values():
        yield DossierLine(one.dated, "brev", f"{word(one.kind)} {one.letter_ref}: {one.title}")
    for event in sendings.events_of(tx, own):
        raw = f" ({event.raw_status})" if event.raw_status else ""
        told = f"{event.letter_ref}: {word(event.to_state).lower()}{raw} via {event.channel}"
        yield DossierLine(event.known_on, "utsending", told)
    for one in reminders.listed(tx, year):
        if one.number == number and one.letter_ref in own:
            told = f"{one.step}: mangler {missing_words(one.missing)}"
            yield DossierLine(own[one.letter_ref].dated, "purring", told)


def _registrations(tx: Transaction, year: int, number: str) -> Iterator[DossierLine]:
    for known_on, one in registrations.history(tx, year, number):
        count = one.mark or ("ikke noe tall" if one.count is None else one.count)
        em = "ikke oppgitt" if one.em is None else one.em
        told = f"{count}, av dette EM {em}; {word(one.status).lower()}"
        council = f"; behandles {one.expected_council_date}" if one.expected_council_date else ""
        yield DossierLine(known_on, "IMDinett", told + council)


def _messages(tx: Transaction, year: int, number: str) -> Iterator[DossierLine]:
    for stored in messages.of_year(tx, year):
        one = stored.message
        if one.number == number:
            yield DossierLine(
                stored.known_on, "e-post", f"{stored.id} {one.subject}: {word(one.state).lower()}"
            )
            if one.reading is not None:
                count = "ikke noe tall" if one.reading.count is None else one.reading.count
                quote = " ".join(one.reading.count_evidence.split())
                told = f"{stored.id}: {count}, {word(one.reading.outcome).lower()} «{quote}»"
                yield DossierLine(stored.known_on, "lesing", told)


def _cases(tx: Transaction, year: int, number: str) -> Iterator[DossierLine]:
    own = {case.id: case for case in cases.of_year(tx, year) if case.number == number}
    for event in cases.history(tx, year):
        if event.case_id in own:
            told = f"{event.case_id} {word(own[event.case_id].cause)}: {event.kind}, {event.actor}: {event.reason}"
            yield DossierLine(event.known_on, "sak", told)


def _changes(tx: Transaction, year: int, number: str) -> Iterator[DossierLine]:
    for one in amendments.of_year(tx, year):
        if one.number == number:
            told = f"{word(one.kind)}: {one.value} ({one.by}, {one.role}: {one.reason})"
            yield DossierLine(one.known_on, "endring", told)


def _decisions(tx: Transaction, year: int, number: str) -> Iterator[DossierLine]:
    named = re.compile(rf"\bmunicipality {number}\b")
    for row in decisions.listed(tx, year):
        if named.search(row["subject"]):
            told = f"{row['action']} av {row['actor']}, {row['role']}: {row['reason']}"
            yield DossierLine(date.fromisoformat(row["known_on"]), "avgjørelse", told)
