"""The program of a reading process: the bytes of a mail in, the mail read by itself out, within limits on memory
and processor time.

It imports what reads and nothing of Prefect or the store. Told first what a season's mails are read against; then one
mail and one answer at a time: the mail read, or the name of the error. A mail that breaks a limit kills this process
only, and a PDF file only the sandbox below it.
"""

from __future__ import annotations

import pickle
import resource
import sys
from typing import BinaryIO

from tasks.replies.child import HEAD_BYTES
from tasks.replies.extract import Extractor
from tasks.replies.intake import ReadMail, Season, open_message, read_alone

MEMORY_BYTES = 4 * 1024**3  # the largest mail there is, 150 MB, needs a third of it
CPU_SECONDS = 60  # a mail takes hundredths of a second


def read_mail(raw: bytes, source: str, season: Season, extractor: Extractor) -> ReadMail | str:
    """Return the mail read by itself, or the name of the error that nobody foresaw.

    :raises MemoryError: the limit is reached; no process that went through it is worth keeping.
    """
    try:
        return read_alone(open_message(raw, extractor), source, season=season).without_files()
    except MemoryError:
        raise
    except Exception as problem:  # noqa: BLE001  whatever it is, the mail goes to a person under its name
        return type(problem).__name__


def serve() -> None:
    """Answer requests until the parent closes the pipe."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    # What the parent says may be believed: it is what started this process.
    season: Season = pickle.loads(_next(asked))  # noqa: S301
    with Extractor() as extractor:
        while request := _next(asked):
            _renew_cpu_limit()
            source, raw = pickle.loads(request)  # noqa: S301
            answer = pickle.dumps(read_mail(raw, source, season, extractor))
            answers.write(len(answer).to_bytes(HEAD_BYTES, "big") + answer)
            answers.flush()


def _next(stream: BinaryIO) -> bytes:
    """Return the next request, nothing at the end of the stream."""
    return stream.read(int.from_bytes(stream.read(HEAD_BYTES), "big"))


def _renew_cpu_limit() -> None:
    """Allow the next mail its seconds: the limit counts from the process' start, so it moves ahead."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (used + CPU_SECONDS, resource.RLIM_INFINITY))
