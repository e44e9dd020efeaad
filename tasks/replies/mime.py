"""A message parsed by the standard library, with its base64 lifted out meanwhile: the same parts, in a fraction of the time.

The library parses line by line, and nearly every line of a mail with a PDF is base64. Such a line can be neither a
boundary nor a header (base64 has no hyphen and no colon), so a run of them stands as one line until it is read.
"""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import Message as Mime
from functools import partial
from typing import Any

FEWEST_LINES = 8  # a shorter run is parsed as it stands
_RUN = re.compile(rb"(?<=\n)(?:[A-Za-z0-9+/]{60,998}\r?\n){%d,}" % FEWEST_LINES)
MOST_BOUNDARIES = 100
MOST_PARAMETERS = 4_000  # characters of a header with parameters: the longest real ones name a file
_PARAMETERS = (b"\ncontent-type:", b"\ncontent-disposition:")
_HEADER_ENDS = re.compile(rb"\n(?![ \t\n])")
_MARK = re.compile("\0([0-9]{1,9})\0")


def parse_mime(raw: bytes) -> Mime:
    """Return what ``email.message_from_bytes`` does; raises what it raises."""
    if b"\0" in raw:  # it could forge the marks that stand for the runs
        return message_from_bytes(raw)
    runs: list[str] = []

    def mark(found: re.Match[bytes]) -> bytes:
        run = found.group()
        end = b"\r\n" if run.endswith(b"\r\n") else b"\n"
        runs.append(run[: -len(end)].decode("ascii"))
        return b"\0%d\0%s" % (len(runs) - 1, end)

    return message_from_bytes(_RUN.sub(mark, raw), partial(_Part, runs))


def takes_long(raw: bytes) -> bool:
    """Return whether the library would take long over a message: its time grows with the square of the nesting,
    and of a header's parameters.
    """
    lowered = raw.lower()
    if lowered.count(b"boundary=") > MOST_BOUNDARIES:
        return True
    lines = b"\n" + lowered.replace(b"\r", b"\n")
    for name in _PARAMETERS:
        at = lines.find(name)
        while at >= 0:
            ends = _HEADER_ENDS.search(lines, at + 1)
            end = ends.start() if ends else len(lines)
            if end - at > MOST_PARAMETERS:
                return True
            at = lines.find(name, end)
    return False


class _Part(Mime):
    """A part that puts the base64 back when its content is asked for."""

    def __init__(self, runs: list[str], policy: Any = policy.compat32) -> None:
        super().__init__(policy)
        self._runs = runs

    def get_payload(self, *args: Any, **kwargs: Any) -> Any:
        """Return the content as the library does."""
        payload: Any = self._payload
        if isinstance(payload, str) and "\0" in payload:
            whole = _MARK.sub(lambda mark: self._runs[int(mark[1])], payload)
            # pyrefly: ignore[implicitly-defined-attribute] - the library's own, not in its types
            self._payload = whole
        return super().get_payload(*args, **kwargs)
