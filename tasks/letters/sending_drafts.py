"""Drafts kept as batches: reminders go out under the year file's own approval, everything else waits for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from tasks.core.model.approval import APPROVED, POLICY, BatchState, standing
from tasks.core.model.dispatch import DispatchState
from tasks.core.model.errors import Fault, StopAndMend
from tasks.core.model.letter import LetterKind
from tasks.core.model.position import ReminderDue
from tasks.core.model.question import Question
from tasks.core.model.when import Decider, When
from tasks.core.store import Transaction, letters, outbox, reminders, requests
from tasks.letters.batches import References
from tasks.letters.content import LetterContent
from tasks.letters.content_parts import Difference
from tasks.letters.deciding import record
from tasks.letters.drafting import Drafting, adjustments_to_withdraw, unasked
from tasks.letters.issuing import release
from tasks.letters.making import PROGRAM, keep, made, show
from tasks.letters.preparing import Prepared, named
from tasks.letters.workshop import Workshop

ENDED = (BatchState.REFUSED, BatchState.WITHDRAWN)


def send_reminders(
    shop: Workshop, due: Sequence[ReminderDue], when: When, own_deadlines: Mapping[str, date] | None = None
) -> int:
    """Write the reminders that are due, approve them by the year file's policy, and put them into the outbox.

    ``own_deadlines`` are those of municipalities that were given more time. A reminder whose text is missing holds
    up itself only; it is due again the next day. Return how many went out.

    :raises StopAndMend: not one of them can be made.
    """
    year = shop.year
    with shop.here.store.begin() as tx:
        drafting = _drafting(shop, tx, when)
        asked, sent = requests.original(tx, year), reminders.sent(tx, year)
        counted = _not_cancelled(tx, year)
    fresh = [one for one in due if one.number in asked and one.step not in sent.get(one.number, ())]
    own = own_deadlines or {}
    contents = [
        drafting.reminder(asked[one.number], one, counted[one.number], own.get(one.number)) for one in fresh
    ]
    done = made(shop, contents, when.day)
    _all_blocked(f"reminders of {year}", done.letters, done.blocked)
    if not done.letters:
        return 0
    batch, _ = keep(*(shop, f"reminder-{when.day}", done.letters), round_id=None, maker=PROGRAM, when=when)
    by_number = {one.number: one for one in fresh}
    policy = Decider(f"Årsfila for {year} (stående godkjenning)", POLICY, drafting.cycle.reminders.source)
    with shop.here.store.begin() as tx:
        record(tx, batch, APPROVED, policy, when)
        records = letters.of_batch(tx, batch.id)
        for one in records:
            step = by_number[one.number]
            reminders.add(
                *(tx, year, one.number, step.step, step.missing),
                letter_ref=one.letter_ref,
                known_on=when.day,
            )
        release(shop, tx, records, when)
    return len(records)


def _not_cancelled(tx: Transaction, year: int) -> Counter[str]:
    """Return how many reminders each municipality has got: one cancelled in the outbox never reached it."""
    cancelled = {r.letter_ref for r in outbox.of_year(tx, year) if r.state is DispatchState.CANCELLED}
    return Counter(r.number for r in reminders.listed(tx, year) if r.letter_ref not in cancelled)


def draft_clarifications(
    shop: Workshop, questions: Sequence[Question], when: When, maker: str
) -> Prepared | None:
    """Draft a letter for each question that no letter asks in the same words."""
    year = shop.year
    with shop.here.store.begin() as tx:
        drafting = _drafting(shop, tx, when)
        asked = requests.original(tx, year)
        before: dict[str, list[Difference]] = {}
        for content in _drafted(shop, tx, LetterKind.CLARIFICATION, maker):
            if content.difference is not None:
                before.setdefault(content.recipient.number, []).append(content.difference)
    fresh = list(unasked(questions, before))
    strangers = tuple(
        Fault(
            f"question to municipality {one.number}, {year}",
            "it was never asked to settle anybody",
            "close the case in another way",
        )
        for one in fresh
        if one.number not in asked
    )
    contents = [drafting.clarification(asked[one.number], one) for one in fresh if one.number in asked]
    return _put_forward(shop, LetterKind.CLARIFICATION, contents, when, maker, strangers)


def draft_closing(shop: Workshop, decided: Mapping[str, int], when: When, maker: str) -> Prepared | None:
    """Draft the thanks to each municipality with a decided number that none was drafted to."""
    year = shop.year
    with shop.here.store.begin() as tx:
        drafting = _drafting(shop, tx, when)
        asked = requests.original(tx, year)
        drafted = _drafted(shop, tx, LetterKind.CLOSING, maker)
        thanked = {content.recipient.number for content in drafted}
    contents = [
        drafting.closing(asked[number], count)
        for number, count in sorted(decided.items())
        if number in asked and number not in thanked
    ]
    return _put_forward(shop, LetterKind.CLOSING, contents, when, maker)


def draft_withdrawals(shop: Workshop, when: When, maker: str) -> Prepared | None:
    """Draft the letters that take back the adjustment issued last of all.

    :raises StopAndMend: no adjustment stands that could be taken back.
    """
    year = shop.year
    with shop.here.store.begin() as tx:
        drafting = _drafting(shop, tx, when)
        pairs = list(adjustments_to_withdraw(requests.series(tx, year)))
        drafted = _drafted(shop, tx, LetterKind.WITHDRAWAL, maker)
        taken_back = {content.earlier.letter_ref for content in drafted if content.earlier}
    if not pairs:
        message = f"no issued adjustment of {year} stands: there is nothing to take back"
        raise StopAndMend(message)
    contents = [
        drafting.withdrawal(last, before) for last, before in pairs if last.letter_ref not in taken_back
    ]
    return _put_forward(shop, LetterKind.WITHDRAWAL, contents, when, maker)


def _drafting(shop: Workshop, tx: Transaction, when: When) -> Drafting:
    prefix = shop.cycle.letters.reference_prefix
    references = References.after(prefix, shop.year, letters.of_year(tx, shop.year))
    return Drafting(shop.cycle, shop.register, references, when.day)


def _put_forward(
    shop: Workshop,
    kind: LetterKind,
    contents: Sequence[LetterContent],
    when: When,
    maker: str,
    blocked: tuple[Fault, ...] = (),
) -> Prepared | None:
    """Make the letters and keep those that can be made; the others are named in the answer."""
    done = made(shop, contents, when.day)
    blocked += done.blocked
    _all_blocked(f"letters of {shop.year} ({kind})", done.letters, blocked)
    if not done.letters:
        return None
    name = f"{kind}-{when.day}"
    batch, is_new = keep(shop, name, done.letters, round_id=None, maker=maker, when=when)
    show(shop, batch)
    return Prepared(batch.id, batch.plan_sha256, len(done.letters), is_new=is_new, blocked=blocked)


def _all_blocked(what: str, sound: Sequence[object], blocked: Sequence[Fault]) -> None:
    if blocked and not sound:
        raise StopAndMend(named(f"{what}: none can be made", blocked))


def _drafted(shop: Workshop, tx: Transaction, kind: LetterKind, maker: str) -> Iterator[LetterContent]:
    """Yield what earlier letters of a kind say. Refused ones count too, unless a person asks for them anew."""
    needed = shop.cycle.letters.approvers
    for batch in letters.batches(tx, shop.year):
        now = standing(letters.decisions_on(tx, batch.id), batch.plan_sha256, needed)
        if maker != PROGRAM and now.state in ENDED:
            continue
        for one in letters.of_batch(tx, batch.id):
            if one.kind is kind:
                yield LetterContent.from_json(shop.here.store.files.get(one.inputs_sha256).decode())
