"""Prefect's side of the letters: put a batch forward, take a person's decision on it, issue what is approved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.core.model.approval import Standing
from tasks.core.model.position import ReminderDue
from tasks.core.model.question import Question
from tasks.core.model.when import Decider, When
from tasks.core.store import letters
from tasks.letters.again import all_set_again
from tasks.letters.deciding import decide
from tasks.letters.issuing import issue_approved
from tasks.letters.making import PROGRAM
from tasks.letters.preparing import Prepared, prepare_round
from tasks.letters.preview import show_again
from tasks.letters.sending_drafts import (
    draft_clarifications,
    draft_closing,
    draft_withdrawals,
    send_reminders,
)
from tasks.letters.workshop import open_workshop

__all__ = ["Prepared"]


@task(name="prepare letters", cache_policy=NO_CACHE)
def prepare(year: int, when: When, maker: str = PROGRAM) -> Prepared | None:
    """Make, check and store the letters of the newest round if it is ready for letters and has none that stand.

    :return: None when no round waits for letters.
    :raises StopAndMend: a letter cannot be made or does not say what the round says; nothing is stored.
    """
    with open_workshop(year, when.day) as shop:
        return prepare_round(shop, when, maker)


@task(name="decide on letters", cache_policy=NO_CACHE)
def decide_on_batch(year: int, plan_sha256: str, decision: str, decider: Decider, when: When) -> Standing:
    """Record a person's decision on exactly the letters with this hash and return where they stand now.

    :raises StopAndMend: no such batch (any change gives another hash), or this person may not approve it.
    """
    with open_workshop(year, when.day) as shop:
        return decide(shop, plan_sha256, decision, decider, when)[1]


@task(name="issue letters", cache_policy=NO_CACHE)
def issue(year: int, when: When) -> int:
    """Issue every approved batch that is not issued yet: requests, round and outbox in one step. Return how many."""
    with open_workshop(year, when.day) as shop:
        return issue_approved(shop, when)


@task(name="set letters again", cache_policy=NO_CACHE)
def set_letters_again(year: int, when: When) -> int:
    """Set every letter of ``year`` anew from what was kept, and return how many came out the same to the byte.

    :raises StopAndMend: one did not, or something it was made from is gone; names it.
    """
    with open_workshop(year, when.day) as shop:
        with shop.here.store.begin() as tx:
            made = letters.of_year(tx, year)
        return sum(1 for _ in all_set_again(made, shop.here.store.files))


@task(name="show letters", cache_policy=NO_CACHE)
def show_letters(year: int, when: When, reach: Sequence[tuple[str, str, int]] = ()) -> Path:
    """Lay out the preview of every batch, with how its letters would arrive where that is known; return its page."""
    with open_workshop(year, when.day) as shop:
        return show_again(shop, when, reach)


@task(name="make reminders", cache_policy=NO_CACHE)
def make_reminders(
    year: int, due: Sequence[ReminderDue], when: When, own_deadlines: Mapping[str, date] | None = None
) -> int:
    """Write to those who still owe something and put the letters into the outbox; once per municipality and step.

    ``own_deadlines`` are those of municipalities that were given more time: their reminder names the day they have.

    Reminders go out under the year file's standing approval: who, what and when is decided there.
    """
    if not due:
        return 0
    with open_workshop(year, when.day) as shop:
        return send_reminders(shop, due, when, own_deadlines)


@task(name="draft questions to municipalities", cache_policy=NO_CACHE)
def make_clarifications(
    year: int, questions: Sequence[Question], when: When, maker: str = PROGRAM
) -> Prepared | None:
    """Draft a letter for each question nobody has asked yet; the batch waits for a person's approval.

    :return: None where nothing new is asked.
    """
    if not questions:
        return None
    with open_workshop(year, when.day) as shop:
        return draft_clarifications(shop, questions, when, maker)


@task(name="draft thanks", cache_policy=NO_CACHE)
def make_closing(year: int, decided: Mapping[str, int], when: When, maker: str = PROGRAM) -> Prepared | None:
    """Draft the thanks to each municipality whose number is ``decided`` (0 is a no) and that got none yet."""
    with open_workshop(year, when.day) as shop:
        return draft_closing(shop, decided, when, maker)


@task(name="draft withdrawal of an adjustment", cache_policy=NO_CACHE)
def make_withdrawals(year: int, when: When, maker: str = PROGRAM) -> Prepared | None:
    """Draft the letters that take the last issued adjustment back; once approved, the numbers before it stand again."""
    with open_workshop(year, when.day) as shop:
        return draft_withdrawals(shop, when, maker)
