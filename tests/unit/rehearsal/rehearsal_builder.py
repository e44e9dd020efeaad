"""A season of 211 made-up requests on the real register of 2020, for the tests of the rehearsal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from builders import a_request

from config.register_reader import read_register
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import Register
from tasks.core.model.reference import letter_reference
from tasks.core.model.request import Request
from tasks.rehearsal.mailbox_writer import Addresses
from tasks.rehearsal.plans import MunicipalityPlan
from tasks.rehearsal.play import Season
from tasks.rehearsal.texts import CaseFacts

FACTS = CaseFacts(date(2019, 10, 24), date(2019, 12, 20), 18)
ADDRESSES = Addresses("post@imdi.no", "ks@ks.example")


@cache
def the_register() -> Register:
    return read_register(2020)


def requests(asked: int = 211) -> dict[str, Request]:
    """Return requests of 10 to 39, every seventh with EM."""
    chosen = the_register().municipalities[:asked]
    return {
        m.number: a_request(
            number=m.number,
            count=10 + index % 30,
            em=2 if index % 7 == 0 else 0,
            letter_ref=letter_reference("ANM", 2020, m.number, LetterKind.REQUEST, 1),
        )
        for index, m in enumerate(chosen)
    }


def a_season(**changes: object) -> Season:
    asked = requests()
    season = Season(the_register(), asked, dict.fromkeys(asked, 22), ADDRESSES, 2020)
    return replace(season, **changes)


@cache
def the_plans(seed: int = 2020) -> tuple[MunicipalityPlan, ...]:
    return a_season(seed=seed).plans()


def plan_with(behaviour: str, seed: int = 2020) -> MunicipalityPlan:
    return next(p for p in the_plans(seed) if p.behaviour == behaviour)
