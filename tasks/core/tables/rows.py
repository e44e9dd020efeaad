"""Reads CSV and XLSX bytes as rows of text; what is no table, or would burst when unpacked, is refused."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from tasks.core.model.errors import BadInput, Fault
from tasks.core.tables.table import Row, Table
from tasks.core.tables.zips import NOT_A_ZIP, open_zip

MOST_UNPACKED_BYTES = 50 * 1024 * 1024
MOST_PARTS = 1000
MOST_ROWS = 100_000
MOST_COLUMNS = 1000
DELIMITERS = ";,\t"
COMMENT = "#"

# What a file begins with -> what it is and what to do instead
NOT_TABLES: tuple[tuple[re.Pattern[bytes], str, str], ...] = (
    (re.compile(rb"\s*<"), "a web page, not data", "log in and save the file itself, not the page"),
    (re.compile(rb"%PDF"), "a PDF, not data", "ask for CSV or XLSX"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an old or encrypted Excel file", "save it as .xlsx without password"),
    (re.compile(rb"\s*[\[{]"), "JSON, not a table", "ask for CSV or XLSX"),
)
_BROKEN_WORKBOOK = (
    zipfile.BadZipFile,
    InvalidFileException,
    SyntaxError,  # what both XML parsers raise: the standard library and lxml, which openpyxl takes if it is there
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    RuntimeError,
    EOFError,
)


def read_rows(data: bytes, name: str) -> Table:
    """Return the table in ``data``: CSV, or the first sheet of an XLSX. Blank rows are passed over.

    CSV: UTF-8 with or without mark, else Windows-1252; parted by ``;``, ``,`` or tab, whichever the header
    has most of; lines before the header that begin with ``#`` are comments. Cells are stripped text; a short
    row is filled up with empty cells.

    :param name: what messages call the source.
    :raises BadInput: every fault with its row: no table, unreadable, too large, a row longer than the header.
    """
    mark = next(
        ((what, action) for begins, what, action in NOT_TABLES if begins.match(_unmarked(data))), None
    )
    if mark is not None:
        raise BadInput.one(name, f"this is {mark[0]}", mark[1])
    lines = _workbook(data, name) if data.startswith(b"PK") else _text(data, name)
    rows = [row for row in lines if any(row.cells)]
    if not rows:
        raise BadInput.one(name, "there is nothing in it", "ask for the file again")
    header, *body = rows
    return Table(name, _trimmed(header.cells), _squared(name, _trimmed(header.cells), body))


def _unmarked(data: bytes) -> bytes:
    return data.removeprefix(b"\xef\xbb\xbf")


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the cells without the empty ones at the end."""
    filled = max((index for index, cell in enumerate(cells, start=1) if cell), default=0)
    return tuple(cells[:filled])


def _squared(name: str, header: tuple[str, ...], rows: Sequence[Row]) -> tuple[Row, ...]:
    width = len(header)
    long = [row for row in rows if any(row.cells[width:])]
    if long:
        what = f"the row has more cells than the header's {width}"
        raise BadInput(
            Fault(f"{name}, row {row.number}", what, "quote cells that hold the delimiter") for row in long
        )
    return tuple(Row(row.number, (*row.cells[:width], *("",) * (width - len(row.cells)))) for row in rows)


def _text(data: bytes, name: str) -> list[Row]:
    text = _decoded(data, name)
    lines = text.splitlines(keepends=True)
    first = next(
        (n for n, line in enumerate(lines) if line.strip() and not line.startswith(COMMENT)), len(lines)
    )
    header = lines[first] if first < len(lines) else ""
    reader = csv.reader(lines[first:], delimiter=max(DELIMITERS, key=header.count))
    return _guarded(name, lambda: _numbered(reader, first), (csv.Error,))


def _numbered(reader: Any, before: int) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the number of its first line: a quoted cell may hold line breaks."""
    start = before + 1
    for cells in reader:
        yield start, cells
        start = before + reader.line_num + 1


def _decoded(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise BadInput.one(name, "this is neither UTF-8 nor Windows-1252 text", "save it as CSV in UTF-8")


def _workbook(data: bytes, name: str) -> list[Row]:
    _refuse_bomb(data, name)

    def sheet() -> Iterator[tuple[int, list[str]]]:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            first: Any = book.worksheets[0]
            for number, cells in enumerate(first.iter_rows(values_only=True), start=1):
                yield number, [cell_text(value) for value in cells]
        finally:
            book.close()

    return _guarded(name, sheet, _BROKEN_WORKBOOK)


def _refuse_bomb(data: bytes, name: str) -> None:
    """Pass a workbook whose parts are few and small enough unpacked; their sizes are read, not unpacked."""
    try:
        with open_zip(data) as archive:
            parts = archive.infolist()
    except NOT_A_ZIP as broken:
        raise BadInput.one(name, "the workbook is broken", "save it again as .xlsx or CSV") from broken
    size = sum(part.file_size for part in parts)
    if size > MOST_UNPACKED_BYTES or len(parts) > MOST_PARTS:
        what = f"the workbook would unpack to {size:,} bytes in {len(parts)} parts"
        raise BadInput.one(name, what, "ask for a smaller file, or CSV")


def _guarded(
    name: str, lines: Callable[[], Iterator[tuple[int, list[str]]]], broken: tuple[type[Exception], ...]
) -> list[Row]:
    """Return the rows; bounds are tested while reading, and what the reader stumbles on becomes a fault."""
    rows: list[Row] = []
    try:
        for number, cells in lines():
            if len(rows) > MOST_ROWS or len(cells) > MOST_COLUMNS:
                what = f"more than {MOST_ROWS} rows or {MOST_COLUMNS} columns"
                raise BadInput.one(f"{name}, row {number}", what, "ask for a smaller file")
            rows.append(Row(number, tuple(cell.strip() for cell in cells)))
    except broken as stumbled:
        place = f"{name}, row {rows[-1].number + 1 if rows else 1}"
        raise BadInput.one(place, f"not readable ({stumbled})", "save it again as .xlsx or CSV") from stumbled
    return rows


def cell_text(value: object) -> str:
    """Return a workbook's cell as the text a person sees: 15 for 15.0, 2019-12-20 for a day.

    >>> cell_text(15.0), cell_text(None), cell_text(datetime(2019, 12, 20))
    ('15', '', '2019-12-20')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        at_midnight = value.time() == datetime.min.time()
        return value.date().isoformat() if at_midnight else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else str(value)
