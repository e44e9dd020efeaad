"""What a council's text is put together from; filled in per written standard by hand, never converted.

Fields in braces are filled by :mod:`tasks.rehearsal.texts`. The turns of phrase are general ones (plain
number, tied to the request, number in words, family on top); no text is taken from a real case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tasks.core.model.vedtak import ReservationCode


@dataclass(frozen=True, slots=True)
class Phrases:
    """Everything a council's text is put together from, in one written standard."""

    council: str
    committee: str
    titles: tuple[str, ...]
    head: tuple[str, ...]  # lines above the text
    case_heading: str
    background: tuple[str, ...]
    background_last_year: str
    proposal_headings: tuple[str, ...]
    treatment_heading: str
    adopted_headings: tuple[str, ...]
    adopted: tuple[str, ...]
    adopted_as_asked: tuple[str, ...]  # only where the number is the one asked for
    adopted_by_pointing: str  # the adopted text is the proposal above it
    em_one: str
    em_many: str
    em_none: tuple[str, ...]
    closing: tuple[str, ...]  # sentences that are no reservations
    unanimous: tuple[str, ...]
    alternative_fell: tuple[str, ...]
    alternative_won: tuple[str, ...]
    declined: tuple[str, ...]
    postponed: str
    by_reference: tuple[str, ...]
    committee_heading: str
    committee_note: str
    reservations: Mapping[ReservationCode, tuple[str, ...]]
    mail_subjects: tuple[str, ...]
    mail_body: str
    copy_again: str
    file_name: str
    drill: str


# The same in both standards; a number not listed is written with digits.
IN_WORDS: Mapping[int, str] = {
    10: "ti",
    11: "elleve",
    12: "tolv",
    13: "tretten",
    14: "fjorten",
    15: "femten",
    16: "seksten",
    17: "sytten",
    18: "atten",
    19: "nitten",
    20: "tjue",
    25: "tjuefem",
    30: "tretti",
    40: "førti",
    50: "femti",
}
