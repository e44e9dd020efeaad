"""What would leave, before it does: which letter on which channel, how its receiver gets it, and what stands in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks.core.channels.protocol import Channel, Reach, Way
from tasks.core.channels.smtp import KS_COPY, MAIL, SmtpChannel, goes_by_mail
from tasks.core.model.approval import BatchState, standing
from tasks.core.model.dispatch import FINAL_STATES, LEFT_US_STATES, Dispatch
from tasks.core.model.letter import ASKING_KINDS, Letter
from tasks.core.model.municipality import Municipality, Register
from tasks.core.store import Transaction, letters, outbox
from tasks.dispatch.copies import NO_MAIL_SERVER

MOST_SILENT = 3  # look-ups in a row without an answer: then the channel is asked no more
NOT_ASKED = Reach(Way.NOT_KNOWN, "not asked: the channel did not answer before")
ENDED = (BatchState.REFUSED, BatchState.WITHDRAWN)
COPIES = {KS_COPY: "kopi til KS"}
WAYS = {
    Way.SYSTEM: "kommunens eget system henter det",
    Way.INBOX: "digital innboks",
    Way.MAIL: "e-post",
    Way.FOLDER: "fil i mappa",
    Way.NOT_AT_ALL: "kan ikke nås",
    Way.NOT_KNOWN: "ikke kjent",
}


@dataclass(frozen=True, slots=True)
class Ahead:
    """A letter, or a ``copy`` of one, that has not left: where it goes, how it arrives, what holds it (empty: nothing)."""

    number: str
    municipality: str
    letter_ref: str
    kind: str
    channel: str
    reach: Reach
    hindrance: str
    copy: str = ""

    @property
    def way(self) -> str:
        """How it arrives, in nb; of a copy, what it is."""
        return COPIES.get(self.copy, "kopi") if self.copy else WAYS[self.reach.way]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan is made from: the register, the channels by name, and how many must approve a batch."""

    register: Register
    main: Channel
    mail: SmtpChannel | None
    approvers: int

    def channel_of(self, one: Letter, receiver: Municipality, row: Dispatch | None) -> Channel | None:
        """Return the channel of a row, or the one a letter would get; None for a channel that is not set up."""
        if row is not None:
            return next((c for c in (self.main, self.mail) if c is not None and c.name == row.channel), None)
        if self.mail is None or not goes_by_mail(one.kind):
            return self.main
        return self.mail if self.mail.capabilities(receiver).way is Way.MAIL else self.main


@dataclass(frozen=True, slots=True)
class Unsent:
    """A letter or a copy that has not left, its row in the outbox if it has one, and what holds it."""

    letter: Letter
    row: Dispatch | None
    hindrance: str
    copy: str = ""


def not_sent(tx: Transaction, basis: Basis, year: int) -> tuple[Unsent, ...]:
    """Return every letter of ``year`` that has not left and is not ended, by kind and number; then copies, in that order.

    A letter that asks for a number gets a copy to KS once it has left: without a mail server that copy is held.
    """
    every = outbox.of_year(tx, year, copies=True)
    rows = {row.letter_ref: row for row in every if not row.copy}
    waiting = _waiting(tx, basis, year)
    found: list[Unsent] = []
    made = letters.of_year(tx, year)
    for one in made:
        row = rows.get(one.letter_ref)
        if row is None and one.letter_ref in waiting:
            found.append(Unsent(one, None, waiting[one.letter_ref]))
        elif row is not None and row.state not in LEFT_US_STATES | FINAL_STATES:
            found.append(Unsent(one, row, row.hold_reason if row.held else ""))
    coming = {unsent.letter.letter_ref for unsent in found}
    return (*found, *_copies(made, every, coming))


def _copies(made: Sequence[Letter], every: Sequence[Dispatch], coming: Collection[str]) -> Iterator[Unsent]:
    """Yield the copies that are in the outbox and have not left, and those to KS that are still to be put there."""
    by_reference = {one.letter_ref: one for one in made}
    there = {row.letter_ref for row in every if row.copy == KS_COPY}
    left = {row.letter_ref for row in every if not row.copy and row.state in LEFT_US_STATES}
    for row in every:
        if row.copy and row.state not in LEFT_US_STATES | FINAL_STATES:
            yield Unsent(by_reference[row.letter_ref], row, row.hold_reason if row.held else "", row.copy)
    for one in made:
        if one.kind in ASKING_KINDS and one.letter_ref in left.union(coming) - there:
            yield Unsent(one, None, "", KS_COPY)


def look_ahead(unsent: Sequence[Unsent], basis: Basis) -> tuple[Ahead, ...]:
    """Return how each letter would arrive. Asks the channel about each receiver once; sends nothing."""
    asked = _Asked()
    return tuple(_ahead(one, basis, asked) for one in unsent)


def ways_of(plan: Sequence[Ahead]) -> tuple[tuple[str, str, int], ...]:
    """Return channel, way (nb) and number of letters, for a preview."""
    counted = Counter((one.channel, one.way) for one in plan)
    return tuple((channel, way, count) for (channel, way), count in sorted(counted.items()))


def in_sum(plan: Sequence[Ahead]) -> Iterator[str]:
    """Yield how many letters have not left, a line for each channel and way, and one for each hindrance, in nb."""
    yield f"{sum(not one.copy for one in plan)} brev er ikke sendt"
    for channel, way, count in ways_of(plan):
        yield f"{channel}, {way}: {count}"
    held = Counter((COPIES.get(one.copy, one.copy), one.hindrance) for one in plan if one.hindrance)
    for (copy, hindrance), count in held.most_common():
        yield f"holdt igjen, {f'{copy}, ' if copy else ''}{hindrance}: {count}"


def _ahead(unsent: Unsent, basis: Basis, asked: _Asked) -> Ahead:
    letter, hindrance = unsent.letter, unsent.hindrance
    receiver = basis.register.require(letter.number, place=f"letter {letter.letter_ref}")
    if unsent.copy == KS_COPY:
        reach = Reach(Way.NOT_KNOWN) if basis.mail is None else Reach(Way.MAIL, basis.mail.ks_address)
        hindrance = hindrance or (NO_MAIL_SERVER if basis.mail is None else "")
        return Ahead(
            letter.number,
            receiver.display_name,
            letter.letter_ref,
            letter.kind.value,
            MAIL,
            reach,
            hindrance,
            KS_COPY,
        )
    channel = basis.channel_of(letter, receiver, unsent.row)
    if channel is None:
        name, reach = unsent.row.channel if unsent.row else "", Reach(Way.NOT_KNOWN)
        hindrance = hindrance or f"kanalen {name} er ikke satt opp"
    else:
        name, reach = channel.name, asked.of(channel, receiver)
    if reach.way is Way.NOT_AT_ALL:
        hindrance = hindrance or reach.detail
    return Ahead(
        letter.number,
        receiver.display_name,
        letter.letter_ref,
        letter.kind.value,
        name,
        reach,
        hindrance,
        unsent.copy,
    )


def _waiting(tx: Transaction, basis: Basis, year: int) -> Mapping[str, str]:
    """Return the letters that are not ended, by reference, with what they wait for before the outbox."""
    found: dict[str, str] = {}
    for batch in letters.batches(tx, year):
        now = standing(letters.decisions_on(tx, batch.id), batch.plan_sha256, basis.approvers)
        if now.state in ENDED:
            continue
        why = "venter på godkjenning" if now.state is BatchState.WAITING else "venter på utstedelse"
        found |= {one.letter_ref: why for one in letters.of_batch(tx, batch.id)}
    return found


class _Asked:
    """Asks a channel about each receiver once, and no more once it has gone silent."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Reach] = {}
        self._silent: Counter[str] = Counter()

    def of(self, channel: Channel, receiver: Municipality) -> Reach:
        """Return how the receiver is reached."""
        key = (channel.name, receiver.number)
        if key not in self._known:
            self._known[key] = self._ask(channel.name, lambda: channel.capabilities(receiver))
        return self._known[key]

    def _ask(self, name: str, ask: Callable[[], Reach]) -> Reach:
        if self._silent[name] >= MOST_SILENT:
            return NOT_ASKED
        found = ask()
        self._silent[name] = self._silent[name] + 1 if found.way is Way.NOT_KNOWN else 0
        return found
