"""Puts the files of a report where people read them: each whole or not at all, and only those that changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tasks.core.installation import Installation

INTERNAL = "intern"


def edition_folder(here: Installation, year: int, edition: str) -> Path:
    """Return the folder of one edition of a year's report."""
    return here.report_folder / str(year) / edition


def write_files(folder: Path, files: Mapping[str, bytes]) -> int:
    """Write ``files`` (bytes by relative path) below ``folder`` and return how many were new or changed.

    A reader sees the old file or the new one, never a part; a file that is the same is left alone.
    """
    written = 0
    for name, data in files.items():
        path = folder / name
        if path.is_file() and path.read_bytes() == data:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.ny")
        unfinished.write_bytes(data)
        unfinished.replace(path)
        written += 1
    return written
