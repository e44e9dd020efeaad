"""Which letters go first, and when the rest may follow."""

from __future__ import annotations

from dataclasses import replace

from tasks.core.model.dispatch import Dispatch, DispatchState
from tasks.core.model.letter import LetterKind
from tasks.dispatch.canaries import gate

S = DispatchState


def a_row(number: str, state: DispatchState = S.READY, **changes) -> Dispatch:
    row = Dispatch(
        key=number,
        letter_ref=f"TEST-{number}",
        year=2020,
        number=number,
        kind=LetterKind.REQUEST,
        channel="svarut",
        state=state,
        held=False,
        external_id=None,
        attempts=0,
        submitted_at=None,
        last_error="",
    )
    return replace(row, **changes)


def of(*rows):
    return gate(rows, lambda number: number[:2])


def test_the_first_by_number_of_each_office():
    assert of(a_row("0301"), a_row("1101"), a_row("1103")).first == {"0301", "1101"}


def test_only_acceptance_opens_the_gate():
    waiting = (S.READY, S.CLAIMED, S.SUBMITTING, S.UNKNOWN, S.SUBMITTED)
    passed = (S.ACCEPTED, S.WAITING_FETCH, S.IN_INBOX, S.PRINT_SENT, S.READ, S.PRINTED, S.UNDELIVERED)
    assert not any(of(a_row("0301", state)).is_open for state in waiting)
    assert all(of(a_row("0301", state)).is_open for state in passed)


def test_who_cannot_be_reached_or_was_taken_out_is_passed_over():
    held = a_row("1101", held=True)
    for other in (held, a_row("1101", S.CANCELLED), a_row("1101", S.HANDLED_MANUALLY)):
        assert of(other, a_row("1103")).first == {"1103"}


def test_a_rejected_first_letter_stops_until_it_is_no_longer_held():
    rejected = a_row("1101", S.REJECTED, attempts=1, held=True)
    assert not of(rejected, a_row("1103")).is_open
    released = replace(rejected, held=False)
    assert of(released, a_row("1103")).is_open


def test_a_first_letter_nobody_knows_the_fate_of_keeps_the_gate_shut():
    assert not of(a_row("1101", S.UNKNOWN, attempts=4, held=True), a_row("1103")).is_open


def test_an_empty_batch_has_nothing_to_wait_for():
    assert of().is_open
