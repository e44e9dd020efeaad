"""Compares our outbox with what the channel itself holds under our references."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.core.channels.protocol import Paused, Uncertain
from tasks.core.model.dispatch import LEFT_US_STATES, Dispatch, DispatchState
from tasks.dispatch.box import Outbox
from tasks.dispatch.lookups import alive_of

_HAS_LEFT = LEFT_US_STATES - {DispatchState.HANDLED_MANUALLY}


@dataclass(frozen=True, slots=True)
class Difference:
    """A letter on which we and the channel disagree, in words for an operator."""

    letter_ref: str
    what: str


def compare_with_channel(box: Outbox, year: int) -> tuple[Difference, ...]:
    """Return every letter of ``year`` on which our row and the channel's own list differ; changes nothing."""
    rows = [row for batch in box.rows(year).values() for row in batch]
    return tuple(
        Difference(row.letter_ref, what) for row in rows if row.attempts and (what := _difference(box, row))
    )


def _difference(box: Outbox, row: Dispatch) -> str:
    try:
        found = alive_of(box.channel.find(row.key))
    except (Uncertain, Paused) as problem:
        return f"kunne ikke slås opp: {problem}"
    ids = [hit.external_id for hit in found]
    if len(ids) > 1:
        return f"kanalen har det {len(ids)} ganger ({', '.join(ids)})"
    if row.state in _HAS_LEFT and not ids:
        return f"vi har det som {row.state}, kanalen har det ikke"
    if row.state in _HAS_LEFT and ids != [row.external_id]:
        return f"vi har id {row.external_id}, kanalen har {ids[0]}"
    if row.state not in _HAS_LEFT and ids:
        return f"vi har det som {row.state}, kanalen har det ({ids[0]})"
    return ""
