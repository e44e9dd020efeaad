"""What the carry-over leaves to a person, in lines (bokmål)."""

from __future__ import annotations

from datetime import date

from tasks.core.installation import open_installation
from tasks.settlement.stored import long_waits_on


def long_wait_lines(year: int, day: date) -> tuple[str, ...]:
    """Return a sentence for every referral that has waited over more than one New Year."""
    with open_installation() as here, here.store.begin() as tx:
        return tuple(wait.reason for wait in long_waits_on(tx, year, day))
