"""What every mailbox gives: messages as they lie there, and a way to put one aside once it is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

MOST_BYTES = 150 * 1024 * 1024  # Exchange Online's own limit for one message
HEADER_BYTES = 256 * 1024  # what is read of a message above the limit: enough to say whose it is

IsKnown = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class FoundMail:
    """One message as it lies in the mailbox. ``file`` says where, ``sha256`` is of all its bytes.

    ``truncated``: the message is above the size limit and ``content`` holds its beginning only. ``problem``: why
    its files could not be had, so that a person looks.
    """

    file: str
    content: bytes
    size: int
    sha256: str
    truncated: bool
    problem: str = ""

    @classmethod
    def whole(cls, file: str, content: bytes, problem: str = "") -> FoundMail:
        """Return a message within the limit."""
        sha256 = hashlib.sha256(content).hexdigest()
        return cls(file, content, len(content), sha256, truncated=False, problem=problem)


class Mailbox(Protocol):
    """A place replies arrive in. ``source`` is its kind, ``place`` its address without secrets."""

    source: str
    place: str

    def find(self, is_known: IsKnown) -> Iterator[FoundMail]:
        """Yield what lies there; ``is_known`` says of a file or a Message-ID whether it was stored before."""
        ...

    def handled(self, mails: Sequence[FoundMail], year: int) -> None:
        """Put stored messages aside; repeating is harmless, and nothing is ever deleted."""
        ...

    def put_rest_aside(self, is_known: IsKnown, year: int) -> None:
        """Put aside what is known and still lies in the inbox: its pull ended between storing and moving it."""
        ...

    def close(self) -> None:
        """End the connection, if there is one."""
        ...
