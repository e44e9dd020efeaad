"""What a new export changes against the registrations known before, before anything is stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from tasks.core.model.errors import BadInput
from tasks.core.model.vedtak import Registration

OSLO = ZoneInfo("Europe/Oslo")
MOST_LOST = Fraction(1, 10)  # share of the rows known before that may be missing from a new export


@dataclass(frozen=True, slots=True)
class RegistrationChange:
    """One municipality's registration before and after."""

    before: Registration
    after: Registration


@dataclass(frozen=True, slots=True)
class RegistrationChanges:
    """New, changed, withdrawn (no longer in the export), outdated (lower version: never stored) and same
    rows.
    """

    new: tuple[Registration, ...]
    changed: tuple[RegistrationChange, ...]
    withdrawn: tuple[Registration, ...]
    outdated: tuple[RegistrationChange, ...]
    same: tuple[Registration, ...]

    @property
    def to_store(self) -> tuple[Registration, ...]:
        """Return the registrations that are news, in the order of their numbers."""
        return tuple(sorted((*self.new, *(change.after for change in self.changed)), key=lambda r: r.number))


def compare_registrations(
    before: Iterable[Registration],
    after: Iterable[Registration],
    *,
    place: str,
    most_lost: Fraction = MOST_LOST,
) -> RegistrationChanges:
    """Return the differences between the valid registrations and an export; a lower version never overwrites.

    :raises BadInput: more rows than ``most_lost`` (a share) are missing: the export is probably cut off.
    """
    old = {registration.number: registration for registration in before}
    fresh = {registration.number: registration for registration in after}
    missing = tuple(registration for number, registration in old.items() if number not in fresh)
    if old and Fraction(len(missing), len(old)) > most_lost:
        raise BadInput.one(
            place,
            f"{len(missing)} of {len(old)} municipalities are missing (first: {missing[0].number})",
            "export all rows again; raise the limit only if they were really removed",
        )
    new = tuple(r for number, r in fresh.items() if number not in old)
    pairs = [RegistrationChange(old[number], r) for number, r in fresh.items() if number in old]
    outdated = tuple(
        pair for pair in pairs if is_older(pair.after, pair.before) and not is_same(pair.before, pair.after)
    )
    changed = tuple(pair for pair in pairs if pair not in outdated and not is_same(pair.before, pair.after))
    same = tuple(pair.before for pair in pairs if is_same(pair.before, pair.after))
    return RegistrationChanges(new, changed, missing, outdated, same)


def is_older(one: Registration, other: Registration) -> bool:
    """Return whether a row is of an earlier version than the one we hold; between equal ones, touched earlier."""
    if one.version != other.version:
        return one.version < other.version
    this, that = _touched(one), _touched(other)
    return this is not None and that is not None and this < that


def _touched(row: Registration) -> datetime | None:
    """Return when a row was last touched, on the wall clock of Oslo: exports write local time, often without zone."""
    at = row.changed_at or row.registered_at
    return at if at is None or at.tzinfo is None else at.astimezone(OSLO).replace(tzinfo=None)


def is_same(one: Registration, other: Registration) -> bool:
    """Return whether two rows say the same, whatever file they stand in."""
    return one == replace(other, source_sha256=one.source_sha256, row=one.row)
