"""Prefect's side of the replies: what was registered and what was mailed, stored before it is interpreted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from config.cycle.reader import read_cycle
from config.register_reader import read_register
from tasks.core.installation import open_installation
from tasks.core.model.errors import BadInput
from tasks.core.model.retrying import worth_repeating
from tasks.core.model.vedtak import MessageState
from tasks.core.model.when import Decider, When
from tasks.core.store import decisions, received, requests
from tasks.core.store.decisions import Decision
from tasks.replies import decide
from tasks.replies.by_person import Statement
from tasks.replies.pull_mail import pull_mailbox
from tasks.replies.pull_registrations import pull_export
from tasks.replies.season_taken_over import new_requests, read_requests

FOR_PERSON = frozenset({MessageState.PERSON, MessageState.QUARANTINED})


@dataclass(frozen=True, slots=True)
class Taken:
    """What one pull brought: new items, and how many of them a person must look at."""

    new: int
    for_person: int


@task(
    name="pull registrations",
    cache_policy=NO_CACHE,
    retries=2,
    retry_delay_seconds=[2, 30],
    retry_condition_fn=worth_repeating,
)
def pull_registrations(year: int, when: When, accept_lost: Decider | None = None) -> Taken:
    """Take in IMDinett's export whole, or refuse it whole; unchanged and older rows are no news.

    :raises BadInput: every fault of the export; it is kept as received, no row of it is stored.
    """
    with open_installation() as here:
        changes = pull_export(here, year, when, accept_lost=accept_lost)
    return Taken(len(changes.to_store), len(changes.outdated))


@task(
    name="pull messages",
    cache_policy=NO_CACHE,
    retries=2,
    retry_delay_seconds=[2, 30],
    retry_condition_fn=worth_repeating,
)
def pull_messages(year: int, when: When) -> Taken:
    """Store every new mail as received, then read it; what is unclear is stored for a person."""
    with open_installation() as here:
        taken = pull_mailbox(here, year, when)
    return Taken(len(taken), sum(message.state in FOR_PERSON for message in taken))


@task(name="import requests", cache_policy=NO_CACHE)
def import_requests(year: int, file: Path, decider: Decider, when: When) -> int:
    """Take over a season's requests from a file and return how many are new; it is kept as received and logged.

    :raises BadInput: every fault of the file, or a stored request that says something else; nothing is stored.
    """
    data = read_file(file)
    dated = min(when.day, read_cycle(year).calendar.letters_dated)
    rows = read_requests(data, file.name, register=read_register(year), issued_on=dated)
    with open_installation() as here, here.store.begin() as tx:
        fresh = new_requests(rows, requests.original(tx, year))
        sha256, _ = received.keep(tx, "requests", data, source=str(file), name=file.name, known_on=when.day)
        requests.add(tx, fresh, origin=requests.IMPORTED, known_on=when.day)
        if fresh:
            after = f"{len(fresh)} requests, {sum(one.count for one in fresh)} persons, sha256 {sha256}"
            entry = Decision(
                year, decider.name, decider.role, "import_requests", file.name, decider.reason, after=after
            )
            decisions.append(tx, entry, at=when.moment, known_on=when.day)
    return len(fresh)


@task(name="decide on a message", cache_policy=NO_CACHE)
def decide_message(message_id: int, *, is_released: bool, decider: Decider, when: When) -> str:
    """Release a message or reject it, on a person's word, and return a line that says so.

    :raises BadInput: there is no such message, or it waits for no such decision; nothing is stored.
    """
    with open_installation() as here:
        done = (decide.release if is_released else decide.reject)(here, message_id, decider, when)
    return f"melding {message_id} ({done.number or 'ukjent kommune'}) er {'sluppet fri' if is_released else 'avvist'}"


@task(name="correct a reading", cache_policy=NO_CACHE)
def correct_message(
    message_id: int, statement: Statement, decider: Decider, when: When, number: str | None = None
) -> str:
    """Put what a person read in place of a reading; the old one stays as a version.

    :raises BadInput: there is no such message, it is quarantined, or the statement contradicts itself.
    """
    with open_installation() as here:
        done = decide.correct(here, message_id, statement, decider, when, number)
    count = done.reading.count if done.reading else None
    return f"melding {message_id} ({done.number}) er lest som {'uten tall' if count is None else count}"


@task(name="enter a reply", cache_policy=NO_CACHE)
def enter_reply(
    year: int,
    number: str,
    statement: Statement,
    document: Path,
    decider: Decider,
    when: When,
    *,
    ks_copied: bool,
) -> int:
    """Store a reply that came by paper or telephone with its document, and return the message's id.

    :raises BadInput: the document cannot be read or was entered before, or the statement contradicts itself.
    """
    with open_installation() as here:
        return decide.enter(here, year, number, statement, document, decider, when, ks_copied=ks_copied)


def read_file(file: Path) -> bytes:
    """Return the bytes of a file a person names.

    :raises BadInput: it is not there, or is no file.
    """
    try:
        return file.read_bytes()
    except OSError as problem:
        raise BadInput.one(str(file), f"cannot be read ({problem.strerror})", "check the path") from None
