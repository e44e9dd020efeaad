"""Plans a season: what each asked municipality will register, mail and when, before any of it happens. Pure.

Every municipality has its own stream of chance, seeded by seed, year and number, and its own place in the
queue for each behaviour: their order changes nothing, and a request more or less changes few others.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping

from tasks.core.model.municipality import Language, Municipality, WrittenStandard
from tasks.core.model.request import Request
from tasks.core.model.vedtak import RegistrationStatus, ReservationCode
from tasks.rehearsal.behaviour import LOWER_OF_2020, NEEDS_EM, RATES, Behaviour, how_many
from tasks.rehearsal.days import Days, draw_days
from tasks.rehearsal.plans import (
    CopyFormat,
    MunicipalityPlan,
    PlannedCopy,
    PlannedRegistration,
    Wording,
)

NOT_YET_DECIDED = frozenset({Behaviour.POSTPONES, Behaviour.NOT_FINAL})


def plan_season(
    year: int,
    requests: Mapping[str, Request],
    municipalities: Mapping[str, Municipality],
    *,
    seed: int,
    private_domain: str,
    previous: Mapping[str, int | None] | None = None,
) -> tuple[MunicipalityPlan, ...]:
    """Return every asked municipality's plan, by number; the same for the same seed, whatever the order.

    ``requests`` holds the original requests (vedtak stand when a request is adjusted later), ``previous``
    last year's numbers, persons. Replies are planned against each request's own deadline.
    """
    numbers = sorted(requests)
    behaviours = _behaviours(year, numbers, requests, seed)
    domains = [municipalities[n].email_domain for n in numbers]
    plans: list[MunicipalityPlan] = []
    for index, number in enumerate(numbers):
        neighbour = domains[(index + 1) % len(domains)]
        domain = {Behaviour.PRIVATE_SENDER: private_domain, Behaviour.FOREIGN_SENDER: neighbour}
        behaviour = behaviours[number]
        plans.append(
            _plan(
                requests[number],
                municipalities[number],
                behaviour,
                sender_domain=domain.get(behaviour, municipalities[number].email_domain),
                previous=(previous or {}).get(number),
                chance=f"{seed}|{year}|{number}",
            )
        )
    return tuple(plans)


def planted(plan: tuple[MunicipalityPlan, ...]) -> dict[str, Behaviour]:
    """Return the differences hidden in the season, by municipality number: what has to be found."""
    return {p.number: p.behaviour for p in plan if p.behaviour is not Behaviour.AGREES}


def _behaviours(
    year: int, numbers: list[str], requests: Mapping[str, Request], seed: int
) -> dict[str, Behaviour]:
    given = dict.fromkeys(numbers, Behaviour.AGREES)
    # Those that need EM choose first: few municipalities are asked for any.
    for rate in sorted(RATES, key=lambda r: (r.behaviour not in NEEDS_EM, r.behaviour)):
        behaviour = rate.behaviour
        free = [n for n in numbers if given[n] is Behaviour.AGREES and _fits(behaviour, requests[n])]
        free.sort(key=lambda n: _rank(f"{seed}|{year}|{n}|{behaviour}"))
        for number in free[: how_many(rate, len(numbers))]:
            given[number] = behaviour
    return given


def _rank(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _fits(behaviour: Behaviour, request: Request) -> bool:
    em = request.em or 0
    if behaviour is Behaviour.WITHOUT_EM:
        return 0 < em < request.count
    return behaviour not in NEEDS_EM or em > 0


def _plan(
    request: Request,
    municipality: Municipality,
    behaviour: Behaviour,
    *,
    sender_domain: str,
    previous: int | None,
    chance: str,
) -> MunicipalityPlan:
    rng = random.Random(f"{chance}|plan")
    days = draw_days(request.issued_on, request.deadline, rng, late=behaviour is Behaviour.LATE)
    count, em = _decided(request, behaviour, rng)
    registration = _registration(behaviour, request, count, em, previous, days)
    return MunicipalityPlan(
        year=request.year,
        number=request.number,
        name=municipality.name,
        language=Language.NN if municipality.written_standard is WrittenStandard.NYNORSK else Language.NB,
        letter_ref=request.letter_ref,
        requested=request.count,
        requested_em=request.em,
        behaviour=behaviour,
        council_on=days.next_council if behaviour in NOT_YET_DECIDED else days.council,
        registration=registration,
        copy=_copy(behaviour, request, count, em, sender_domain, days, rng),
        chance=chance,
    )


def _decided(request: Request, behaviour: Behaviour, rng: random.Random) -> tuple[int, int | None]:
    """Return the decided persons and EM as the council means them."""
    count = request.count
    if behaviour is Behaviour.DECLINES:
        return 0, 0
    if behaviour is Behaviour.MORE:
        count += 5
    if behaviour is Behaviour.FEWER:
        decided, asked = rng.choice(LOWER_OF_2020)
        count = max(1, min(count - 1, count * decided // asked))
    return count, None if request.em is None else min(request.em, count)


def _registration(
    behaviour: Behaviour, request: Request, count: int, em: int | None, previous: int | None, days: Days
) -> PlannedRegistration | None:
    if behaviour in (Behaviour.SILENT, Behaviour.ONLY_COPY):
        return None
    if behaviour is Behaviour.POSTPONES:
        return PlannedRegistration(None, None, RegistrationStatus.POSTPONED, days.registered)
    status = RegistrationStatus.DECLINED if behaviour is Behaviour.DECLINES else RegistrationStatus.DECIDED
    if behaviour is Behaviour.WITHOUT_EM:
        count -= em or 0
        em = None if em is None else min(em, count)
    if behaviour is Behaviour.OTHER_NUMBER:
        usable = previous is not None and previous not in (0, request.count)
        count = previous if usable and previous is not None else request.count + 2
        em = None if em is None else min(em, count)
    return PlannedRegistration(count, em, status, days.registered)


WORDINGS = {
    Behaviour.DECLINES: Wording.DECLINED,
    Behaviour.POSTPONES: Wording.POSTPONED,
    Behaviour.BY_REFERENCE: Wording.BY_REFERENCE,
    Behaviour.NOT_FINAL: Wording.PROPOSAL,
}
RESERVATIONS = (
    ReservationCode.UPTO,  # twice: the most common soft reservation
    ReservationCode.UPTO,
    ReservationCode.FAM_INCLUDED,
    ReservationCode.HOUSING,
    ReservationCode.QUOTA_ONLY,
    ReservationCode.CAPACITY,
    ReservationCode.FUNDING,
    ReservationCode.REVIEW,
)


def _copy(
    behaviour: Behaviour,
    request: Request,
    count: int,
    em: int | None,
    sender_domain: str,
    days: Days,
    rng: random.Random,
) -> PlannedCopy | None:
    if behaviour in (Behaviour.SILENT, Behaviour.ONLY_REGISTERED):
        return None
    wording = WORDINGS.get(behaviour, Wording.ADOPTED)
    if wording in (Wording.POSTPONED, Wording.BY_REFERENCE):
        told: int | None = None
    else:
        told = count
    if behaviour is Behaviour.EM_DIFFERS and em is not None:
        em = em - 1 if em > 1 or em == request.count else em + 1
    form = rng.choices((CopyFormat.PDF, CopyFormat.HTML, CopyFormat.TEXT), (85, 8, 7))[0]
    if behaviour is Behaviour.SCANNED:
        form = CopyFormat.SCANNED
    elif behaviour is Behaviour.DUPLICATE:
        form = CopyFormat.PDF  # the same attachment twice is what shows that it is the same vedtak
    return PlannedCopy(
        wording=wording,
        count=told,
        em=em if told is not None else None,
        reservation=rng.choice(RESERVATIONS) if behaviour is Behaviour.RESERVATION else None,
        form=form,
        sender_domain=sender_domain,
        ks_copied=behaviour is not Behaviour.KS_NOT_COPIED,
        at=days.mailed,
        repeated_at=days.repeated if behaviour is Behaviour.DUPLICATE else None,
    )
