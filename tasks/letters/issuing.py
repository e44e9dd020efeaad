"""Approved letters issued: requests, round and outbox in one step, and only what was approved, to the byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks.core.channels.smtp import MAIL, goes_by_mail
from tasks.core.model.allocation import RoundState
from tasks.core.model.approval import Approval, BatchState, standing
from tasks.core.model.dispatch import DispatchState
from tasks.core.model.errors import StopAndMend
from tasks.core.model.letter import ASKING_KINDS, Letter, LetterKind
from tasks.core.model.postal_address import PostalAddress
from tasks.core.model.request import Request, RequestKind
from tasks.core.model.when import When
from tasks.core.store import Transaction, amendments, letters, outbox, requests, rounds
from tasks.core.store.letters import Batch
from tasks.core.store.outbox import Move
from tasks.letters.deciding import require_time_to_answer, require_unchanged
from tasks.letters.drafting import request_before
from tasks.letters.workshop import Workshop

REQUEST_KINDS = {
    LetterKind.REQUEST: RequestKind.ORIGINAL,
    LetterKind.ADJUSTED: RequestKind.ADJUSTED,
    LetterKind.SUPPLEMENTARY: RequestKind.SUPPLEMENTARY,
    LetterKind.WITHDRAWAL: RequestKind.ADJUSTED,  # the number before is asked for again
}


@dataclass(frozen=True, slots=True)
class _Approved:
    """A batch that a person has approved and that has not been issued, with the last approval of it."""

    batch: Batch
    letters: tuple[Letter, ...]
    approval: Approval


def issue_approved(shop: Workshop, when: When) -> int:
    """Issue every approved batch that is not issued yet and return how many; run again it issues nothing.

    :raises StopAndMend: a letter is not the one that was approved, or its deadline has passed: nothing is issued.
    """
    count, here = 0, shop.here
    with here.store.begin() as tx:
        for one in _waiting(tx, shop):
            require_unchanged(here.store.files, one.batch, one.letters)
            require_time_to_answer(here.store.files, one.letters, when.day)
            _record_requests(tx, one, when)
            _move_round(tx, one, when)
            release(shop, tx, one.letters, when)
            count += 1
    return count


def release(shop: Workshop, tx: Transaction, made: Sequence[Letter], when: When) -> None:
    """Put letters into the outbox, ready to be sent: what goes by mail on that channel, all else on the main one."""
    mailed = {one.letter_ref for one in _mailed(shop, tx, made, when)}
    outbox.plan(tx, [one for one in made if one.letter_ref in mailed], MAIL, when)
    rest = [one for one in made if one.letter_ref not in mailed]
    outbox.plan(tx, rest, shop.here.settings.channel, when)
    references = {one.letter_ref for one in made}
    for row in outbox.of_year(tx, made[0].year):
        if row.letter_ref in references and row.state is DispatchState.PLANNED:
            outbox.move(tx, row.key, Move(DispatchState.READY, "operator", detail="approved"), when)


def _mailed(shop: Workshop, tx: Transaction, made: Sequence[Letter], when: When) -> Iterator[Letter]:
    """Yield reminders and questions to municipalities whose mail address is known, where a mail server is set."""
    settings = shop.here.settings
    if settings.smtp_url is None or not any(goes_by_mail(one.kind) for one in made):
        return
    addresses = amendments.addresses_on(tx, shop.register, settings.addresses_file, when.day)
    reached = {m.number for m in shop.register.municipalities if _has_mail(addresses, m.organisation_number)}
    yield from (one for one in made if goes_by_mail(one.kind) and one.number in reached)


def _has_mail(addresses: Mapping[str, PostalAddress], organisation_number: str) -> bool:
    address = addresses.get(organisation_number)
    return address is not None and bool(address.email)


def _waiting(tx: Transaction, shop: Workshop) -> Iterator[_Approved]:
    year, needed = shop.year, shop.cycle.letters.approvers
    out = {row.letter_ref for row in outbox.of_year(tx, year)}
    for batch in letters.batches(tx, year):
        now = standing(letters.decisions_on(tx, batch.id), batch.plan_sha256, needed)
        if now.state is not BatchState.APPROVED:
            continue
        made = letters.of_batch(tx, batch.id)
        if any(one.letter_ref in out for one in made) or not _round_waits(tx, batch):
            continue
        yield _Approved(batch, made, now.approvals[-1])


def _round_waits(tx: Transaction, batch: Batch) -> bool:
    if batch.round_id is None:
        return True
    return rounds.get(tx, batch.round_id).state in (RoundState.CLOSED, RoundState.DRAFT)


def _move_round(tx: Transaction, one: _Approved, when: When) -> None:
    """Move the round on: issued with its letters, withdrawn with those that take its numbers back."""
    round_id, state = one.batch.round_id, RoundState.ISSUED
    if round_id is None and any(w.kind is LetterKind.WITHDRAWAL for w in one.letters):
        newest = rounds.latest(tx, one.batch.year)
        round_id, state = (None if newest is None else newest.id), RoundState.WITHDRAWN
    if round_id is not None:
        by = one.approval
        rounds.move(tx, round_id, state, known_on=when.day, actor=by.name, reason=by.reason)


def _record_requests(tx: Transaction, one: _Approved, when: When) -> None:
    asking = [w for w in one.letters if w.kind in ASKING_KINDS or w.kind is LetterKind.WITHDRAWAL]
    series = requests.series(tx, one.batch.year)
    requests.add(tx, [_request(w, series, when) for w in asking], origin=requests.ISSUED, known_on=when.day)


def _request(one: Letter, series: Sequence[Request], when: When) -> Request:
    """Return the municipality's new standing request: its whole number, also where the letter asks for an addition."""
    own = [r for r in series if r.number == one.number]
    kind = REQUEST_KINDS[one.kind]
    before = own[-1] if own else None
    standing_before = request_before(own) if one.kind is LetterKind.WITHDRAWAL else None
    deadline = standing_before.deadline if standing_before else one.deadline
    if one.count is None or deadline is None:
        message = f"letter {one.letter_ref} asks for no number: it cannot be issued as a request"
        raise StopAndMend(message)
    added = before if one.kind is LetterKind.SUPPLEMENTARY else None
    return Request(
        year=one.year,
        number=one.number,
        kind=kind,
        revision=1 + max((r.revision for r in own if r.kind is kind), default=0),
        count=one.count + (added.count if added else 0),
        em=_sum(one.em, added.em if added else 0),
        em_under_15=_sum(one.em_under_15, added.em_under_15 if added else 0),
        letter_ref=one.letter_ref,
        deadline=deadline,
        issued_on=when.day,
    )


def _sum(own: int | None, before: int | None) -> int | None:
    return None if own is None or before is None else own + before
