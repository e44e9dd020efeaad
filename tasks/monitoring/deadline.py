"""The last day to reply: as stated in the letter, moved to a working day by policy, or extended for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from config.cycle.year import Calendar
from tasks.core.model.errors import BadInput, Fault
from tasks.core.norwegian.dates import format_short
from tasks.core.norwegian.working_days import holiday_name, is_working_day, next_working_day

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


@dataclass(frozen=True, slots=True)
class ReplyDeadline:
    """``stated`` stands in the letter, ``last_day`` is what counts; ``text`` says why, for the log."""

    stated: date
    last_day: date
    timezone: str
    text: str

    @property
    def ends_at(self) -> datetime:
        """The first moment that is too late: midnight after the last day, on the clocks of the time zone."""
        return datetime.combine(self.last_day + timedelta(days=1), time(), tzinfo=ZoneInfo(self.timezone))


def reply_deadline(calendar: Calendar) -> ReplyDeadline:
    """Return the deadline of the year under its policy (domstolloven § 149 binds statutory limits only).

    The text names the policy whether it moves anything or not, so that the log shows which rule was followed.
    """
    stated = calendar.reply_deadline
    last_day = next_working_day(stated) if calendar.move_deadline_to_working_day else stated
    policy = "på" if calendar.move_deadline_to_working_day else "av"
    if last_day != stated:
        outcome = f"siste dag er {WEEKDAYS[last_day.weekday()]} {format_short(last_day)}"
    elif is_working_day(stated):
        outcome = "dagen er en virkedag og står fast"
    else:
        outcome = "dagen står fast"
    day = f"Fristen {format_short(stated)} er en {_day_word(stated)}"
    text = f"{day}; regelen om neste virkedag er {policy}: {outcome}."
    return ReplyDeadline(stated, last_day, calendar.timezone, text)


def own_deadlines(deadline: ReplyDeadline, extensions: Mapping[str, date]) -> dict[str, date]:
    """Return the last day of every municipality that was given more time, by number.

    :raises BadInput: every extension that is not later than the deadline.
    """
    faults = [
        Fault(
            f"extension for municipality {number}",
            f"{day} is not after the deadline {deadline.last_day}",
            "give a later day, or none",
        )
        for number, day in sorted(extensions.items())
        if day <= deadline.last_day
    ]
    if faults:
        raise BadInput(faults)
    return dict(extensions)


def _day_word(day: date) -> str:
    name = holiday_name(day)
    return f"{WEEKDAYS[day.weekday()]} ({name})" if name else WEEKDAYS[day.weekday()]
