"""What else in a document claims to be the council's number: a reading that another text contradicts is doubted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasks.replies.reader.adopted import Basis, adopted_by_vote, find_adopted, without_talk
from tasks.replies.reader.amounts import ONLY_PROPOSED, read_amounts
from tasks.replies.reader.headings import SectionKind
from tasks.replies.reader.organs import is_committee
from tasks.replies.reader.prose import DECISION, prose_of
from tasks.replies.reader.sections import Item
from tasks.replies.reader.sentences import all_sentences

_SETTLES = re.compile(r"bosett|bosetj|buset|t(?:a|ar|ek)\s+(?:i\s*)?mot\b", re.IGNORECASE)
ANOTHER_NUMBER = "ANOTHER_TEXT_GIVES_ANOTHER_NUMBER"


def contradiction(items: Sequence[Item], item: Item, year: int | None, count: int | None) -> str:
    """Return the text that gives another number for the same year and may be the decision; "" when none does."""
    if count is None:
        return ""
    for text in _other_decisions(items, item):
        other = read_amounts(all_sentences(text), year)
        if (
            other.count not in {None, count}
            and ONLY_PROPOSED not in other.doubts
            and _decides(other.evidence)
        ):
            return text
    return ""


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
