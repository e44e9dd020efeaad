"""One call to a sending service: what came back as it is, or that nobody knows what happened."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, cast

import requests

from tasks.core.channels.http import shown
from tasks.core.channels.protocol import Throttled, Uncertain

CONNECT_SECONDS = 10
READ_SECONDS = 60.0
MOST_BYTES = 8_000_000
SHOWN_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its status, headers and bytes. ``fields`` is its JSON object, empty when it is none."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    place: str
    fields: Mapping[str, Any] = field(default_factory=dict[str, Any])

    @property
    def is_ok(self) -> bool:
        """Whether the service did what it was asked to."""
        return 200 <= self.status < 300

    def explained(self) -> str:
        """Return status and message in one line; the body may be HTML from a proxy, or empty.

        ``errorJson`` may be text or an object; ``errorId`` is what KS' support asks for.
        """
        words = [
            str(self.fields[name]) for name in ("error", "message", "errorCode") if self.fields.get(name)
        ]
        detail: object = self.fields.get("errorJson", self.fields.get("error_description"))
        if detail:
            words.append(detail if isinstance(detail, str) else json.dumps(detail, ensure_ascii=False))
        text = "; ".join(words) or ("no JSON in the answer" if self.body else "empty answer")
        error_id: object = self.fields.get("errorId")
        named = f" (errorId {error_id})" if error_id else ""
        return f"{self.place} answered {self.status}: {' '.join(text.split())[:SHOWN_CHARACTERS]}{named}"


def call(
    session: requests.Session,
    method: str,
    url: str,
    *,
    headers: Mapping[str, str],
    data: bytes | str | None = None,
    params: Mapping[str, str] | None = None,
    seconds: float = READ_SECONDS,
) -> Reply:
    """Return what the service answered, whatever it is. No redirect is followed.

    :raises Uncertain: no whole answer within ``seconds``; what was sent may or may not have arrived.
    """
    place = shown(url)
    until = time.monotonic() + seconds
    try:
        with session.request(
            method,
            url,
            headers=dict(headers),
            data=data,
            params=params,
            timeout=(CONNECT_SECONDS, seconds),
            stream=True,
            allow_redirects=False,
        ) as answer:
            body = bytearray()
            for chunk in answer.iter_content(65536):
                body += chunk
                if len(body) > MOST_BYTES or time.monotonic() > until:
                    message = (
                        f"{place} answered {answer.status_code} with a body that is too long or too slow"
                    )
                    raise Uncertain(message)
            return Reply(answer.status_code, answer.headers, bytes(body), place, _object(bytes(body)))
    except requests.RequestException as problem:
        message = f"{place} did not answer ({type(problem).__name__})"
        raise Uncertain(message) from None


def retry_after(reply: Reply, now: datetime) -> float:
    """Return the seconds a Retry-After header asks for (a number or a date), 0 without a usable one."""
    text = reply.headers.get("Retry-After", "").strip()
    if text.isdigit():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (TypeError, ValueError):
        return 0.0


def throttled(reply: Reply, now: datetime) -> Throttled:
    """Return the error for an answer 429."""
    return Throttled(reply.explained(), retry_after(reply, now))


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        content: object = json.loads(body)
    except ValueError:
        return {}
    return cast("dict[str, Any]", content) if isinstance(content, dict) else {}
