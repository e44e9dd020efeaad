"""A file of referrals is read whole, with old numbers led to their successors, or refused with every fault."""

from __future__ import annotations

from datetime import date

import pytest
from builders import ORLAND, ORSTA

from config.register_reader import read_register
from tasks.core.model.errors import BadInput
from tasks.core.model.municipality import ChangeKind, MunicipalityChange, Register
from tasks.core.model.settlement import Referral
from tasks.settlement.reading import read_referrals

HEADER = "reference,number,persons,em,referred_on,settled_on\n"


@pytest.fixture(scope="module")
def register():
    return read_register(2020)


def read(register, *rows, header=HEADER):
    return read_referrals((header + "\n".join(rows) + "\n").encode(), "søkt-ut.csv", register)


def test_a_row_becomes_a_referral(register):
    assert read(register, "S-1,5057,4,1,2019-11-05,2020-01-02", "S-2,0301,2,0,2019-12-01,") == (
        Referral("S-1", "5057", 4, 1, date(2019, 11, 5), date(2020, 1, 2)),
        Referral("S-2", "0301", 2, 0, date(2019, 12, 1), None),
    )


def test_semicolons_and_a_byte_order_mark_are_read(register):
    content = (
        "\ufeffreference;number;persons;em;referred_on;settled_on\r\nS-1;5057;4;0;2019-11-05;\r\n".encode()
    )
    (referral,) = read_referrals(content, "søkt-ut.csv", register)
    assert referral.persons == 4


OLD_NUMBERS = [
    # number of 2019, referred, number of 2020
    ("5016", "2019-11-05", "5059"),  # Agdenes, merged into Orkland
    ("1638", "2017-11-05", "5059"),  # Orkdal: 1638 -> 5024 in 2018 -> Orkland
    ("1504", "2019-11-05", "1507"),  # Ålesund merged
    ("0301", "2019-11-05", "0301"),
    ("1806", "2020-02-01", "1806"),
]


@pytest.mark.parametrize(("old", "referred", "new"), OLD_NUMBERS)
def test_a_number_of_the_year_before_leads_to_what_followed_it(register, old, referred, new):
    (referral,) = read(register, f"S-1,{old},4,0,{referred},")
    assert referral.number == new


@pytest.mark.parametrize(
    ("old", "names"), [("5012", "5055 Heim, 5056 Hitra, 5059 Orkland"), ("1850", "1806 Narvik")]
)
def test_a_divided_municipality_is_a_persons_question(register, old, names):
    with pytest.raises(BadInput, match="was divided between") as refused:
        read(register, f"S-1,{old},4,0,2019-11-05,")
    assert names in str(refused.value)


@pytest.mark.parametrize(("referred", "is_asked"), [("2019-12-31", True), ("2020-01-01", False)])
def test_a_number_that_stayed_after_losing_a_part_is_asked_about_for_the_time_before(referred, is_asked):
    split = MunicipalityChange("1520", "Ørsta", "5057", "Ørland", ChangeKind.SPLIT, date(2020, 1, 1))
    register = Register(2020, (ORLAND, ORSTA), (split,))
    if is_asked:
        with pytest.raises(BadInput, match="was divided between 1520 Ørsta, 5057 Ørland"):
            read(register, f"S-1,1520,4,0,{referred},")
    else:
        assert read(register, f"S-1,1520,4,0,{referred},")[0].number == "1520"


def test_every_fault_is_told_with_its_row_and_nothing_is_kept(register):
    with pytest.raises(BadInput) as refused:
        read(
            register,
            "S-1,5057,4,0,2019-11-05,",
            "S-1,5057,4,0,2019-11-05,",
            "S-2,9999,4,0,2019-11-05,",
            "S-3,5057,four,0,2019-11-05,",
            "S-4,5057,4,5,2019-11-05,",
            "S-5,5057,4,0,05.11.2019,",
            "S-6,5057,4,0,2019-11-05,2019-11-04",
            ",5057,0,0,2019-11-05,",
        )
    lines = str(refused.value).splitlines()
    for row, word in {
        3: "stands twice",
        4: "9999",
        5: "'four'",
        6: "5 EM",
        7: "05.11.2019",
        8: "settled before",
        9: "reference is empty",
    }.items():
        assert any(f"row {row}" in line and word in line for line in lines), (row, lines)
    assert len(lines) == 7


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"reference,number,persons,em,referred_on\nS-1,5057,4,0,2019-11-05\n", "settled_on"),
        (b"<html>log in</html>", "web page"),
        (b"", "nothing"),
        (HEADER.encode() + b"S-1,5057,4,0,2019-11-05,,,,x\n", "more cells"),
    ],
    ids=["missing column", "HTML", "empty", "long row"],
)
def test_what_is_no_table_is_refused(register, content, word):
    with pytest.raises(BadInput, match=word):
        read_referrals(content, "søkt-ut.csv", register)
