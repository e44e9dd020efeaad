"""The program of a helping process: the bytes of a message in, the message opened and read out.

It works on what its own parent hands it: first the kind of mailbox and the season, then message after message,
until the pipe is closed. Eight bytes of length before every piece; a pickle out, None for what it stumbled on.
"""

from __future__ import annotations

import os
import pickle
from typing import IO

from tasks.replies.extract import Extractor
from tasks.replies.intake import Opened, Read, Season, open_message, read_message, without_files


def serve() -> None:
    """Answer until the parent closes the pipe; whatever a library prints goes to standard error."""
    with os.fdopen(0, "rb", closefd=False) as asked, os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)
        head = receive(asked)
        if head is None:
            return
        source, season = pickle.loads(head)  # noqa: S301  from our own parent
        with Extractor() as extractor:
            while (raw := receive(asked)) is not None:
                send(answers, pickle.dumps(opened_and_read(raw, source, season, extractor)))


def opened_and_read(
    raw: bytes, source: str, season: Season, extractor: Extractor
) -> tuple[Opened, Read] | None:
    """Return the message opened and read, its files left out; None where that fails: the parent sees for itself."""
    try:
        opened = open_message(raw, extractor)
        return without_files(opened), read_message(opened, source, season)
    except Exception:  # noqa: BLE001  the parent does the same and names what it meets
        return None


def send(stream: IO[bytes], content: bytes) -> None:
    """Write one piece with its length before it."""
    stream.write(len(content).to_bytes(8, "big"))
    stream.write(content)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Return the next piece; None where the other side is gone."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    size = int.from_bytes(head, "big")
    content = stream.read(size)
    return content if len(content) == size else None
