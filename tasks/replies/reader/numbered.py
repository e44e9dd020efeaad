"""Proposals told apart by number or letter ("Alternativ 2"), of which the vedtak names one."""

from __future__ import annotations

import re

from tasks.replies.reader.sections import Item

_LABEL = r"(?:alternativ|forslag|framlegg)\s*(?:nr\.?\s*)?(?P<mark>\d|[A-D])\b"
_NAMED = re.compile(rf"\b{_LABEL}", re.IGNORECASE)
_AT_LINE = re.compile(rf"^\W*{_LABEL}\W*", re.IGNORECASE)


def numbered_proposal(item: Item, vedtak: str) -> str:
    """Return the text of the one proposal the vedtak names by its mark, "" when none or several are named."""
    marks = {match["mark"].casefold() for match in _NAMED.finditer(vedtak)}
    if len(marks) != 1:
        return ""
    wanted = marks.pop()
    kept: list[str] = []
    for section in item.sections:
        inside = False
        for line in (section.heading, *section.lines):
            label = _AT_LINE.match(line)
            if label is not None and line not in vedtak:
                inside = label["mark"].casefold() == wanted
                line = line[label.end() :]  # noqa: PLW2901 - the mark itself says nothing
            if inside and line not in vedtak:
                kept.append(line)
    return "\n".join(kept).strip()
