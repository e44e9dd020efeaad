"""A worded letter: blocks of text in order, without layout. A reader of the PDF finds this and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pydantic import TypeAdapter


class BlockKind(StrEnum):
    """What a block is to a reader and to assistive technology."""

    HEADING = "heading"
    TEXT = "text"
    KEY = "key"  # the sentence the letter is about: the number, the deadline
    ITEM = "item"  # consecutive items are one list
    ANNEX = "annex"  # the heading of an annex, on a page of its own
    CRITERIA = "criteria"  # the table of annex 1


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text, a link if ``target`` is not empty. Always literal: no markup is read in it.

    ``whole``: never broken over two lines (a reference broken at its hyphen is hard to find again).
    """

    text: str
    target: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or annex heading, with its footnote if any."""

    kind: BlockKind
    runs: tuple[Run, ...] = ()
    footnote: tuple[Run, ...] = ()

    @property
    def text(self) -> str:
        """The block's own text without the footnote."""
        return "".join(run.text for run in self.runs)

    @property
    def footnote_text(self) -> str:
        """The footnote's text, empty if there is none."""
        return "".join(run.text for run in self.footnote)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One criterion in the table of annex 1, as printed."""

    title: str
    description: str
    weight: str
    source: str


@dataclass(frozen=True, slots=True)
class Document:
    """A worded letter: ``head`` pairs label and value beside the recipient, ``labels`` are the layout's words."""

    language: str
    title: str
    subject: str
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    head: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    signature: tuple[str, ...]
    rows: tuple[TableRow, ...]
    labels: dict[str, str]

    def to_json(self) -> str:
        """Return the document as the JSON that the layout reads."""
        return _adapter().dump_json(self).decode()

    def plain_text(self) -> str:
        """Return the letter's sentences, one block a line: for the record and for showing what changed."""
        lines: list[str] = [self.subject]
        for block in self.blocks:
            if block.kind is BlockKind.CRITERIA:
                lines += [
                    " | ".join(filter(None, (r.title, r.description, r.weight, r.source))) for r in self.rows
                ]
                continue
            lines.append(f"- {block.text}" if block.kind is BlockKind.ITEM else block.text)
            lines += [f"[{block.footnote_text}]"] if block.footnote else []
        return "\n".join(lines) + "\n"


@cache
def _adapter() -> TypeAdapter[Document]:
    return TypeAdapter(Document)
