"""Which municipality a message speaks for: our reference first, then the sender's domain, then the text.

A name two municipalities share never decides alone, and nothing is accepted without a person on one sign
only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tasks.core.model.reference import Reference, find_references
from tasks.core.model.vedtak import VedtakReading


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


def references_in(texts: Iterable[str], year: int) -> tuple[Reference, ...]:
    """Return the references of ``year`` quoted anywhere in the message, each once."""
    found = {
        reference: None for text in texts for reference in find_references(text) if reference.year == year
    }
    return tuple(found)


def hint_of(references: tuple[Reference, ...], sender_number: str | None) -> str | None:
    """Return the municipality the message itself points to before its text is read."""
    numbers = {reference.number for reference in references}
    return numbers.pop() if len(numbers) == 1 else sender_number


def match_message(
    references: tuple[Reference, ...], sender_number: str | None, reading: VedtakReading, *, is_named: bool
) -> Match:
    """Return the municipality and what speaks for it; ``is_named``: the text itself names it."""
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
    letter_ref = str(references[0]) if references else None
    return Match(number, tuple(signs), letter_ref, tuple(reasons))
