"""What the store promises, on SQLite and on a real PostgreSQL alike (the fixture ``database_url`` gives both)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from builders import a_letter, a_message, a_reading, a_registration, a_request, a_round

from tasks.core.model.allocation import RoundState
from tasks.core.model.approval import APPROVED, Approval
from tasks.core.model.errors import StopAndMend
from tasks.core.model.forecast import Forecast, ForecastCategory, ForecastFigure
from tasks.core.model.request import RequestKind
from tasks.core.model.settlement import Referral
from tasks.core.model.vedtak import MessageState
from tasks.core.store import (
    Store,
    decisions,
    forecasts,
    letters,
    messages,
    received,
    referrals,
    registrations,
    requests,
    rounds,
)
from tasks.core.store.decisions import Decision
from tasks.core.store.schema import metadata

NOW = datetime(2019, 10, 15, 8, tzinfo=UTC)
DAY = date(2019, 10, 15)
LATER = date(2019, 12, 1)


@pytest.fixture
def store(database_url, tmp_path):
    opened = Store.open(database_url, tmp_path / "files", upgrade=True)
    yield opened
    opened.close()


def test_the_migrations_lead_to_the_schema_of_the_code(store):
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []


def test_an_outdated_schema_is_refused_with_the_command_that_mends_it(store, database_url, tmp_path):
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(StopAndMend, match="anmodning db upgrade"):
        Store.open(database_url, tmp_path / "files")


def test_upgrading_twice_changes_nothing(store, database_url, tmp_path):
    Store.open(database_url, tmp_path / "files", upgrade=True).close()


def test_a_block_that_fails_leaves_nothing_behind(store):
    def fail() -> None:
        with store.begin() as tx:
            requests.add(tx, [a_request()], origin=requests.ISSUED, known_on=DAY)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.begin() as tx:
        assert requests.series(tx, 2020) == ()


def test_a_file_is_kept_once_and_read_back_checked(store):
    with store.begin() as tx:
        first = received.keep(tx, "forecast", b"abc", source="f.csv", name="f.csv", known_on=DAY)
        again = received.keep(tx, "forecast", b"abc", source="f.csv", name="f.csv", known_on=DAY)
        assert first == (first[0], True)
        assert again == (first[0], False)
        assert received.last_etag(tx, "forecast", "f.csv") == ""
        received.confirm(tx, "forecast", "f.csv", first[0], etag="2")
        assert received.last_etag(tx, "forecast", "f.csv") == "2"
        assert tx.files.get(first[0]) == b"abc"
    store.files._path(first[0]).write_bytes(b"abd")
    with pytest.raises(StopAndMend, match="damaged"):
        store.files.get(first[0])


def a_forecast(point: int) -> Forecast:
    figure = ForecastFigure(ForecastCategory.SETTLEMENT_NEED, None, point, None, "test")
    return Forecast("BGU", DAY, DAY, 2020, (figure,))


def test_forecasts_are_versions_and_an_old_one_that_returns_is_a_new_version(store):
    with store.begin() as tx:
        made = [
            forecasts.add(tx, a_forecast(point), source="f", sha256=sha, known_on=day)
            for point, sha, day in [
                (5100, "a", DAY),
                (5100, "a", DAY),
                (3600, "b", LATER),
                (5100, "a", LATER),
            ]
        ]
        assert [(stored.version, new) for stored, new in made] == [
            (1, True),
            (1, False),
            (2, True),
            (3, True),
        ]
        known = forecasts.latest(tx, 2020, known_on=DAY)
    assert known is not None
    assert known.forecast == a_forecast(5100)


def test_a_round_comes_back_as_it_went_in_with_the_state_of_the_day(store):
    with store.begin() as tx:
        stored = rounds.add(tx, a_round(), known_on=DAY, actor="test", reason="first")
        again = rounds.add(tx, a_round(), known_on=DAY, actor="test", reason="again")
        rounds.move(tx, stored.id, RoundState.CLOSED, known_on=LATER, actor="test", reason="closed")
        assert stored.round == a_round()
        assert again.id == stored.id
        assert rounds.get(tx, stored.id).state is RoundState.CLOSED
        assert rounds.get(tx, stored.id, known_on=DAY).state is RoundState.DRAFT
        changed = rounds.add(tx, a_round(inputs_sha256="cd" * 32), known_on=LATER, actor="test", reason="new")
        assert changed.version == 2


def test_a_withdrawn_round_may_be_computed_again(store):
    with store.begin() as tx:
        first = rounds.add(tx, a_round(), known_on=DAY, actor="test", reason="first")
        rounds.move(tx, first.id, RoundState.WITHDRAWN, known_on=DAY, actor="test", reason="need went back")
        second = rounds.add(tx, a_round(), known_on=DAY, actor="test", reason="again")
    assert second.version == first.version + 1


def test_an_approval_binds_to_the_bytes_of_every_letter(store):
    one, two = a_letter(), a_letter(number="1520")
    with store.begin() as tx:
        batch, new = letters.add_batch(
            tx, 2020, "request", [one, two], round_id=None, maker="m", known_on=DAY
        )
        same, again = letters.add_batch(
            tx, 2020, "request", [two, one], round_id=None, maker="m", known_on=DAY
        )
        assert (new, again, same.id) == (True, False, batch.id)
        assert letters.decision_on(tx, batch.id) is None
        approval = Approval(batch.id, batch.plan_sha256, APPROVED, "n", "r", "why", NOW)
        letters.record_decision(tx, approval, known_on=DAY)
        assert letters.decision_on(tx, batch.id) == approval
        assert letters.of_batch(tx, batch.id) == (two, one)
    assert letters.plan_hash([one, a_letter(number="1520", pdf_sha256="ee" * 32)]) != batch.plan_sha256


def test_original_and_adjusted_requests_stay_separate_facts(store):
    adjusted = a_request(kind=RequestKind.ADJUSTED, revision=2, count=10, letter_ref="TEST-2")
    with store.begin() as tx:
        assert requests.add(tx, [a_request()], origin=requests.ISSUED, known_on=DAY) == 1
        assert requests.add(tx, [a_request(count=99), adjusted], origin=requests.ISSUED, known_on=LATER) == 1
        assert requests.original(tx, 2020)["5057"].count == 15
        assert requests.current(tx, 2020)["5057"].count == 10
        assert requests.current(tx, 2020, known_on=DAY)["5057"].count == 15


def test_a_registration_is_appended_only_when_it_says_something_new(store):
    with store.begin() as tx:
        assert registrations.add(tx, [a_registration()], known_on=DAY) == 1
        assert registrations.add(tx, [a_registration(source_sha256="ff" * 32, row=9)], known_on=LATER) == 0
        assert registrations.add(tx, [a_registration(count=12)], known_on=LATER) == 1
        assert registrations.latest(tx, 2020, known_on=DAY)["5057"].count == 15
        assert registrations.latest(tx, 2020)["5057"].count == 12


def test_an_empty_registration_is_not_zero_when_read_back(store):
    with store.begin() as tx:
        registrations.add(
            tx, [a_registration(count=None, em=None), a_registration(number="1520", count=0)], known_on=DAY
        )
        found = registrations.latest(tx, 2020)
    assert (found["5057"].count, found["1520"].count) == (None, 0)


def test_the_same_mail_is_one_message_and_a_correction_is_a_version(store):
    with store.begin() as tx:
        first = messages.add(tx, 2020, a_message(), known_on=DAY, actor="program")
        assert messages.add(tx, 2020, a_message(), known_on=LATER, actor="program") == first
        corrected = a_message(reading=a_reading(count=12), state=MessageState.ACCEPTED)
        messages.add_version(tx, first, corrected, known_on=LATER, actor="person", reason="read it")
        assert [m.message for m in messages.of_year(tx, 2020, known_on=DAY)] == [a_message()]
        assert [(m.version, m.message) for m in messages.of_year(tx, 2020)] == [(2, corrected)]


def test_a_referral_is_replaced_by_its_settlement_and_the_old_answer_stays(store):
    referred = Referral("R1", "5057", 3, 0, date(2019, 12, 2), None)
    settled = Referral("R1", "5057", 3, 0, date(2019, 12, 2), date(2020, 1, 9))
    with store.begin() as tx:
        assert referrals.add(tx, [referred], source_sha256="a", known_on=DAY) == 1
        assert referrals.add(tx, [settled], source_sha256="b", known_on=LATER) == 1
        assert referrals.add(tx, [settled], source_sha256="b", known_on=LATER) == 0
        assert referrals.latest(tx, known_on=DAY) == (referred,)
        assert referrals.latest(tx) == (settled,)


def a_decision(**changes) -> Decision:
    return Decision(
        **{
            "year": 2020,
            "actor": "n",
            "role": "r",
            "action": "approve",
            "subject": "batch 1",
            "reason": "ok",
            **changes,
        }
    )


def test_the_decision_log_shows_where_it_was_tampered_with(store):
    with store.begin() as tx:
        for reason in ("first", "second", "third"):
            decisions.append(tx, a_decision(reason=reason), at=NOW, known_on=DAY)
        assert decisions.broken_links(tx) == []
        second = decisions.listed(tx, 2020)[1]["id"]
        tx.connection.execute(
            sa.text("UPDATE decision SET reason = 'changed' WHERE id = :id"), {"id": int(second)}
        )
        assert decisions.broken_links(tx) == [int(second)]


def test_a_decision_needs_a_name_and_a_reason():
    with pytest.raises(StopAndMend, match="who decides and why"):
        a_decision(actor=" ")
