"""What a published cell says: a number, a number "of which EM", nothing, or a mark; and cells that leave."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.core.model.errors import BadInput

SUPPRESSED = ":"
NOT_APPLICABLE = "."
MARKS = frozenset({SUPPRESSED, NOT_APPLICABLE, "..", "...", "-", "–"})
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

_SPACE = r"[ \u00a0\u2009\u202f]"
_COUNT = rf"\d{{1,3}}(?:{_SPACE}\d{{3}})+|\d+"
_CELL = re.compile(
    rf"(?P<count>{_COUNT})(?:[.,]0)?(?:{_SPACE}*\({_SPACE}*(?P<em>{_COUNT}|:|\.{{1,2}}){_SPACE}*\))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class CountCell:
    """Persons in a cell. ``count`` is None where nothing is published; ``mark`` keeps the sign found there.

    ``em`` is the part in brackets, None where there is none or it is suppressed; it is inside ``count``.
    """

    count: int | None
    em: int | None = None
    mark: str = ""


def count_with_em(text: str, *, place: str = "cell") -> CountCell:
    """Return what a cell such as "469 (41)" says. Empty is not 0, and a mark is not 0 either.

    >>> count_with_em("469 (41)"), count_with_em("5 100")
    (CountCell(count=469, em=41, mark=''), CountCell(count=5100, em=None, mark=''))
    >>> [count_with_em(text).count for text in ("0", "", ":")]
    [0, None, None]

    :raises BadInput: anything else, and EM above the total.
    """
    stripped = text.strip()
    if not stripped or stripped in MARKS:
        return CountCell(None, mark=stripped)
    found = _CELL.fullmatch(stripped)
    if found is None:
        raise BadInput.one(place, f"{text!r} is not a whole number", 'write it as 469, or "469 (41)" with EM')
    count = _whole(found["count"])
    inside = found["em"]
    if inside is None or inside in MARKS:
        return CountCell(count, mark=inside or "")
    em = _whole(inside)
    if em > count:
        raise BadInput.one(
            place, f"EM {em} is above the total {count}", "EM is inside the total: correct one"
        )
    return CountCell(count, em)


def escape_formula(text: str) -> str:
    """Return the text of a cell that a spreadsheet takes as text, whoever wrote it.

    >>> escape_formula("=HYPERLINK(1)"), escape_formula("Ørsta"), escape_formula("  @x")
    ("'=HYPERLINK(1)", 'Ørsta', "'  @x")
    """
    dangerous = text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)
    return f"'{text}" if dangerous else text


def _whole(digits: str) -> int:
    return int(re.sub(_SPACE, "", digits))
