"""A program beside this one that may die: it answers requests one at a time over its pipes, or is ended."""

from __future__ import annotations

import os
import select
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import IO

PARTING_SECONDS = 2.0
HEAD_BYTES = 8  # the length of what follows, most significant byte first


class ChildDiedError(Exception):
    """The child gave no answer: it died, or was ended because it took too long (``timed_out``)."""

    def __init__(self, *, timed_out: bool = False) -> None:
        super().__init__("the child took too long" if timed_out else "the child died")
        self.timed_out = timed_out


class Child:
    """One persistent child; started at first use, and again after it died. Calls wait for one another.

    ``greeting`` is what every new child is told first; it is not answered.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        wall_seconds: float,
        environment: Mapping[str, str],
        greeting: bytes = b"",
    ) -> None:
        self._command = command
        self._wall_seconds = wall_seconds
        self._environment = environment
        self._greeting = greeting
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._is_ended = False
        self.starts = 0  # how often a child was started: once, unless some request killed it

    @property
    def process_id(self) -> int | None:
        """Which process of the machine it is, None where none is running."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def ask(self, request: bytes) -> bytes:
        """Return the child's answer.

        :raises ChildDiedError: there is none; the next request starts a new child.
        :raises OSError: no child can be started.
        """
        with self._lock:
            process = self._process
            is_new = process is None or process.poll() is not None
            if process is None or is_new:
                process = self._start()
            if self._is_ended:
                process.kill()
            try:
                if is_new and self._greeting:
                    _write(process.stdin, self._greeting)
                _write(process.stdin, request)
                return self._answer(process)
            except (OSError, ValueError) as problem:
                process.kill()
                self.close()
                raise ChildDiedError(timed_out=isinstance(problem, TimeoutError)) from None
            except BaseException:
                process.kill()
                self.close()  # its answer would be taken for the next request's
                raise

    def end(self) -> None:
        """End the child for good, though somebody may wait for its answer; `close` puts its rests away."""
        self._is_ended = True
        if (process := self._process) is not None:
            process.kill()

    def close(self) -> None:
        """End the child that nobody waits for: it may put away what it holds, but not take its time."""
        process, self._process = self._process, None
        if process is None:
            return
        with process:  # closes the pipes and waits
            try:
                with suppress(OSError):
                    process.communicate(
                        timeout=PARTING_SECONDS
                    )  # the end of its input is the end of its work
            except subprocess.TimeoutExpired:
                process.kill()

    def _start(self) -> subprocess.Popen[bytes]:
        self.close()
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self._environment,
        )
        self.starts += 1
        return self._process

    def _answer(self, process: subprocess.Popen[bytes]) -> bytes:
        if process.stdout is None:
            raise BrokenPipeError
        descriptor = process.stdout.fileno()
        head = self._receive(descriptor, HEAD_BYTES)
        return self._receive(descriptor, int.from_bytes(head, "big"))

    def _receive(self, descriptor: int, size: int) -> bytes:
        pieces = bytearray()
        while len(pieces) < size:
            ready, _, _ = select.select([descriptor], (), (), self._wall_seconds)
            if not ready:
                raise TimeoutError
            piece = os.read(descriptor, min(size - len(pieces), 1 << 20))
            if not piece:
                raise ConnectionError
            pieces += piece
        return bytes(pieces)


def _write(pipe: IO[bytes] | None, content: bytes) -> None:
    if pipe is None:
        raise BrokenPipeError
    pipe.write(len(content).to_bytes(HEAD_BYTES, "big"))
    pipe.write(content)
    pipe.flush()
