"""A question names both numbers and the sentence in question, and never quotes a stranger."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from builders import DEADLINE, a_message, a_reading, a_registration, a_request

from tasks.core.model.vedtak import DocumentFlag, MessageState, Reservation, ReservationCode
from tasks.reconciliation.compare import reconcile
from tasks.reconciliation.questions import Question, question_for

DAY = date(2019, 12, 16)
ANSWER_BY = date(2020, 1, 2)


def question(registration, **changes):
    message = a_message(received_at=datetime(2019, 12, 13, tzinfo=UTC), **changes)
    rows = {"5057": registration} if registration else {}
    (finding,) = reconcile({"5057": a_request()}, rows, [message], DEADLINE, DAY, {}, year=2020)
    return question_for(finding, DAY)


def test_two_numbers_are_both_named():
    quote = "Ørland kommune bosetter 15 flyktninger i 2020."
    assert question(a_registration(count=18)) == Question("5057", 18, 15, quote, ANSWER_BY)


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
