from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import ORLAND, ORSTA
from unit.rehearsal.rehearsal_builder import the_plans, the_register

from tasks.core.model.municipality import ChangeKind, MunicipalityChange, Register
from tasks.core.model.settlement import Referral
from tasks.rehearsal.settlements import number_before, plan_referrals, referrals_csv, write_referrals

NEW_YEAR = date(2020, 1, 1)
DECEMBER, JANUARY = date(2019, 12, 31), date(2020, 1, 15)


def groups() -> tuple[Referral, ...]:
    return plan_referrals(the_plans(), the_register())


def rows(as_of: date) -> dict[str, dict[str, str]]:
    text = referrals_csv(groups(), as_of).decode()
    return {row["reference"]: row for row in csv.DictReader(io.StringIO(text))}


def test_all_four_courses_over_new_year_happen():
    courses = {
        (g.referred_on < NEW_YEAR, None if g.settled_on is None else g.settled_on < NEW_YEAR)
        for g in groups()
    }
    assert courses == {(True, False), (True, True), (True, None), (False, False)}


def test_most_groups_are_carried_over():
    many = [g for seed in range(5) for g in plan_referrals(the_plans(seed), the_register())]
    over = [g for g in many if g.referred_on < NEW_YEAR and g.settled_on and g.settled_on >= NEW_YEAR]
    assert len(over) > len(many) / 2
    assert all(g.referred_on >= date(2019, 11, 1) for g in over)
    assert all(g.settled_on <= JANUARY for g in over if g.settled_on)


def test_the_december_file_has_no_day_for_what_is_settled_in_january():
    december, january = rows(DECEMBER), rows(JANUARY)
    gained = [r for r in december if not december[r]["settled_on"] and january[r]["settled_on"]]
    assert gained
    assert all(january[r]["settled_on"] >= "2020-01-01" for r in gained)
    for reference, row in december.items():
        same = {k: v for k, v in row.items() if k != "settled_on"}
        assert same == {k: v for k, v in january[reference].items() if k != "settled_on"}


def test_what_was_referred_before_new_year_stands_under_the_number_of_then():
    now = {m.number for m in the_register().municipalities}
    old = [g for g in groups() if g.number not in now]
    assert old
    assert all(g.referred_on < NEW_YEAR for g in old)
    assert all(the_register().successors(g.number) == (g.reference[-4:],) for g in old)


def test_every_group_can_be_read_as_a_referral_and_only_deciding_municipalities_get_one():
    decided = {p.number for p in the_plans() if p.registration and p.registration.count}
    for group in groups():
        assert 1 <= group.persons <= 5
        assert group.reference[-4:] in decided


@pytest.mark.parametrize(
    ("title", "changes", "wanted"),
    [
        ("never changed", [], "5057"),
        ("renumbered this New Year", [("1621", "5057", ChangeKind.RENUMBERED)], "1621"),
        (
            "merged: the lowest",
            [("1621", "5057", ChangeKind.MERGE), ("1620", "5057", ChangeKind.MERGE)],
            "1620",
        ),
        ("split", [("1621", "5057", ChangeKind.SPLIT), ("1621", "1520", ChangeKind.SPLIT)], "5057"),
    ],
)
def test_the_number_of_before(title: str, changes: list[tuple[str, str, ChangeKind]], wanted: str):
    made = tuple(MunicipalityChange(old, old, new, new, kind, NEW_YEAR) for old, new, kind in changes)
    assert number_before("5057", Register(2020, (ORLAND, ORSTA), made)) == wanted, title


def test_a_change_of_an_earlier_year_is_not_the_number_of_last_december():
    change = MunicipalityChange("1621", "Ørland", "5057", "Ørland", ChangeKind.RENUMBERED, date(2018, 1, 1))
    register = Register(
        2020, (ORLAND,), (change, replace(change, old_number="1620", valid_from=date(2017, 1, 1)))
    )
    assert number_before("5057", register) == "5057"


def test_files_come_on_their_days_and_once(tmp_path: Path):
    assert write_referrals(tmp_path, groups(), 2020, date(2019, 12, 30)) == ()
    assert write_referrals(tmp_path, groups(), 2020, DECEMBER) == ("referrals-2019-12-31.csv",)
    assert write_referrals(tmp_path, groups(), 2020, date(2020, 1, 20)) == ("referrals-2020-01-15.csv",)
    assert write_referrals(tmp_path, groups(), 2020, date(2020, 1, 20)) == ()
    assert (tmp_path / "referrals-2020-01-15.csv").read_bytes() == referrals_csv(groups(), JANUARY)
