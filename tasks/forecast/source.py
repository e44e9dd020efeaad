"""Where the forecast is published: a file, or an address that is asked whether it has changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tasks.core.channels.http import get
from tasks.core.model.errors import StopAndMend

MOST_BYTES = 5_000_000  # a forecast is a few kilobytes; more is something else
MEND = "check ANMODNING_FORECAST_URL"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What the source gave: its bytes (None: not changed since ``etag``), and how it names this version."""

    data: bytes | None
    name: str
    etag: str
    sha256: str


def fetch(location: str, *, etag: str = "") -> Fetched:
    """Return what lies at ``location`` now: a path, ``file:`` or ``https:`` address (``http:`` on loopback).

    :raises TryAgain: the server did not answer as agreed.
    :raises StopAndMend: there is no such file or page, it is far too large, or the address is not allowed.
    """
    parts = urlsplit(location)
    if parts.scheme in ("http", "https"):
        answer = get(location, etag=etag, most_bytes=MOST_BYTES)
        return _fetched(answer.data, Path(unquote(parts.path)).name or "forecast", answer.etag)
    return _read(_path(location))


def _path(location: str) -> Path:
    parts = urlsplit(location)
    if parts.scheme != "file":
        return Path(location)
    if parts.netloc not in ("", "localhost"):
        message = f"the forecast address names another machine ({parts.hostname}): {MEND}"
        raise StopAndMend(message)
    return Path(unquote(parts.path))


def _read(path: Path) -> Fetched:
    try:
        if not path.is_file():  # a folder, or a device that never ends
            message = f"the forecast {path} is not there or no file: {MEND}"
            raise StopAndMend(message)
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as problem:
        message = f"the forecast {path} cannot be read ({problem.strerror}): {MEND}"
        raise StopAndMend(message) from None
    if len(data) > MOST_BYTES:
        message = f"{path} is larger than {MOST_BYTES} bytes, so it is no forecast: {MEND}"
        raise StopAndMend(message)
    return _fetched(data, path.name, "")


def _fetched(data: bytes | None, name: str, etag: str) -> Fetched:
    return Fetched(data, name, etag, "" if data is None else hashlib.sha256(data).hexdigest())
