"""A cell says a number, a number of which EM, nothing, or a mark: none of them becomes another."""

import pytest

from tasks.core.model.errors import BadInput
from tasks.core.tables.cells import CountCell, count_with_em, escape_formula


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("469 (41)", CountCell(469, 41)),
        ("469(41)", CountCell(469, 41)),
        ("469 ( 41 )", CountCell(469, 41)),
        ("10 915 (759)", CountCell(10915, 759)),
        ("10\u00a0915", CountCell(10915)),
        ("15", CountCell(15)),
        (" 15 ", CountCell(15)),
        ("15.0", CountCell(15)),
        ("15,0", CountCell(15)),
        ("0", CountCell(0)),
        ("0 (0)", CountCell(0, 0)),
        ("469 (:)", CountCell(469, None, ":")),
        ("", CountCell(None)),
        ("  ", CountCell(None)),
        (":", CountCell(None, mark=":")),
        (".", CountCell(None, mark=".")),
        ("..", CountCell(None, mark="..")),
        ("-", CountCell(None, mark="-")),
    ],
)
def test_a_published_cell_is_read_as_it_is_meant(text, cell):
    assert count_with_em(text) == cell


@pytest.mark.parametrize(
    "text",
    ["femten", "15 stk", "-5", "1.000", "12,5", "10 91", "1e3", "٣", "15 (41)", "(41)", "avventer vedtak"],
)
def test_anything_else_is_refused_with_its_place(text):
    with pytest.raises(BadInput) as refused:
        count_with_em(text, place="eksport.csv, row 3")
    assert refused.value.faults[0].place == "eksport.csv, row 3"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", " =", "\u00a0+"])
def test_a_cell_that_would_be_a_formula_leaves_as_text(start):
    assert escape_formula(f"{start}cmd|' /C calc'!A0").startswith("'")


@pytest.mark.parametrize("text", ["", "Ørsta", "15", "a=b", "'=1", "post@imdi.no"])
def test_other_cells_leave_as_they_are(text):
    assert escape_formula(text) == text
