"""One municipality's year as plain text cells: the same values for the terminal and for the internal page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tasks.reporting.english import Say, in_norwegian

NOTHING_YET = "Ingenting ennå."
UNNAMED = ("Dag", "Hva")


@dataclass(frozen=True, slots=True)
class Part:
    """A table of the dossier. Every row is as wide as the heads.

    ``figures`` names the columns that hold figures, ``said`` those with what a person or another system wrote: that
    is shown as it came, in whatever language the rest is shown.
    """

    key: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()
    said: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Refuse a row that is narrower or wider than the heads."""
        if any(len(row) != len(self.heads) for row in self.rows):
            message = f"part {self.key} of a dossier has a row that is not {len(self.heads)} cells wide"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Dossier:
    """Where one municipality stands (``facts``: what, value) and everything that led there, oldest first."""

    number: str
    name: str
    county: str
    office: str
    written_standard: str
    sentence: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]


def lines(dossier: Dossier, say: Say = in_norwegian) -> Iterator[str]:
    """Yield the dossier as text, every fact and every cell of every table once; an empty table says so.

    ``say`` puts each text in a language.
    """
    yield f"{dossier.number} {dossier.name}, {dossier.county} ({say(dossier.written_standard)})"
    if dossier.sentence:
        yield dossier.sentence
    told = [(say(what), say(value)) for what, value in dossier.facts]
    width = max(len(what) for what, _ in told)
    yield from (f"  {what:<{width}}  {value}" for what, value in told)
    for part in dossier.parts:
        yield ""
        yield say(part.title)
        if not part.rows:
            yield f"  {say(NOTHING_YET)}"
            continue
        for row in part.rows:
            yield "  " + "  ".join(_cells(part, row, say))


def _cells(part: Part, row: tuple[str, ...], say: Say) -> Iterator[str]:
    """Yield each cell with its head before it, except where the head is only the day or what happened."""
    for place, (head, cell) in enumerate(zip(part.heads, row, strict=True)):
        told = cell if place in part.said else say(cell)
        if cell:
            yield told if head in UNNAMED else f"{_small(say(head))}: {told}"


def _small(head: str) -> str:
    return head if head[1:2].isupper() else head[0].lower() + head[1:]
