"""Whatever comes in, reading a table ends in rows or in BadInput; sums are exact."""

import csv
import io
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tasks.core.model.errors import BadInput
from tasks.core.tables.cells import count_with_em, escape_formula
from tasks.core.tables.footing import check_table
from tasks.core.tables.rows import read_rows

plain_cells = st.text(st.characters(categories=("L", "N", "P", "S"), exclude_characters="#<{[")).map(
    str.strip
)
counts = st.integers(0, 10**7)


@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda data: b"PK\x03\x04" + data))
def test_any_bytes_give_a_table_or_bad_input(data):
    try:
        table = read_rows(data, "file")
    except BadInput:
        return
    assert all(len(row.cells) == len(table.header) for row in table.rows)


@given(
    st.lists(st.lists(plain_cells, min_size=3, max_size=3), min_size=1, max_size=8), st.sampled_from(";,\t")
)
def test_what_was_written_as_csv_is_read_back(rows, delimiter):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([["aa", "bb", "cc"], *rows])
    table = read_rows(out.getvalue().encode(), "file")
    assert [list(row.cells) for row in table.rows] == [row for row in rows if any(row)]


@given(counts, counts)
def test_a_count_with_em_is_read_as_printed(count, em):
    total = count + em
    cell = count_with_em(f"{total:,} ({em:,})".replace(",", "\u00a0"))
    assert (cell.count, cell.em) == (total, em)


@given(st.text())
def test_no_text_leaves_as_a_formula(text):
    escaped = escape_formula(text)
    assert not escaped.lstrip().startswith(("=", "+", "-", "@"))
    assert escaped.removeprefix("'") == text.removeprefix("'") or escaped == f"'{text}"


@given(st.lists(counts, min_size=1, max_size=30), st.integers(-5, 5))
def test_a_total_that_is_off_by_any_number_is_found(values, off):
    total = sum(values) + off
    lines = ["place,persons", *(f"p{n},{value}" for n, value in enumerate(values)), f"Sum,{total}"]
    if total < 0:
        return
    (column,) = check_table(read_rows("\n".join(lines).encode(), "file")).columns
    assert column.difference == Decimal(off)
    assert column.is_fault == (off != 0)
