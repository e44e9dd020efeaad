import csv
import hashlib
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.reporting.view_builder import a_full_view, a_municipality, a_small_view

from tasks.reporting.formula import plain_cell
from tasks.reporting.municipality_rows import municipality_rows
from tasks.reporting.open_data import CSV_PATH, JSON_PATH, PACKAGE_PATH, open_data
from tasks.reporting.open_data_fields import fields
from tasks.reporting.year_sums import national

FULL = a_full_view()
ROWS = municipality_rows(FULL)
EDITIONS = {public: open_data(FULL, ROWS, public=public) for public in (True, False)}


def _csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


@pytest.mark.parametrize("public", [True, False])
def test_csv_and_json_hold_the_same(public):
    files = EDITIONS[public]
    in_json = [
        {k: "" if v is None else str(v) for k, v in row.items()} for row in json.loads(files[JSON_PATH])
    ]
    assert _csv(files[CSV_PATH]) == in_json
    assert len(in_json) == 356


@pytest.mark.parametrize("public", [True, False])
def test_the_package_describes_the_files_it_lies_beside(public):
    files = EDITIONS[public]
    package = json.loads(files[PACKAGE_PATH])
    assert {f"data/{resource['path']}" for resource in package["resources"]} == {CSV_PATH, JSON_PATH}
    for resource in package["resources"]:
        data = files[f"data/{resource['path']}"]
        assert resource["bytes"] == len(data)
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        described = {field["name"]: field for field in resource["schema"]["fields"]}
        assert list(described) == list(_csv(files[CSV_PATH])[0])
        assert all(field["title"] and field["description"] for field in described.values())


@pytest.mark.parametrize("public", [True, False])
def test_every_value_is_of_its_described_type(public):
    types = {field.name: {"string": str, "integer": int}[field.type] for field in fields(public=public)}
    for row in json.loads(EDITIONS[public][JSON_PATH]):
        assert [
            name for name, value in row.items() if value is not None and type(value) is not types[name]
        ] == []


def test_column_names_are_unique_in_each_edition():
    for public in (True, False):
        names = [field.name for field in fields(public=public)]
        assert len(names) == len(set(names))


def test_the_public_edition_has_no_em_no_cases_and_no_small_settled_figures():
    names = set(_csv(EDITIONS[True][CSV_PATH])[0])
    assert not {n for n in names if n.endswith("_em") or "sak" in n or n in ("registrert", "kopi", "funn")}
    assert {row["status"] for row in _csv(EDITIONS[True][CSV_PATH])} == {
        "Ikke anmodet", "Vedtak bekreftet", "Vedtak ikke bekreftet", "Vedtak om å ikke bosette",
    }  # fmt: skip
    settled = [row for row in _csv(EDITIONS[True][CSV_PATH]) if row["bosatt"]]
    assert min(int(row["bosatt"]) for row in settled) >= 5
    assert any(row["bosatt_merke"] == ":" for row in _csv(EDITIONS[True][CSV_PATH]))


def test_the_columns_add_up():
    rows = _csv(EDITIONS[False][CSV_PATH])
    total = national(FULL)
    assert sum(int(row["anmodet"] or 0) for row in rows) == total.requested
    assert sum(int(row["vedtatt"] or 0) for row in rows) == total.decided
    assert sum(int(row["anmodet_em"] or 0) for row in rows) == total.requested_em


def test_oslo_keeps_its_zero():
    assert _csv(EDITIONS[True][CSV_PATH])[0]["kommunenummer"] == "0301"


def test_a_name_that_is_a_formula_is_text_in_csv_and_itself_in_json():
    view = a_small_view(municipalities=(a_municipality(name="=1+1"),))
    files = open_data(view, municipality_rows(view), public=True)
    assert _csv(files[CSV_PATH])[0]["kommune"] == "'=1+1"
    assert json.loads(files[JSON_PATH])[0]["kommune"] == "=1+1"


@given(st.text())
def test_no_cell_starts_like_a_formula(text):
    cell = str(plain_cell(text))
    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell.removeprefix("'") == text or cell == text


def test_figures_below_zero_stay_figures():
    assert plain_cell(-73) == -73
