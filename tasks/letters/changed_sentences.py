"""Which sentences of the letters differ from the last ones of their kind, names and numbers left out. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tasks.core.model.letter import Letter, LetterKind
from tasks.core.model.municipality import Language

_REFERENCE = re.compile(r"[A-Z]{2,8}-\d{4}-\d{4}-[A-Z]\d{1,3}-\d{2}")
_DAY = re.compile(
    r"\d{1,2}\. (?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember) \d{4}"
)
_NUMBER = re.compile(r"\d+(?:[\u00a0,]\d+)*")
_SENTENCE_END = re.compile(r"(?<=[.:?!])\s+(?=[A-ZÆØÅ«{])|\n")


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence that came (``is_new``) or went in the letters of one kind and language."""

    kind: LetterKind
    language: Language
    is_new: bool
    sentence: str


def changed_sentences(
    before: Iterable[Letter], now: Iterable[Letter], names: Iterable[str]
) -> tuple[Change, ...]:
    """Return every sentence that letters of the same kind and language had and have no more, or have and had not.

    ``names`` are the municipalities': they, numbers, days and references are left out of the comparison. A kind
    and language that had no letter before is not compared.
    """
    known = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)) or r"(?!)")
    old, new = _by_kind(before, known), _by_kind(now, known)
    changes: list[Change] = []
    for key in sorted(new.keys() & old.keys()):
        kind, language = key
        changes += (Change(kind, language, is_new=False, sentence=s) for s in old[key] if s not in new[key])
        changes += (Change(kind, language, is_new=True, sentence=s) for s in new[key] if s not in old[key])
    return tuple(changes)


def _by_kind(
    letters: Iterable[Letter], names: re.Pattern[str]
) -> dict[tuple[LetterKind, Language], dict[str, None]]:
    """Return the sentences of each kind and language in the order they first come, each once."""
    found: dict[tuple[LetterKind, Language], dict[str, None]] = defaultdict(dict)
    seen: set[str] = set()
    for one in letters:
        for sentence in _SENTENCE_END.split(one.text):
            if (known := f"{one.kind}{one.language}{sentence}") not in seen:
                seen.add(known)
                found[one.kind, one.language][masked(sentence, names)] = None
    return found


def masked(sentence: str, names: re.Pattern[str]) -> str:
    r"""Return the sentence with what differs from letter to letter replaced by what it is.

    >>> masked("Derfor ber IMDi om at Ørland kommune bosetter 1\u00a0210 flyktninger.", re.compile("Ørland"))
    'Derfor ber IMDi om at {navn} kommune bosetter {tall} flyktninger.'
    """
    text = _REFERENCE.sub("{referanse}", sentence.strip())
    text = _DAY.sub("{dato}", text)
    return _NUMBER.sub("{tall}", names.sub("{navn}", text))
