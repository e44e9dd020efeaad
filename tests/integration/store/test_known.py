"""A day's digest changes with every fact known by that day, and with none that came later."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_message, a_registration, a_request

from tasks.core.store import Store, messages, registrations, requests
from tasks.core.store.known import reply_digests

EARLY, MIDDLE, LATE = date(2019, 11, 1), date(2019, 12, 1), date(2020, 1, 1)
DAYS = (EARLY, MIDDLE, LATE)


@pytest.fixture
def store(database_url, tmp_path):
    opened = Store.open(database_url, tmp_path / "files", upgrade=True)
    with opened.begin() as tx:
        requests.add(tx, [a_request()], origin="issued", known_on=EARLY)
    yield opened
    opened.close()


def _digests(store):
    with store.begin() as tx:
        return reply_digests(tx, 2020, DAYS)


def test_each_kind_of_fact_changes_the_days_from_its_own_on(store):
    before = _digests(store)
    assert before[EARLY] == before[MIDDLE] == before[LATE]
    with store.begin() as tx:
        registrations.add(tx, [a_registration()], known_on=MIDDLE)
    registered = _digests(store)
    assert registered[EARLY] == before[EARLY]
    assert registered[MIDDLE] == registered[LATE] != before[MIDDLE]
    with store.begin() as tx:
        message_id = messages.add(tx, 2020, a_message(), known_on=LATE, actor="program")
    mailed = _digests(store)
    assert mailed[MIDDLE] == registered[MIDDLE]
    assert mailed[LATE] != registered[LATE]
    with store.begin() as tx:  # a reading corrected under an earlier day changes that day's answer
        messages.add_version(tx, message_id, a_message(), known_on=MIDDLE, actor="Kari", reason="feil")
    assert _digests(store)[MIDDLE] != registered[MIDDLE]


def test_another_year_is_not_in_it(store):
    with store.begin() as tx:
        assert reply_digests(tx, 2021, DAYS)[LATE] != reply_digests(tx, 2020, DAYS)[LATE]
        empty = reply_digests(tx, 2021, DAYS)
    with store.begin() as tx:
        registrations.add(tx, [a_registration()], known_on=EARLY)
        assert reply_digests(tx, 2021, DAYS) == empty
