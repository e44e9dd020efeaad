"""The unaccompanied minors in the adopted text: their number, and whether it stands inside the total or on top."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.replies.reader.answers import DECLINING
from tasks.replies.reader.mentions import Mention, Role

_NO_EM = re.compile(
    r"(?<!\bflere )(?:\b(?:ingen|ikke|ikkje|inga|null|0|uten|utan|heller\s+(?:ikke|ikkje)"
    r"|verken|unntatt|unnateke|unntak\s+av)\b(?!\s+(?:flere|fleire|mer|meir|over"
    r"|nødvendig)\b)(?!\s+\w+\s+(?:flere|fleire)\s+enn)"
    r"[^.;,]{0,60}?\b(?:enslige?|einslege?|enslege)\s+mindreårig\w*)"
    r"|\b(?:enslige?|einslege?|enslege)\s+mindreårig\w*(?:\s+flyktning\w+)?\s*(?::\s*(?:0|ingen"
    r"|null)\b|[^.;,\d]{0,40}\b(?:ikke|ikkje)\b(?!\s+(?:flere|fleire|mer|meir|over)\b))"
    r"|\b(?:0|ingen|null)\s+(?:EM|EMA)\b",
    re.IGNORECASE,
)
_EM_LIMIT = re.compile(r"(?:ikke|ikkje)[^.;,]{0,80}(?:under\s+1\d|yngre\s+enn)", re.IGNORECASE)


def read_minors(
    mine: Sequence[Mention], sentences: Sequence[str]
) -> tuple[int | None, Mention | None, int, str]:
    """Return the number of unaccompanied minors, its mention, how many come on top of the total, and the sentence."""
    found = [m for m in mine if m.role in {Role.EM, Role.EM_ON_TOP}]
    if found:
        first = found[0]
        alone = not any(m.role in {Role.TOTAL, Role.ADDED} for m in mine if m.index == first.index)
        if alone and DECLINING.search(first.sentence):
            return 0, None, 0, first.sentence
        is_on_top = first.role is Role.EM_ON_TOP or _comes_on_top(first, mine)
        on_top = (first.value or 0) if is_on_top else 0
        return first.value, first, on_top, first.sentence
    for sentence in sentences:
        if _NO_EM.search(sentence) and not _EM_LIMIT.search(sentence):
            return 0, None, 0, sentence
    return None, None, 0, ""


def _comes_on_top(em: Mention, mine: Sequence[Mention]) -> bool:
    """Return whether a sentence of its own adds the minors to a total given before it."""
    adds = re.search(
        r"\bi\s+tillegg\b|\bdessuten\b|\but\s?over\s+d(?:ette|isse|esse|et)\b",
        em.sentence[: em.numeral.start],
        re.IGNORECASE,
    )
    return adds is not None and any(m.role is Role.TOTAL and m.index < em.index for m in mine)
