"""What the words of a vote say was adopted, and when that is a guess."""

from __future__ import annotations

import re

from tasks.replies.reader.headings import ADMINISTRATION, SectionKind
from tasks.replies.reader.parties import party_names
from tasks.replies.reader.sections import Item, Section

_ADOPTS = re.compile(
    r"\b(?:vedtatt|vedteke|vedteken|vedtekne|vedtas|godkjent|godkjend|tiltrådt|bifalt|bifalen|samtykt)\b",
    re.IGNORECASE,
)
_HELPER = re.compile(r"\b(?:ble|blei|vart|er|vert|blir)\b", re.IGNORECASE)


def subject_of_vote(sentence: str) -> str:
    """Return the words that say what was adopted, without what it was set against or who voted for that.

    >>> subject_of_vote("Ved votering mellom A og innstillingen ble innstillingen vedtatt mot 3 stemmer for A")
    'innstillingen'
    >>> subject_of_vote("Framlegget frå Sp vart vedteke mot røystene til rådmannen sitt framlegg")
    'Framlegget frå Sp'
    """
    verb = _ADOPTS.search(sentence)
    if verb is None:
        return sentence
    before = sentence[: verb.start()]
    helper = list(_HELPER.finditer(before))
    if not helper:
        return before.strip() or sentence
    between = before[helper[-1].end() :]
    named = re.search(r"forslag|framlegg|innstilling|tilråding|tilrådning|alternativ", between, re.IGNORECASE)
    named = named if not re.search(r"\bmot\b", between) else None
    return (between if named else before[: helper[-1].start()]).strip() or sentence


def sentence_around(text: str, place: int) -> str:
    """Return the line or sentence that holds a place: who put a proposal forward often stands behind the pointer."""
    start = max(text.rfind(stop, 0, place) for stop in ("\n", ". ")) + 1
    ends = [end for stop in ("\n", ". ") if (end := text.find(stop, place)) >= 0]
    return text[start : min(ends, default=len(text))].strip()


def is_guess(pointer: str, target: Section) -> bool:
    """Return whether a vote on "the proposal" was taken for one on a recommendation, for want of another."""
    named = re.search(rf"innstilling|tilråding|tilrådning|{ADMINISTRATION}", pointer, re.IGNORECASE)
    return named is None and re.search(r"forslag|framlegg", target.heading, re.IGNORECASE) is None


def is_uncertain(item: Item, pointer: str) -> bool:
    """Return whether it is a guess which of several proposals a vote means: one is named that nobody put forward."""
    alternatives = [section for section in item.of_kind(SectionKind.ALTERNATIVE) if has_body(section)]
    parties = party_names(pointer)
    if not alternatives:
        return (
            bool(parties) and re.search(r"innstilling|tilråding|tilrådning", pointer, re.IGNORECASE) is None
        )
    if any(parties & party_names(section.heading + " " + section.organ) for section in alternatives):
        return False
    plain = re.search(r"innstilling|tilråding|tilrådning", pointer, re.IGNORECASE) or re.search(
        ADMINISTRATION, pointer, re.IGNORECASE
    )
    return not plain or bool(
        re.search(
            r"satt\s+opp\s+mot|sett\s+opp\s+mot|mot\s+(?:innstilling|tilråding)|alternativ",
            pointer,
            re.IGNORECASE,
        )
    )


def has_body(section: Section) -> bool:
    """Return whether a section has text enough to be a proposal."""
    return len(section.text) > 15
