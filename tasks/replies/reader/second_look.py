"""What else in a document claims to be the council's number: a reading that another text contradicts is doubted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.replies.reader.adopted import Basis, adopted_by_vote, find_adopted, without_talk
from tasks.replies.reader.amounts import ONLY_PROPOSED, read_amounts
from tasks.replies.reader.headings import SectionKind
from tasks.replies.reader.limits import MOST_DECIDED, TOO_LONG
from tasks.replies.reader.organs import is_committee
from tasks.replies.reader.prose import DECISION, prose_of
from tasks.replies.reader.sections import Item
from tasks.replies.reader.sentences import all_sentences

_SETTLES = re.compile(r"bosett|bosetj|buset|t(?:a|ar|ek)\s+(?:i\s*)?mot\b", re.IGNORECASE)
ANOTHER_NUMBER = "ANOTHER_TEXT_GIVES_ANOTHER_NUMBER"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Why another text makes a reading doubtful: the reason, what the trail says of it, and the text."""

    reason: str
    said: str
    text: str


def contradiction(
    items: Sequence[Item], item: Item, year: int | None, count: int | None
) -> Contradiction | None:
    """Return what gives another number for the same year and may be the decision, or is too long to tell."""
    if count is None:
        return None
    looked_at = 0
    for text in _other_decisions(items, item):
        looked_at += len(text)
        if looked_at > MOST_DECIDED:
            return Contradiction(TOO_LONG, "not looked at any more:", text)
        other = read_amounts(all_sentences(text), year)
        if (
            other.count not in {None, count}
            and ONLY_PROPOSED not in other.doubts
            and _decides(other.evidence)
        ):
            return Contradiction(ANOTHER_NUMBER, "another number stands in", text)
    return None


def _decides(sentence: str) -> bool:
    """Return whether the sentence with the number decides or settles: not "30 places are free"."""
    return DECISION.search(sentence) is not None or _SETTLES.search(sentence) is not None


def _other_decisions(items: Sequence[Item], item: Item) -> Iterator[str]:
    for section in item.of_kind(SectionKind.VEDTAK):
        if not is_committee(section.organ) and not is_committee(section.heading):
            yield without_talk(section.text)
    voted = adopted_by_vote(item)
    if voted is not None and not voted.is_uncertain and not is_committee(voted.organ):
        yield voted.text
    for other in items:
        if other is item:
            continue
        adopted = find_adopted(other)
        if adopted.basis in {Basis.VEDTAK, Basis.RESOLVED} and _SETTLES.search(adopted.text):
            yield adopted.text
    yield prose_of(item)
