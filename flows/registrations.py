"""What an export of registered numbers would change, before anything is stored."""

from __future__ import annotations

from collections.abc import Iterator

from config.register_reader import read_register
from flows.clock import when
from tasks.core.installation import open_installation
from tasks.core.model.vedtak import Registration
from tasks.replies.pull_registrations import preview_export

WORDS = {"new": "ny", "changed": "endret", "withdrawn": "borte", "outdated": "eldre, brukes ikke"}


def preview_rows(year: int) -> Iterator[dict[str, object]]:
    """Yield every difference between the export and what is known; unchanged rows are left out."""
    with open_installation() as here:
        changes = preview_export(here, year, when())
    pairs: list[tuple[str, Registration | None, Registration | None]] = [
        *(("new", None, row) for row in changes.new),
        *(("changed", change.before, change.after) for change in changes.changed),
        *(("withdrawn", row, None) for row in changes.withdrawn),
        *(("outdated", change.before, change.after) for change in changes.outdated),
    ]
    for kind, before, after in pairs:
        one = after or before
        yield {
            "year": year,
            "number": None if one is None else one.number,
            "change": kind,
            "before": _said(before),
            "after": _said(after),
            "row": None if after is None else after.row,
        }


def preview_lines(year: int) -> Iterator[str]:
    """Yield the same as lines in nb, and last how many there are."""
    names = read_register(year).by_number()
    count = 0
    for row in preview_rows(year):
        count += 1
        number = str(row["number"])
        name = names[number].display_name if number in names else ""
        yield f"{number}  {name}  {WORDS[str(row['change'])]}: {row['before'] or '-'} -> {row['after'] or '-'}"
    yield f"{count} forskjeller"


def _said(row: Registration | None) -> str | None:
    if row is None:
        return None
    count = row.mark or "tomt" if row.count is None else str(row.count)
    em = "" if row.em is None else f" ({row.em})"
    return f"{count}{em} {row.status.value} v{row.version}"
