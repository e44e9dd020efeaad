"""Plays the settlement over New Year: groups referred in one year and settled in the next, reported twice.

The December file has no settled day for them, the January one has. Groups referred before New Year stand
under the number their municipality had then, in both files.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from tasks.core.model.municipality import ChangeKind, Register
from tasks.core.model.settlement import Referral
from tasks.rehearsal.days import working_day
from tasks.rehearsal.plans import MunicipalityPlan

COLUMNS = ("reference", "number", "persons", "em", "referred_on", "settled_on")

# Days (month, day) on which a file is taken: the last of the year before, and two weeks into the year itself.
BEFORE_NEW_YEAR = (12, 31)
AFTER_NEW_YEAR = (1, 15)

# One municipality in so many has a group around New Year; assumption.
GROUP_IN = 5


def plan_referrals(plans: Iterable[MunicipalityPlan], register: Register) -> tuple[Referral, ...]:
    """Return the groups around New Year with the day each is settled, ordered by reference.

    Most are referred before New Year and settled after it: they count on the vedtak of ``register.year``.
    Some are settled before it, some referred after it, and some not settled in time.
    """
    groups = (_group(plan, register) for plan in plans if plan.registration and plan.registration.count)
    return tuple(sorted((g for g in groups if g is not None), key=lambda g: g.reference))


def referrals_csv(referrals: Iterable[Referral], as_of: date) -> bytes:
    """Return the file of ``as_of``: groups referred by then, with the settled day only where it has come."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for group in referrals:
        if group.referred_on > as_of:
            continue
        settled = group.settled_on if group.settled_on is not None and group.settled_on <= as_of else None
        shown = "" if settled is None else settled.isoformat()
        row = (group.reference, group.number, group.persons, group.em, group.referred_on.isoformat(), shown)
        writer.writerow(row)
    return out.getvalue().encode()


def write_referrals(folder: Path, referrals: Iterable[Referral], year: int, as_of: date) -> tuple[str, ...]:
    """Return the files now new in ``folder``, ``referrals-YYYY-MM-DD.csv`` of the days that have come."""
    referrals = tuple(referrals)
    folder.mkdir(parents=True, exist_ok=True)
    written: list[str] = []
    for day in (date(year - 1, *BEFORE_NEW_YEAR), date(year, *AFTER_NEW_YEAR)):
        file = folder / f"referrals-{day.isoformat()}.csv"
        if day > as_of or file.exists():
            continue
        waiting = folder / f".{file.name}.tmp"
        waiting.write_bytes(referrals_csv(referrals, day))
        waiting.replace(file)
        written.append(file.name)
    return tuple(written)


def number_before(number: str, register: Register) -> str:
    """Return the number the municipality had before this New Year if it can only mean it, else ``number``.

    A merged municipality had several; the lowest is used. Numbers that were split are left out.
    """
    new_year = date(register.year, 1, 1)
    older = sorted(
        change.old_number
        for change in register.changes
        if change.new_number == number
        and change.valid_from == new_year
        and change.kind is not ChangeKind.SPLIT
        and register.successors(change.old_number) == (number,)
    )
    return older[0] if older else number


def _group(plan: MunicipalityPlan, register: Register) -> Referral | None:
    rng = random.Random(f"{plan.chance}|referrals")
    if rng.randrange(GROUP_IN) != 0:
        return None
    new_year = date(plan.year, 1, 1)
    course, early, late = rng.randrange(100), rng.randrange(12, 45), rng.randrange(1, 11)
    settled: date | None = working_day(new_year + timedelta(days=late))  # over New Year: the most
    referred = working_day(new_year - timedelta(days=early), latest=new_year - timedelta(days=9))
    if course >= 90:  # referred after New Year: an ordinary one of this year
        referred = working_day(new_year + timedelta(days=1))
    elif course >= 75:  # not settled yet
        settled = None
    elif course >= 60:  # settled before New Year: counts on last year's vedtak
        settled = working_day(referred + timedelta(days=2), latest=new_year - timedelta(days=1))
    persons = rng.randrange(1, 6)
    em = 1 if plan.requested_em and rng.randrange(3) == 0 else 0
    before = referred < new_year
    return Referral(
        reference=f"SO-{plan.year - 1 if before else plan.year}-{plan.number}",
        number=number_before(plan.number, register) if before else plan.number,
        persons=persons,
        em=em,
        referred_on=referred,
        settled_on=settled,
    )
