"""An export as received turned into registrations: the rows are the same, whatever they came as."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from tasks.core.channels.imdinett import Page
from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.municipality import Register
from tasks.core.model.vedtak import Registration
from tasks.core.tables.rows import cell_text, read_rows
from tasks.core.tables.table import Row, Table
from tasks.replies.registrations import Part, registrations_of


def read_pages(pages: Iterable[Page], *, register: Register, year: int) -> tuple[Registration, ...]:
    """Return one registration per row of all pages, in their order; each row knows its page's checksum.

    :raises BadInput: every fault of every page at once; then nothing of them may be stored.
    """
    pages = tuple(pages)
    parts = [Part(_table(page), hashlib.sha256(page.data).hexdigest()) for page in pages]
    place = pages[0].name if pages else "export"
    return registrations_of(parts, place, register=register, year=year)


def _table(page: Page) -> Table:
    if page.items is None:
        return read_rows(page.data, page.name)
    header = tuple(dict.fromkeys(key for item in page.items for key in item))
    faults: list[Fault] = []
    rows: list[Row] = []
    for number, item in enumerate(page.items, start=1):
        odd = [
            key for key, value in item.items() if not (value is None or isinstance(value, str | int | float))
        ]
        odd += [key for key, value in item.items() if isinstance(value, bool)]
        faults.extend(
            Fault(f"{page.name}, row {number}", f"{key} is no text and no number", "tell IMDinett")
            for key in odd
        )
        rows.append(Row(number, tuple(cell_text(item.get(name)).strip() for name in header)))
    if faults:
        raise BadInput(faults)
    return Table(page.name, header, tuple(row for row in rows if any(row.cells)))
