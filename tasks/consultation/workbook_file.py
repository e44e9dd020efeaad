"""Opens a workbook that came from outside: bounded before it is unpacked, and never calculated."""

from __future__ import annotations

import io

import openpyxl
from openpyxl.workbook import Workbook

from tasks.core.model.errors import BadInput
from tasks.core.tables.zips import NOT_A_ZIP, open_zip

# Our own workbook is 60 kB packed and 600 kB unpacked; a person's copy of it is not many times larger.
MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED_BYTES = 20 * 1024 * 1024
MOST_PARTS = 200


def open_workbook(data: bytes, name: str) -> Workbook:
    """Return the workbook with formulas as text and links to other files left out; faults name it ``name``.

    :raises BadInput: not an .xlsx file, or far larger packed or unpacked than an answer can be.
    """
    action = "ask for the answered workbook as .xlsx, saved from the one that was sent"
    if len(data) > MOST_BYTES:
        raise BadInput.one(name, f"{len(data)} bytes is more than {MOST_BYTES}", action)
    try:
        with open_zip(data) as archive:
            parts = archive.infolist()
        # The declared sizes bind: zipfile stops at them when it unpacks.
        unpacked = sum(part.file_size for part in parts)
    except NOT_A_ZIP as problem:
        raise BadInput.one(name, "the file is not an .xlsx workbook", action) from problem
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED_BYTES:
        raise BadInput.one(name, f"it unpacks to {len(parts)} parts of {unpacked} bytes in total", action)
    try:
        return openpyxl.load_workbook(io.BytesIO(data), keep_links=False)
    except (
        Exception
    ) as problem:  # openpyxl raises whatever its XML, zip and value layers raise on broken files
        raise BadInput.one(
            name, f"the workbook cannot be read ({type(problem).__name__})", action
        ) from problem
