"""Prefect's side of the replies: what was registered and what was mailed, stored before it is interpreted."""

from __future__ import annotations

from dataclasses import dataclass

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.core.installation import open_installation
from tasks.core.model.vedtak import MessageState
from tasks.core.model.when import Decider, When
from tasks.replies.pull_mail import pull_mailbox
from tasks.replies.pull_registrations import pull_export

FOR_PERSON = frozenset({MessageState.PERSON, MessageState.QUARANTINED})


@dataclass(frozen=True, slots=True)
class Taken:
    """What one pull brought: new items, and how many of them a person must look at."""

    new: int
    for_person: int


@task(name="pull registrations", cache_policy=NO_CACHE, retries=2, retry_delay_seconds=[2, 30])
def pull_registrations(year: int, when: When, accept_lost: Decider | None = None) -> Taken:
    """Take in IMDinett's export whole, or refuse it whole; unchanged and older rows are no news.

    :raises BadInput: every fault of the export; it is kept as received, no row of it is stored.
    """
    with open_installation() as here:
        changes = pull_export(here, year, when, accept_lost=accept_lost)
    return Taken(len(changes.to_store), len(changes.outdated))


@task(name="pull messages", cache_policy=NO_CACHE, retries=2, retry_delay_seconds=[2, 30])
def pull_messages(year: int, when: When) -> Taken:
    """Store every new mail as received, then read it; what is unclear is stored for a person."""
    with open_installation() as here:
        taken = pull_mailbox(here, year, when)
    return Taken(len(taken), sum(message.state in FOR_PERSON for message in taken))
