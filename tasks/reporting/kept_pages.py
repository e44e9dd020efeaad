"""Which pages of municipalities still stand as they were written, so that only the others are made again.

Beside the pages lies what each was made from and what it looked like then. A page that anybody changed or removed, a
municipality about which anything more is known, another program: all of it is made anew. Losing that file costs time,
never truth.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import cast

NOTE = ".sider.json"
PROGRAM = Path(__file__).parents[1]  # words, sentences and templates all lie in the rooms
SOURCES = {".py", ".j2", ".css", ".js"}


@dataclass(frozen=True, slots=True)
class PagesToMake:
    """``traces``: what every page is made from, by number; ``numbers``: those that must be made again."""

    traces: Mapping[str, str]
    numbers: frozenset[str]

    @property
    def kept(self) -> frozenset[str]:
        """The municipalities whose page stands."""
        return frozenset(self.traces) - self.numbers


def pages_to_make(folder: Path, traces: Mapping[str, str], name_of: Mapping[str, str]) -> PagesToMake:
    """Return which pages of ``folder`` (by the names in ``name_of``) are not what their trace would give."""
    noted = _noted(folder)
    stale = {
        number
        for number, trace in traces.items()
        if noted.get(number) != [_sha256(trace.encode()), _sha256_of(folder / name_of[number])]
    }
    return PagesToMake(dict(traces), frozenset(stale))


def note_pages(
    folder: Path, made: PagesToMake, files: Mapping[str, bytes], name_of: Mapping[str, str]
) -> None:
    """Write down what the pages of ``folder`` were made from, once they are written; what stands stays noted."""
    noted = _noted(folder)
    pages = {number: noted[number] for number in made.kept if number in noted}
    for number in made.numbers:
        pages[number] = [_sha256(made.traces[number].encode()), _sha256(files[name_of[number]])]
    text = json.dumps({"program": program_digest(), "pages": dict(sorted(pages.items()))})
    unfinished = folder / f"{NOTE}.ny"
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(folder / NOTE)


@cache
def program_digest() -> str:
    """Return a digest of everything of the program that a page's text depends on."""
    told = hashlib.sha256()
    for path in sorted(p for p in PROGRAM.rglob("*") if p.suffix in SOURCES):
        told.update(path.relative_to(PROGRAM).as_posix().encode())
        told.update(path.read_bytes())
    told.update(repr([version(name) for name in ("babel", "jinja2", "markupsafe")]).encode())
    return told.hexdigest()


def _noted(folder: Path) -> dict[str, list[str]]:
    """Return what is noted by this program; nothing where the note is missing or cannot be read."""
    try:
        note = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        if note["program"] != program_digest():
            return {}
        return cast("dict[str, list[str]]", dict(note["pages"]))
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _sha256_of(path: Path) -> str:
    try:
        return _sha256(path.read_bytes())
    except OSError:
        return ""


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
