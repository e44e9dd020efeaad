from __future__ import annotations

import io
from datetime import date
from fractions import Fraction

import openpyxl
from builders import ORLAND, ORSTA, REGISTER
from hypothesis import given
from hypothesis import strategies as st

from tasks.consultation.workbook_in import read_workbook
from tasks.consultation.workbook_out import write_workbook
from tasks.core.model.allocation import Allocation, Constraint, ConstraintKind, ReasonCode, Round, RoundKind
from tasks.core.model.errors import BadInput
from tasks.core.model.need import Need

WORDS = {"fast tall": ConstraintKind.FIX, "minst": ConstraintKind.MIN, "høyst": ConstraintKind.MAX}
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), max_size=40)


@st.composite
def rounds(draw: st.DrawFn) -> Round:
    rows = []
    for municipality in (ORLAND, ORSTA):
        under = draw(st.integers(0, 3))
        em = under + draw(st.integers(0, 3))
        count = em + draw(st.integers(1, 400))
        weight = draw(st.fractions(0, 10**7))
        rows.append(
            Allocation(municipality.number, True, count, em, under, ReasonCode.SHARE, weight, Fraction(count))
        )
    need = Need(2020, sum(r.count for r in rows), sum(r.em for r in rows), sum(r.em_under_15 for r in rows))
    return Round(2020, RoundKind.FIRST, need, tuple(rows), "ab" * 32)


def written(round_: Round, sentence: str, previous: int | None) -> bytes:
    return write_workbook(
        round_,
        REGISTER.by_number(),
        {"5057": previous},
        round_id=1,
        sentences={"5057": sentence},
        made_on=date(2019, 10, 15),
    )


@given(
    rounds(),
    TEXTS,
    st.none() | st.integers(0, 999),
    st.sampled_from(sorted(WORDS)),
    st.integers(0, 999),
    TEXTS,
)
def test_what_ks_writes_comes_back_and_nothing_else(round_, sentence, previous, word, persons, reason):
    """Whatever numbers and texts were sent, only the remark comes back, and exactly as it was written."""
    book = openpyxl.load_workbook(io.BytesIO(written(round_, sentence, previous)))
    reason = f"Fordi {reason}".strip()
    for address, value in {"J3": word, "K3": persons, "M3": reason, "N3": "KS"}.items():
        book["Fordeling"][address] = value
    out = io.BytesIO()
    book.save(out)
    found = read_workbook(out.getvalue(), round_, 1, REGISTER)
    assert found == (Constraint(WORDS[word], "5057", "KS", reason, persons),)


@given(
    rounds(),
    st.sampled_from("ABCDEFGHI"),
    st.sampled_from([2, 3]),
    st.integers(-5, 10**6) | st.text("abc1", min_size=1),
)
def test_no_locked_cell_can_be_changed_unseen(round_, letter, row, value):
    book = openpyxl.load_workbook(io.BytesIO(written(round_, "En grunn", 7)))
    cell = book["Fordeling"][f"{letter}{row}"]
    before, cell.value = cell.value, value
    out = io.BytesIO()
    book.save(out)
    if before == value:
        assert read_workbook(out.getvalue(), round_, 1, REGISTER) == ()
        return
    try:
        read_workbook(out.getvalue(), round_, 1, REGISTER)
    except BadInput:
        return
    raise AssertionError(f"{letter}{row} was changed from {before!r} to {value!r} and nobody noticed")
