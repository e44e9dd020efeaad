"""The last day to reply: as stated in the letter, moved to a working day by policy, or extended for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from config.cycle.year import Calendar
from tasks.core.model.amendment import Amendment
from tasks.core.model.deadlines import Deadlines
from tasks.core.model.errors import BadInput
from tasks.core.model.request import Request
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
    last_day = by_policy(stated, calendar)
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


def by_policy(stated: date, calendar: Calendar) -> date:
    """Return the last day that counts for a stated one: moved to the next working day where the rule is on."""
    return next_working_day(stated) if calendar.move_deadline_to_working_day else stated


def deadlines(
    calendar: Calendar,
    requests: Mapping[str, Request],
    extensions: Mapping[str, Amendment],
    council_dates: Mapping[str, Amendment],
) -> Deadlines:
    """Return the last day of everybody asked: the year's, that of a later round, or the extension given.

    A round's own deadline stands in its requests and follows the year's policy; an extension is a day that a
    person named, and stands as it is. One that is not later than the deadline it extends counts for nothing.
    """
    last_day = by_policy(calendar.reply_deadline, calendar)
    own: dict[str, date] = {}
    extended: dict[str, date] = {}
    for number, request in requests.items():
        day = by_policy(request.deadline, calendar)
        extension = extensions.get(number)
        if extension is not None and extension.day > day:
            day = extension.day
            extended[number] = extension.known_on
        if day != last_day or number in extended:
            own[number] = day
    return Deadlines(last_day, own, extended, {n: one.day for n, one in council_dates.items()})


def check_extension(request: Request | None, until: date, calendar: Calendar, *, place: str) -> None:
    """Hold an extension against the request it is for; an earlier extension may be shortened or prolonged.

    :raises BadInput: nobody was asked, or the day is not after the deadline in the request.
    """
    if request is None:
        raise BadInput.one(place, "the municipality was not asked", "check the number")
    day = by_policy(request.deadline, calendar)
    if until <= day:
        raise BadInput.one(place, f"{until} is not after the deadline {day}", "give a later day, or none")


def _day_word(day: date) -> str:
    name = holiday_name(day)
    return f"{WEEKDAYS[day.weekday()]} ({name})" if name else WEEKDAYS[day.weekday()]
