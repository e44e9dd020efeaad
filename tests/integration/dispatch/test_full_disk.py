"""A disk that is full while letters leave or packages are written: named, nothing half, and all of it once there is room."""

from __future__ import annotations

import resource
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from outbox_builders import PDF, Clock, a_box, add_ready_letters, some_municipalities, states_of

from tasks.core.channels.folder import FolderChannel
from tasks.core.model.dispatch import DispatchState
from tasks.core.model.errors import StopAndMend
from tasks.core.model.when import Decider, When
from tasks.core.store import decisions
from tasks.dispatch.archive import MANIFEST, export
from tasks.dispatch.run import run

S = DispatchState
WHO = Decider("Kari Nordmann", "arkivar", "Til arkivet")


@contextmanager
def room_for(size: int):
    """Let no file of this process grow beyond ``size`` bytes: the system cuts it short, root or not."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def box(store, tmp_path):
    """Give an outbox of three large letters that leave into a folder."""
    municipalities, clock = some_municipalities(3), Clock()
    add_ready_letters(store, municipalities, "folder", pdf=PDF + bytes(4_000_000))
    return a_box(store, FolderChannel(tmp_path / "outbox"), municipalities, clock=clock)


def files(box) -> list[Path]:
    return [path for path in box.channel.folder.rglob("*") if path.is_file()]


def test_letters_that_find_no_room_leave_nothing_half_and_go_once_there_is_some(box):
    with room_for(3_000_000):
        done = run(box, 2020)
    assert done.sent == 0
    assert set(states_of(box.store).values()) == {S.UNKNOWN}
    assert files(box) == []
    box.clock.moment += timedelta(minutes=11)
    assert run(box, 2020).sent == 3
    assert set(states_of(box.store).values()) == {S.ACCEPTED}
    assert len(files(box)) == 9


def test_an_archive_package_without_room_is_named_and_not_called_finished(box, tmp_path):
    run(box, 2020)
    folder, when = tmp_path / "arkiv", When(box.clock.moment, box.day)

    def packages() -> int:
        with box.store.begin() as tx:
            return export(tx, box.register, 2020, folder, when, schema=None, decider=WHO)

    with room_for(3_000_000), pytest.raises(StopAndMend, match="make room and export again"):
        packages()
    assert not list(folder.rglob(MANIFEST))
    with box.store.begin() as tx:
        assert decisions.listed(tx, 2020) == ()
    assert packages() == 3
    assert len(list(folder.rglob(MANIFEST))) == 3
