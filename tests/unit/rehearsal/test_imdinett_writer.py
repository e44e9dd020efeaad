from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

from unit.rehearsal.rehearsal_builder import plan_with, the_plans

from tasks.rehearsal.behaviour import Behaviour
from tasks.rehearsal.imdinett_writer import COLUMNS, export_csv, write_export

END = date(2020, 1, 31)


def rows(as_of: date = END) -> dict[str, dict[str, str]]:
    text = export_csv(the_plans(), as_of).decode("utf-8-sig")
    return {row["kommunenummer"]: row for row in csv.DictReader(io.StringIO(text), delimiter=";")}


def row_of(behaviour: Behaviour) -> dict[str, str]:
    return rows()[plan_with(behaviour).number]


def test_the_export_begins_with_a_bom_and_the_agreed_columns():
    data = export_csv(the_plans(), END)
    assert data.startswith(b"\xef\xbb\xbfaar;runde;kommunenummer;")
    assert data.split(b"\r\n")[0].decode("utf-8-sig").split(";") == list(COLUMNS)


def test_every_asked_municipality_has_a_row_before_anybody_has_registered():
    found = rows(date(2019, 10, 30))
    assert len(found) == 211
    assert {(r["vedtak_totalt"], r["vedtak_em"], r["vedtak_status"]) for r in found.values()} == {
        ("", "", "ikke_registrert")
    }


def test_empty_is_nothing_and_0_is_no():
    assert row_of(Behaviour.SILENT)["vedtak_totalt"] == ""
    assert row_of(Behaviour.ONLY_COPY)["vedtak_totalt"] == ""
    declined = row_of(Behaviour.DECLINES)
    assert (declined["vedtak_totalt"], declined["vedtak_status"]) == ("0", "avslag")


def test_em_stands_in_brackets_behind_the_total():
    plan = next(p for p in the_plans() if p.behaviour is Behaviour.AGREES and p.requested_em)
    row = rows()[plan.number]
    assert (row["vedtak_totalt"], row["vedtak_em"]) == (f"{plan.requested} (2)", "2")


def test_a_postponed_case_has_a_day_and_no_number():
    row = row_of(Behaviour.POSTPONES)
    assert (row["vedtak_totalt"], row["vedtak_status"]) == ("", "utsatt")
    assert date.fromisoformat(row["forventet_behandlingsdato"]) > date(2019, 12, 20)


def test_registrations_appear_on_their_day_and_stay():
    seen = 0
    for day in (date(2019, 11, 20), date(2019, 12, 2), date(2019, 12, 13), date(2019, 12, 20), END):
        now = sum(1 for row in rows(day).values() if row["vedtak_status"] != "ikke_registrert")
        assert now >= seen
        seen = now
    assert seen == 211 - 2 - 2  # two silent, two with a copy only


def test_the_decision_is_never_younger_than_its_registration():
    for row in rows().values():
        if row["vedtaksdato"]:
            assert row["vedtaksdato"] <= row["registrert_tidspunkt"][:10]


def test_same_plans_and_day_give_the_same_bytes():
    assert export_csv(the_plans(), END) == export_csv(tuple(reversed(the_plans())), END)


def test_the_file_is_replaced_as_a_whole(tmp_path: Path):
    file = tmp_path / "inn" / "imdinett.csv"
    write_export(file, the_plans(), date(2019, 12, 1))
    assert write_export(file, the_plans(), END) == 207
    assert file.read_bytes() == export_csv(the_plans(), END)
    assert [p.name for p in file.parent.iterdir()] == ["imdinett.csv"]
