"""Rows of a CSV or XLSX export as text, with the row number a person sees."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import datetime
from typing import Any

from openpyxl import load_workbook

from tasks.core.model.errors import BadInput
from tasks.replies.kinds import Kind, sniff

MOST_UNPACKED = 100 * 1024 * 1024
MOST_ROWS = 20_000
Rows = list[tuple[int, list[str]]]


def read_rows(content: bytes, place: str) -> tuple[list[str], Rows]:
    """Return the header and the rows below it, every cell as text; the first sheet of a workbook.

    CSV: UTF-8 with or without mark, else Windows-1252; ``;``, ``,`` or tab, whichever the header has most of.

    :raises BadInput: not a table, a page of HTML, a broken or oversized workbook.
    """
    kind = sniff(content, place)
    if content.startswith(b"PK"):
        rows = _workbook(content, place)
    elif kind in {Kind.TEXT, Kind.MAIL}:
        rows = _text(content, place)
    else:
        raise BadInput.one(place, f"this is {kind.value}, not CSV or XLSX", "export the registrations again")
    filled = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
    if not filled:
        raise BadInput.one(place, "the file is empty", "export the registrations again")
    return filled[0][1], filled[1:]


def _text(content: bytes, place: str) -> Rows:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if "\x00" in text:
        raise BadInput.one(place, "the file holds zero bytes", "export the registrations as CSV or XLSX")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";,\t", key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise BadInput.one(place, f"not readable as CSV: {error}", "export the registrations again") from error
    if len(rows) > MOST_ROWS:
        raise BadInput.one(place, f"{len(rows)} rows is more than {MOST_ROWS}", "export one year only")
    return rows


def _workbook(content: bytes, place: str) -> Rows:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise BadInput.one(place, "the workbook unpacks to more than 100 MB", "export one year only")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows: Rows = []
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            if number > MOST_ROWS:
                raise BadInput.one(place, f"more than {MOST_ROWS} rows", "export one year only")
            rows.append((number, [_cell(value) for value in row]))
    except BadInput:
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl raises whatever a broken workbook makes it stumble on
        raise BadInput.one(place, f"not readable as a workbook ({type(error).__name__})", "export it again") from error
    return rows


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return str(value)
