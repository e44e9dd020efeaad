"""What would leave, before it does: which letter on which channel, how its receiver gets it, and what stands in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks.core.channels.protocol import Channel, Reach, Way
from tasks.core.channels.smtp import goes_by_mail
from tasks.core.model.approval import BatchState, standing
from tasks.core.model.dispatch import FINAL_STATES, LEFT_US_STATES, Dispatch
from tasks.core.model.letter import Letter
from tasks.core.model.municipality import Municipality, Register
from tasks.core.store import Transaction, letters, outbox

MOST_SILENT = 3  # look-ups in a row without an answer: then the channel is asked no more
NOT_ASKED = Reach(Way.NOT_KNOWN, "not asked: the channel did not answer before")
ENDED = (BatchState.REFUSED, BatchState.WITHDRAWN)
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
    """A letter that has not left: where it is going, how it arrives, and what holds it (empty: nothing)."""

    number: str
    municipality: str
    letter_ref: str
    kind: str
    channel: str
    reach: Reach
    hindrance: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan is made from: the register, the channels by name, and how many must approve a batch."""

    register: Register
    main: Channel
    mail: Channel | None
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
    """A letter that has not left, its row in the outbox if it has one, and what holds it."""

    letter: Letter
    row: Dispatch | None
    hindrance: str


def not_sent(tx: Transaction, basis: Basis, year: int) -> tuple[Unsent, ...]:
    """Return every letter of ``year`` that has not left and is not ended, by kind and number."""
    rows = {row.letter_ref: row for row in outbox.of_year(tx, year)}
    waiting = _waiting(tx, basis, year)
    found: list[Unsent] = []
    for one in letters.of_year(tx, year):
        row = rows.get(one.letter_ref)
        if row is None and one.letter_ref in waiting:
            found.append(Unsent(one, None, waiting[one.letter_ref]))
        elif row is not None and row.state not in LEFT_US_STATES | FINAL_STATES:
            found.append(Unsent(one, row, row.hold_reason if row.held else ""))
    return tuple(found)


def look_ahead(unsent: Sequence[Unsent], basis: Basis) -> tuple[Ahead, ...]:
    """Return how each letter would arrive. Asks the channel about each receiver once; sends nothing."""
    asked = _Asked()
    return tuple(_ahead(one, basis, asked) for one in unsent)


def ways_of(plan: Sequence[Ahead]) -> tuple[tuple[str, str, int], ...]:
    """Return channel, way (nb) and number of letters, for a preview."""
    counted = Counter((one.channel, one.reach.way) for one in plan)
    return tuple((channel, WAYS[way], count) for (channel, way), count in sorted(counted.items()))


def in_sum(plan: Sequence[Ahead]) -> Iterator[str]:
    """Yield a line for each channel and way, and one for each hindrance, in nb."""
    for channel, way, count in ways_of(plan):
        yield f"{channel}, {way}: {count}"
    for hindrance, count in Counter(one.hindrance for one in plan if one.hindrance).most_common():
        yield f"holdt igjen, {hindrance}: {count}"


def _ahead(unsent: Unsent, basis: Basis, asked: _Asked) -> Ahead:
    letter, hindrance = unsent.letter, unsent.hindrance
    receiver = basis.register.require(letter.number, place=f"letter {letter.letter_ref}")
    channel = basis.channel_of(letter, receiver, unsent.row)
    if channel is None:
        name, reach = unsent.row.channel if unsent.row else "", Reach(Way.NOT_KNOWN)
        hindrance = hindrance or f"kanalen {name} er ikke satt opp"
    else:
        name, reach = channel.name, asked.of(channel, receiver)
    if reach.way is Way.NOT_AT_ALL:
        hindrance = hindrance or reach.detail
    return Ahead(
        letter.number, receiver.display_name, letter.letter_ref, letter.kind.value, name, reach, hindrance
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
