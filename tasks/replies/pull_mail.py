"""Everything new in the mailboxes stored as received, then read; what is unclear is stored for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from pathlib import PurePosixPath

from config.register_reader import read_register
from tasks.core.channels.mailbox import FoundMail, Mailbox
from tasks.core.channels.mailboxes import open_mailboxes
from tasks.core.installation import Installation
from tasks.core.model.vedtak import Message, MessageState
from tasks.core.model.when import When
from tasks.core.store import messages, outbox, received, requests
from tasks.replies.extract import Extractor
from tasks.replies.intake import Opened, Season, judge, not_read, open_message
from tasks.replies.known import KnownMessages

ACTOR = "program"
MOST_IN_BATCH = 32  # messages stored in one transaction: a crash reads at most so many once more
MOST_BATCH_BYTES = 16 * 1024 * 1024
OPENED_AT_ONCE = 2  # beside the one that is judged: a sandbox and this process keep two cores busy


def pull_mailbox(
    here: Installation, year: int, when: When, *, extractor: Extractor | None = None
) -> tuple[Message, ...]:
    """Return the messages that are new, each stored; one sandbox serves them all.

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
    with (
        open_mailboxes(here.settings) as boxes,
        nullcontext(extractor) if extractor is not None else Extractor() as files,
    ):
        for box in boxes:
            found = box.find(keys.__contains__)
            for batch in _batches(found):
                taken += _take_in_batch(here, box, batch, season, known, when, files)
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


def _take_in_batch(
    here: Installation,
    box: Mailbox,
    batch: list[FoundMail],
    season: Season,
    known: KnownMessages,
    when: When,
    extractor: Extractor,
) -> list[Message]:
    new = [mail for mail in batch if known.same_bytes(mail.sha256) is None]
    # Of a message far above the size limit the beginning is kept, and its own checksum in the case.
    with here.store.begin() as tx:
        pieces = [(mail.file, mail.content) for mail in new]
        received.keep_all(tx, "mail", pieces, source=box.place, known_on=when.day)
    taken: list[Message] = []
    # The next messages are opened while this one is judged.
    with ThreadPoolExecutor(OPENED_AT_ONCE) as threads:
        opening = [threads.submit(open_message, mail.content, extractor) for mail in new]
        for mail, opened in zip(new, opening, strict=True):
            if known.same_bytes(mail.sha256) is None:  # the same bytes may lie twice in one batch
                message = _read(mail, opened, box.source, season, known)
                known.remember(message)
                taken.append(message)
    with here.store.begin() as tx:
        messages.add_all(tx, season.year, taken, known_on=when.day, actor=ACTOR)
    box.handled(batch, season.year)
    return taken


def _read(
    mail: FoundMail, opening: Future[Opened], source: str, season: Season, known: KnownMessages
) -> Message:
    try:
        message = judge(opening.result(), mail.file, source, season=season, known=known)
    except Exception as problem:  # noqa: BLE001  one mail nobody foresaw must not stop the ones behind it
        message = not_read(mail.content, mail.file, source, type(problem).__name__)
    if mail.problem:
        message = replace(message, state=MessageState.PERSON, reasons=(*message.reasons, mail.problem))
    return _too_large(message, mail) if mail.truncated else message


def _too_large(message: Message, mail: FoundMail) -> Message:
    reasons = (*message.reasons, "TOO_LARGE")
    return replace(message, raw_sha256=mail.sha256, state=MessageState.QUARANTINED, reasons=reasons)
