"""Votes counted: how many each proposal got, and which got the most."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.replies.reader.ballot import Reference, references

_VOTES_AFTER = re.compile(
    r"\s*(?:(?:(?:om|på)\s+)?\d{1,3}\s*(?:flyktning\w*|person\w*)?\s*(?=fikk|fekk))?(?:fikk|fekk|:|oppnådde|hadde|sitt|med|\()?\s*"
    r"(?P<votes>\d{1,3})\b(?!\s*(?:flykt|person|fikk|fekk))",
    re.IGNORECASE,
)
_VOTES_BEFORE = re.compile(
    r"(?P<votes>\d{1,3})\s*(?:stemmer\s+|røyster\s+)?(?:(?:ble\s+)?(?:stemte|røysta|avgitt|gitt)\s+)?(?:for|på)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_SHORT_RIVAL = re.compile(r"\bog\s+(?P<who>[A-ZÆØÅ]\w{0,4})\s+sitt\s+(?P<votes>\d{1,3})\b")


def counted_in(clause: str) -> list[tuple[int, Reference]]:
    """Return the proposals of a clause with the votes it counts for each."""
    counted: list[tuple[int, Reference]] = []
    for reference in references(clause):
        after = _VOTES_AFTER.match(clause[reference.end :])
        before = _VOTES_BEFORE.search(clause[: reference.start + 1].rstrip("f")) or _VOTES_BEFORE.search(
            clause[: reference.start]
        )
        found = before or after
        if found:
            counted.append((int(found["votes"]), reference))
    rival = _SHORT_RIVAL.search(clause)
    if rival:
        counted.append(
            (int(rival["votes"]), Reference(f"{rival['who']} sitt forslag", rival.start(), rival.end()))
        )
    return counted


def most_votes(counted: Sequence[tuple[int, Reference]]) -> Reference | None:
    """Return the proposal with the most votes where two or more are counted, None else."""
    ranked = sorted(counted, key=lambda entry: entry[0], reverse=True)
    return ranked[0][1] if len(ranked) > 1 and ranked[0][0] > ranked[1][0] else None
