"""The mailbox that the settings name, opened."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from config.settings import Settings
from tasks.core.channels.mailbox import Mailbox
from tasks.core.channels.maildir import Maildir

MAILDIR = "maildir:"


@contextmanager
def open_mailboxes(settings: Settings) -> Generator[tuple[Mailbox, ...]]:
    """Yield every place replies arrive in; none where nothing is set."""
    boxes: list[Mailbox] = []
    url = settings.mailbox_url
    if url and url.startswith(MAILDIR):
        boxes.append(Maildir(Path(url.removeprefix(MAILDIR))))
    try:
        yield tuple(boxes)
    finally:
        for box in boxes:
            box.close()
