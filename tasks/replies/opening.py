"""Many messages opened and read side by side in helping processes; few are done here, where nothing has to start."""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from tasks.replies.extract import Extractor
from tasks.replies.intake import Opened, Read, Season, open_message
from tasks.replies.opening_child import receive, send

ROOT = Path(__file__).parents[2]
MOST_HELPERS = 4
OPENERS = 2  # messages opened beside the one that is read, where nobody helps
MANY = 128  # messages of one pull after which it pays to start helpers: each takes over a second of processor time

Opening = Future[tuple[Opened, Read | None]]


class Openers:
    """Opens the messages of one mailbox for one season; use as a context manager.

    With helpers a message is also read there. A helper that dies is not missed: its message is opened here.
    """

    def __init__(
        self,
        source: str,
        season: Season,
        extractor: Extractor,
        *,
        helpers: int | None = None,
        many: int = MANY,
    ) -> None:
        self._season = pickle.dumps((source, season))
        self._extractor = extractor
        # One core is for what is done here. On two, a sandbox and this process keep both busy without help.
        self._wanted = min(MOST_HELPERS, (os.cpu_count() or 1) - 1) if helpers is None else helpers
        self._many = many
        self._passed = 0
        self._free: queue.SimpleQueue[subprocess.Popen[bytes] | None] = queue.SimpleQueue()
        self.helpers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the helpers."""
        for helper in self.helpers:
            helper.kill()
            helper.communicate()

    @contextmanager
    def opening(self, messages: Sequence[bytes]) -> Generator[list[Opening]]:
        """Yield one future for each message, in their order; those with helpers carry what was read."""
        if self._wanted > 1 and not self.helpers and self._passed >= self._many and messages:
            self._start()
        self._passed += len(messages)
        with ThreadPoolExecutor(len(self.helpers) or OPENERS) as threads:
            yield [threads.submit(self._opened, raw) for raw in messages]

    def _start(self) -> None:
        program = (
            f"import sys; sys.path.insert(0, {str(ROOT)!r}); "
            "from tasks.replies.opening_child import serve; serve()"
        )
        for _ in range(self._wanted):
            helper = subprocess.Popen(
                [sys.executable, "-P", "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            self.helpers.append(helper)
            self._free.put(helper if _told(helper, self._season) else None)

    def _opened(self, raw: bytes) -> tuple[Opened, Read | None]:
        if self.helpers:
            helper = self._free.get()
            answer = None if helper is None else _asked(helper, raw)
            self._free.put(helper if helper is not None and helper.poll() is None else None)
            if answer is not None:
                return answer
        return open_message(raw, self._extractor), None


def _told(helper: subprocess.Popen[bytes], content: bytes) -> bool:
    try:
        assert helper.stdin is not None, "it was started with one"  # noqa: S101
        send(helper.stdin, content)
    except OSError:
        return False
    return True


def _asked(helper: subprocess.Popen[bytes], raw: bytes) -> tuple[Opened, Read] | None:
    """Return what a helper made of a message; None where it died or stumbled."""
    if not _told(helper, raw):
        return None
    assert helper.stdout is not None, "it was started with one"  # noqa: S101
    answer = receive(helper.stdout)
    return None if answer is None else pickle.loads(answer)  # noqa: S301  from our own child
