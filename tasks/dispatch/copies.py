"""The copy to KS: a sending of its own, planned once a letter that asks for a number has left us."""

from __future__ import annotations

from tasks.core.channels.smtp import KS_COPY
from tasks.core.model.dispatch import FINAL_STATES, LEFT_US_STATES, Dispatch, DispatchState
from tasks.core.model.letter import ASKING_KINDS
from tasks.core.model.when import When
from tasks.core.store import Transaction, letters, outbox
from tasks.core.store.outbox import Move


def is_waiting(row: Dispatch) -> bool:
    """Return whether a sending still has to leave."""
    return row.state not in LEFT_US_STATES | FINAL_STATES


def plan_copies_to_ks(tx: Transaction, year: int, channel: str, when: When) -> int:
    """Put a copy of every asking letter that has left us into the outbox, READY, and return how many are new."""
    rows = outbox.of_year(tx, year, copies=True)
    there = {row.letter_ref for row in rows if row.copy == KS_COPY}
    due = {
        row.letter_ref
        for row in rows
        if not row.copy and row.kind in ASKING_KINDS and row.state in LEFT_US_STATES
    } - there
    if not due:
        return 0
    chosen = [one for one in letters.of_year(tx, year) if one.letter_ref in due]
    planned = outbox.plan(tx, chosen, channel, when, copy=KS_COPY)
    for row in outbox.of_year(tx, year, copies=True):
        if row.copy == KS_COPY and row.state is DispatchState.PLANNED:
            outbox.move(tx, row.key, Move(DispatchState.READY, "worker", detail="kopi til KS"), when)
    return planned
