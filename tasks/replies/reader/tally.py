"""Votes counted: how many each proposal got, and which got the most."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.replies.reader.ballot import Reference, references
from tasks.replies.reader.introductions import PARTIES

_VOTES_AFTER = re.compile(
    r"\s*(?:(?:(?:om|på)\s+)?\d{1,3}\s*(?:flyktning\w*|person\w*)?\s*(?=fikk|fekk))?(?:fikk|fekk|:|oppnådde|hadde|sitt|med|\()?\s*"
    r"(?P<votes>\d{1,3})\b(?!\s*(?:flykt|person|fikk|fekk))",
    re.IGNORECASE,
)
_OF_NUMBER = re.compile(r"\s(?:på|om)$", re.IGNORECASE)
_NUMBER_GOT = re.compile(
    r"\s*\d{1,3}\s*(?:flyktning\w*|person\w*)?\s*(?:fikk|fekk|oppnådde|hadde)", re.IGNORECASE
)
_VOTES_BEFORE = re.compile(
    r"(?P<votes>\d{1,3})\s*(?:stemmer\s+|røyster\s+)?(?:(?:ble\s+)?(?:stemte|røysta|avgitt|gitt)\s+)?(?:for|på)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
# "The recommendation against the joint proposal: 11 against 14 votes": counted in the order they are named.
_PAIR = re.compile(
    r"^(?P<one>[^:]{3,160}?)\s(?:sat[te]*\s+(?:opp\s+)?|sett\s+(?:opp\s+)?|stilt\s+(?:opp\s+)?)?(?:i?mot|kontra|vs\.?)\s(?P<other>[^:]{3,160}?)\s*[:,]\s*"
    r"(?P<first>\d{1,3})\s*(?:stemmer\s*|røyster\s*|st\.?\s*)?(?:mot|-|–|/)\s*(?P<second>\d{1,3})\b",
    re.IGNORECASE,
)
_PARTY_GOT = re.compile(rf"(?<![\w/])(?P<who>{PARTIES})\s+(?:fikk|fekk|oppnådde)\s+(?P<votes>\d{{1,3}})\b")
_SHORT_RIVAL = re.compile(r"\bog\s+(?P<who>[A-ZÆØÅ]\w{0,4})\s+sitt\s+(?P<votes>\d{1,3})\b")


def counted_in(clause: str) -> list[tuple[int, Reference]]:
    """Return the proposals of a clause with the votes it counts for each."""
    counted = _pair_in(clause)
    if counted:
        return counted
    for reference in references(clause):
        after = _VOTES_AFTER.match(clause[reference.end :])
        before = _VOTES_BEFORE.search(clause[: reference.start + 1].rstrip("f")) or _VOTES_BEFORE.search(
            clause[: reference.start]
        )
        if after and _OF_NUMBER.search(reference.text) and not _NUMBER_GOT.match(clause[reference.end :]):
            after = None  # "the recommendation of 14": a number of people
        found = before or after
        if found:
            counted.append((int(found["votes"]), reference))
    for party in _PARTY_GOT.finditer(clause):
        if not any(r.start <= party.start() < r.end for _, r in counted):
            named = Reference(f"forslag fra {party['who']}", party.start(), party.end())
            counted.append((int(party["votes"]), named))
    rival = _SHORT_RIVAL.search(clause)
    if rival:
        counted.append(
            (int(rival["votes"]), Reference(f"{rival['who']} sitt forslag", rival.start(), rival.end()))
        )
    return counted


def _pair_in(clause: str) -> list[tuple[int, Reference]]:
    """Return the two proposals set against each other with their votes, where the votes stand behind both."""
    pair = _PAIR.match(clause)
    if pair is None:
        return []
    one, other = references(pair["one"]), references(pair["other"])
    if not one or len(other) != 1:
        return []
    return [(int(pair["first"]), one[-1]), (int(pair["second"]), other[0])]


def most_votes(counted: Sequence[tuple[int, Reference]]) -> Reference | None:
    """Return the proposal with the most votes where two or more are counted, None else."""
    ranked = sorted(counted, key=lambda entry: entry[0], reverse=True)
    return ranked[0][1] if len(ranked) > 1 and ranked[0][0] > ranked[1][0] else None
