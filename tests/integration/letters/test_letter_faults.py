"""A disk that fills up while letters are written leaves nothing half, and the next run goes on as if nothing had been."""

from __future__ import annotations

import errno
import resource
from dataclasses import dataclass, field, replace

import pytest
from letter_workshop import NOW, a_request, a_round, a_workshop, with_requests, with_round

from tasks.core.model.errors import StopAndMend
from tasks.core.store import letters
from tasks.core.store.files import FileStore
from tasks.letters.preparing import prepare_round
from tasks.letters.preview import preview_folder
from tasks.letters.templates import bundle


@dataclass(frozen=True, slots=True)
class FullDisk(FileStore):
    """A file store with room for so many files more."""

    room: list[int] = field(default_factory=lambda: [0])

    def put(self, data: bytes) -> str:
        if self.room[0] <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.room[0] -= 1
        return FileStore.put(self, data)


@pytest.fixture
def shop(tmp_path, sqlite_url):
    made = a_workshop(tmp_path / "home", sqlite_url, "5057", "1520")
    with_requests(made, a_request("5057", 15), a_request("1520", 15))
    with_round(made, a_round(n5057=10, n1520=12))
    yield made
    made.here.store.close()


def files_of(shop):
    return sorted(p for p in shop.here.home.rglob("*") if p.is_file() and "sqlite" not in p.name)


def batches(shop):
    with shop.here.store.begin() as tx:
        return letters.batches(tx, 2020)


@pytest.mark.parametrize("room", range(5))
def test_a_disk_that_fills_up_leaves_no_batch_and_no_half_file(shop, room):
    store = shop.here.store
    full = replace(store, files=FullDisk(store.files.folder, [room]))
    with pytest.raises(
        StopAndMend, match=r"of 2020 \(revision\) cannot be written: No space left on device - make room"
    ):
        prepare_round(replace(shop, here=replace(shop.here, store=full)), NOW)
    assert batches(shop) == ()
    assert len(files_of(shop)) <= room
    for path in files_of(shop):
        assert store.files.get(path.parent.name + path.name), "what is there is whole"
    made = prepare_round(shop, NOW)
    assert made.is_new
    assert len(batches(shop)) == 1


@pytest.mark.parametrize("where", ["brev", "rapport"])
def test_a_folder_that_cannot_be_written_is_named_and_the_next_run_goes_on(shop, where):
    blocked = shop.here.home / where
    blocked.parent.mkdir(exist_ok=True)
    blocked.write_text("in the way")
    with pytest.raises(StopAndMend, match="cannot be written"):
        prepare_round(shop, NOW)
    assert len(batches(shop)) == (where == "rapport"), "a preview that is missing holds up no letter"
    blocked.unlink()
    prepare_round(shop, NOW)
    assert len(batches(shop)) == 1
    assert (preview_folder(shop.here, 2020) / "index.html").is_file()


def test_a_file_the_system_cuts_short_is_not_kept(tmp_path):
    files = FileStore(tmp_path / "files")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            files.put_all([b"small", bundle()])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [p.stat().st_size for p in tmp_path.rglob("*") if p.is_file()] in ([], [5])
