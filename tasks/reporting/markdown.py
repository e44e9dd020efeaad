"""Markdown tables whose cells hold text from outside without becoming markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

# Entities, not backslashes: a backslash that came with the text could undo ours.
_MARKS = str.maketrans({mark: f"&#{ord(mark)};" for mark in "&<>|[]`\\"})

BREAK = "<br>"  # Prefect's dashboard breaks no line of a cell by itself: a wide table is cut off at its side


def cell(text: str) -> str:
    r"""Return text that stays inside its table cell and is no markup: what comes from outside is hostile.

    >>> cell("a|b\n<i>")
    'a&#124;b &#60;i&#62;'
    """
    return " ".join(text.splitlines()).translate(_MARKS)


def lines_of(parts: Sequence[str]) -> str:
    """Return texts that stand under one another in one cell.

    >>> lines_of(("Ikke noe svar", "<b>"))
    'Ikke noe svar<br>&#60;b&#62;'
    """
    return BREAK.join(cell(text) for text in parts)


def table(heads: Sequence[str], rows: Iterable[Sequence[str | tuple[str, ...]]]) -> list[str]:
    """Return the lines of a markdown table; no rows give no lines. Several texts of a cell stand under one another."""
    body = [
        "| " + " | ".join(cell(text) if isinstance(text, str) else lines_of(text) for text in row) + " |"
        for row in rows
    ]
    return ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads), *body] if body else []
