"""A whole year's workbook goes to the rehearsal's KS and comes back: two rooms that share only the file."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from fractions import Fraction

import openpyxl
import pytest
import time_machine

from config.register_reader import read_register
from tasks.consultation.remarks import contradictions
from tasks.consultation.workbook_in import read_workbook
from tasks.consultation.workbook_out import write_workbook
from tasks.core.model.allocation import Allocation, ConstraintKind, ReasonCode, Round, RoundKind
from tasks.core.model.errors import BadInput
from tasks.core.model.need import Need
from tasks.rehearsal.ks import answer_workbook

REGISTER = read_register(2020)
ROWS = tuple(
    Allocation(m.number, True, 10 + n % 30, n % 3, 0, ReasonCode.SHARE, Fraction(n, 7))
    if n % 2
    else Allocation(m.number, False, 0, 0, 0, ReasonCode.NOT_ASKED_SIZE)
    for n, m in enumerate(REGISTER.municipalities)
)
ROUND = Round(
    2020, RoundKind.FIRST, Need(2020, sum(r.count for r in ROWS), sum(r.em for r in ROWS), 0), ROWS, "ab" * 32
)


def the_workbook(round_: Round = ROUND) -> bytes:
    return write_workbook(
        round_,
        REGISTER.by_number(),
        {m.number: 20 for m in REGISTER.municipalities},
        round_id=1,
        sentences={m.number: f"Begrunnelse for {m.display_name}" for m in REGISTER.municipalities},
        made_on=date(2019, 10, 15),
    )


def test_ks_fixes_one_raises_one_and_moves_some_and_the_total_can_still_be_met():
    remarks = read_workbook(answer_workbook(the_workbook()), ROUND, 1, REGISTER)
    assert {r.kind for r in remarks} == {ConstraintKind.FIX, ConstraintKind.MIN, ConstraintKind.SWAP}
    assert {r.author for r in remarks} == {"KS (øving)"}
    assert contradictions(remarks, ROUND) == ()
    rows = ROUND.by_number()
    assert len({r.number for r in remarks} | {r.other_number for r in remarks if r.other_number}) == 4
    for remark in remarks:
        assert remark.persons is not None
        row = rows[remark.number]
        left = row.count - remark.persons if remark.kind is ConstraintKind.SWAP else remark.persons
        assert left >= max(10, row.em), remark


def test_the_answer_is_the_same_on_every_day():
    """Openpyxl writes the clock into what it saves."""
    sent = the_workbook()
    with time_machine.travel(datetime(2019, 10, 22, 9, tzinfo=UTC)):
        first = answer_workbook(sent)
    with time_machine.travel(datetime(2026, 11, 24, 17, tzinfo=UTC)):
        assert answer_workbook(sent) == first


def test_ks_touches_nothing_but_the_columns_for_remarks():
    sent, answer = the_workbook(), answer_workbook(the_workbook())
    before, after = (openpyxl.load_workbook(io.BytesIO(data)) for data in (sent, answer))
    changed = {
        after_cell.column_letter
        for before_row, after_row in zip(before["Fordeling"], after["Fordeling"], strict=True)
        for before_cell, after_cell in zip(before_row, after_row, strict=True)
        if before_cell.value != after_cell.value
    }
    assert changed == set("JKLMN")
    assert after["Fordeling"].protection.sheet
    assert len(after["Fordeling"].data_validations.dataValidation) == 3


@pytest.mark.parametrize("name", ["Fordeling", "Om runden"])
def test_ks_refuses_what_is_not_the_workbook(name: str):
    book = openpyxl.Workbook()
    book.active.title = name
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(BadInput, match="missing"):
        answer_workbook(out.getvalue())
