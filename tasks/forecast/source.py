"""Where the forecast is published: a file, or an address that is asked whether it has changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tasks.core.channels.http import get
from tasks.core.model.errors import StopAndMend

MOST_BYTES = 5_000_000  # a forecast is a few kilobytes; more is something else


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
    :raises StopAndMend: there is no such file, or it is far too large.
    """
    parts = urlsplit(location)
    if parts.scheme in ("http", "https"):
        answer = get(location, etag=etag, most_bytes=MOST_BYTES)
        return _fetched(answer.data, Path(parts.path).name or "forecast", answer.etag)
    path = Path(unquote(parts.path)) if parts.scheme == "file" else Path(location)
    try:
        if path.stat().st_size > MOST_BYTES:
            message = f"{path} is larger than {MOST_BYTES} bytes: this is not a forecast; check ANMODNING_FORECAST_URL"
            raise StopAndMend(message)
        return _fetched(path.read_bytes(), path.name, "")
    except OSError as problem:
        message = f"the forecast {path} cannot be read ({problem.strerror}): check ANMODNING_FORECAST_URL"
        raise StopAndMend(message) from None


def _fetched(data: bytes | None, name: str, etag: str) -> Fetched:
    return Fetched(data, name, etag, "" if data is None else hashlib.sha256(data).hexdigest())
