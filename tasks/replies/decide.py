"""A person's decision on a message carried out: a new version beside the old ones, and a line in the decision log."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from config.register_reader import read_register
from tasks.core.installation import Installation
from tasks.core.model.errors import BadInput
from tasks.core.model.municipality import Municipality
from tasks.core.model.vedtak import Message
from tasks.core.model.when import Decider, When
from tasks.core.store import Transaction, decisions, messages, received, requests
from tasks.core.store.content import dump
from tasks.core.store.decisions import Decision
from tasks.replies import by_person
from tasks.replies.by_person import Statement

OSLO = ZoneInfo("Europe/Oslo")


def release(here: Installation, message_id: int, decider: Decider, when: When) -> Message:
    """End a quarantine: the message counts as its municipality's. See `by_person.release` for what it refuses."""

    def changed(_: Transaction, year: int, one: Message) -> Message:
        return by_person.release(one, _place(message_id, year))

    return _decide(here, message_id, "release", decider, when, changed)


def reject(here: Installation, message_id: int, decider: Decider, when: When) -> Message:
    """End a quarantine: the message counts for nothing. See `by_person.reject` for what it refuses."""

    def changed(_: Transaction, year: int, one: Message) -> Message:
        return by_person.reject(one, _place(message_id, year))

    return _decide(here, message_id, "reject", decider, when, changed)


def correct(
    here: Installation,
    message_id: int,
    statement: Statement,
    decider: Decider,
    when: When,
    number: str | None,
) -> Message:
    """Put what a person read in place of a reading; ``number`` says whose message it is where that was not clear."""

    def changed(tx: Transaction, year: int, one: Message) -> Message:
        place = _place(message_id, year)
        owner = _municipality(year, number or one.number, place)
        asked = requests.original(tx, year)
        return by_person.correct(
            one,
            statement,
            decider,
            place,
            year=year,
            municipality=owner,
            request=asked.get(owner.number) if owner else None,
        )

    return _decide(here, message_id, "correct", decider, when, changed)


def enter(
    here: Installation,
    year: int,
    number: str,
    statement: Statement,
    document: Path,
    decider: Decider,
    when: When,
    *,
    ks_copied: bool,
) -> int:
    """Store a reply that came by paper or telephone with its document, and return the message's id.

    :raises BadInput: the document cannot be read or was entered before, or the statement contradicts itself.
    """
    place = f"reply of municipality {number} ({year})"
    owner = read_register(year).require(number, place=place)
    try:
        data = document.read_bytes()
    except OSError as problem:
        raise BadInput.one(str(document), f"cannot be read ({problem.strerror})", "check the path") from None
    with here.store.begin() as tx:
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 in messages.known_checksums(tx, year):
            raise BadInput.one(
                place, f"{document.name} is stored already", "use `replies correct` on that message"
            )
        message = by_person.entered(
            sha256,
            document.name,
            statement,
            decider,
            year=year,
            municipality=owner,
            request=requests.original(tx, year).get(number),
            received_at=datetime.combine(when.day, time(12), tzinfo=OSLO),
            ks_copied=ks_copied,
        )
        received.keep(tx, "mail", data, source=by_person.MANUAL, name=document.name, known_on=when.day)
        message_id = messages.add(tx, year, message, known_on=when.day, actor=decider.name)
        _log(tx, year, message_id, "enter", decider, when, before="", after=message)
    return message_id


def _decide(
    here: Installation,
    message_id: int,
    action: str,
    decider: Decider,
    when: When,
    change: Callable[[Transaction, int, Message], Message],
) -> Message:
    with here.store.begin() as tx:
        found = messages.get(tx, message_id)
        if found is None:
            raise BadInput.one(
                f"message {message_id}", "there is no such message", "see `replies pull YEAR --json`"
            )
        year, stored = found
        changed = change(tx, year, stored.message)
        messages.add_version(
            tx, message_id, changed, known_on=when.day, actor=decider.name, reason=decider.reason
        )
        _log(tx, year, message_id, action, decider, when, before=dump(Message, stored.message), after=changed)
    return changed


def _log(
    tx: Transaction,
    year: int,
    message_id: int,
    action: str,
    decider: Decider,
    when: When,
    *,
    before: str,
    after: Message,
) -> None:
    subject = f"message {message_id} municipality {after.number or 'unknown'}"
    entry = Decision(
        year,
        decider.name,
        decider.role,
        f"{action}_message",
        subject,
        decider.reason,
        before=before,
        after=dump(Message, after),
    )
    decisions.append(tx, entry, at=when.moment, known_on=when.day)


def _municipality(year: int, number: str | None, place: str) -> Municipality | None:
    return None if number is None else read_register(year).require(number, place=place)


def _place(message_id: int, year: int) -> str:
    return f"message {message_id} ({year})"
