"""Where a letter goes that is printed and posted, and the mail address registered beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_LINES = 3  # SvarUt's adresselinje1..3
LONGEST_LINE = 70
_PLACE = re.compile(r"([0-9]{4}) +(\S.*)")


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """An address as Enhetsregisteret has it: one to three lines, postcode, place and country (ISO, two letters).

    Without lines only the mail address is known: nothing can be posted there.
    """

    lines: tuple[str, ...]
    postcode: str
    place: str
    country: str
    email: str = ""

    @property
    def is_postal(self) -> bool:
        """Whether a letter can be posted to it."""
        return bool(self.lines)


def read_address(text: str) -> PostalAddress | None:
    """Return a Norwegian address written in one line (parts divided by commas) or several, None if it is none.

    The last part is postcode and place, before it stand one to three lines of at most 70 characters.

    >>> read_address("Postboks 43, 7159 BJUGN")
    PostalAddress(lines=('Postboks 43',), postcode='7159', place='BJUGN', country='NO', email='')
    >>> read_address("Rådhuset") is None
    True
    """
    parts = [part.strip() for part in re.split(r"[,\n]", text) if part.strip()]
    if not 2 <= len(parts) <= MOST_LINES + 1:
        return None
    lines, place = tuple(parts[:-1]), _PLACE.fullmatch(parts[-1])
    if place is None or max(map(len, lines)) > LONGEST_LINE:
        return None
    return PostalAddress(lines, place[1], place[2], "NO")
