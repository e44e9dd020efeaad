"""A mailbox as a Maildir folder: every message is found, none is deleted, handled ones move to a folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from tasks.core.channels.mailbox import HEADER_BYTES, MOST_BYTES, FoundMail, IsKnown
from tasks.core.model.errors import StopAndMend

CHUNK = 1024 * 1024
HANDLED = ".Behandlet."  # Maildir++ names a sub-folder's folder with a dot


class Maildir:
    """A Maildir as a mailbox. What was moved to ``Behandlet`` is looked at again if its name is not known."""

    source = "maildir"

    def __init__(self, folder: Path) -> None:
        self.place = str(folder)
        self._folder = folder

    def find(self, is_known: IsKnown) -> Iterator[FoundMail]:
        """Yield what lies in the inbox, then what others put into ``Behandlet`` before we saw it."""
        yield from find_mail(self._folder)
        handled = self._folder.glob(f"{HANDLED}*/cur/*")
        for path in sorted(handled, key=lambda path: path.name):
            if not is_known(path.name) and path.is_file() and not path.is_symlink():
                yield _read(path, self._folder, MOST_BYTES)

    def handled(self, mails: Sequence[FoundMail], year: int) -> None:
        """Move stored messages to ``Behandlet/<year>``; in a mailbox that may only be read they stay."""
        for mail in mails:
            if not mail.file.startswith(HANDLED):
                with suppress(OSError):
                    move_handled(self._folder, mail.file, year)

    def put_rest_aside(self, is_known: IsKnown, year: int) -> None:
        """Nothing is left: what lies in the inbox is found and handled every time, known or not."""

    def close(self) -> None:
        """There is no connection to end."""


def find_mail(mailbox: Path, *, most_bytes: int = MOST_BYTES) -> Iterator[FoundMail]:
    """Yield every message of ``new`` and ``cur``, oldest name first; a file that vanishes meanwhile is
    skipped.

    Seen flags are ignored on purpose: people read a shared mailbox too.

    :raises StopAndMend: the folder is no Maildir.
    """
    folders = [mailbox / "new", mailbox / "cur"]
    if not any(folder.is_dir() for folder in folders):
        raise StopAndMend(
            f"mailbox {mailbox}: no Maildir there (no new/ and cur/) - set ANMODNING_MAILBOX_URL to one"
        )
    paths = [path for folder in folders if folder.is_dir() for path in folder.iterdir()]
    for path in sorted(paths, key=lambda path: path.name):
        if path.is_symlink() or not path.is_file() or path.name.startswith("."):
            continue
        try:
            yield _read(path, mailbox, most_bytes)
        except FileNotFoundError:  # a mail program moved it from new/ to cur/: the next look finds it there
            continue


def move_handled(mailbox: Path, file: str, year: int) -> str:
    """Return where the message lies after moving it to the sub-folder ``Behandlet/<year>`` (Maildir++
    naming).

    Called only after the raw bytes are stored. Repeating is harmless: a message already moved stays.
    """
    source = mailbox / file
    if not source.resolve().is_relative_to(mailbox.resolve()):
        raise StopAndMend(f"mailbox {mailbox}: {file!r} points outside the mailbox - nothing was moved")
    target_folder = mailbox / f"{HANDLED}{year}"
    for part in ("new", "cur", "tmp"):
        (target_folder / part).mkdir(parents=True, exist_ok=True)
    target = target_folder / "cur" / source.name
    if source.exists() and not target.exists():
        os.rename(source, target)  # noqa: PTH104  one atomic step inside one file system
    return str(target.relative_to(mailbox))


def _read(path: Path, mailbox: Path, most_bytes: int) -> FoundMail:
    size = path.stat().st_size
    file = str(path.relative_to(mailbox))
    if size <= most_bytes:
        return FoundMail.whole(file, path.read_bytes())
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        beginning = stream.read(HEADER_BYTES)
        digest.update(beginning)
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return FoundMail(file, beginning, size, digest.hexdigest(), truncated=True)
