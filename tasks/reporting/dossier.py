"""One municipality's year as plain text cells: the same values for the terminal and for the internal page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A table of the dossier; ``figures`` names the columns that hold figures. Every row is as wide as the heads."""

    key: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()

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


def lines(dossier: Dossier) -> Iterator[str]:
    """Yield the dossier as text, every fact and every cell of every table once; an empty table says so."""
    yield f"{dossier.number} {dossier.name}, {dossier.county} ({dossier.written_standard})"
    if dossier.sentence:
        yield dossier.sentence
    width = max(len(what) for what, _ in dossier.facts)
    yield from (f"  {what:<{width}}  {value}" for what, value in dossier.facts)
    for part in dossier.parts:
        yield ""
        yield part.title
        if not part.rows:
            yield "  Ingenting ennå"
            continue
        for row in part.rows:
            yield "  " + "  ".join(
                _cell(head, cell) for head, cell in zip(part.heads, row, strict=True) if cell
            )


def _cell(head: str, cell: str) -> str:
    """Return a cell with its head before it, except where the head is only the day or what happened."""
    if head in ("Dag", "Hva"):
        return cell
    return f"{head if head[1:2].isupper() else head[0].lower() + head[1:]}: {cell}"
