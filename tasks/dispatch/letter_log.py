"""Everything known of one letter's way: our own chain of events, and beside it what the channel logged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tasks.core.channels.protocol import Channel, Paused, Uncertain
from tasks.core.model.dispatch import Dispatch
from tasks.core.model.errors import StopAndMend
from tasks.core.store import Transaction, outbox
from tasks.core.store.moments import from_text

OURS = "vi"
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of a log: when (None: not said), whose log, and what it says."""

    at: datetime | None
    source: str
    what: str
    key: str


def own_log(tx: Transaction, year: int, letter: str) -> tuple[tuple[Dispatch, tuple[Logged, ...]], ...]:
    """Return every sending of a letter (reference, key or municipality number) with our events of it.

    :raises StopAndMend: no such letter is in the outbox.
    """
    rows = outbox.with_key_or_reference(tx, year, frozenset({letter}))
    if not rows:
        message = f"{letter} is not in the outbox of {year}: see `dispatch status {year}`"
        raise StopAndMend(message)
    return tuple(
        (row, tuple(_ours(event, row.key) for event in outbox.events_of(tx, row.key))) for row in rows
    )


def whole_log(own: Sequence[tuple[Dispatch, Sequence[Logged]]], channel: Channel) -> tuple[Logged, ...]:
    """Return our lines and the channel's, oldest first; a channel that is silent says so in a line of its own."""
    lines: list[Logged] = []
    for row, events in own:
        lines += events
        if row.attempts and row.channel == channel.name:
            lines += _theirs(channel, row)
    return tuple(sorted(lines, key=lambda line: line.at or _LAST))


def _ours(event: dict[str, str], key: str) -> Logged:
    words = (event["to_state"], event["raw_status"], event["detail"])
    return Logged(from_text(event["at"]), OURS, " ".join(word for word in words if word), key)


def _theirs(channel: Channel, row: Dispatch) -> list[Logged]:
    try:
        return [Logged(one.at, channel.name, one.what, row.key) for one in channel.events(row)]
    except (Uncertain, Paused) as problem:
        return [Logged(None, channel.name, f"svarer ikke: {problem}", row.key)]
