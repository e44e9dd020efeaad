"""Files of the report reach their folder whole, and only where something changed."""

from __future__ import annotations

from tasks.reporting.report_folder import write_files


def test_only_what_changed_is_written(tmp_path):
    assert write_files(tmp_path, {"index.html": b"a", "data/k.csv": b"1"}) == 2
    before = (tmp_path / "index.html").stat().st_mtime_ns
    assert write_files(tmp_path, {"index.html": b"a", "data/k.csv": b"2"}) == 1
    assert (tmp_path / "index.html").stat().st_mtime_ns == before
    assert (tmp_path / "data" / "k.csv").read_bytes() == b"2"


def test_nothing_unfinished_is_left(tmp_path):
    write_files(tmp_path, {"a/b.html": b"x"})
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["b.html"]
