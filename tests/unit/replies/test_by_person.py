"""A person's decision on a message: what it changes, what it keeps, and what it cannot be."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from builders import ORLAND, a_message, a_reading, a_request

from tasks.core.model.errors import BadInput
from tasks.core.model.vedtak import Grade, MessageState, Outcome, Reservation, ReservationCode
from tasks.core.model.when import Decider
from tasks.replies.by_person import Statement, correct, entered, reject, release

KARI = Decider("Kari Nordmann", "rådgiver", "Ringte kommunen")
STATES = {state: a_message(state=state, duplicate_of="ab" * 32) for state in MessageState}


TEN = Statement(10)


def corrected(message=None, *, statement=TEN, request=None, municipality=ORLAND):
    return correct(
        message or a_message(state=MessageState.PERSON),
        statement,
        KARI,
        "message 1",
        year=2020,
        municipality=municipality,
        request=request or a_request(),
    )


def test_released_counts_and_rejected_does_not():
    held = a_message(state=MessageState.QUARANTINED, grade=Grade.FAILED, reasons=("AUTH_FAILED",))
    assert release(held, "message 1").state is MessageState.ACCEPTED
    assert release(held, "message 1").reasons == ("AUTH_FAILED", "RELEASED_BY_PERSON")
    assert release(held, "message 1").grade is Grade.FAILED, "the grade is a fact, not a decision"
    assert reject(held, "message 1").state is MessageState.IRRELEVANT


@pytest.mark.parametrize(
    ("decide", "state", "said"),
    [
        (release, MessageState.ACCEPTED, "cannot be released"),
        (release, MessageState.DUPLICATE, "look at the first one"),
        (release, MessageState.IRRELEVANT, "cannot be released"),
        (reject, MessageState.IRRELEVANT, "cannot be rejected"),
    ],
)
def test_what_waits_for_nobody_is_left_alone(decide, state, said):
    with pytest.raises(BadInput, match=said):
        decide(STATES[state], "message 1")


def test_a_message_of_nobody_is_not_released():
    with pytest.raises(BadInput, match="replies correct ID --number"):
        release(a_message(state=MessageState.PERSON, number=None), "message 1")


def test_what_a_person_read_replaces_the_reading():
    reading = a_reading(
        needs_person=True, reasons=("X",), reservations=(Reservation(ReservationCode.UPTO, "inntil"),)
    )
    done = corrected(a_message(state=MessageState.PERSON, reading=reading))
    assert (done.state, done.reading.count, done.reading.outcome) == (
        MessageState.ACCEPTED,
        10,
        Outcome.PARTIAL,
    )
    assert done.reading.trail == ("lest av Kari Nordmann (rådgiver): Ringte kommunen",)
    assert [r.code for r in done.reading.reservations] == [ReservationCode.UPTO], "as read before"
    assert done.reading.count_evidence == "", "the sentence said another number"
    clean = corrected(
        a_message(state=MessageState.PERSON, reading=reading), statement=Statement(15, reservations=())
    )
    assert (clean.reading.reservations, clean.reading.outcome) == ((), Outcome.ACCEPTED)


@pytest.mark.parametrize(
    ("statement", "em_asked", "outcome"),
    [
        (Statement(15), 0, Outcome.ACCEPTED),
        (Statement(20), 0, Outcome.ACCEPTED),
        (Statement(14), 0, Outcome.PARTIAL),
        (Statement(15, em=1), 2, Outcome.PARTIAL),
        (Statement(0), 0, Outcome.DECLINED),
        (Statement(None, outcome=Outcome.POSTPONED), 0, Outcome.POSTPONED),
    ],
)
def test_the_outcome_follows_from_the_number(statement, em_asked, outcome):
    assert corrected(statement=statement, request=a_request(em=em_asked)).reading.outcome is outcome


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (Statement(10, em=11), "EM 11 is not inside the total 10"),
        (Statement(0, outcome=Outcome.ACCEPTED), "accepted and 0 contradict each other"),
        (Statement(5, outcome=Outcome.DECLINED), "declined and 5 contradict"),
        (Statement(None, outcome=Outcome.PARTIAL), "partial without a number"),
        (Statement(-1), "-1 is no number of persons"),
    ],
)
def test_a_statement_that_contradicts_itself_is_refused(statement, said):
    with pytest.raises(BadInput, match=said):
        corrected(statement=statement)


def test_whose_it_is_and_what_it_says_are_two_decisions():
    with pytest.raises(BadInput, match="release or reject it first"):
        corrected(a_message(state=MessageState.QUARANTINED))
    with pytest.raises(BadInput, match="say which: --number"):
        corrected(municipality=None)


def test_a_reply_on_paper_is_a_message_with_its_document():
    done = entered(
        "ab" * 32, "brev.pdf", Statement(12, quote="vedtar å bosette 12"), KARI, year=2020, municipality=ORLAND,
        request=a_request(), received_at=datetime(2019, 12, 19, 12, tzinfo=UTC), ks_copied=True,
    )  # fmt: skip
    assert (done.source, done.state, done.number, done.ks_copied) == (
        "manual",
        MessageState.ACCEPTED,
        "5057",
        True,
    )
    assert (done.reading.count, done.reading.count_evidence) == (12, "vedtar å bosette 12")
    assert done.attachment_sha256 == ("ab" * 32,)
