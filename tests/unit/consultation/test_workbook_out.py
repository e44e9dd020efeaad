from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from unit.consultation.consultation_builder import (
    PREVIOUS,
    REGISTER,
    ROUND,
    SENTENCES,
    a_workbook,
    column,
    sheet_of,
)

from tasks.consultation.sheet import HEADINGS, LOCKED_HEADINGS, REMARK_WORDS


def test_every_municipality_stands_with_its_numbers_and_the_zero_of_0301():
    page = sheet_of(a_workbook())
    rows = [tuple(cell.value for cell in row[: len(LOCKED_HEADINGS)]) for row in page.iter_rows(2, 4)]
    assert rows == [
        ("0301", "Oslo", "Oslo", 210, 0, 0, 2.33333, "Størst folketall.", 250),
        ("1520", "Ørsta", "Møre og Romsdal", 15, 2, 1, 0.333333, "Vekt og andel.", 12),
        ("5057", "Ørland", "Trøndelag", 0, 0, 0, 0, "Anmodes ikke.", None),
    ]


def test_headings_are_the_contract_with_ks():
    assert tuple(cell.value for cell in sheet_of(a_workbook())[1]) == HEADINGS


def test_the_sum_row_sums_every_row_and_holds_the_sums():
    data = a_workbook()
    formulas = [sheet_of(data).cell(5, column(h)).value for h in ("Anmodning", "Av dette EM", "EM under 15")]
    assert formulas == ["=SUM(D2:D4)", "=SUM(E2:E4)", "=SUM(F2:F4)"]
    shown = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Fordeling"]
    assert [shown.cell(5, c).value for c in (1, 4, 5, 6, 9)] == ["Sum", 225, 2, 1, 262]


def test_only_the_columns_for_remarks_are_open_and_the_sheet_is_protected_without_a_password():
    page = sheet_of(a_workbook())
    assert page.protection.sheet
    assert not page.protection.password
    for row in page.iter_rows(1, 5):
        for cell in row:
            is_open = 2 <= cell.row <= 4 and cell.column > len(LOCKED_HEADINGS)
            assert cell.protection.locked is not is_open, cell.coordinate


def test_the_type_of_a_remark_is_chosen_from_a_list_on_every_row():
    rules = {str(rule.sqref): rule for rule in sheet_of(a_workbook()).data_validations.dataValidation}
    assert rules["J2:J4"].formula1 == f'"{",".join(REMARK_WORDS)}"'
    assert (rules["K2:K4"].type, rules["K2:K4"].formula2) == ("whole", "225")
    assert rules["L2:L4"].formula1 == "$A$2:$A$4"


def test_headings_stay_in_sight_on_screen_and_paper():
    page = sheet_of(a_workbook())
    assert (page.freeze_panes, page.print_title_rows) == ("C2", "$1:$1")
    assert page.page_setup.orientation == "landscape"
    assert (page.page_setup.fitToHeight, page.page_setup.paperSize) == (0, 9)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r@"])
def test_text_from_outside_is_never_a_formula(start: str):
    hostile = f"{start}HYPERLINK(1)"
    oslo = replace(REGISTER.municipalities[0], display_name=hostile, county=hostile)
    names = {**REGISTER.by_number(), "0301": oslo}
    page = sheet_of(a_workbook(municipalities=names, sentences={**SENTENCES, "0301": hostile}))
    for cell in (page["B2"], page["C2"], page["H2"]):
        assert cell.data_type == "s"
        assert cell.value.startswith("'")


def test_the_second_sheet_says_whose_round_it_is_and_that_it_adds_up():
    page = openpyxl.load_workbook(io.BytesIO(a_workbook()), data_only=True)["Om runden"]
    facts = {row[0]: row[1] for row in page.iter_rows(max_col=2, values_only=True)}
    assert (facts["År"], facts["Runde"], facts["Behov (personer)"]) == (2020, 3, 225)
    assert (facts["Sum av anmodningene"], facts["Sum minus behov"]) == (225, 0)
    assert len(facts["Fingeravtrykk for runden"]) == 64
    assert "Slik svarer dere" in facts


def test_the_checks_on_the_second_sheet_point_at_sum_and_need():
    page = sheet_of(a_workbook(), "Om runden")
    at = {row[0].value: row[1] for row in page.iter_rows(max_col=2)}
    assert at["Sum av anmodningene"].value == "=Fordeling!D5"
    assert at["Sum minus behov"].value == f"=Fordeling!D5-{at['Behov (personer)'].coordinate}"


def test_same_input_gives_the_same_bytes_and_another_round_other_ones():
    assert a_workbook() == a_workbook()
    assert a_workbook() != a_workbook(round_id=4)
    assert a_workbook() != a_workbook(made_on=date(2019, 10, 16))
    assert a_workbook() != a_workbook(round_=replace(ROUND, inputs_sha256="cd" * 32))


def test_a_request_that_is_not_known_is_empty_and_never_0():
    page = sheet_of(a_workbook(previous_requests={n: v for n, v in PREVIOUS.items() if n != "1520"}))
    assert [page.cell(row, column("Anmodning i fjor")).value for row in (2, 3, 4)] == [250, None, None]
