"""PDF files read in a child process that may die: the parent always gets text or the name of a problem."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
from base64 import b64decode
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tasks.replies.extracted import Extracted

CHILD = Path(__file__).with_name("pdf_child.py")
WALL_SECONDS = 20.0
TEXT = 0xFFFFFFFF


class PdfSandbox:
    """One persistent child that reads PDF files; started at first use, started again after it died.

    Use as a context manager. Calls from several threads wait for one another.
    """

    def __init__(self, wall_seconds: float = WALL_SECONDS) -> None:
        self._wall_seconds = wall_seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self.starts = 0  # how often a child was started: one for all files, unless some file killed it

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.communicate()

    def read(self, content: bytes) -> Extracted:
        """Return the text of a PDF, its pages parted by form feeds, or the problem that stopped it."""
        reply = self._ask(content, TEXT)
        problem, pages = reply.get("problem"), reply.get("pages")
        texts: list[str] = reply.get("texts", [])
        return Extracted("\f".join(texts), pages, problem, active=bool(reply.get("active")))

    def picture(self, content: bytes, page: int) -> bytes | None:
        """Return one page as a PGM picture, or None if it cannot be drawn within the limits."""
        picture = self._ask(content, page).get("picture")
        return b64decode(picture) if picture else None

    def _ask(self, content: bytes, page: int) -> dict[str, Any]:
        with self._lock:
            child = self._child
            if child is None or child.poll() is not None:
                child = self._child = _start()
                self.starts += 1
            request = page.to_bytes(4, "big") + content
            try:
                return _exchange(child, len(request).to_bytes(8, "big") + request, self._wall_seconds)
            except (TimeoutError, OSError, ValueError):
                self.close()
                return {"problem": "PDF_TOO_HEAVY"}


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-I", str(CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LANG": "C.UTF-8"},
    )


def _exchange(child: subprocess.Popen[bytes], request: bytes, wall_seconds: float) -> dict[str, Any]:
    """Return the child's answer; TimeoutError when it is silent, OSError when it died."""
    if child.stdin is None or child.stdout is None:
        raise OSError("the sandbox has no pipes")
    child.stdin.write(request)
    child.stdin.flush()
    descriptor = child.stdout.fileno()
    head = _receive(descriptor, 8, wall_seconds)
    return json.loads(_receive(descriptor, int.from_bytes(head, "big"), wall_seconds))


def _receive(descriptor: int, size: int, wall_seconds: float) -> bytes:
    pieces = bytearray()
    while len(pieces) < size:
        ready, _, _ = select.select([descriptor], [], [], wall_seconds)
        if not ready:
            raise TimeoutError
        piece = os.read(descriptor, min(size - len(pieces), 1 << 20))
        if not piece:
            raise ConnectionError("the sandbox died")
        pieces += piece
    return bytes(pieces)
