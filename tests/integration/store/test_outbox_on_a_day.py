"""A past day sees the outbox as it stood then."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from builders import a_letter

from tasks.core.model.dispatch import DispatchState
from tasks.core.model.when import When
from tasks.core.store import Store, letters, outbox, sendings
from tasks.core.store.outbox import Move

DAYS = {n: When(datetime(2019, 10, n, 8, tzinfo=UTC), date(2019, 10, n)) for n in (24, 25, 28)}
WAY = [
    (24, Move(DispatchState.READY, "operator")),
    (25, Move(DispatchState.CLAIMED, "worker")),
    (25, Move(DispatchState.SUBMITTING, "worker")),
    (25, Move(DispatchState.REJECTED, "channel", error="no such receiver")),
    (28, Move(DispatchState.READY, "operator", detail="address mended")),
]


@pytest.fixture
def store(database_url, tmp_path):
    opened = Store.open(database_url, tmp_path / "files", upgrade=True)
    yield opened
    opened.close()


def test_a_past_day_sees_the_state_of_that_day(store):
    letter = a_letter()
    with store.begin() as tx:
        letters.add_batch(tx, 2020, "first", [letter], round_id=None, maker="program", known_on=DAYS[24].day)
        outbox.plan(tx, [letter], "folder", DAYS[24])
        (row,) = outbox.of_year(tx, 2020)
        for day, step in WAY:
            outbox.move(tx, row.key, step, DAYS[day])
    with store.begin() as tx:
        seen = {n: sendings.on_day(tx, 2020, date(2019, 10, n)) for n in (23, 24, 25, 26, 28)}
        steps = sendings.events_of(tx, [letter.letter_ref])
    assert seen[23] == ()
    assert [seen[n][0].state for n in (24, 25, 26, 28)] == [
        DispatchState.READY,
        DispatchState.REJECTED,
        DispatchState.REJECTED,
        DispatchState.READY,
    ]
    assert (seen[24][0].attempts, seen[25][0].attempts) == (0, 1)
    assert seen[26][0].last_error == "no such receiver"
    assert [step.to_state for step in steps][-2:] == [DispatchState.REJECTED, DispatchState.READY]
