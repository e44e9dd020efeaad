"""Cells that a spreadsheet would run as a formula are made into text."""

from __future__ import annotations

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def plain_cell(value: str | int | None) -> str | int:
    r"""Return a cell that no spreadsheet runs: text that starts like a formula gets an apostrophe before it.

    None is an empty cell; figures stay figures, also negative ones.

    >>> plain_cell('=HYPERLINK("x")'), plain_cell("Oslo"), plain_cell(-3), plain_cell(None)
    ('\'=HYPERLINK("x")', 'Oslo', -3, '')
    """
    if value is None:
        return ""
    if isinstance(value, int):
        return value
    return f"'{value}" if value.lstrip(" ").startswith(_STARTS) else value
