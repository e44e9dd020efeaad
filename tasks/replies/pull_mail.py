"""Everything new in the mailboxes stored as received, then read; what is unclear is stored for a person.

While some mails are read by processes beside this one, the next are fetched and stored. What depends on the order of the
mails is done here, one after another, so the result is the same as if each had been read before the next was fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from config.register_reader import read_register
from tasks.core.channels.mailbox import FoundMail, Mailbox
from tasks.core.channels.mailboxes import open_mailboxes
from tasks.core.installation import Installation
from tasks.core.model.vedtak import Message, MessageState
from tasks.core.model.when import When
from tasks.core.store import messages, outbox, received, requests
from tasks.replies.intake import ReadMail, Season, not_read, place_among
from tasks.replies.known import KnownMessages
from tasks.replies.readers import Readers, Unread

ACTOR = "program"
MOST_IN_BATCH = 32  # messages stored in one transaction: a crash reads at most two batches once more
MOST_BATCH_BYTES = 16 * 1024 * 1024


def pull_mailbox(
    here: Installation, year: int, when: When, *, open_readers: Callable[[Season], Readers] = Readers
) -> tuple[Message, ...]:
    """Return the messages that are new, each stored.

    Bytes are kept and committed before they are read, and a message is put aside in its mailbox only after it
    is stored: a crash anywhere means that the next pull does the rest. A mail whose reading fails is stored
    for a person, and the next one is read.

    :raises StopAndMend: the mailbox is not there or refuses us.
    :raises TryAgain: it did not answer; what was stored stays stored.
    """
    with here.store.begin() as tx:
        season = Season(
            year, read_register(year), requests.original(tx, year), here.settings.trusted_authserv
        )
        seen = messages.of_year(tx, year)
        sent = outbox.of_year(tx, year)
    known = KnownMessages(stored.message for stored in seen)
    for one in sent:
        for channel_id in filter(None, (one.external_id, one.key)):
            known.remember_letter(channel_id, one.letter_ref, one.number)
    keys = {key for stored in seen for key in _keys(stored.message)}
    taken: list[Message] = []
    with open_mailboxes(here.settings) as boxes, open_readers(season) as readers:
        for box in boxes:
            intake = _Intake(here, box, season, known, when, readers)
            for message in intake.run(box.find(keys.__contains__)):
                keys.update(_keys(message))
                taken.append(message)
            box.put_rest_aside(keys.__contains__, year)
    return tuple(taken)


def _keys(message: Message) -> tuple[str, ...]:
    """Return by what a mailbox may know a stored message again: its place, its file's name, its Message-ID."""
    return (message.file, PurePosixPath(message.file).name, message.message_id)


def _batches(found: Iterable[FoundMail]) -> Iterator[list[FoundMail]]:
    batch: list[FoundMail] = []
    for mail in found:
        batch.append(mail)
        if len(batch) >= MOST_IN_BATCH or sum(len(one.content) for one in batch) > MOST_BATCH_BYTES:
            yield batch
            batch = []
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class _Batch:
    """Mails whose bytes are stored, and the promise of those whose bytes are new, by checksum."""

    mails: list[FoundMail]
    reading: dict[str, Future[ReadMail | Unread]]


@dataclass(frozen=True, slots=True)
class _Intake:
    """One mailbox taken in, batch by batch."""

    here: Installation
    box: Mailbox
    season: Season
    known: KnownMessages
    when: When
    readers: Readers

    def run(self, found: Iterable[FoundMail]) -> Iterator[Message]:
        """Yield every new message once it is stored and put aside; one batch is read while the next is fetched."""
        ahead: _Batch | None = None
        for mails in _batches(found):
            batch = self._kept(mails)
            if ahead is not None:
                yield from self._stored(ahead)
            ahead = batch
        if ahead is not None:
            yield from self._stored(ahead)

    def _kept(self, mails: list[FoundMail]) -> _Batch:
        """Keep the bytes of a batch as received, and begin to read them."""
        new = [mail for mail in mails if self.known.same_bytes(mail.sha256) is None]
        # Of a message far above the size limit the beginning is kept, and its own checksum in the case.
        with self.here.store.begin() as tx:
            pieces = [(mail.file, mail.content) for mail in new]
            received.keep_all(tx, "mail", pieces, source=self.box.place, known_on=self.when.day)
        unique = {mail.sha256: mail.content for mail in new}  # the same bytes may lie twice in one batch
        submit = self.readers.submit
        return _Batch(mails, {sha256: submit(content, self.box.source) for sha256, content in unique.items()})

    def _stored(self, batch: _Batch) -> list[Message]:
        """Store what was read, in the order it was found, then put the batch aside in its mailbox."""
        taken: list[Message] = []
        for mail in batch.mails:
            if self.known.same_bytes(mail.sha256) is None:
                message = self._message(mail, batch.reading[mail.sha256].result())
                self.known.remember(message)
                taken.append(message)
        with self.here.store.begin(must_last=True) as tx:
            messages.add_all(tx, self.season.year, taken, known_on=self.when.day, actor=ACTOR)
        self.box.handled(batch.mails, self.season.year)
        return taken

    def _message(self, mail: FoundMail, read: ReadMail | Unread) -> Message:
        source = self.box.source
        try:
            if isinstance(read, Unread):
                message = not_read(mail.content, mail.file, source, read.problem, is_deadly=read.is_deadly)
            else:
                message = place_among(read, mail.file, source, season=self.season, known=self.known)
        except Exception as problem:  # noqa: BLE001  one mail nobody foresaw must not stop the ones behind it
            message = not_read(mail.content, mail.file, source, type(problem).__name__)
        if mail.problem:
            message = replace(message, state=MessageState.PERSON, reasons=(*message.reasons, mail.problem))
        return _too_large(message, mail) if mail.truncated else message


def _too_large(message: Message, mail: FoundMail) -> Message:
    reasons = (*message.reasons, "TOO_LARGE")
    return replace(message, raw_sha256=mail.sha256, state=MessageState.QUARANTINED, reasons=reasons)
