"""A season taken over: its requests read whole or not at all, and never over one that stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from config.register_reader import read_register
from tasks.core.model.errors import BadInput
from tasks.replies.season_taken_over import new_requests, read_requests

HEAD = "number,requested,requested_em,letter_ref,deadline,merknad\n"
DAY = date(2019, 10, 24)


def read(text):
    return read_requests(text.encode(), "sesong.csv", register=read_register(2020), issued_on=DAY)


def test_every_row_is_a_request():
    rows = read(
        HEAD + "5057,15,,19/1-2,2019-12-20,x\n301,210 (20),,,20.12.2019,\n5016,30,0,A-1,2020-01-10,\n"
    )
    assert [(r.number, r.count, r.em, r.letter_ref, r.deadline.isoformat()) for r in rows] == [
        ("5057", 15, None, "19/1-2", "2019-12-20"),
        ("0301", 210, 20, "", "2019-12-20"),
        ("5059", 30, 0, "A-1", "2020-01-10"),
    ]
    assert {r.issued_on for r in rows} == {DAY}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("number,requested\n5057,15\n", "column requested_em is missing"),
        (HEAD + "5057,,,,2019-12-20,\n", "row 2, column requested: '' is no number of persons to ask for"),
        (HEAD + "5057,0,,,2019-12-20,\n", "row 2, column requested: '0' is no number of persons"),
        (HEAD + "5057,femten,,,2019-12-20,\n", "'femten' is not a whole number"),
        (HEAD + "5057,5,6,,2019-12-20,\n", "row 2: 5 of which EM 6"),
        (HEAD + "5057,5,,,i desember,\n", "row 2, column deadline: 'i desember' is no day"),
        (HEAD + "9999,5,,,2019-12-20,\n", "not in the register of 2020"),
        (HEAD + "5015,5,,,2019-12-20,\n5017,5,,,2019-12-20,\n", "row 3: municipality 5057 stands twice"),
        (HEAD, "no row in it"),
    ],
)
def test_a_fault_refuses_the_file(text, said):
    with pytest.raises(BadInput) as refused:
        read(text)
    assert said in str(refused.value)


def test_an_existing_request_is_never_replaced():
    (row,) = read(HEAD + "5057,15,0,19/1-2,2019-12-20,\n")
    assert new_requests((row,), {}) == (row,)
    assert new_requests((row,), {"5057": row}) == (), "the same file again changes nothing"
    with pytest.raises(BadInput, match=r"20 \(EM 0\), ref. 19/1-2, deadline 2019-12-20 is stored"):
        new_requests((row,), {"5057": replace(row, count=20)})
