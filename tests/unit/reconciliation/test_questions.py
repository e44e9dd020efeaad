"""A question names both numbers and the sentence in question, and never quotes a stranger."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from builders import DEADLINE, a_message, a_reading, a_registration, a_request

from tasks.core.model.question import Question
from tasks.core.model.reconciliation import Resolution
from tasks.core.model.vedtak import DocumentFlag, MessageState, Reservation, ReservationCode
from tasks.core.model.when import Decider
from tasks.reconciliation.cases import case_actions
from tasks.reconciliation.compare import reconcile
from tasks.reconciliation.questions import question_for, questions_of
from tasks.reconciliation.resolved import standing_resolutions
from tasks.reconciliation.resolving import resolve

DAY = date(2019, 12, 16)
ANSWER_BY = date(2020, 1, 2)


def question(registration, **changes):
    message = a_message(received_at=datetime(2019, 12, 13, tzinfo=UTC), **changes)
    rows = {"5057": registration} if registration else {}
    (finding,) = reconcile({"5057": a_request()}, rows, [message], DEADLINE, DAY, {}, year=2020)
    return question_for(finding, DAY)


def test_two_numbers_are_both_named():
    quote = "Ørland kommune bosetter 15 flyktninger i 2020."
    asked = question(a_registration(count=18))
    assert asked == Question("5057", 18, 15, quote, ANSWER_BY, None, asked.registered_em, asked.copied_em)
    assert (asked.registered_em, asked.copied_em) == (0, None)


def test_a_condition_is_quoted_rather_than_the_number():
    condition = Reservation(ReservationCode.HOUSING, "under forutsetning av at det finnes boliger")
    found = question(a_registration(), reading=a_reading(reservations=(condition,)))
    assert found.quote == "under forutsetning av at det finnes boliger"


def test_a_very_long_sentence_is_cut_between_words():
    found = question(a_registration(count=18), reading=a_reading(count_evidence="femten  flyktninger " * 100))
    assert len(found.quote) <= 402
    assert found.quote.endswith(" …")
    assert "  " not in found.quote


@pytest.mark.parametrize(
    ("registration", "changes"),
    [
        (a_registration(), {}),
        (None, {}),
        (a_registration(), {"reading": None, "state": MessageState.PERSON}),
        (
            a_registration(),
            {
                "state": MessageState.PERSON,
                "reading": a_reading(count=20, flags=(DocumentFlag.SENDER_DOMAIN,)),
            },
        ),
    ],
    ids=["agree", "only the copy", "unread: ours to read", "an unknown sender"],
)
def test_where_the_municipality_cannot_help_nothing_is_asked(registration, changes):
    assert question(registration, **changes) is None


def test_a_question_a_person_decided_to_ask_stands_until_it_is_answered_or_its_time_is_over():
    requests, rows = {"5057": a_request()}, {"5057": a_registration(count=18)}
    mail = a_message(received_at=datetime(2019, 12, 13, tzinfo=UTC))

    def findings(day, cases):
        return reconcile(requests, rows, [mail], DEADLINE, day, standing_resolutions(cases), year=2020)

    (opened,) = case_actions((), findings(DAY, ()), DAY, DEADLINE)
    case = replace(opened.case, id=7)
    closed = resolve(case, Resolution.ASK_MUNICIPALITY, Decider("Kari", "rådgiver", "ulike tall"), DAY)
    (asked,) = questions_of(findings(DAY, [closed]), [closed], DAY)
    assert (asked.number, asked.registered, asked.copied) == ("5057", 18, 15)
    assert (asked.answer_by, asked.case_id) == (ANSWER_BY, 7)
    rows["5057"] = a_registration(count=15)  # the municipality put it right
    assert questions_of(findings(DAY, [closed]), [closed], DAY) == ()
    rows["5057"] = a_registration(count=18)
    later = date(2020, 1, 3)
    assert questions_of(findings(later, [closed]), [closed], later) == ()
