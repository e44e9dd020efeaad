"""A document split into agenda items, and each item into sections, in the order they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from tasks.replies.reader.headings import (
    COMMITTEE,
    COUNCIL,
    Heading,
    SectionKind,
    heading_of,
    is_committee,
    is_council,
    organ_of_mark,
)

ABOUT_SETTLEMENT = re.compile(
    r"bosett|bosetj|busett|busetj|busetting|flykt|asyl|mindreårig|\bimdi\b"
    r"|integrerings- og mangfold|ta imot",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"^(?:(?:politisk\s+)?(?:sak|saks?nr|saksnummer|utvalgssak|utvalssak|møtesak|ps|rs|pkt"
    r"|k-?sak|f-?sak|kst|ks|kom|fsk|bys|hst|fs|ko?m?st?y?)"
    r"(?:\s*nr)?[.:]?[- ]{0,2})?(?P<number>\d{1,4}/\d{2,4})(?:\s*[:–-]\s*|\s+)(?P<title>\S.{4,})$",
    re.IGNORECASE,
)
_ROUTE_ROW = re.compile(
    rf"{COUNCIL}|{COMMITTEE}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|^vedtak|møtedato|^behandl", re.IGNORECASE
)
_ORGAN_LINE = re.compile(
    r"^(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}\s+|utvalg|utval|organ|møte i|råd/utvalg|styre|saksprotokoll|saksprotokoll i|fra"
    rf"|frå)?\s*:?\s*(?P<organ>{COUNCIL}|{COMMITTEE})\b",
    re.IGNORECASE,
)
_ORGAN_AND_DAY = re.compile(
    rf"^(?P<organ>{COUNCIL}|{COMMITTEE})\s*[-–,]?\s*(?:den\s+)?\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\s*:?$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Section:
    """A stretch of one kind. ``organ`` is the body it belongs to, "" when the document has not said."""

    kind: SectionKind
    organ: str = ""
    heading: str = ""
    lines: list[str] = field(default_factory=list[str])

    @property
    def text(self) -> str:
        """Return the section's lines as one text, its heading left out."""
        return "\n".join(self.lines).strip()


@dataclass(slots=True)
class Item:
    """One agenda item; a document without agenda is one item with an empty number."""

    number: str = ""
    title: str = ""
    sections: list[Section] = field(default_factory=list[Section])

    def of_kind(self, *kinds: SectionKind) -> list[Section]:
        """Return the sections of these kinds, in order."""
        return [section for section in self.sections if section.kind in kinds]

    @property
    def text(self) -> str:
        """Return all the item's text."""
        return "\n".join(section.heading + "\n" + section.text for section in self.sections)


def split_items(text: str) -> list[Item]:
    """Return the agenda items of a document, each split into sections; at least one item."""
    lines = text.split("\n")
    starts = _item_starts(lines)
    if len({number for number, _, _ in starts.values()}) < 2:
        only = next(iter(starts.values()), ("", "", ""))
        return [Item(only[0], only[1], _sections(lines))]
    items: list[Item] = []
    bounds = [*sorted(starts), len(lines)]
    if bounds[0] > 0:
        items.append(Item("", "", _sections(lines[: bounds[0]])))
    for start, end in pairwise(bounds):
        number, title, _ = starts[start]
        if items and items[-1].number == number:
            items[-1].sections.extend(_sections(lines[start:end]))
            continue
        items.append(Item(number, title, _sections(lines[start:end])))
    return items


def _item_starts(lines: list[str]) -> dict[int, tuple[str, str, str]]:
    starts: dict[int, tuple[str, str, str]] = {}
    for index, line in enumerate(lines):
        match = _ITEM.match(line.strip().strip("*_#").strip())
        if (
            match is None
            or _ROUTE_ROW.search(match["title"])
            or not re.search(r"[A-ZÆØÅa-zæøå]{4}", match["title"])
        ):
            continue
        starts[index] = (match["number"], match["title"].strip(" .0123456789"), line)
    return starts


def _sections(lines: list[str]) -> list[Section]:
    sections = [Section(SectionKind.HEAD)]
    organ = ""
    for line in lines:
        heading = heading_of(line)
        organ = organ_of_mark(line) or organ
        if heading is None:
            named = _ORGAN_LINE.match(line.strip())
            if (
                named
                and len(line) < 90
                and sections[-1].kind in {SectionKind.HEAD, SectionKind.TREATMENT, SectionKind.END}
            ):
                organ = named["organ"]
            opened = _ORGAN_AND_DAY.match(line.strip())
            if opened and sections[-1].kind is SectionKind.PROPOSAL and sections[-1].text:
                organ = opened["organ"]
                sections.append(Section(SectionKind.TREATMENT, organ, line.strip()))
                continue
            sections[-1].lines.append(line)
            continue
        organ = _organ_after(heading, organ)
        owner = organ
        if heading.kind in {SectionKind.PROPOSAL, SectionKind.ALTERNATIVE}:
            owner = heading.organ or (
                organ if is_committee(organ) and heading.kind is SectionKind.PROPOSAL else ""
            )
        sections.append(Section(heading.kind, owner, line.strip(), [heading.rest] if heading.rest else []))
    return sections


def _organ_after(heading: Heading, organ: str) -> str:
    if heading.kind in {SectionKind.VEDTAK, SectionKind.TREATMENT} and (
        is_council(heading.organ) or is_committee(heading.organ)
    ):
        found = re.search(f"{COUNCIL}|{COMMITTEE}", heading.organ, re.IGNORECASE)
        return found.group() if found else organ
    return organ
