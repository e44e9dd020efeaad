"""The files that commands read and write: a fault of the path is bad input, and a file is written whole."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from tasks.core.model.errors import BadInput


def read_file(file: Path) -> bytes:
    """Return what is in a file.

    :raises BadInput: it cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as problem:
        raise BadInput.one(str(file), f"cannot be read ({problem.strerror})", "check the path") from None


def write_text(file: Path, text: str) -> None:
    """Write ``text`` as UTF-8, all of it or nothing: a reader never meets half a table.

    :raises BadInput: it cannot be written.
    """
    half = file.with_name(f".{file.name}.part")
    try:
        half.write_text(text, encoding="utf-8", newline="")
        os.replace(half, file)  # noqa: PTH105  one step, on every system
    except OSError as problem:
        with contextlib.suppress(OSError):
            half.unlink()
        raise BadInput.one(str(file), f"cannot be written ({problem.strerror})", "check the path") from None
