"""What changes for one municipality in mid-season: a dated, logged entry; the year file is never edited for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tasks.core.model.errors import BadInput
from tasks.core.model.municipality import WrittenStandard
from tasks.core.model.override import read_requested, read_standing
from tasks.core.model.postal_address import read_address

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}")


class AmendmentKind(StrEnum):
    """What an entry changes."""

    EXTENSION = "extension"  # the last day to reply
    COUNCIL_DATE = "council_date"  # when the council is expected to decide
    CONTACT = "contact"  # the e-mail address that clarifications and reminders go to
    ADDRESS = "address"  # the postal address: what no one opens is posted there
    WRITTEN_STANDARD = "written_standard"  # of letters from then on
    WILLING = "willing"  # not asked, and offers to settle: ``ja``, at most so many persons, or ``nei`` again
    REQUESTED_NUMBER = "requested_number"  # the number of an open round, on a person's word
    STANDING = "standing"  # what counts as the answer, on a person's word


DATED = frozenset({AmendmentKind.EXTENSION, AmendmentKind.COUNCIL_DATE})
IS_WILLING, IS_NOT_WILLING = "ja", "nei"
OFFER = re.compile(rf"{IS_WILLING}|{IS_NOT_WILLING}|[1-9][0-9]{{0,4}}")


@dataclass(frozen=True, slots=True)
class Amendment:
    """One entry; the newest of a kind stands. ``value`` is text: a day as YYYY-MM-DD, an address, a standard."""

    year: int
    number: str
    kind: AmendmentKind
    value: str
    by: str
    role: str
    reason: str
    known_on: date

    def __post_init__(self) -> None:
        """Refuse a value that its kind cannot have, and an entry without author or reason."""
        place = f"{self.kind.value} of municipality {self.number} ({self.year})"
        if not all(text.strip() for text in (self.by, self.role, self.reason)):
            raise BadInput.one(place, "name, role or reason is missing", "say who decides, as what, and why")
        if not _is_right(self.kind, self.value):
            raise BadInput.one(place, f"{self.value!r} is not usable", _WANTED[self.kind])

    @property
    def day(self) -> date:
        """The day a dated entry names."""
        return date.fromisoformat(self.value)


_WANTED = {
    AmendmentKind.EXTENSION: "write a day as 2020-01-31",
    AmendmentKind.COUNCIL_DATE: "write a day as 2020-01-31",
    AmendmentKind.CONTACT: "write an e-mail address",
    AmendmentKind.ADDRESS: "write the whole address as 'Postboks 43, 7159 BJUGN': one to three lines, then postcode and place",
    AmendmentKind.REQUESTED_NUMBER: "write a whole number of persons",
    AmendmentKind.STANDING: "write whole numbers, EM within the persons",
    AmendmentKind.WRITTEN_STANDARD: f"write one of {', '.join(WrittenStandard)}",
    AmendmentKind.WILLING: f"write {IS_WILLING}, {IS_NOT_WILLING}, or the highest number of persons it offers",
}


def _is_day(value: str) -> bool:
    return date.fromisoformat(value).isoformat() == value


_READ: dict[AmendmentKind, Callable[[str], object]] = {
    AmendmentKind.EXTENSION: _is_day,
    AmendmentKind.COUNCIL_DATE: _is_day,
    AmendmentKind.REQUESTED_NUMBER: read_requested,
    AmendmentKind.STANDING: read_standing,
}


def _is_right(kind: AmendmentKind, value: str) -> bool:
    if kind in _READ:
        try:
            return _READ[kind](value) is not False
        except ValueError:
            return False
    if kind is AmendmentKind.CONTACT:
        return EMAIL.fullmatch(value) is not None
    if kind is AmendmentKind.WRITTEN_STANDARD:
        return value in set(WrittenStandard)
    if kind is AmendmentKind.WILLING:
        return OFFER.fullmatch(value) is not None
    return read_address(value) is not None
