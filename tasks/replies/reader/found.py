"""A document after its adopted text was found."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.replies.reader.adopted import Adopted
from tasks.replies.reader.sections import Item


@dataclass(frozen=True, slots=True)
class Found:
    """A document after its adopted text was found: what the reading steps share.

    ``is_too_long``: something of it lies beyond the limits and was not read; a person must.
    """

    text: str
    item: Item
    items: tuple[Item, ...]
    adopted: Adopted
    sentences: tuple[str, ...]
    is_too_long: bool = False
