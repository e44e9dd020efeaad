"""IMDinett's export taken in whole, or refused whole: kept as received, compared with what is known, then stored."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from config.register_reader import read_register
from config.settings import Settings
from tasks.core.channels.http import session
from tasks.core.channels.imdinett import Kept, Page, fetch_export
from tasks.core.channels.maskinporten import Tokens, read_key
from tasks.core.channels.protocol import Paused
from tasks.core.installation import Installation
from tasks.core.model.errors import BadInput, TryAgain
from tasks.core.model.when import Decider, When
from tasks.core.store import decisions, received, registrations
from tasks.core.store.decisions import Decision
from tasks.replies.registration_changes import MOST_LOST, RegistrationChanges, compare_registrations
from tasks.replies.registration_pages import read_pages

KIND = "registrations"
NOTHING = RegistrationChanges((), (), (), (), ())


def pull_export(
    here: Installation, year: int, when: When, *, accept_lost: Decider | None = None
) -> RegistrationChanges:
    """Return what the export changed, stored: an older version of a row never replaces a newer one.

    ``accept_lost`` is the person who says that rows beyond the limit were really removed; it is logged. Rows
    that are no longer in the export stay as they were known.

    :raises BadInput: every fault of the export, or too many rows missing; it is kept as received, no row is stored.
    :raises StopAndMend: the setting names what is not there.
    :raises TryAgain: the service did not answer as agreed.
    """
    pages = _fetched(here, year, when)
    if not pages:
        return NOTHING
    with here.store.begin() as tx:
        for page in pages:
            received.keep(tx, KIND, page.data, source=page.source, name=page.name, known_on=when.day)
    rows = read_pages(pages, register=read_register(year), year=year)
    with here.store.begin() as tx:
        before = registrations.latest(tx, year)
        most_lost = MOST_LOST if accept_lost is None else Fraction(1)
        changes = compare_registrations(before.values(), rows, place=pages[0].name, most_lost=most_lost)
        registrations.add(tx, changes.to_store, known_on=when.day)
        if accept_lost is not None and changes.withdrawn:
            decisions.append(tx, _lost(year, changes, accept_lost), at=when.moment, known_on=when.day)
        for page in pages:
            sha256 = tx.files.put(page.data)
            received.confirm(tx, KIND, page.source, sha256, etag=page.etag)
    return changes


def preview_export(here: Installation, year: int, when: When) -> RegistrationChanges:
    """Return what a pull would change now; nothing is stored, and missing rows do not stop it.

    :raises BadInput: every fault of the export.
    """
    pages = _fetched(here, year, when)
    if not pages:
        return NOTHING
    rows = read_pages(pages, register=read_register(year), year=year)
    with here.store.begin() as tx:
        before = registrations.latest(tx, year)
    return compare_registrations(before.values(), rows, place=pages[0].name, most_lost=Fraction(1))


def _fetched(here: Installation, year: int, when: When) -> tuple[Page, ...]:
    """Return the pages of the export; none where nothing is set, or the file does not lie there yet."""
    location = here.settings.registrations_url
    if not location or _is_awaited(here, location):
        return ()

    def kept(source: str) -> Kept | None:
        with here.store.begin() as tx:
            found = received.last_read(tx, KIND, source)
        return None if found is None else Kept(*found)

    return fetch_export(location, year, kept, token=_token(here.settings, when))


def _token(settings: Settings, when: When) -> Callable[[], str] | None:
    """Return what gives a token for the service; None where no scope is set: then it is asked without one.

    :raises BadInput: a scope without the client that could ask for it.
    """
    if settings.registrations_scope is None:
        return None
    url, client = settings.maskinporten_url, settings.maskinporten_client_id
    file = settings.maskinporten_key_file
    if url is None or client is None or file is None:
        what = "a token takes ANMODNING_MASKINPORTEN_URL, _CLIENT_ID and _KEY_FILE too"
        raise BadInput.one("ANMODNING_REGISTRATIONS_SCOPE", what, "set all four, or none")
    key, scope = read_key(file), settings.registrations_scope
    tokens = Tokens(url, client, key, session(retries=0), lambda: when.moment, scope)

    def token() -> str:
        try:
            return tokens.token()
        except Paused as problem:
            raise TryAgain(f"no token for the export of registered numbers: {problem}") from None

    return token


def _is_awaited(here: Installation, location: str) -> bool:
    """Return whether the export is to be put into our own inbox and has not been yet; elsewhere that is a fault."""
    path = Path(location)
    return path.parent == here.inbox_folder and not path.exists()


def _lost(year: int, changes: RegistrationChanges, decider: Decider) -> Decision:
    numbers = ", ".join(row.number for row in changes.withdrawn)
    return Decision(
        year, decider.name, decider.role, "accept_lost_rows", "registrations", decider.reason, before=numbers
    )
