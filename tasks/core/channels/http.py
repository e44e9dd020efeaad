"""HTTP in one place: one session, always a time-out, retries for what may pass, one function to ask with."""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from config.addresses import is_loopback
from tasks.core.model.errors import StopAndMend, TryAgain

TIMEOUT_SECONDS = (5, 30)  # to connect, between two bytes
MOST_SECONDS = 120  # for a whole answer: a server that drips bytes never times out
MOST_REDIRECTS = 5
BACKOFF_SECONDS = 0.3  # before the first more try, doubled for each
MEND = "check the address"
LATER = f"try again later, or {MEND}"
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Answer:
    """The body (None: not modified) and the ETag that names it."""

    data: bytes | None
    etag: str


def session(*, retries: int = 3) -> requests.Session:
    """Return a session that retries reading requests and takes no credentials from the environment.

    Retry-After is not slept on (a server may say a day): the caller repeats later. Sending adapters ask for
    ``retries=0``: what was sent is looked up, never sent again.
    """
    made = requests.Session()
    made.trust_env = False
    # Bodies come as they are: a packed one may unpack to any size.
    made.headers["Accept-Encoding"] = "identity"
    policy = Retry(
        total=retries,
        backoff_factor=BACKOFF_SECONDS,
        status_forcelist=PASSING,
        allowed_methods=("GET", "HEAD"),
        redirect=0,
        raise_on_status=False,
        raise_on_redirect=False,
        respect_retry_after_header=False,
    )
    for scheme in ("https://", "http://"):
        made.mount(scheme, HTTPAdapter(max_retries=policy))
    return made


def get(
    url: str, *, etag: str = "", most_bytes: int, timeout: tuple[float, float] = TIMEOUT_SECONDS
) -> Answer:
    """Return what lies at ``url``, or that it is still what ``etag`` names.

    Every redirect is looked at before it is followed: https only, except from loopback to loopback.

    :raises TryAgain: no answer, or a status that may pass (408, 425, 429, 5xx) after three more tries.
    :raises StopAndMend: another status, a redirect that is not allowed, a packed or too large body.
    """
    headers = {"If-None-Match": etag} if etag else {}
    place = shown(url)
    _refuse_clear(url, url)
    try:
        with session() as here:
            for _ in range(MOST_REDIRECTS + 1):
                with here.get(
                    url, headers=headers, timeout=timeout, stream=True, allow_redirects=False
                ) as answer:
                    if not answer.is_redirect:
                        return _answer(answer, place, etag, most_bytes)
                    onward = urljoin(url, answer.headers["Location"])
                _refuse_clear(onward, url)
                url = onward
    except requests.RequestException as problem:
        message = f"{place} did not answer ({type(problem).__name__}): {LATER}"
        raise TryAgain(message) from None
    message = f"{place} redirects more than {MOST_REDIRECTS} times: {MEND}"
    raise StopAndMend(message)


def shown(url: str) -> str:
    """Return an address fit for messages and logs: no user information, no query.

    >>> shown("https://imdi:hemmelig@prognose.example:8443/f.csv?token=x")
    'https://prognose.example:8443/f.csv'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _refuse_clear(url: str, origin: str) -> None:
    """Pass an address that may be asked: https, or this machine where the first address was this machine."""
    parts = urlsplit(url)
    local = is_loopback(parts.hostname)
    if parts.scheme == "http" and local and is_loopback(urlsplit(origin).hostname):
        return
    if parts.scheme == "https" and (not local or is_loopback(urlsplit(origin).hostname)):
        return
    how = "is" if url == origin else "redirects to"
    message = f"{shown(origin)} {how} an address that may not be asked ({shown(url)}): use https:"
    raise StopAndMend(message)


def _answer(answer: requests.Response, place: str, etag: str, most_bytes: int) -> Answer:
    status = answer.status_code
    if status == requests.codes.not_modified and etag:
        return Answer(None, etag)
    if status in PASSING or status > 500:
        message = f"{place} answered {status}: {LATER}"
        raise TryAgain(message)
    if status != requests.codes.ok:
        message = f"{place} answered {status}: {MEND}"
        raise StopAndMend(message)
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        message = f"{place} sends a packed body though none was asked for: {MEND}"
        raise StopAndMend(message)
    return Answer(_body(answer, place, most_bytes), answer.headers.get("ETag", ""))


def _body(answer: requests.Response, place: str, most_bytes: int) -> bytes:
    until = time.monotonic() + MOST_SECONDS
    data = bytearray()
    for chunk in answer.iter_content(65536):
        data += chunk
        if len(data) > most_bytes:
            message = f"{place} sends more than {most_bytes} bytes: {MEND}"
            raise StopAndMend(message)
        if time.monotonic() > until:
            message = f"{place} took more than {MOST_SECONDS} seconds: {LATER}"
            raise TryAgain(message)
    return bytes(data)
