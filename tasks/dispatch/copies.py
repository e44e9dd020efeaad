"""The copy to KS: a sending of its own, planned once a letter that asks for a number has left us."""

from __future__ import annotations

from collections.abc import Iterable

from tasks.core.channels.smtp import KS_COPY
from tasks.core.model.dispatch import FINAL_STATES, LEFT_US_STATES, Dispatch, DispatchState
from tasks.core.model.letter import ASKING_KINDS
from tasks.core.model.when import When
from tasks.core.store import Transaction, letters, outbox
from tasks.core.store.outbox import Move

NO_MAIL_SERVER = "ANMODNING_SMTP_URL er ikke satt"


def is_waiting(row: Dispatch) -> bool:
    """Return whether a sending still has to leave."""
    return row.state not in LEFT_US_STATES | FINAL_STATES


def owed_to_ks(rows: Iterable[Dispatch]) -> frozenset[str]:
    """Return the letters that ask for a number, have left us, and whose copy to KS is not in the outbox.

    :param rows: the outbox of one year, with its copies.
    """
    every = tuple(rows)
    there = {row.letter_ref for row in every if row.copy == KS_COPY}
    left = {
        row.letter_ref
        for row in every
        if not row.copy and row.kind in ASKING_KINDS and row.state in LEFT_US_STATES
    }
    return frozenset(left - there)


def held_copies(count: int) -> str:
    """Return the line that says that copies to KS wait for a mail server, in nb; empty for none.

    >>> held_copies(1)
    'holdt igjen: 1 kopi til KS (ANMODNING_SMTP_URL er ikke satt; sett den, og kopien går ved neste «dispatch run»)'
    """
    if not count:
        return ""
    copies, they = ("1 kopi", "kopien") if count == 1 else (f"{count} kopier", "kopiene")
    return (
        f"holdt igjen: {copies} til KS ({NO_MAIL_SERVER}; sett den, og {they} går ved neste «dispatch run»)"
    )


def plan_copies_to_ks(tx: Transaction, year: int, channel: str, when: When) -> int:
    """Put a copy of every asking letter that has left us into the outbox, READY, and return how many are new."""
    due = owed_to_ks(outbox.of_year(tx, year, copies=True))
    if not due:
        return 0
    chosen = [one for one in letters.of_year(tx, year) if one.letter_ref in due]
    planned = outbox.plan(tx, chosen, channel, when, copy=KS_COPY)
    for row in outbox.of_year(tx, year, copies=True):
        if row.copy == KS_COPY and row.state is DispatchState.PLANNED:
            outbox.move(tx, row.key, Move(DispatchState.READY, "worker", detail="kopi til KS"), when)
    return planned
