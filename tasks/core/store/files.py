"""Files kept as received or made, named by their SHA-256: written once, never changed.

What was put survives a power loss: the file is on the disk before it gets its name, and its name before it is told.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tasks.core.model.errors import StopAndMend

WRITERS = 8  # files written at once


@dataclass(frozen=True, slots=True)
class FileStore:
    """A folder ``ab/cdef...`` of files by checksum; two workers may write the same file at once.

    ``sync`` brings an open file or folder to the disk.
    """

    folder: Path
    sync: Callable[[int], None] = os.fsync

    def put(self, data: bytes) -> str:
        """Keep ``data`` and return its SHA-256 in hex; kept before, it is not written again."""
        path = self._written(data)
        self._sync_folder(path.parent)
        self._sync_folder(self.folder)
        return path.parent.name + path.name

    def put_all(self, many: Iterable[bytes]) -> None:
        """Keep all of ``many``, several at once: waiting for the disk one by one takes four times as long.

        What was written before an error stays; it is whole, and nothing names it.
        """
        with ThreadPoolExecutor(max_workers=WRITERS, thread_name_prefix="files") as threads:
            folders = {path.parent for path in threads.map(self._written, many)}
            for _ in threads.map(self._sync_folder, (*folders, self.folder) if folders else ()):
                pass

    def _written(self, data: bytes) -> Path:
        """Return the file of ``data``, whole and on the disk; its name may not be there yet."""
        path = self._path(hashlib.sha256(data).hexdigest())
        if path.exists():
            return path
        if not path.parent.exists():
            self._make(path.parent)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                self.sync(file.fileno())
            Path(temporary).replace(path)  # atomic: a half-written file never has a checksum for a name
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        return path

    def _make(self, folder: Path) -> None:
        """Make a folder; of those above it, all that are new have their names on the disk."""
        new = [one for one in self.folder.parents if not one.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        for one in (self.folder, *new):
            self._sync_folder(one.parent)

    def _sync_folder(self, folder: Path) -> None:
        """Bring the names in a folder to the disk. Also of a file that was there: another worker may just have named it."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            self.sync(handle)
        finally:
            os.close(handle)

    def get(self, sha256: str) -> bytes:
        """Return the bytes kept under ``sha256``, checked against it.

        :raises StopAndMend: the file is gone or damaged.
        """
        path = self._path(sha256)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            message = f"the file {sha256} is missing in {self.folder}: restore the folder from its backup"
            raise StopAndMend(message) from None
        if hashlib.sha256(data).hexdigest() != sha256:
            message = f"the file {path} is damaged (its checksum differs): restore it from the backup"
            raise StopAndMend(message)
        return data

    def _path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256[2:]
