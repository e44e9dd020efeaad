"""Pages joined to one running text: page numbers go, and the heads repeated beside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from itertools import dropwhile

_PAGE_LINE = re.compile(
    r"^\s*(?:-\s*\d{1,3}\s*-|(?:side|s\.)\s*:?\s*\d{1,3}(?:\s*(?:av|/)\s*\d{1,3})?"
    r"|\d{1,3}\s*/\s*\d{1,3})\s*$",
    re.IGNORECASE,
)
_PAGE_AT_END = re.compile(r"(?:\s{3,}|(?<=\S)\s)Side:?\s+\d{1,3}(?:\s*(?:av|/)\s*\d{1,3})?\s*$")


def without_page_breaks(text: str) -> str:
    """Join what a page break parted: page numbers and running heads repeated on the pages go."""
    text = "\n".join(_without_running_heads(text.split("\n")))
    pages = text.split("\f")
    lines = [page.split("\n") for page in pages]
    if len(pages) > 1:
        repeated = _running_lines(lines)
        lines = [
            [
                line
                for number, line in enumerate(page)
                if index == 0 or number > 3 or line.strip() not in repeated
            ]
            for index, page in enumerate(lines)
        ]
    joined: list[str] = []
    for page in lines:
        page = list(dropwhile(lambda line: not line.strip(), page))  # noqa: PLW2901
        while joined and not joined[-1].strip():
            joined.pop()
        joined.extend(page)
    return "\n".join(joined)


def _without_running_heads(lines: list[str]) -> list[str]:
    """Return the lines with a form feed for each that numbers a page; heads repeated beside those go.

    The document's first head stays without its page: the municipality's name often stands there only.
    """
    places = [
        index
        for index, line in enumerate(lines)
        if _is_page_line(line) or ("Side" in line and _PAGE_AT_END.search(line))
    ]
    if not places:
        return lines
    shapes = [_shape(line) for line in lines]
    seen = Counter(shapes)
    numbered = set(places)
    out: list[str] = []
    is_first = True  # nothing is said above
    for index, line in enumerate(lines):
        if index in numbered:
            tail = _PAGE_AT_END.search(line)
            out.append(line[: tail.start()] if tail and is_first else "\f")
            is_first = is_first and not out[-1].strip()
            continue
        if (
            index > 3
            and (seen[shapes[index]] > 1 or _is_signed_head(line))
            and _is_head(line)
            and _stands_beside(index, places, lines)
        ):
            out.append("")
        else:
            out.append(line)
        is_first = is_first and not out[-1].strip()
    return out


_HEAD_SIGNS = (
    re.compile(r"\b(?:kommune|herad)\b", re.IGNORECASE),
    re.compile(r"\b(?:kommunestyret?|bystyret?|herad?sstyret?|fellesnemnda|formannskapet)\b", re.IGNORECASE),
    re.compile(r"\b(?:\w*protokoll|møtebok|\w*utskrift|saksframlegg|arkivsak\w*|saksnr)\b", re.IGNORECASE),
    re.compile(r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b"),
)


def _is_signed_head(line: str) -> bool:
    """Return whether a line names municipality, body, kind of paper and day, at least three of them, and says nothing."""
    return len(line.split()) < 12 and sum(bool(sign.search(line)) for sign in _HEAD_SIGNS) > 2


def _shape(line: str) -> str:
    return re.sub(r"\d+|\W+", " ", line.casefold()).strip()


def _is_head(line: str) -> bool:
    if re.search(
        r"(?:bosett|buset|tar\s+imot|tek\s+imot|mottek)\w*\s+\w+\s+(?:flykt|person)", line, re.IGNORECASE
    ):
        return False
    return 3 < len(line.strip()) < 120 and not line.rstrip().endswith((".", ";", ":"))


def _stands_beside(index: int, places: list[int], lines: list[str]) -> bool:
    """Return whether no text stands between a line and a page's number but one further line."""
    after = bisect_left(places, index)
    for place in places[max(0, after - 1) : after + 1]:  # behind a number further away stands this one too
        between = lines[min(index, place) + 1 : max(index, place)]
        if len(between) <= 3 and sum(bool(line.strip()) for line in between) <= 1:
            return True
    return False


def _is_page_line(line: str) -> bool:
    """Return whether a line only numbers a page; "88/19" is a case and no page."""
    if _PAGE_LINE.match(line) is None:
        return False
    numbers = [int(number) for number in re.findall(r"\d+", line)]
    return len(numbers) < 2 or numbers[0] <= numbers[1]


def _running_lines(pages: list[list[str]]) -> set[str]:
    tops = [{line.strip() for line in page[:4] if _is_head(line)} for page in pages]
    counts: dict[str, int] = {}
    for top in tops:
        for line in top:
            counts[line] = counts.get(line, 0) + 1
    return {line for line, count in counts.items() if count > 1}
