"""Where a letter goes that is printed and posted, and the mail address registered beside it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """An address as Enhetsregisteret has it: one to three lines, postcode, place and country (ISO, two letters)."""

    lines: tuple[str, ...]
    postcode: str
    place: str
    country: str
    email: str = ""
