"""A workshop for tests: two municipalities of the real register, asked before, and rounds that change their numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from config.cycle.reader import read_cycle
from config.register_reader import read_register
from config.settings import Settings
from tasks.core.installation import Installation
from tasks.core.model.allocation import Allocation, ReasonCode, Round, RoundKind, RoundState
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import Register
from tasks.core.model.need import Need
from tasks.core.model.reference import letter_reference
from tasks.core.model.request import Request, RequestKind
from tasks.core.model.when import When
from tasks.core.store import Store, requests, rounds
from tasks.letters.workshop import Workshop

SUMMER = date(2020, 6, 15)
NOW = When(datetime(2020, 6, 15, 9, tzinfo=UTC), SUMMER)
ISSUED = date(2019, 10, 24)
AUTUMN = When(datetime(2019, 10, 24, 9, tzinfo=UTC), ISSUED)
DEADLINE = date(2019, 12, 20)


def a_register(*numbers: str) -> Register:
    whole = read_register(2020)
    return replace(whole, municipalities=tuple(m for m in whole.municipalities if m.number in numbers))


def a_request(number: str, count: int, em: int | None = 0) -> Request:
    reference = letter_reference("ANM", 2020, number, LetterKind.REQUEST, 1)
    under = None if em is None else 0
    return Request(2020, number, RequestKind.ORIGINAL, 1, count, em, under, reference, DEADLINE, ISSUED)


def a_round(kind: RoundKind = RoundKind.REVISION, **counts: int) -> Round:
    """Return the round that asks for ``counts`` (n5057=10); 0 is not asked."""
    rows = tuple(
        Allocation(key[1:], n > 0, n, 0, 0, ReasonCode.SHARE if n else ReasonCode.NOT_ASKED_SIZE)
        for key, n in counts.items()
    )
    return Round(2020, kind, Need(2020, sum(counts.values()), 0, 0), rows, str(counts))


def a_workshop(home: Path, database_url: str, *numbers: str) -> Workshop:
    settings = Settings(home=home, database_url=database_url)
    store = Store.open(database_url, home / "files", upgrade=True)
    return Workshop(Installation(settings, store), read_cycle(2020), a_register(*numbers))


def with_round(
    shop: Workshop, value: Round, *, state: RoundState = RoundState.DRAFT, known_on: date = SUMMER
) -> None:
    with shop.here.store.begin() as tx:
        stored = rounds.add(tx, value, known_on=known_on, actor="program", reason="test")
        if state is not RoundState.DRAFT:
            rounds.move(tx, stored.id, state, known_on=known_on, actor="Kari", reason="test")


def with_requests(shop: Workshop, *values: Request) -> None:
    with shop.here.store.begin() as tx:
        requests.add(tx, values, origin=requests.ISSUED, known_on=ISSUED)


def with_policy(shop: Workshop, part: str, **changes: object) -> Workshop:
    """Return the workshop with another year file: ``part`` of it changed."""
    changed = getattr(shop.cycle, part).model_copy(update=changes)
    return replace(shop, cycle=shop.cycle.model_copy(update={part: changed}))
