"""The registered side: what a municipality's latest row in IMDinett means for the comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tasks.core.model.vedtak import Registration, RegistrationStatus
from tasks.reconciliation.moments import oslo_day

NO_RESERVATION = frozenset(
    {"", "-", "nei", "ingen", "ingen forbehold", "ingen atterhald", "uten forbehold", "utan atterhald"}
)
SUPPRESSED = ":"


@dataclass(frozen=True, slots=True)
class RegisteredSide:
    """``is_there``: a number stands in IMDinett; ``count`` is None where it is suppressed.

    ``is_replacement``: another number stood there before. ``beside``: other numbers in the same export.
    ``older_number``: the municipality number it stands under in the export, where a reform replaced that.
    """

    is_there: bool
    count: int | None
    em: int | None
    is_postponed: bool
    is_contradictory: bool
    reservation: str
    on: date | None
    council_date: date | None
    is_replacement: bool = False
    beside: tuple[int, ...] = ()
    older_number: str = ""


NOTHING_REGISTERED = RegisteredSide(
    is_there=False,
    count=None,
    em=None,
    is_postponed=False,
    is_contradictory=False,
    reservation="",
    on=None,
    council_date=None,
)


def registered_side(row: Registration | None, earlier: Sequence[Registration] = ()) -> RegisteredSide:
    """Return what the row says: empty is nothing registered, 0 a no. ``earlier`` are the versions before it.

    The status "avslag" says no without a number; a withdrawn number is no number. A status
    that contradicts the number ("avslag" with 15) is for a person.
    """
    if row is None:
        return NOTHING_REGISTERED
    status, count = row.status, row.count
    is_no = status is RegistrationStatus.DECLINED
    contradiction = (is_no and bool(count)) or (
        status is RegistrationStatus.NOT_REGISTERED and count is not None
    )
    if status is RegistrationStatus.WITHDRAWN:
        count = None
    elif is_no and count is None and row.mark != SUPPRESSED:
        count = 0
    is_suppressed = row.mark == SUPPRESSED and status is not RegistrationStatus.WITHDRAWN
    is_there = count is not None or is_suppressed
    return RegisteredSide(
        is_there=is_there,
        count=count,
        em=row.em if count is not None else None,
        is_postponed=status is RegistrationStatus.POSTPONED and not is_there,
        is_contradictory=contradiction or is_suppressed,
        reservation=_reservation(row.reservation_text) if is_there else "",
        on=oslo_day(row.registered_at) if row.registered_at and is_there else None,
        council_date=row.expected_council_date,
        is_replacement=is_there and any(_says_other(row, e) and not _is_twin(row, e) for e in earlier),
        older_number=row.number_in_source if is_there else "",
        beside=tuple(e.count for e in earlier if e.count is not None and is_there and _is_twin(row, e)),
    )


def _says_other(row: Registration, other: Registration) -> bool:
    return other.count is not None and (other.count, other.em) != (row.count, row.em)


def _is_twin(row: Registration, other: Registration) -> bool:
    same_export = (other.source_sha256, other.version) == (row.source_sha256, row.version)
    return same_export and other.row != row.row and _says_other(row, other)


def _reservation(text: str) -> str:
    """Return the text of a condition; a field that says there is none holds none.

    >>> _reservation("Ingen forbehold."), _reservation("Inntil 15")
    ('', 'Inntil 15')
    """
    return "" if text.strip(" .").casefold() in NO_RESERVATION else text.strip()
