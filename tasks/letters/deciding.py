"""A person's decision on a batch: on exactly these bytes, by somebody else than the maker, and on record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tasks.core.model.approval import (
    APPROVED,
    POLICY,
    REFUSED,
    WITHDRAWN,
    Approval,
    BatchState,
    Standing,
    person,
    standing,
)
from tasks.core.model.errors import StopAndMend
from tasks.core.model.letter import Letter, LetterKind
from tasks.core.model.when import Decider, When
from tasks.core.store import Transaction, decisions, letters, outbox, rounds
from tasks.core.store.decisions import Decision
from tasks.core.store.files import FileStore
from tasks.core.store.letters import Batch
from tasks.letters.content import LetterContent
from tasks.letters.workshop import Workshop

DECISIONS = (APPROVED, REFUSED, WITHDRAWN)


def decide(
    shop: Workshop, plan_sha256: str, decision: str, decider: Decider, when: When
) -> tuple[Batch, Standing]:
    """Record a person's decision on exactly the letters with this hash; return the batch and where it stands now.

    :raises StopAndMend: no such batch, a changed letter, the maker approves, the same person approves twice, a
        deadline has passed, or the matter has ended (refused, withdrawn, or already sent out).
    """
    year, needed = shop.year, shop.cycle.letters.approvers
    with shop.here.store.begin() as tx:
        batch = next((b for b in letters.batches(tx, year) if b.plan_sha256 == plan_sha256), None)
        if batch is None or decision not in DECISIONS:
            what = f"no letters of {year} have the hash {plan_sha256}"
            message = f"{what}: any change gives another one; read it again with `letters status {year}`"
            raise StopAndMend(message if batch is None else f"{decision!r} is none of {', '.join(DECISIONS)}")
        made = letters.of_batch(tx, batch.id)
        before = standing(letters.decisions_on(tx, batch.id), plan_sha256, needed)
        _still_open(tx, batch, made, before)
        if decision == APPROVED:
            _may_approve(batch, before, decider)
            require_unchanged(shop.here.store.files, batch, made)
            require_time_to_answer(shop.here.store.files, made, when.day)
        record(tx, batch, decision, decider, when)
        return batch, standing(letters.decisions_on(tx, batch.id), plan_sha256, needed)


def record(tx: Transaction, batch: Batch, decision: str, decider: Decider, when: When) -> None:
    """Append a decision to the batch and to the decision log."""
    letters.record_decision(
        tx,
        Approval(
            *(batch.id, batch.plan_sha256, decision, decider.name, decider.role, decider.reason, when.moment)
        ),
        known_on=when.day,
    )
    subject = f"batch {batch.id} {batch.name} {batch.plan_sha256}"
    entry = Decision(batch.year, decider.name, decider.role, f"letters_{decision}", subject, decider.reason)
    decisions.append(tx, entry, at=when.moment, known_on=when.day)


def require_unchanged(files: FileStore, batch: Batch, made: Sequence[Letter]) -> None:
    """Refuse letters that are not, to the byte, those the hash of the batch stands for.

    :raises StopAndMend: a record or a PDF was changed, or is gone.
    """
    if letters.plan_hash(made) != batch.plan_sha256:
        message = (
            f"the letters of {batch.year} (batch {batch.id}) have changed since they were put forward: "
            f"what was approved is void; run `letters prepare {batch.year}`"
        )
        raise StopAndMend(message)
    for one in made:
        files.get(one.pdf_sha256)  # reads every byte and checks it


def require_time_to_answer(files: FileStore, made: Sequence[Letter], day: date) -> None:
    """Refuse letters that ask for an answer by a day that is not after ``day``.

    :raises StopAndMend: names the first such letter.
    """
    for one in made:
        if one.deadline is None or one.deadline > day or not _asks(files, one):
            continue
        message = (
            f"{one.letter_ref} to municipality {one.number}, {one.year}: its deadline {one.deadline} is not after "
            f"{day}; give the year file a later one and run `letters prepare {one.year}`"
        )
        raise StopAndMend(message)


def _asks(files: FileStore, one: Letter) -> bool:
    if one.kind is not LetterKind.ADJUSTED:
        return one.kind in (LetterKind.REQUEST, LetterKind.SUPPLEMENTARY)
    return LetterContent.from_json(files.get(one.inputs_sha256).decode()).asks_for_more


def _still_open(tx: Transaction, batch: Batch, made: Sequence[Letter], now: Standing) -> None:
    references = {one.letter_ref for one in made}
    if any(row.letter_ref in references for row in outbox.of_year(tx, batch.year)):
        message = (
            f"the letters of batch {batch.id}, {batch.year}, are in the outbox: what has not left can be stopped "
            f"with `dispatch cancel`; an issued adjustment is taken back with `letters withdraw {batch.year}`"
        )
        raise StopAndMend(message)
    if now.state in (BatchState.REFUSED, BatchState.WITHDRAWN):
        message = (
            f"batch {batch.id} of {batch.year} is {now.state}: run `letters prepare {batch.year} --by NAME` "
            "to put new letters forward"
        )
        raise StopAndMend(message)
    if batch.round_id is not None:
        stored = rounds.get(tx, batch.round_id)
        newest = rounds.latest(tx, batch.year)
        if newest is not None and newest.id != stored.id:
            message = (
                f"batch {batch.id} of {batch.year} belongs to round {stored.version}, the newest is "
                f"{newest.version}: run `letters prepare {batch.year}`"
            )
            raise StopAndMend(message)


def _may_approve(batch: Batch, now: Standing, decider: Decider) -> None:
    if person(decider.name) == person(batch.maker):
        message = f"{decider.name} made these letters of {batch.year}: somebody else must approve them"
        raise StopAndMend(message)
    if decider.role == POLICY:
        message = f"the role {POLICY!r} is the year file's own: approve with your own role"
        raise StopAndMend(message)
    if person(decider.name) in {person(a.name) for a in now.approvals}:
        message = (
            f"{decider.name} has approved these letters of {batch.year} already; {now.needed} different persons "
            f"are needed, {len(now.approvals)} have approved"
        )
        raise StopAndMend(message)
    if now.state is BatchState.APPROVED:
        message = f"batch {batch.id} of {batch.year} is approved already: run `letters issue {batch.year}`"
        raise StopAndMend(message)
