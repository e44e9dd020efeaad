"""PDF files read in a child process that may die: the parent always gets text or the name of a problem."""

from __future__ import annotations

import json
import sys
from base64 import b64decode
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tasks.replies.child import Child, ChildDiedError
from tasks.replies.extracted import Extracted

PROGRAM = Path(__file__).with_name("pdf_child.py")
WALL_SECONDS = 20.0
TEXT = 0xFFFFFFFF


class PdfSandbox:
    """One persistent child that reads PDF files; started at first use, started again after it died.

    Use as a context manager. Calls from several threads wait for one another.
    """

    def __init__(self, wall_seconds: float = WALL_SECONDS) -> None:
        command = [sys.executable, "-I", str(PROGRAM)]
        self._child = Child(command, wall_seconds=wall_seconds, environment={"LANG": "C.UTF-8"})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def starts(self) -> int:
        """How often a child was started: once for all files, unless some file killed it."""
        return self._child.starts

    def close(self) -> None:
        """End the child."""
        self._child.close()

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
        try:
            return json.loads(self._child.ask(page.to_bytes(4, "big") + content))
        except (ChildDiedError, ValueError):
            self.close()
            return {"problem": "PDF_TOO_HEAVY"}
