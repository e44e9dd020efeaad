"""One call to a receiving service: always a time-out, and what it answers translated into what to do next."""

from __future__ import annotations

from typing import Any, cast

import requests

from tasks.core.channels.http import LATER, MEND, PASSING, session, shown
from tasks.core.model.errors import StopAndMend, TryAgain

TIMEOUT_SECONDS = (5, 120)
GONE = frozenset({requests.codes.not_found, requests.codes.gone})


class ChannelCalls:
    """A session at one service with basic authentication."""

    def __init__(self, base: str, user: str, password: str) -> None:
        self.place = shown(base)
        self._base = base.rstrip("/")
        self._session = session(retries=0)
        self._session.auth = (user, password)

    def call(self, method: str, path: str, *, json: Any = None) -> requests.Response:
        """Return an answer of 2xx, or one that says the thing is gone.

        :raises TryAgain: no answer, 429 or 5xx.
        :raises StopAndMend: any other status; 401 and 403 name the settings.
        """
        try:
            answer = self._session.request(
                method, self._base + path, json=json, timeout=TIMEOUT_SECONDS, allow_redirects=False
            )
        except requests.RequestException as problem:
            raise TryAgain(f"{self.place} did not answer ({type(problem).__name__}): {LATER}") from None
        status = answer.status_code
        if status in PASSING or status >= 500:
            raise TryAgain(f"{self.place} answered {status}: {LATER}")
        if status in (401, 403):
            raise StopAndMend(f"{self.place} answered {status}: check its user and password")
        if status >= 300 and status not in GONE:
            raise StopAndMend(f"{self.place}{path} answered {status}: {MEND}")
        return answer

    def close(self) -> None:
        """Give back the connections."""
        self._session.close()


def as_object(value: Any) -> dict[str, Any]:
    """Return a JSON object, empty where it is none."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    """Return a JSON list, empty where it is none."""
    return cast("list[Any]", value) if isinstance(value, list) else []


def json_of(answer: requests.Response, place: str) -> Any:
    """Return the JSON of an answer.

    :raises TryAgain: it is none; a proxy may have answered.
    """
    try:
        return answer.json()
    except ValueError:
        raise TryAgain(f"{place} answered with what is no JSON: {LATER}") from None
