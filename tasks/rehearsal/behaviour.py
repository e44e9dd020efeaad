"""What municipalities do with a request, and how often: one table of rates, each with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Behaviour(StrEnum):
    """One municipality's conduct in the season; all but AGREES is something that has to be noticed."""

    AGREES = "agrees"
    FEWER = "fewer"
    MORE = "more"
    DECLINES = "declines"
    POSTPONES = "postpones"
    SILENT = "silent"
    LATE = "late"
    RESERVATION = "reservation"
    BY_REFERENCE = "by_reference"
    NOT_FINAL = "not_final"
    ONLY_REGISTERED = "only_registered"
    ONLY_COPY = "only_copy"
    WITHOUT_EM = "without_em"  # registers the total without EM, where EM is asked for
    OTHER_NUMBER = "other_number"  # registers last year's number
    EM_DIFFERS = "em_differs"
    PRIVATE_SENDER = "private_sender"
    FOREIGN_SENDER = "foreign_sender"  # another municipality's address
    SCANNED = "scanned"
    KS_NOT_COPIED = "ks_not_copied"
    DUPLICATE = "duplicate"


NEEDS_EM = frozenset({Behaviour.WITHOUT_EM, Behaviour.EM_DIFFERS})


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of 211 asked municipalities behave so, and who says it."""

    behaviour: Behaviour
    of_211: int
    source: str


ASKED_IN_2020 = 211
EVERY_KIND_FROM = 100  # a smaller season would be differences and little else
_UNPUBLISHED = "assumption: among the 12 of 211 whose 2020 number is unpublished"
_ASSUMED = "assumption; IMDi names the trouble, not how often"

# 2020: 194 equal, 1 higher, 4 lower, 12 unpublished of 211 (IMDi's published table).
RATES: tuple[Rate, ...] = (
    Rate(Behaviour.FEWER, 4, "IMDi's published table 2020"),
    Rate(Behaviour.MORE, 1, "IMDi's published table 2020"),
    Rate(Behaviour.DECLINES, 1, _UNPUBLISHED),
    Rate(Behaviour.POSTPONES, 1, _UNPUBLISHED),
    Rate(Behaviour.SILENT, 2, _UNPUBLISHED),
    Rate(Behaviour.LATE, 4, _ASSUMED),
    Rate(Behaviour.RESERVATION, 3, _ASSUMED),
    Rate(Behaviour.BY_REFERENCE, 1, _ASSUMED),
    Rate(Behaviour.NOT_FINAL, 1, _ASSUMED),
    Rate(Behaviour.ONLY_REGISTERED, 2, _ASSUMED),
    Rate(Behaviour.ONLY_COPY, 2, _ASSUMED),
    Rate(Behaviour.WITHOUT_EM, 1, _ASSUMED),
    Rate(Behaviour.OTHER_NUMBER, 1, _ASSUMED),
    Rate(Behaviour.EM_DIFFERS, 1, _ASSUMED),
    Rate(Behaviour.PRIVATE_SENDER, 1, _ASSUMED),
    Rate(Behaviour.FOREIGN_SENDER, 1, _ASSUMED),
    Rate(Behaviour.SCANNED, 2, _ASSUMED),
    Rate(Behaviour.KS_NOT_COPIED, 2, _ASSUMED),
    Rate(Behaviour.DUPLICATE, 2, _ASSUMED),
)

# Where the four lower ones of 2020 landed, decided of requested: Oslo, Vindafjord, Fauske, Midtre Gauldal.
LOWER_OF_2020: tuple[tuple[int, int], ...] = ((137, 210), (5, 18), (10, 15), (15, 17))


def how_many(rate: Rate, asked: int) -> int:
    """Return how many of ``asked`` municipalities behave so; at least one from `EVERY_KIND_FROM` on."""
    share = (2 * rate.of_211 * asked + ASKED_IN_2020) // (2 * ASKED_IN_2020)
    return max(share, 1) if asked >= EVERY_KIND_FROM else share
