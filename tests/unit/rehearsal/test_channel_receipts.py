from __future__ import annotations

import json
import uuid
from datetime import date, datetime
from pathlib import Path

from tasks.rehearsal.channel import drop_receipts, plan_receipts

DATED = date(2019, 10, 24)
KEYS = [str(uuid.UUID(int=n)) for n in range(400)]


def a_letter(outbox: Path, key: str) -> Path:
    folder = outbox / "2020" / key
    folder.mkdir(parents=True)
    (folder / "metadata.json").write_text(json.dumps({"dokumentetsDato": DATED.isoformat()}))
    return folder


def test_most_are_read_within_two_days_and_the_others_printed_within_five():
    last = [plan_receipts(key, DATED)[-1] for key in KEYS]
    read = [r for r in last if r.status == "LEST"]
    printed = [r for r in last if r.status == "PRINTET"]
    assert len(read) + len(printed) == len(KEYS)
    assert 0.02 < len(printed) / len(KEYS) < 0.15
    assert {(r.at.date() - DATED).days for r in read} == {0, 1, 2}
    assert {(r.at.date() - DATED).days for r in printed} == {3, 4, 5}


def test_receipts_come_in_order_and_are_the_same_for_the_same_key():
    for key in KEYS:
        planned = plan_receipts(key, DATED)
        assert [r.at for r in planned] == sorted(r.at for r in planned)
        assert planned == plan_receipts(key, DATED)


def test_a_letter_that_is_printed_was_sent_to_print_first():
    words = {tuple(r.status for r in plan_receipts(key, DATED)) for key in KEYS}
    assert words == {("KLAR_FOR_MOTTAK", "LEST"), ("LEVERT_ALTINN", "SENDT_PRINT", "PRINTET")}


def test_only_what_is_due_is_dropped_and_nothing_twice(tmp_path: Path):
    for key in KEYS[:30]:
        a_letter(tmp_path, key)
    assert drop_receipts(tmp_path, date(2019, 10, 23)) == ()
    first = drop_receipts(tmp_path, DATED)
    assert len(first) >= 30
    assert drop_receipts(tmp_path, DATED) == ()
    later = drop_receipts(tmp_path, date(2019, 11, 1))
    assert not set(first) & set(later)
    wanted = sum(len(plan_receipts(key, DATED)) for key in KEYS[:30])
    assert len(first) + len(later) == wanted == len(list(tmp_path.rglob("kvittering-*.json")))
    assert drop_receipts(tmp_path, date(2020, 6, 1)) == ()


def test_a_receipt_holds_a_word_and_a_moment_with_its_zone(tmp_path: Path):
    folder = a_letter(tmp_path, KEYS[0])
    drop_receipts(tmp_path, date(2019, 11, 1))
    content = json.loads((folder / "kvittering-1.json").read_text())
    assert set(content) == {"status", "tidspunkt"}
    assert datetime.fromisoformat(content["tidspunkt"]).utcoffset() is not None


def test_a_folder_without_metadata_is_not_a_sent_letter(tmp_path: Path):
    (tmp_path / "2020" / "half").mkdir(parents=True)
    assert drop_receipts(tmp_path, date(2019, 11, 1)) == ()
    assert drop_receipts(tmp_path / "nowhere", date(2019, 11, 1)) == ()
