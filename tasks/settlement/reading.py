"""A file of referrals read whole or refused whole; old municipality numbers lead to what followed them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.municipality import Register
from tasks.core.model.settlement import Referral
from tasks.core.tables.rows import read_rows

COLUMNS = ("reference", "number", "persons", "em", "referred_on", "settled_on")
WHOLE_NUMBER = re.compile(r"[0-9]{1,6}")


def read_referrals(content: bytes, file: str, register: Register) -> tuple[Referral, ...]:
    """Return the referrals of a CSV or XLSX file with the columns of :data:`COLUMNS`, in file order.

    ``settled_on`` may be empty: not yet. A person referred in 2019 was referred to the number of 2019: it is
    led to what followed it, and where several did only a person can tell.

    :raises BadInput: every fault of the file, each with its row; nothing is returned in part.
    """
    table = read_rows(content, file)
    table.require(COLUMNS)
    faults: list[Fault] = []
    referrals: dict[str, Referral] = {}
    for row, cells in table.records():
        place = table.place(row)
        try:
            referral = _referral(cells, place, register)
        except BadInput as refused:
            faults += refused.faults
            continue
        if referral.reference in referrals:
            what = f"reference {referral.reference} stands twice"
            faults.append(Fault(place, what, "remove one of the rows"))
        referrals[referral.reference] = referral
    if faults:
        raise BadInput(faults)
    return tuple(referrals.values())


def _referral(row: Mapping[str, str], place: str, register: Register) -> Referral:
    faults: list[Fault] = []
    reference = row["reference"]
    if not reference:
        faults.append(Fault(place, "reference is empty", "give the referral its reference"))
    persons, em = (_whole(row[column], column, place, faults) for column in ("persons", "em"))
    referred_on = _day(row["referred_on"], "referred_on", place, faults)
    settled_on = _day(row["settled_on"], "settled_on", place, faults) if row["settled_on"] else None
    number = _successor(row["number"], referred_on, place, register, faults)
    if faults or referred_on is None:
        raise BadInput(faults)
    try:
        return Referral(reference, number, persons, em, referred_on, settled_on)
    except BadInput as refused:
        raise BadInput(Fault(f"{place}: {f.place}", f.what, f.action) for f in refused.faults) from refused


def _whole(text: str, column: str, place: str, faults: list[Fault]) -> int:
    if WHOLE_NUMBER.fullmatch(text):
        return int(text)
    faults.append(Fault(place, f"{column} is {text!r}, not a whole number of persons", "correct the cell"))
    return 0


def _day(text: str, column: str, place: str, faults: list[Fault]) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        faults.append(Fault(place, f"{column} is {text!r}, not a day", "write it as 2020-01-15"))
        return None


def _successor(
    number: str, referred_on: date | None, place: str, register: Register, faults: list[Fault]
) -> str:
    """Return the number of the register's year, following the changes since the day of the referral."""
    is_valid = number in register.by_number()
    changed_since = any(
        c.old_number == number != c.new_number and (referred_on is None or c.valid_from > referred_on)
        for c in register.changes
    )
    if is_valid and not changed_since:
        return number
    followers = register.successors(number)
    if len(followers) == 1:
        return followers[0]
    if not followers:
        try:
            register.require(number, place=place)
        except BadInput as refused:
            faults += refused.faults
        return number
    names = ", ".join(f"{n} {register.by_number()[n].display_name}" for n in followers)
    faults.append(
        Fault(
            place,
            f"municipality {number} was divided between {names}",
            "find out where these persons were settled and write that number",
        )
    )
    return number
