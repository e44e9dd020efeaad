"""Files kept as received or made, named by their SHA-256: written once, never changed."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tasks.core.model.errors import StopAndMend

WRITERS = 8  # files written at once


@dataclass(frozen=True, slots=True)
class FileStore:
    """A folder ``ab/cdef...`` of files by checksum; two workers may write the same file at once."""

    folder: Path

    def put(self, data: bytes) -> str:
        """Keep ``data`` and return its SHA-256 in hex; kept before, it is not written again."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._path(sha256)
        if path.exists():
            return sha256
        if not path.parent.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)  # atomic: a half-written file never has a checksum for a name
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        return sha256

    def put_all(self, many: Iterable[bytes]) -> None:
        """Keep all of ``many``, several at once: waiting for the disk one by one takes four times as long.

        What was written before an error stays; it is whole, and nothing names it.
        """
        with ThreadPoolExecutor(max_workers=WRITERS, thread_name_prefix="files") as threads:
            for _ in threads.map(self.put, many):
                pass

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
