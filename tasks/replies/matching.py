"""Which municipality a message speaks for: our reference first, then the sender's domain, then the text.

A name two municipalities share never decides alone, and nothing is accepted without a person on one sign
only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tasks.core.model.reference import find_references
from tasks.core.model.request import Request
from tasks.core.model.vedtak import VedtakReading

SHORTEST = 5  # a shorter reference of a season taken over is met by accident
_WORD = re.compile(r"[^\s,;()<>\"']*[0-9][^\s,;()<>\"']*")


@dataclass(frozen=True, slots=True)
class Match:
    """The municipality, the signs that point to it, the reference quoted, and why signs contradict."""

    number: str | None
    signs: tuple[str, ...]
    letter_ref: str | None
    reasons: tuple[str, ...]

    @property
    def is_firm(self) -> bool:
        """Return whether two independent signs agree and none contradicts."""
        return self.number is not None and len(self.signs) >= 2 and not self.reasons


@dataclass(frozen=True, slots=True)
class Quoted:
    """A reference of ours found in a message, and the municipality whose letter it is."""

    ref: str
    number: str


class OurReferences:
    """The references of a year's letters: those made here carry their number, those taken over are looked up."""

    def __init__(self, requests: Iterable[Request], year: int) -> None:
        self._year = year
        owners: dict[str, dict[str, str]] = {}
        for request in requests:
            if len(request.letter_ref) >= SHORTEST:
                owners.setdefault(_plain(request.letter_ref), {})[request.number] = request.letter_ref
        only = {plain: owner for plain, owner in owners.items() if len(owner) == 1}
        self._taken_over = {plain: Quoted(*owner.popitem()[::-1]) for plain, owner in only.items()}
        self._spaced = tuple(plain for plain in self._taken_over if " " in plain)

    def quoted_in(self, texts: Iterable[str]) -> tuple[Quoted, ...]:
        """Return the references quoted anywhere in the message, one per municipality."""
        found: dict[str, Quoted] = {}
        for text in texts:
            for reference in find_references(text):
                if reference.year == self._year:
                    found.setdefault(reference.number, Quoted(str(reference), reference.number))
            if self._taken_over:
                for quoted in self._looked_up(_plain(text)):
                    found.setdefault(quoted.number, quoted)
        return tuple(found.values())

    def _looked_up(self, plain: str) -> Iterable[Quoted]:
        words = {word.strip(".,:;-/()") for word in _WORD.findall(plain)}
        for name in (*sorted(words & self._taken_over.keys()), *(s for s in self._spaced if s in plain)):
            yield self._taken_over[name]


def _plain(text: str) -> str:
    """Return text in small letters, any dash as a hyphen, no spaces at hyphens and slashes, single ones elsewhere."""
    dashed = re.sub(r"[\u2010-\u2015\u2212]", "-", text.casefold())
    return re.sub(r"\s+", " ", re.sub(r"\s{0,3}([-/])\s{0,3}", r"\1", dashed)).strip()


def hint_of(references: tuple[Quoted, ...], sender_number: str | None) -> str | None:
    """Return the municipality the message itself points to before its text is read."""
    numbers = {reference.number for reference in references}
    return numbers.pop() if len(numbers) == 1 else sender_number


def match_message(
    references: tuple[Quoted, ...], sender_number: str | None, reading: VedtakReading, *, is_named: bool
) -> Match:
    """Return the municipality and what speaks for it; ``is_named``: the text itself names it.

    ``references`` are our own, quoted in the message or in the one it answers.
    """
    numbers = {reference.number for reference in references}
    reasons: list[str] = ["SEVERAL_REFERENCES"] if len(numbers) > 1 else []
    referred = numbers.pop() if len(numbers) == 1 else None
    named = reading.municipality_number if is_named else None
    number = referred or named or sender_number
    signs = [
        sign
        for sign, value in (("reference", referred), ("sender", sender_number), ("text", named))
        if value is not None and value == number
    ]
    if sender_number is not None and number != sender_number:
        reasons.append("DOMAIN_MUNICIPALITY_MISMATCH")
    if referred and named and referred != named:
        reasons.append("REFERENCE_MUNICIPALITY_MISMATCH")
    if number is None:
        reasons.append("MUNICIPALITY_NOT_CLEAR")
    letter_ref = references[0].ref if references else None
    return Match(number, tuple(signs), letter_ref, tuple(reasons))
