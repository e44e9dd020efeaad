"""Mails read side by side in processes of their own, which may die: the parent always gets an answer.

A mail crosses to a reading process once and is taken apart, turned into text and read there. Each process has one mail
at a time, so the mail that kills one is known; it is tried once more in a new process, for it may have been the machine
that was short of memory.
"""

from __future__ import annotations

import os
import pickle
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import LifoQueue
from threading import Lock
from types import TracebackType
from typing import Self

from tasks.replies.child import Child, ChildDiedError
from tasks.replies.intake import ReadMail, Season
from tasks.replies.kept_children import kept_until_the_end

ROOT = str(Path(__file__).parents[2])
PROGRAM = f"import sys; sys.path.insert(0, {ROOT!r}); from tasks.replies.reading_child import serve; serve()"
WALL_SECONDS = 900.0  # every step inside has its own, shorter limit: a long scan takes six minutes at most
MOST_PROCESSES = 4
MAILS_EACH = 16  # a process takes 0.7 s to start: one is enough for a few mails

_idle = kept_until_the_end()


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a mail could not be read. ``is_deadly``: it ends the process that reads it."""

    problem: str
    is_deadly: bool = False


class Readers:
    """Reading processes, as many as there are processors and work for; use as a context manager.

    Where all that was asked is answered, its processes wait for the next pull of this process against the same season.
    """

    def __init__(
        self, season: Season, *, wall_seconds: float = WALL_SECONDS, most: int = MOST_PROCESSES
    ) -> None:
        self._season = pickle.dumps(season)
        self._wall_seconds = wall_seconds
        self._most = min(most, os.cpu_count() or 1)
        self._threads = ThreadPoolExecutor(self._most, thread_name_prefix="readers")
        self._children: list[Child] = []
        self._free: LifoQueue[Child] = LifoQueue()
        self._mails = 0
        self._unanswered = 0
        self._lock = Lock()
        self._is_ending = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every process, or keep them when they are idle; what was not read yet is given up."""
        self._is_ending = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        if self._unanswered == 0:
            self._threads.shutdown()
            _idle.keep(self._name, self._children)
            return
        for child in self._children:
            child.end()
        self._threads.shutdown()
        for child in self._children:
            child.close()

    @property
    def starts(self) -> int:
        """How many processes were started, by this or, where they were kept, by one before."""
        return sum(child.starts for child in self._children)

    def submit(self, raw: bytes, source: str) -> Future[ReadMail | Unread]:
        """Return the promise of a mail read by itself, or of why it could not be."""
        if len(self._children) < min(self._most, 1 + self._mails // MAILS_EACH):
            self._children.append(_idle.take(self._name) or self._child())
            self._free.put(self._children[-1])
        self._mails += 1
        with self._lock:
            self._unanswered += 1
        return self._threads.submit(self._read, raw, source)

    @property
    def _name(self) -> tuple[object, ...]:
        """What a process was started with: one with the same may go on here."""
        return (*self._command(), self._wall_seconds, self._season)

    def _command(self) -> list[str]:
        return [sys.executable, "-I", "-c", PROGRAM]

    def _child(self) -> Child:
        return Child(
            self._command(),
            wall_seconds=self._wall_seconds,
            # Nothing of the settings: what reads strangers' mail has no use for passwords.
            environment={"LANG": "C.UTF-8", "PATH": os.environ.get("PATH", os.defpath)},
            greeting=self._season,
        )

    def _read(self, raw: bytes, source: str) -> ReadMail | Unread:
        child = self._free.get()
        try:
            return self._answer(child, pickle.dumps((source, raw)))
        finally:
            self._free.put(child)
            with self._lock:
                self._unanswered -= 1

    def _answer(self, child: Child, request: bytes) -> ReadMail | Unread:
        for _ in range(2):
            try:
                # The process is ours; PDF files, the most dangerous, are read in a sandbox below it.
                answer: ReadMail | str = pickle.loads(child.ask(request))  # noqa: S301
            except ChildDiedError as died:
                if died.timed_out:
                    return Unread("READER_TIMED_OUT", is_deadly=True)
                if self._is_ending:
                    break
            else:
                return Unread(answer) if isinstance(answer, str) else answer
        return Unread("READER_DIED", is_deadly=True)
