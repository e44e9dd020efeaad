"""The operator's decisions through the real flows on a real server: a case, a question, more time, the log."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from builders import a_message, a_reading, a_registration, a_request

from flows.rehearsal_settings import rehearsal_settings
from tasks.core.installation import open_installation
from tasks.core.model.errors import BadInput, StopAndMend
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import Language
from tasks.core.model.reconciliation import CaseState, Cause, Resolution
from tasks.core.store import cases, decisions, letters, messages, registrations, requests

DAY, LATER = date(2019, 12, 16), date(2019, 12, 17)
WHO = ("Kari Nordmann", "seniorrådgiver")


@pytest.fixture
def home(prefect_server, tmp_path):
    """A year with one municipality whose registered number and copy differ, and one that is silent."""
    with rehearsal_settings(tmp_path):
        with open_installation() as here, here.store.begin() as tx:
            asked = [a_request(), a_request(number="1520", letter_ref="ANM-2020-1520-A1-00")]
            requests.add(tx, asked, origin=requests.IMPORTED, known_on=date(2019, 10, 24))
            registrations.add(tx, [a_registration(count=18)], known_on=DAY)
            mail = a_message(reading=a_reading(), received_at=datetime(2019, 12, 13, 10, tzinfo=UTC))
            messages.add(tx, 2020, mail, known_on=DAY, actor="program")
        yield tmp_path


def _case():
    with open_installation() as here, here.store.begin() as tx:
        return {case.number: case for case in cases.of_year(tx, 2020)}["5057"]


def test_a_question_to_the_municipality_is_drafted_with_both_numbers_and_waits_for_another_person(home):
    from flows.approvals import approve_letters, resolve
    from flows.forms import Closing
    from flows.replies import reconcile

    reconcile(2020, DAY)
    case = _case()
    assert (case.cause, case.state) == (Cause.NUMBER_DIFFERS, CaseState.OPEN)
    told = resolve(2020, case.id, Closing.ASK_MUNICIPALITY, *WHO, "tallene er ulike", DAY)
    assert "venter på godkjenning" in told
    with open_installation() as here, here.store.begin() as tx:
        (batch,) = letters.batches(tx, 2020)
        (letter,) = letters.of_batch(tx, batch.id)
    assert (letter.kind, letter.number) == (LetterKind.CLARIFICATION, "5057")
    assert "18" in letter.text
    assert "15" in letter.text
    with pytest.raises(StopAndMend, match="somebody else"):
        approve_letters(2020, batch.plan_sha256, *WHO, "ser riktig ut", as_of=DAY)
    reconcile(2020, LATER)
    assert _case().resolution is Resolution.ASK_MUNICIPALITY, "the same facts ask nobody twice"


def test_a_written_standard_entered_in_mid_season_is_what_the_next_letter_is_written_in(home):
    from flows.amendments import Changed, change_municipality
    from flows.approvals import resolve
    from flows.forms import Closing
    from flows.replies import reconcile

    change_municipality(2020, "5057", Changed.WRITTEN_STANDARD, "nynorsk", *WHO, "vedtak 10.12.2019", DAY)
    reconcile(2020, DAY)
    resolve(2020, _case().id, Closing.ASK_MUNICIPALITY, *WHO, "tallene er ulike", DAY)
    with open_installation() as here, here.store.begin() as tx:
        (letter,) = letters.of_year(tx, 2020)
    assert letter.language is Language.NN


def test_the_second_operator_is_told_who_was_first_and_nothing_is_written(home):
    from flows.approvals import resolve
    from flows.decision_log import proof
    from flows.forms import Closing
    from flows.replies import reconcile

    reconcile(2020, DAY)
    case = _case()
    resolve(2020, case.id, Closing.ACCEPT_COPY, *WHO, "vedtaket sier 15", DAY)
    before = proof(2020)
    with pytest.raises(StopAndMend, match="already closed by Kari Nordmann"):
        resolve(2020, case.id, Closing.ACCEPT_REGISTERED, "Ola", "rådgiver", "registrert", DAY)
    assert proof(2020) == before
    assert before.holds
    assert _case().resolution is Resolution.ACCEPT_COPY


def test_more_time_is_known_from_its_day_and_the_rule_of_the_deadline_is_logged_once(home):
    from flows.amendments import extend_deadline
    from flows.picture import year_view
    from flows.replies import reconcile

    reconcile(2020, DAY)
    told = extend_deadline(2020, "1520", date(2020, 1, 31), *WHO, "kommunestyret møtes 23. januar", LATER)
    assert told == "kommune 1520: fristen er 2020-01-31"
    assert extend_deadline(2020, "1520", date(2020, 1, 31), *WHO, "igjen", LATER).endswith(
        "(sto slik fra før)"
    )
    reconcile(2020, LATER)
    then, now = (year_view(2020, day).position_of["1520"] for day in (DAY, LATER))
    assert (then.deadline, then.has_extension) == (date(2019, 12, 20), False)
    assert (now.deadline, now.has_extension) == (date(2020, 1, 31), True)
    late = year_view(2020, date(2019, 12, 30))
    assert "1520" not in {case.number for case in late.open_cases}
    with open_installation() as here, here.store.begin() as tx:
        log = decisions.listed(tx, 2020)
    assert [row["action"] for row in log].count("deadline_policy") == 1
    assert "regelen om neste virkedag er på" in next(
        row["after"] for row in log if row["action"] == "deadline_policy"
    )


@pytest.mark.parametrize(
    ("number", "until"),
    [("1520", date(2019, 12, 20)), ("0301", date(2020, 1, 31)), ("1601", date(2020, 1, 31))],
    ids=["not later", "not asked", "a number out of date"],
)
def test_an_extension_that_extends_nothing_is_refused_and_not_stored(home, number, until):
    from flows.amendments import extend_deadline
    from tasks.core.store import amendments

    with pytest.raises(BadInput, match=number):
        extend_deadline(2020, number, until, *WHO, "fordi", LATER)
    with open_installation() as here, here.store.begin() as tx:
        assert amendments.of_year(tx, 2020) == ()
