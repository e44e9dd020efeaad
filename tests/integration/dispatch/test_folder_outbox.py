"""The outbox over the folder channel: everything once, nothing twice, killed or not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import ORLAND, ORSTA, REGISTER
from fakes.multipart import parts_of
from fakes.svarut_rules import faults_in
from outbox_builders import PDF, PLACEHOLDER, add_ready_letters

from tasks.core.channels.folder import FolderChannel
from tasks.core.channels.protocol import Refused, Uncertain
from tasks.core.model.dispatch import DispatchState, IllegalMove
from tasks.core.store import Store, letters, outbox, outbox_leases
from tasks.core.store.outbox import Move
from tasks.dispatch.box import Outbox
from tasks.dispatch.lookups import Patience
from tasks.dispatch.run import run

NOW = datetime(2019, 10, 24, 9, tzinfo=UTC)
DAY = date(2019, 10, 24)
S = DispatchState


@pytest.fixture
def box(database_url, tmp_path):
    store = Store.open(database_url, tmp_path / "files", upgrade=True)
    add_ready_letters(store, (ORLAND, ORSTA), "folder")
    yield Outbox(store, FolderChannel(tmp_path / "outbox"), REGISTER, DAY, clock=lambda: NOW)
    store.close()


def states(box) -> list[DispatchState]:
    with box.store.begin() as tx:
        assert outbox.broken_links(tx, 2020) == ()
        return [row.state for row in outbox.of_year(tx, 2020)]


def only_key(box, number="5057") -> str:
    with box.store.begin() as tx:
        return next(row.key for row in outbox.of_year(tx, 2020) if row.number == number)


def test_a_second_run_sends_nothing_again(box):
    assert run(box, 2020).sent == 2
    before = sorted(p.stat().st_mtime_ns for p in box.channel.folder.rglob("*"))
    assert run(box, 2020).sent == 0
    assert sorted(p.stat().st_mtime_ns for p in box.channel.folder.rglob("*")) == before
    assert states(box) == [S.ACCEPTED, S.ACCEPTED]


def test_planning_the_same_letters_again_adds_nothing(box):
    with box.store.begin() as tx:
        assert outbox.plan(tx, letters.of_year(tx, 2020), "folder", box.now()) == 0


def drop_receipt(box, key, number, status, moment) -> None:
    place = box.channel.folder / "2020" / key / f"kvittering-{number}.json"
    place.write_text(json.dumps({"status": status, "tidspunkt": moment}))


def test_receipts_carry_a_letter_to_the_end_and_count_once(box):
    run(box, 2020)
    key = only_key(box)
    drop_receipt(box, key, 1, "SENDT_PRINT", "2019-10-26T10:00:00+02:00")
    drop_receipt(box, key, 2, "PRINTET", "2019-10-28T10:00:00+01:00")
    assert run(box, 2020).receipts == 2
    assert run(box, 2020).receipts == 0
    with box.store.begin() as tx:
        assert outbox.get(tx, key).state is S.PRINTED


def test_a_late_receipt_never_moves_a_letter_backwards(box):
    run(box, 2020)
    key = only_key(box)
    drop_receipt(box, key, 1, "SENDT_PRINT", "2019-10-26T10:00:00+02:00")
    run(box, 2020)
    drop_receipt(box, key, 2, "SENDT_ALTINN", "2019-10-25T10:00:00+02:00")
    run(box, 2020)
    with box.store.begin() as tx:
        assert outbox.get(tx, key).state is S.PRINT_SENT


def test_a_broken_receipt_is_named_and_harms_no_letter(box):
    run(box, 2020)
    (box.channel.folder / "2020" / only_key(box) / "kvittering-1.json").write_text("{not json")
    assert "kvittering-1.json" in run(box, 2020).problems[0]
    assert states(box) == [S.ACCEPTED, S.ACCEPTED]


class Dying(FolderChannel):
    """Writes the letter and dies before it can say so."""

    def submit(self, parcel):
        super().submit(parcel)
        raise KeyboardInterrupt


def test_killed_after_sending_the_letter_is_found_and_not_sent_again(box):
    with pytest.raises(KeyboardInterrupt):
        run(replace(box, channel=Dying(box.channel.folder), owner="elsewhere/1"), 2020)
    assert S.SUBMITTING in states(box)
    later = replace(box, clock=lambda: NOW + timedelta(hours=1))
    written = set(box.channel.folder.rglob("brev.pdf"))
    assert len(written) == 1
    first = written.pop().stat().st_mtime_ns
    assert run(later, 2020).sent == 2
    assert states(box) == [S.ACCEPTED, S.ACCEPTED]
    assert first in {p.stat().st_mtime_ns for p in box.channel.folder.rglob("brev.pdf")}


class Uncertainly(FolderChannel):
    """Times out; knows nothing of the letter afterwards unless ``took`` says so."""

    def submit(self, parcel):
        raise Uncertain("time-out")


def test_a_time_out_is_looked_up_three_times_before_one_resend(box):
    slow = Uncertainly(box.channel.folder, lookup_is_final=False)
    patience = Patience(timedelta(minutes=10), 3)
    assert run(replace(box, channel=slow, patience=patience), 2020).sent == 0
    assert states(box) == [S.UNKNOWN, S.UNKNOWN]
    waiting = FolderChannel(box.channel.folder, lookup_is_final=False)
    sent = [
        run(replace(box, channel=waiting, clock=lambda m=m: NOW + timedelta(minutes=m)), 2020).sent
        for m in (1, 5, 12, 23)
    ]
    assert sent == [0, 0, 0, 2]  # at 5 minutes no look-up is due; the third one resends


class Refusing(FolderChannel):
    def submit(self, parcel):
        raise Refused("AVVIST: no such receiver")


def test_a_refused_letter_stops_and_asks_a_person(box):
    outcome = run(replace(box, channel=Refusing(box.channel.folder)), 2020)
    assert states(box) == [S.REJECTED, S.REJECTED]
    assert len(outcome.problems) == 2


def test_a_held_letter_stays_and_the_kill_switch_stops_all(box):
    key = only_key(box)
    with box.store.begin() as tx:
        outbox.hold(tx, [key], held=True)
    assert run(replace(box, stopped=lambda: True), 2020).sent == 0
    assert run(box, 2020).sent == 1
    assert sorted(states(box)) == [S.ACCEPTED, S.READY]


def test_a_move_that_is_not_drawn_is_refused(box):
    key = only_key(box)
    with box.store.begin() as tx, pytest.raises(IllegalMove, match="cannot become READ"):
        outbox.move(tx, key, Move(S.READ, "operator"), box.now())


def test_a_worker_does_not_take_what_another_holds(box):
    with box.store.begin() as tx:
        keys = {row.key for row in outbox.of_year(tx, 2020)}
        first = outbox_leases.claim(tx, keys, "folder", box.lease, box.now(), limit=1)
        other = replace(box, owner="other/2").lease
        second = outbox_leases.claim(tx, keys, "folder", other, box.now(), limit=5)
    assert len(first) == len(second) == 1
    assert first[0].key != second[0].key


def test_what_was_known_on_a_day_is_answered_for_that_day(box):
    run(replace(box, day=date(2019, 10, 25)), 2020)
    with box.store.begin() as tx:
        before = set(outbox.states_on(tx, 2020, DAY).values())
        after = set(outbox.states_on(tx, 2020, date(2019, 10, 25)).values())
    assert (before, after) == ({S.READY}, {S.ACCEPTED})


def payloads(box) -> list:
    """The bodies SvarUt would have been sent, taken apart as strictly as it does."""
    bodies = [path.read_bytes() for path in sorted(box.channel.folder.rglob("forsendelse.multipart"))]
    marks = [body.split(b"\r\n", 1)[0][2:].decode() for body in bodies]
    return [
        parts_of(f"multipart/form-data; boundary={mark}", body)
        for mark, body in zip(marks, bodies, strict=True)
    ]


def test_a_dry_run_writes_the_very_bytes_svarut_would_take(box):
    addresses = {m.organisation_number: PLACEHOLDER for m in (ORLAND, ORSTA)}
    run(replace(box, channel=replace(box.channel, addresses=addresses)), 2020)
    found = payloads(box)
    assert len(found) == 2
    assert [faults_in(json.loads(parts[0].data), parts) for parts in found] == [[], []]
    assert all(parts[1].data == PDF for parts in found)


def test_an_address_nobody_knows_is_left_out_and_none_is_invented(box):
    run(box, 2020)
    receivers = [json.loads(parts[0].data)["mottaker"] for parts in payloads(box)]
    assert [set(receiver) for receiver in receivers] == [{"navn", "digitalId"}] * 2
