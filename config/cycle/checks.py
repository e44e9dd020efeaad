"""Rules between the parts of a year file: what each part alone cannot see."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from config.cycle.year import Calendar, NeedFigures, Office, Reminders
from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.municipality import Register

Sections = dict[str, Any]
Check = Callable[..., Iterator[Fault]]

# Real deadlines lay from December of the year before (2019 for 2020) to 31 March of the year itself (2022).
FIRST_MONTH_OF_REPLIES = 7
LAST_MONTH_OF_REPLIES = 6


def crossing_faults(sections: Sections, file_year: int, register: Register | None, place: str) -> list[Fault]:
    """Return every fault between parts; a rule whose parts are faulty in themselves is passed over.

    :param sections: the parts that are right in themselves, by their key in the file.
    :param register: the municipalities of the year, None where they could not be read.
    """
    known = {**sections, "file_year": file_year} | ({} if register is None else {"register": register})
    faults: list[Fault] = []
    for check, needs in CHECKS:
        if all(key in known for key in needs):
            found = check(*(known[key] for key in needs))
            faults += (replace(fault, place=f"{place}: {fault.place}") for fault in found)
    return faults


def _year_is_the_files(year: int, file_year: int) -> Iterator[Fault]:
    if year != file_year:
        yield Fault(
            "year", f"is {year}, but the file is named {file_year}", "correct the year or rename the file"
        )


def _need_nests(need: NeedFigures, file_year: int) -> Iterator[Fault]:
    try:
        need.as_need(file_year)
    except BadInput as refused:
        yield from (Fault("need", fault.what, fault.action) for fault in refused.faults)


def _timezone_exists(calendar: Calendar) -> Iterator[Fault]:
    try:
        zoneinfo.ZoneInfo(calendar.timezone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        yield Fault("calendar.timezone", f"{calendar.timezone!r} is no time zone", "write Europe/Oslo")


def _days_in_order(calendar: Calendar, file_year: int) -> Iterator[Fault]:
    letters, deadline = calendar.letters_dated, calendar.reply_deadline
    if deadline <= letters:
        what = f"{deadline} is not after the letters of {letters}"
        yield Fault("calendar.reply_deadline", what, "correct one of the two days")
    first = dt.date(file_year - 1, FIRST_MONTH_OF_REPLIES, 1)
    last = dt.date(file_year, LAST_MONTH_OF_REPLIES, 30)
    for key, day in (("letters_dated", letters), ("reply_deadline", deadline)):
        if not first <= day <= last:
            what = f"{day} cannot belong to the settlement year {file_year}"
            yield Fault(f"calendar.{key}", what, f"write a day from {first} to {last}")


def _reminders_once(reminders: Reminders) -> Iterator[Fault]:
    for key, days in (("days_before", reminders.days_before), ("days_after", reminders.days_after)):
        for day in sorted({day for day in days if days.count(day) > 1}):
            yield Fault(f"reminders.{key}", f"day {day} stands twice", "remove one of them")


def _office_keys_once(offices: tuple[Office, ...]) -> Iterator[Fault]:
    keys = [office.key for office in offices]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield Fault("offices", f"key {key!r} stands twice", "give each office its own key")


def _counties_served_once(offices: tuple[Office, ...], register: Register) -> Iterator[Fault]:
    counties = {m.county_number: m.county for m in register.municipalities}
    served: dict[str, list[str]] = {county: [] for county in counties}
    for office in offices:
        for county in office.counties:
            if county not in counties:
                what = f"{office.key} serves county {county!r}, which is not in the register"
                yield Fault("offices", what, f"write one of {', '.join(sorted(counties))}")
                continue
            served[county].append(office.key)
    for county, keys in sorted(served.items()):
        if len(keys) > 1:
            what = f"county {county} {counties[county]} is served by {' and '.join(keys)}"
            yield Fault(
                "offices", what, "leave it to one; name exceptions per municipality in office_exceptions"
            )
        if not keys:
            yield Fault(
                "offices", f"county {county} {counties[county]} is served by no office", "add it to one"
            )


def _exceptions_known(
    exceptions: dict[str, str], offices: tuple[Office, ...], register: Register
) -> Iterator[Fault]:
    keys = {office.key for office in offices}
    for number, key in exceptions.items():
        place = f"office_exceptions.{number}"
        if key not in keys:
            yield Fault(place, f"office {key!r} is unknown", f"write one of {', '.join(sorted(keys))}")
        try:
            register.require(number, place=place)
        except BadInput as refused:
            yield from refused.faults


CHECKS: tuple[tuple[Check, tuple[str, ...]], ...] = (
    (_year_is_the_files, ("year", "file_year")),
    (_need_nests, ("need", "file_year")),
    (_timezone_exists, ("calendar",)),
    (_days_in_order, ("calendar", "file_year")),
    (_reminders_once, ("reminders",)),
    (_office_keys_once, ("offices",)),
    (_counties_served_once, ("offices", "register")),
    (_exceptions_known, ("office_exceptions", "offices", "register")),
)
