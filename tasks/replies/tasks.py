"""Prefect's side of the replies: what was registered and what was mailed, stored before it is interpreted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from prefect import task
from prefect.cache_policies import NO_CACHE

from config.register_reader import read_register
from tasks.core.channels.maildir import FoundMail, find_mail
from tasks.core.installation import Installation, open_installation
from tasks.core.model.errors import StopAndMend
from tasks.core.model.vedtak import Message, MessageState
from tasks.core.model.when import When
from tasks.core.store import messages, received, registrations, requests
from tasks.replies.intake import take_in
from tasks.replies.known import KnownMessages
from tasks.replies.registrations import read_registrations

ACTOR = "program"
MAILDIR = "maildir:"


@dataclass(frozen=True, slots=True)
class Taken:
    """What one pull brought: new items, and how many of them a person must look at."""

    new: int
    for_person: int


@task(name="pull registrations", cache_policy=NO_CACHE, retries=2, retry_delay_seconds=[2, 30])
def pull_registrations(year: int, when: When) -> Taken:
    """Take in IMDinett's export whole, or refuse it whole; unchanged rows are no news.

    :raises BadInput: every fault of the file; it is kept as received, no row of it is stored.
    """
    with open_installation() as here:
        path = _local_path(here.settings.registrations_url)
        if path is None or not path.is_file():
            return Taken(0, 0)
        data = path.read_bytes()
        with here.store.begin() as tx:
            received.keep(tx, "registrations", data, source=str(path), name=path.name, known_on=when.day)
            asked = requests.current(tx, year)
        rows = read_registrations(
            data, path.name, register=read_register(year), year=year, asked=frozenset(asked)
        )
        with here.store.begin() as tx:
            return Taken(registrations.add(tx, rows, known_on=when.day), 0)


def _local_path(location: str | None) -> Path | None:
    if not location:
        return None
    parts = urlsplit(location)
    if parts.scheme in ("http", "https"):
        message = "ANMODNING_REGISTRATIONS_URL: reading the export over the network is not built yet; save it as a file"
        raise StopAndMend(message)
    return Path(parts.path if parts.scheme == "file" else location)


@task(name="pull messages", cache_policy=NO_CACHE, retries=2, retry_delay_seconds=[2, 30])
def pull_messages(year: int, when: When) -> Taken:
    """Store every new mail as received, then read it; what is unclear is stored for a person.

    A mail whose reading fails is stored for a person as well: nothing received is lost, and the next one is read.
    """
    with open_installation() as here:
        folder = _maildir(here)
        if folder is None:
            return Taken(0, 0)
        register = read_register(year)
        with here.store.begin() as tx:
            asked = requests.original(tx, year)
            seen = messages.of_year(tx, year)
        known = KnownMessages(stored.message for stored in seen)
        new = for_person = 0
        for mail in find_mail(folder):
            if known.same_bytes(mail.sha256):
                continue
            # Kept before it is read; of one far above the size limit the beginning, and its own checksum in the case.
            with here.store.begin() as tx:
                received.keep(tx, "mail", mail.content, source=str(folder), name=mail.file, known_on=when.day)
            message = take_in(
                mail.content,
                mail.file,
                "maildir",
                register=register,
                requests=asked,
                year=year,
                trusted_authserv=here.settings.trusted_authserv,
                known=known,
            )
            if mail.truncated:
                message = _too_large(message, mail)
            with here.store.begin() as tx:
                messages.add(tx, year, message, known_on=when.day, actor=ACTOR)
            known.remember(message)
            new += 1
            for_person += message.state in (MessageState.PERSON, MessageState.QUARANTINED)
        return Taken(new, for_person)


def _too_large(message: Message, mail: FoundMail) -> Message:
    reasons = (*message.reasons, "TOO_LARGE")
    return replace(message, raw_sha256=mail.sha256, state=MessageState.QUARANTINED, reasons=reasons)


def _maildir(here: Installation) -> Path | None:
    url = here.settings.mailbox_url
    if not url:
        return None
    if not url.startswith(MAILDIR):
        message = "ANMODNING_MAILBOX_URL: only maildir:PATH is built so far"
        raise StopAndMend(message)
    return Path(url.removeprefix(MAILDIR))
