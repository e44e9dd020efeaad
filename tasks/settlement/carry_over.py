"""Which year's vedtak a settled person counts on.

Persons referred in 2019 and registered settled after New Year count on the municipality's vedtak for 2020
(the request letter, "Bakgrunn for tallene"): the year of the registered settlement decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tasks.core.model.settlement import Progress, Referral


def progress(
    year: int, vedtak: Mapping[str, int | None], referrals: Sequence[Referral], as_of: date
) -> tuple[Progress, ...]:
    """Return the count of every municipality with a vedtak entry or a referral of the year, by number.

    :param vedtak: trusted decisions in persons by municipality number; None is no decision known, never 0.
    :param as_of: a referral or settlement after this day is not known yet.
    """
    of_number: dict[str, list[Referral]] = defaultdict(list)
    for referral in referrals:
        if referral.referred_on <= as_of and _concerns(referral, year, as_of):
            of_number[referral.number].append(referral)
    numbers = sorted(vedtak.keys() | of_number.keys())
    return tuple(_progress(year, n, vedtak.get(n), of_number[n], as_of) for n in numbers)


def carried_over(
    referrals: Iterable[Referral], year: int, *, as_of: date | None = None
) -> tuple[Referral, ...]:
    """Return the groups referred the year before and settled in ``year``: they count on its vedtak.

    Settled on 31 December counts in the old year, on 1 January in the new.
    """
    settled = (r for r in referrals if settled_in(r, as_of) == year)
    return tuple(r for r in settled if r.referred_on.year == year - 1)


def settled_in(referral: Referral, as_of: date | None = None) -> int | None:
    """Return the year a group was registered settled in, None while that is not known on ``as_of``."""
    day = referral.settled_on
    return None if day is None or (as_of is not None and day > as_of) else day.year


@dataclass(frozen=True, slots=True)
class LongWait:
    """A referral that the rule of the letter does not cover; ``reason`` (bokmål) asks a person."""

    referral: Referral
    reason: str


def long_waits(year: int, referrals: Iterable[Referral], as_of: date) -> tuple[LongWait, ...]:
    """Return the groups referred two years before or earlier, settled in ``year`` or still waiting in it.

    The rule carries persons over one New Year. They are in ``settled`` of the year they were settled in; whether
    the municipality may count them is a person's decision.
    """
    found: list[LongWait] = []
    for referral in sorted(referrals, key=lambda r: r.reference):
        settled = settled_in(referral, as_of)
        if (
            referral.referred_on.year >= year - 1
            or referral.referred_on > as_of
            or settled not in (None, year)
        ):
            continue
        found.append(LongWait(referral, _long_wait_reason(referral, settled)))
    return tuple(found)


def _long_wait_reason(referral: Referral, settled: int | None) -> str:
    where = f"søkt ut til kommune {referral.number} i {referral.referred_on.year}"
    state = "ikke registrert bosatt ennå" if settled is None else f"bosatt i {settled}"
    return (
        f"{referral.reference}, {where}, {state}: "
        "overføringen gjelder ett årsskifte. Avklar om personene teller på vedtaket."
    )


def _concerns(referral: Referral, year: int, as_of: date) -> bool:
    settled = settled_in(referral, as_of)
    is_waiting = settled is None and referral.referred_on.year < year
    return is_waiting or year in (settled, referral.referred_on.year)


def _progress(
    year: int, number: str, vedtak: int | None, referrals: Sequence[Referral], as_of: date
) -> Progress:
    settled = sum(r.persons for r in referrals if settled_in(r, as_of) == year)
    own = [r for r in referrals if r.referred_on.year == year]
    return Progress(
        year=year,
        number=number,
        vedtak=vedtak,
        settled=settled,
        carried_in=sum(r.persons for r in carried_over(referrals, year, as_of=as_of)),
        carried_out=sum(r.persons for r in own if settled_in(r, as_of) == year + 1),
        remaining=None if vedtak is None else vedtak - settled,
        pending=sum(r.persons for r in referrals if settled_in(r, as_of) is None),
    )
