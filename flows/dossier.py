"""Everything the store holds about one municipality in one year, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from config.register_reader import read_register
from tasks.core.installation import open_installation
from tasks.core.store import cases, letters, messages, outbox, registrations, requests


def dossier(year: int, number: str) -> Iterator[str]:
    """Yield requests, letters with their receipts, registration, messages and cases of one municipality."""
    place = read_register(year).require(number, place="municipality")
    yield f"{place.number} {place.display_name}, {place.county} ({place.written_standard.value})"
    with open_installation() as here, here.store.begin() as tx:
        for one in requests.series(tx, year):
            if one.number == number:
                em = "ukjent" if one.em is None else one.em
                yield f"{one.issued_on}  {one.kind.value}: {one.count} personer, av dette EM {em}  {one.letter_ref}"
        states = {row.letter_ref: row.state.value for row in outbox.of_year(tx, year)}
        for letter in letters.of_year(tx, year):
            if letter.number == number:
                yield f"{letter.dated}  brev {letter.kind.value} {letter.letter_ref}: {states.get(letter.letter_ref, '-')}"
        registered = registrations.latest(tx, year).get(number)
        if registered is not None:
            yield f"registrert: {registered.count} (EM {registered.em}) {registered.status.value}"
        for stored in messages.of_year(tx, year):
            if stored.message.number == number:
                reading = stored.message.reading
                count = "-" if reading is None or reading.count is None else reading.count
                yield f"{stored.known_on}  e-post {stored.id} {stored.message.state.value}: {count}  {stored.message.subject}"
        for case in cases.of_year(tx, year):
            if case.number == number:
                yield f"{case.opened}  sak {case.id} {case.state.value}: {case.cause.value}"
