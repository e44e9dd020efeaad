"""The registered numbers where IMDinett gives them: a file, a file on a server, or pages of a REST service.

No public interface of IMDinett is known: the service is this project's proposal (``GET {base}/vedtak?aar=&cursor=``,
answered by ``{"uttrekk", "neste", "items"}`` with an ETag per page).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote, unquote, urlsplit

import requests

from tasks.core.channels.http import LATER, MEND, PASSING, TIMEOUT_SECONDS, get, session, shown
from tasks.core.model.errors import BadInput, StopAndMend, TryAgain

MOST_BYTES = 50_000_000  # of one file or page
MOST_PAGES = 500
MOST_WAITS = 5  # times a page is asked for again because the service is busy
MOST_WAIT_SECONDS = 60.0  # a service that says more is asked again by the next pull
WAIT_SECONDS = 1.0  # where it does not say how long
TABLES = (".csv", ".xlsx", ".txt", ".tsv")
SETTING = "check ANMODNING_REGISTRATIONS_URL"
REFUSED = frozenset({401, 403})
_LOCKED = (
    "it lets nobody in without a token: set ANMODNING_REGISTRATIONS_SCOPE and ANMODNING_MASKINPORTEN_URL, "
    "_CLIENT_ID and _KEY_FILE, or give the export as a file"
)
_REFUSING = "it does not take the token: check ANMODNING_REGISTRATIONS_SCOPE and what the client may read"


@dataclass(frozen=True, slots=True)
class Page:
    """One file or page as received. ``items`` are the rows of a REST page, None for a file.

    ``source`` names it in the store, ``etag`` its version; ``is_new`` is False for one the server says is as before.
    """

    source: str
    name: str
    data: bytes
    etag: str = ""
    items: tuple[dict[str, Any], ...] | None = None
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class Kept:
    """The version of a page that was last read whole."""

    etag: str
    data: bytes


OfPage = Callable[[str], Kept | None]


def fetch_export(
    location: str, year: int, kept: OfPage, *, token: Callable[[], str] | None = None
) -> tuple[Page, ...]:
    """Return the whole export of ``year``: one file, or every page of the service.

    An address whose path ends like a table's is a file, any other one the service's base. A page the server
    says is unchanged comes from ``kept``.

    :raises TryAgain: no answer, busy for longer than a minute, or an extract that changed between two pages.
    :raises StopAndMend: no such file or page, or far too large.
    :raises BadInput: a page that is not what was agreed.
    """
    parts = urlsplit(location)
    if parts.scheme not in ("http", "https"):
        path = _path(location)
        return (Page(str(path), path.name, _read(path)),)
    if parts.path.casefold().endswith(TABLES):
        return (_file(location, year, kept),)
    return _pages(location.rstrip("/"), year, kept, token)


def _path(location: str) -> Path:
    parts = urlsplit(location)
    if parts.scheme != "file":
        return Path(location)
    if parts.netloc not in ("", "localhost"):
        raise StopAndMend(f"the export's address names another machine ({parts.hostname}): {SETTING}")
    return Path(unquote(parts.path))


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():  # a folder, or a device that never ends
            raise StopAndMend(f"the export {path} is not there or no file: {SETTING}")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as problem:
        raise StopAndMend(f"the export {path} cannot be read ({problem.strerror}): {SETTING}") from None
    if len(data) > MOST_BYTES:
        raise StopAndMend(f"{path} is larger than {MOST_BYTES} bytes, so it is no export: {SETTING}")
    return data


def _file(location: str, year: int, kept: OfPage) -> Page:
    source = f"{shown(location)} {year}"  # one file may serve several years: each reads it for itself
    before = kept(source)
    answer = get(location, etag=before.etag if before else "", most_bytes=MOST_BYTES)
    name = Path(unquote(urlsplit(location).path)).name
    if answer.data is None and before is not None:
        return Page(source, name, before.data, before.etag, is_new=False)
    return Page(source, name, answer.data or b"", answer.etag)


def _pages(base: str, year: int, kept: OfPage, token: Callable[[], str] | None) -> tuple[Page, ...]:
    first = base if base.endswith("/vedtak") else f"{base}/vedtak"
    pages: list[Page] = []
    extracts: set[str] = set()
    cursor = ""
    with session(retries=0) as here:
        while len(pages) < MOST_PAGES:
            url = f"{first}?aar={year}" + (f"&cursor={quote(cursor)}" if cursor else "")
            source = f"{shown(first)} {year} page {len(pages) + 1}"
            page, body = _page(here, url, source, kept(source), token)
            pages.append(page)
            extracts.add(str(body.get("uttrekk", "")))
            if len(extracts) > 1:
                raise TryAgain(f"{shown(first)} made a new extract of {year} between two pages: {LATER}")
            following = body.get("neste")
            if not following:
                return tuple(pages)
            if str(following) == cursor:
                raise BadInput.one(source, f"the next page is the same page ({cursor!r})", "tell IMDinett")
            cursor = str(following)
    raise BadInput.one(shown(first), f"more than {MOST_PAGES} pages", "tell IMDinett")


def _page(
    here: requests.Session, url: str, source: str, before: Kept | None, token: Callable[[], str] | None
) -> tuple[Page, dict[str, Any]]:
    headers = {"Accept": "application/json"}
    if before is not None and before.etag:
        headers["If-None-Match"] = before.etag
    if token is not None:
        headers["Authorization"] = f"Bearer {token()}"
    answer = _ask(here, url, headers)
    if answer.status_code == requests.codes.not_modified and before is not None:
        body = _body(before.data, source)
        return Page(source, source, before.data, before.etag, _items(body, source), is_new=False), body
    if answer.status_code in REFUSED:
        raise StopAndMend(
            f"{shown(url)} answered {answer.status_code}: {_LOCKED if token is None else _REFUSING}"
        )
    if answer.status_code != requests.codes.ok:
        raise StopAndMend(f"{shown(url)} answered {answer.status_code}: {MEND}")
    body = _body(answer.content, source)
    etag = answer.headers.get("ETag", "")
    return Page(source, source, answer.content, etag, _items(body, source)), body


def _ask(here: requests.Session, url: str, headers: dict[str, str]) -> requests.Response:
    """Return an answer that is not "later"; a busy service is waited for as long as it says, within bounds."""
    for left in reversed(range(MOST_WAITS)):
        try:
            answer = here.get(url, headers=headers, timeout=TIMEOUT_SECONDS, allow_redirects=False)
        except requests.RequestException as problem:
            raise TryAgain(f"{shown(url)} did not answer ({type(problem).__name__}): {LATER}") from None
        if answer.status_code not in PASSING and answer.status_code < 500:
            return answer
        said = answer.headers.get("Retry-After", "")
        seconds = float(said) if said.isdigit() else WAIT_SECONDS
        if not left or seconds > MOST_WAIT_SECONDS:
            raise TryAgain(f"{shown(url)} answered {answer.status_code}: {LATER}")
        time.sleep(seconds)
    raise TryAgain(f"{shown(url)} did not answer: {LATER}")


def _body(data: bytes, source: str) -> dict[str, Any]:
    try:
        body: Any = json.loads(data)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise BadInput.one(source, "the answer is no JSON object", SETTING)
    return cast("dict[str, Any]", body)


def _items(body: dict[str, Any], source: str) -> tuple[dict[str, Any], ...]:
    items: Any = body.get("items")
    rows = cast("list[Any]", items) if isinstance(items, list) else [None]
    if not all(isinstance(row, dict) for row in rows):
        raise BadInput.one(source, "items is no list of rows", SETTING)
    return tuple(cast("list[dict[str, Any]]", rows))
