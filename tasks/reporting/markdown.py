"""Markdown tables whose cells hold text from outside without becoming markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

# Entities, not backslashes: a backslash that came with the text could undo ours.
_MARKS = str.maketrans({mark: f"&#{ord(mark)};" for mark in "&<>|[]`\\"})


def cell(text: str) -> str:
    r"""Return text that stays inside its table cell and is no markup: what comes from outside is hostile.

    >>> cell("a|b\n<i>")
    'a&#124;b &#60;i&#62;'
    """
    return " ".join(text.splitlines()).translate(_MARKS)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a markdown table; no rows give no lines."""
    body = ["| " + " | ".join(cell(text) for text in row) + " |" for row in rows]
    return ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads), *body] if body else []
