"""HTTP in one place: one session, always a time-out, retries for what may pass, one function to ask with."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from tasks.core.model.errors import TryAgain

TIMEOUT_SECONDS = (5, 30)  # to connect, between two bytes
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
RETRIES = Retry(
    total=3,
    backoff_factor=0.3,
    status_forcelist=(429, 500, 502, 503, 504),
    allowed_methods=("GET", "HEAD"),
    redirect=5,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The body (None: not modified) and the ETag that names it."""

    data: bytes | None
    etag: str


def session() -> requests.Session:
    """Return a session that retries reading requests and takes no credentials from the environment."""
    made = requests.Session()
    made.trust_env = False
    for scheme in ("https://", "http://"):
        made.mount(scheme, HTTPAdapter(max_retries=RETRIES))
    return made


def get(url: str, *, etag: str = "", most_bytes: int) -> Answer:
    """Return what lies at ``url``, or that it is still what ``etag`` names.

    :raises TryAgain: no answer, another status than 200 or 304, a redirect to an unencrypted address, or too large.
    """
    place = f"{urlsplit(url).hostname}{urlsplit(url).path}"  # never the user information or the query
    try:
        with (
            session() as here,
            here.get(
                url, headers={"If-None-Match": etag} if etag else {}, timeout=TIMEOUT_SECONDS, stream=True
            ) as answer,
        ):
            final = urlsplit(answer.url)
            if final.scheme == "http" and final.hostname not in LOOPBACK:
                message = f"{place} redirects to an unencrypted address: check the address"
                raise TryAgain(message)
            if answer.status_code == requests.codes.not_modified:
                return Answer(None, etag)
            if answer.status_code != requests.codes.ok:
                message = f"{place} answered {answer.status_code}: try again later, or check the address"
                raise TryAgain(message)
            data = b""
            for chunk in answer.iter_content(65536):
                data += chunk
                if len(data) > most_bytes:
                    message = f"{place} sends more than {most_bytes} bytes: check the address"
                    raise TryAgain(message)
            return Answer(data, answer.headers.get("ETag", ""))
    except requests.RequestException as problem:
        message = f"{place} did not answer ({type(problem).__name__}): try again later, or check the address"
        raise TryAgain(message) from None
