"""What the store says it keeps is on the disk: a power loss right afterwards takes none of it."""

from __future__ import annotations

import hashlib
import os
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest
from outbox_builders import a_box, add_ready_letters, some_municipalities
from sqlalchemy import event

from tasks.core.channels.folder import FolderChannel
from tasks.core.store import Store
from tasks.core.store.files import FileStore
from tasks.dispatch.run import run

MANY = [b"vedtak %d" % number for number in range(60)]


class Disk:
    """What a disk holds after a power loss: contents of files, and names in folders, as they were when synchronised."""

    def __init__(self) -> None:
        self.contents: dict[int, bytes] = {}
        self.names: dict[str, dict[str, int]] = {}
        self._lock = threading.Lock()

    def sync(self, handle: int) -> None:
        path = Path(f"/proc/self/fd/{handle}").readlink()
        with self._lock:
            if path.is_dir():
                self.names[str(path)] = {one.name: one.stat().st_ino for one in path.iterdir()}
            else:
                self.contents[os.fstat(handle).st_ino] = path.read_bytes()

    def read(self, root: Path, path: Path) -> bytes | None:
        """Return the bytes of a file, None where it, its name or one above it was lost."""
        folder = root
        for part in path.relative_to(root).parts:
            inode = self.names.get(str(folder), {}).get(part)
            if inode is None:
                return None
            folder = folder / part
        return self.contents.get(inode)


def on_disk(disk: Disk, root: Path, store: FileStore, data: bytes) -> bool:
    sha256 = hashlib.sha256(data).hexdigest()
    return disk.read(root, store.folder / sha256[:2] / sha256[2:]) == data


@pytest.mark.parametrize("depth", ["files", "new/home/files"])
def test_what_was_put_is_there_after_a_power_loss(tmp_path, depth):
    disk = Disk()
    store = FileStore(tmp_path / depth, disk.sync)
    for data in MANY[:20]:
        assert store.put(data) == hashlib.sha256(data).hexdigest()
        assert on_disk(disk, tmp_path, store, data)
    store.put_all(MANY)
    assert all(on_disk(disk, tmp_path, store, data) for data in MANY)


def test_a_file_another_worker_just_named_is_made_sure_of(tmp_path):
    FileStore(tmp_path / "files").put(MANY[0])  # on no disk of ours
    before = FileStore(tmp_path / "files", Disk().sync)
    for put in (before.put, lambda data: before.put_all([data])):
        put(MANY[0])
        folder = tmp_path / "files" / hashlib.sha256(MANY[0]).hexdigest()[:2]
        assert str(folder) in before.sync.__self__.names


def test_many_files_share_the_price_of_their_folders(tmp_path):
    calls = []

    def counted(handle):
        calls.append(Path(f"/proc/self/fd/{handle}").readlink())
        os.fsync(handle)

    same_folder = [
        data for number in range(20_000) if hashlib.sha256(data := b"%d" % number).hexdigest()[:2] == "ab"
    ]
    store = FileStore(tmp_path / "files", counted)
    store.put(same_folder[0])
    calls.clear()
    store.put_all(same_folder[1:33])
    assert sum(path.is_dir() for path in calls) == 2
    assert len(calls) == 34


def test_a_transaction_that_must_last_waits_for_the_disk_and_the_next_does_not(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'x.db'}", tmp_path / "files", upgrade=True)
    levels = []
    for must_last in (False, True, False):
        with store.begin(must_last=must_last) as tx:
            levels.append(tx.connection.exec_driver_sql("PRAGMA synchronous").scalar())
    store.close()
    assert levels == [1, 2, 1], "NORMAL, FULL, NORMAL"


@pytest.mark.parametrize(
    ("is_local", "level"),
    [
        pytest.param(False, "FULL", id="a letter that leaves"),
        pytest.param(True, "NORMAL", id="a folder here"),
    ],
)
def test_a_letter_leaves_only_after_the_disk_knows_that_it_was_begun(is_local, level, tmp_path):
    said, when_sent = [], []

    @dataclass(frozen=True, slots=True)
    class Watched(FolderChannel):
        def submit(self, parcel):
            when_sent.append(said[-1])
            return FolderChannel.submit(self, parcel)

    municipalities = some_municipalities(3)
    store = Store.open(f"sqlite:///{tmp_path / 'x.db'}", tmp_path / "files", upgrade=True)
    add_ready_letters(store, municipalities, "folder")

    def listen(_connection, _cursor, statement, *_rest):
        if statement.startswith("PRAGMA synchronous="):
            said.append(statement.partition("=")[2])

    event.listen(store.engine, "before_cursor_execute", listen)
    try:
        run(a_box(store, Watched(tmp_path / "outbox", is_local=is_local), municipalities), 2020)
    finally:
        event.remove(store.engine, "before_cursor_execute", listen)
        store.close()
    assert when_sent == [level] * 3
