from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from unit.rehearsal.rehearsal_builder import a_season, requests

from tasks.rehearsal.play import Places, play_day
from tasks.rehearsal.roles import APPROVER

SMALL = dict(list(requests().items())[:12])


def places(home: Path) -> Places:
    inbox = home / "innboks"
    return Places(home / "postkasse", inbox / "imdinett.csv", home / "outbox", inbox / "søkt-ut")


def files(home: Path) -> dict[str, bytes]:
    return {str(p.relative_to(home)): p.read_bytes() for p in home.rglob("*") if p.is_file()}


def test_day_by_day_ends_where_one_leap_ends(tmp_path: Path):
    season = a_season(requests=SMALL)
    day = date(2019, 11, 18)
    while day <= date(2020, 1, 20):
        play_day(places(tmp_path / "daily"), season, day)
        day += timedelta(days=1)
    play_day(places(tmp_path / "leap"), season, date(2020, 1, 20))
    assert files(tmp_path / "daily") == files(tmp_path / "leap")


def test_the_same_day_again_brings_nothing_new(tmp_path: Path):
    season = a_season(requests=SMALL)
    first = play_day(places(tmp_path), season, date(2020, 1, 20))
    before = files(tmp_path)
    again = play_day(places(tmp_path), season, date(2020, 1, 20))
    assert files(tmp_path) == before
    assert any("nye e-poster" in line for line in first)
    assert again == ("IMDinett: 12 av 12 kommuner har registrert svar",)


def test_before_any_request_only_the_channel_is_played(tmp_path: Path):
    letter = tmp_path / "outbox" / "2020" / "key"
    letter.mkdir(parents=True)
    (letter / "metadata.json").write_text(json.dumps({"dokumentetsDato": "2019-10-24"}))
    said = play_day(places(tmp_path), a_season(requests={}), date(2019, 11, 1))
    assert len(said) == 1
    assert "nye kvitteringer" in said[0]
    assert not (tmp_path / "innboks").exists()


def test_the_rehearsal_s_approver_says_that_it_is_one():
    name, role = APPROVER
    assert "rehearsal" in name
    assert role == "rehearsal"
