"""Sentences that refuse: the whole request, or only the number asked for where another was decided."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.replies.reader.answers import DECLINING
from tasks.replies.reader.mentions import Mention, Role

_TURNS = re.compile(
    r"\bmen\b|\blikevel\b|\bi\s+ste(?:det|den)\b|\bi\s+staden\b|\bog\s+(?:bosetter|buset|vil|tar|tek)\b|\bfl(?:ere|eire)\s+enn|\bme(?:r|ir)\s+enn",
    re.IGNORECASE,
)


def declining_in(sentences: Sequence[str]) -> str:
    """Return the first sentence that refuses the request itself, not only a group or a number above another; "" when none does."""
    for sentence in sentences:
        match = DECLINING.search(sentence)
        if match is None:
            continue
        around = sentence[max(0, match.start() - 10) : match.end() + 70]
        if re.search(
            r"\b(?:person|flyktning|folk)\w*\s+(?:med|som)\b[^.;]*$",
            sentence[: match.start() + 1],
            re.IGNORECASE,
        ):
            continue
        if re.search(r"(?:mindreårig|familie)[^.;]*$", sentence[: match.start()], re.IGNORECASE):
            continue
        if re.search(
            r"mindreårig|familie|flere\s+enn|fleire\s+enn|\bså\s+mange\b|\b(?:personer|personar|flyktninger"
            r"|flyktningar)\s+(?:med|som|under|over)\b",
            around,
            re.IGNORECASE,
        ):
            continue
        return sentence
    return ""


def refuses_the_request(sentence: str, numbers: Sequence[Mention], total: Mention) -> bool:
    """Return whether a sentence declines only the number asked for, where another was decided."""
    asked = [m for m in numbers if m.sentence == sentence and m.role in {Role.REQUESTED, Role.REFUSED}]
    return bool(asked) and all(m.value is not None and m.value != total.value for m in asked)


def contradicts(refusal: str, numbers: Sequence[Mention], total: Mention) -> bool:
    """Return whether a sentence of refusal stands beside a number it does not explain."""
    if not total.value:
        return False
    if total.sentence == refusal:
        return _TURNS.search(refusal) is None and not any(
            m.sentence == refusal and m.role in {Role.REFUSED, Role.REQUESTED} for m in numbers
        )
    return not refuses_the_request(refusal, numbers, total)
