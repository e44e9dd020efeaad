from __future__ import annotations

import pytest
from unit.consultation.consultation_builder import ROUND

from tasks.consultation.remarks import contradictions, require_consistent
from tasks.core.model.allocation import Constraint, ConstraintKind
from tasks.core.model.errors import BadInput

FIX, MIN, MAX = ConstraintKind.FIX, ConstraintKind.MIN, ConstraintKind.MAX
OUT, IN, SWAP = ConstraintKind.EXCLUDE, ConstraintKind.INCLUDE, ConstraintKind.SWAP


def remark(kind: ConstraintKind, persons: int | None = None, number: str = "1520", other: str | None = None):
    return Constraint(kind, number, "KS", "grunn", persons, other)


@pytest.mark.parametrize(
    ("title", "remarks", "wanted"),
    [
        ("fixed beside a minimum", (remark(FIX, 15), remark(MIN, 10)), "a fixed number stands alone"),
        ("fixed beside a maximum", (remark(FIX, 15), remark(MAX, 20)), "a fixed number stands alone"),
        ("fixed and moved from", (remark(FIX, 15), remark(SWAP, 2, other="0301")), "stands alone"),
        ("fixed and moved to", (remark(FIX, 15), remark(SWAP, 2, "0301", "1520")), "stands alone"),
        ("fixed twice", (remark(FIX, 15), remark(FIX, 16)), "the same kind of remark 2 times"),
        ("out and fixed", (remark(OUT), remark(FIX, 15)), "taken out and given persons"),
        ("out and a minimum", (remark(OUT), remark(MIN, 1)), "taken out and given persons"),
        ("out and in", (remark(OUT), remark(IN)), "taken out and given persons"),
        ("out and moved to", (remark(OUT), remark(SWAP, 2, "0301", "1520")), "taken out and given persons"),
        ("in with nobody", (remark(IN), remark(FIX, 0)), "taken in with 0 persons"),
        ("minimum above maximum", (remark(MIN, 20), remark(MAX, 15)), "the minimum is above the maximum"),
        ("moved to itself", (remark(SWAP, 2, other="1520"),), "to the same municipality"),
    ],
)
def test_remarks_that_cannot_all_be_followed(title: str, remarks: tuple[Constraint, ...], wanted: str):
    for order in (remarks, remarks[::-1]):
        faults = contradictions(order)
        assert any(wanted in fault.what for fault in faults), title
        assert all("1520" in fault.place for fault in faults), title


@pytest.mark.parametrize(
    ("title", "remarks"),
    [
        ("none", ()),
        ("minimum and maximum that meet", (remark(MIN, 15), remark(MAX, 15))),
        ("in with a minimum", (remark(IN), remark(MIN, 12))),
        ("in with a fixed number", (remark(IN), remark(FIX, 12))),
        ("out and 0", (remark(OUT), remark(FIX, 0))),
        ("the same on two municipalities", (remark(FIX, 15), remark(FIX, 15, "0301"))),
        ("two swaps from one", (remark(SWAP, 2, "0301", "1520"), remark(SWAP, 1, "0301", "5057"))),
    ],
)
def test_remarks_that_can_stand_together(title: str, remarks: tuple[Constraint, ...]):
    assert contradictions(remarks) == (), title


def test_several_contradictions_are_raised_at_once():
    with pytest.raises(BadInput) as refused:
        require_consistent(
            [remark(FIX, 15), remark(MIN, 1), remark(OUT, number="0301"), remark(IN, number="0301")]
        )
    assert len(refused.value.faults) == 2


@pytest.mark.parametrize(
    ("title", "remarks", "wanted"),
    [
        ("from one not asked", (remark(SWAP, 2, "5057", "1520"),), ["not asked in this round"]),
        ("to one not asked", (remark(SWAP, 2, "1520", "5057"),), ["not asked in this round"]),
        ("to one taken in", (remark(SWAP, 2, "1520", "5057"), remark(IN, number="5057")), []),
        ("to one outside the round", (remark(SWAP, 2, "1520", "1103"),), ["not in the round"]),
        ("all of them", (remark(SWAP, 15, "1520", "0301"),), []),
        (
            "more than there are, in two moves",
            (remark(SWAP, 8, "1520", "0301"), remark(SWAP, 8, "1520", "0301")),
            ["16 persons are moved away, the round gives it 15"],
        ),
    ],
)
def test_a_swap_is_held_against_the_round(title: str, remarks: tuple[Constraint, ...], wanted: list[str]):
    found = [fault.what for fault in contradictions(remarks, ROUND)]
    assert len(found) == len(wanted), (title, found)
    assert all(w in f for w, f in zip(wanted, found, strict=True)), (title, found)


def test_a_contradiction_names_who_asked():
    (fault,) = contradictions((remark(FIX, 15), remark(MIN, 10)))
    assert "fix 15 (KS) and min 10 (KS)" in fault.what
