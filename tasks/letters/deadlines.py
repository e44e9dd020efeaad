"""By when a letter that asks for more must be answered: the year file's own policy, never a day in the code. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from config.cycle import Cycle
from tasks.core.model.errors import BadInput
from tasks.core.norwegian.working_days import next_working_day


def new_deadline(cycle: Cycle, dated: date) -> date:
    """Return the deadline of a letter dated ``dated`` that asks for more than the one before.

    :raises BadInput: the year file gives no time to answer such a letter.
    """
    days = cycle.revision.reply_days
    if days is None:
        raise BadInput.one(
            f"config/cycles/{cycle.year}.toml: revision.reply_days",
            "the round asks municipalities for more, and no time to answer is given",
            "add it with unit, source and date",
        )
    day = dated + timedelta(days=days.value)
    return next_working_day(day) if cycle.calendar.move_deadline_to_working_day else day
