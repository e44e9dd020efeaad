"""A mailbox as a Maildir folder: every message is found, none is deleted, handled ones move to a folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tasks.core.model.errors import StopAndMend

MOST_BYTES = 150 * 1024 * 1024  # Exchange Online's own limit for one message
HEADER_BYTES = 256 * 1024  # what is read of a message above the limit: enough to say whose it is
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FoundMail:
    """One message as it lies in the mailbox. ``file`` is relative to the mailbox, ``sha256`` of all its
    bytes.

    ``truncated``: the message is above the size limit and ``content`` holds its beginning only.
    """

    file: str
    content: bytes
    size: int
    sha256: str
    truncated: bool


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
    target_folder = mailbox / f".Behandlet.{year}"
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
        content = path.read_bytes()
        return FoundMail(file, content, len(content), hashlib.sha256(content).hexdigest(), truncated=False)
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        beginning = stream.read(HEADER_BYTES)
        digest.update(beginning)
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return FoundMail(file, beginning, size, digest.hexdigest(), truncated=True)
