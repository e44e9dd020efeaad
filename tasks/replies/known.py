"""What was received before: by bytes, by Message-ID, by attached document; so that a copy links to the
first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tasks.core.model.vedtak import Grade, Message, MessageState
from tasks.replies.matching import Quoted

_NOT_TRUSTED = frozenset({MessageState.QUARANTINED, MessageState.IRRELEVANT})


@dataclass(frozen=True, slots=True)
class First:
    """The first message with a key: its checksum, sender, documents and grade."""

    raw_sha256: str
    sender: str
    documents: tuple[str, ...]
    grade: Grade


class KnownMessages:
    """The keys of every message received so far; grows as messages are taken in."""

    def __init__(self, messages: Iterable[Message] = ()) -> None:
        self._by_raw: dict[str, str] = {}
        self._by_message_id: dict[str, First] = {}
        self._by_document: dict[tuple[str, str], First] = {}
        self._by_thread: dict[str, Quoted] = {}
        for message in messages:
            self.remember(message)

    def remember(self, message: Message) -> None:
        """Add a message's keys; the first holder of a key keeps it. Quarantined ones lend no documents."""
        first = First(message.raw_sha256, message.sender, message.attachment_sha256, message.grade)
        self._by_raw.setdefault(message.raw_sha256, message.duplicate_of or message.raw_sha256)
        if message.message_id and message.state is not MessageState.DUPLICATE:
            self._by_message_id.setdefault(message.message_id, first)
        if message.number is None or message.state in {*_NOT_TRUSTED, MessageState.DUPLICATE}:
            return
        if message.message_id and message.letter_ref:
            self._by_thread.setdefault(message.message_id, Quoted(message.letter_ref, message.number))
        for document in message.attachment_sha256:
            self._by_document.setdefault((message.number, document), first)

    def same_bytes(self, raw_sha256: str) -> str | None:
        """Return the first message with the very same bytes."""
        return self._by_raw.get(raw_sha256)

    def same_message(
        self, message_id: str, sender: str, documents: tuple[str, ...]
    ) -> tuple[str | None, bool]:
        """Return the first message with this Message-ID and content, and whether the id was reused for
        another.
        """
        first = self._by_message_id.get(message_id) if message_id else None
        if first is None:
            return None, False
        same = first.sender == sender and set(first.documents) == set(documents)
        return (first.raw_sha256, False) if same else (None, True)

    def remember_letter(self, channel_id: str, ref: str, number: str) -> None:
        """Add the id a channel gave a letter of ours: a reply inside the channel names it."""
        self._by_thread[f"<{channel_id}>"] = Quoted(ref, number)

    def answered(self, in_reply_to: Iterable[str]) -> tuple[Quoted, ...]:
        """Return our reference as quoted in the first message of the thread that this one goes on with."""
        found = (self._by_thread.get(message_id) for message_id in in_reply_to)
        return next(((quoted,) for quoted in found if quoted is not None), ())

    def same_documents(self, number: str | None, documents: tuple[str, ...], grade: Grade) -> str | None:
        """Return the first message whose documents these all are, for the same municipality.

        A better graded message is no copy of a worse one: the municipality may repeat what somebody else
        sent.
        """
        if number is None or not documents:
            return None
        firsts = [self._by_document.get((number, document)) for document in documents]
        known = [first for first in firsts if first is not None and first.grade <= grade]
        return known[0].raw_sha256 if len(known) == len(firsts) else None
