"""A document split into agenda items, and each item into sections, in the order they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from tasks.replies.reader.headings import Heading, SectionKind, heading_of
from tasks.replies.reader.introductions import openings
from tasks.replies.reader.organs import COMMITTEE, COUNCIL, is_committee, is_council, organ_of_mark
from tasks.replies.reader.pointers import is_kept_whole, only_names_proposal

ABOUT_SETTLEMENT = re.compile(
    r"bosett|bosetj|busett|busetj|busetting|flykt|asyl|mindreårig|\bimdi\b"
    r"|integrerings- og mangfold|ta imot",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"^(?:(?:politisk\s+)?(?:sak\s+(?:fn|ps|ks|kst)|sak|saks?nr|saksnummer|utvalgssak|utvalssak|møtesak|ps|rs|pkt"
    r"|[a-zæøå]{1,4}[-. ]?sak|kst|ks|kom|fsk|bys|hst|fs|ko?m?st?y?)"
    r"(?:\s*nr)?[.:]?[- ]{0,2})?(?P<number>\d{1,4}/\d{2,4})(?:\s*[:–-]\s*|\s+)(?P<title>\S.{4,})$",
    re.IGNORECASE,
)
_TELLS = re.compile(r"innstilling|forslag|framlegg|tilråding", re.IGNORECASE)
_ONLY_NUMBER = re.compile(
    r"^(?:sak|saks?nr|ps|k-?sak|kst|ks|kom|bys|hst|fn-?sak|fn)[.:]?[- ]{0,2}\d{1,4}/\d{2,4}$", re.IGNORECASE
)
_ROUTE_ROW = re.compile(
    rf"^(?:{COUNCIL}|{COMMITTEE})|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|^vedtak|møtedato|^behandl",
    re.IGNORECASE,
)
_ORGAN_LINE = re.compile(
    r"^(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}\s+|utvalg|utval|organ|møte i|råd/utvalg|styre|saksprotokoll|saksprotokoll i|fra"
    rf"|frå)?\s*:?\s*(?P<organ>{COUNCIL}|{COMMITTEE})\b",
    re.IGNORECASE,
)
_ORGAN_AND_DAY = re.compile(
    rf"^(?:(?:[a-zæøå]{{1,4}}[-. ]?)?(?:sak\s*)?\d{{1,4}}/\d{{2,4}}\s*[-–:,]?\s*)?(?P<organ>{COUNCIL}|{COMMITTEE})\s*[-–,]?\s*(?:den\s+)?\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}(?:\s*,?\s*sak\s*\d{{1,4}}/\d{{2,4}})?\s*:?$"
    rf"|^\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\s*[-–:,]?\s*(?P<organ2>{COUNCIL}|{COMMITTEE})(?-i:\s+(?:i\s+)?[A-ZÆØÅ][\w-]+){{0,2}}\s*:?$"
    rf"|^(?:behandling|handsaming|sakshandsaming|saksbehandling|møtebehandling)\s+i\s+(?P<organ3>{COUNCIL}|{COMMITTEE})\b[^:]{{0,30}}:?$"
    rf"|^(?P<organ4>{COUNCIL}|{COMMITTEE})(?:\s*[-–,]\s*sak\s*(?:nr\.?\s*)?(?:\w{{1,4}}\s*)?\d{{1,4}}/\d{{2,4}}\s*:?|\s+(?:handsama|behandlet|behandla)\s+sak(?:en|a)\b[^:]{{0,50}}:)$",
    re.IGNORECASE,
)
_DAY_OR_CASE = re.compile(
    r"\b\d{1,2}\.\d{1,2}\.(20\d\d)\b|\bsak\s*(?:nr\.?\s*)?\d{1,4}/(\d{4}|\d\d)\b", re.IGNORECASE
)
LINES_LOOKED_AT = 60  # of a section, to tell whether a meeting may open behind it
_COPY_TO = re.compile(r"^\s*kopi\s*:", re.IGNORECASE)
_MAIL_HEADER = re.compile(r"^\s*(?:fra|frå|til|sendt|dato|emne)\s*:", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Section:
    """A stretch of one kind. ``organ`` is the body it belongs to, "" when the document has not said; ``meeting``
    the body in whose meeting it stands, whoever proposed it. ``is_told``: a meeting told of inside the case's background.
    """

    kind: SectionKind
    organ: str = ""
    heading: str = ""
    lines: list[str] = field(default_factory=list[str])
    meeting: str = ""
    is_told: bool = False

    @property
    def text(self) -> str:
        """Return the section's lines as one text, its heading left out."""
        return "\n".join(self.lines).strip()


@dataclass(slots=True, eq=False)
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
        later = _start_of_another(lines, starts)
        if later is not None:
            number, title, _ = starts[later]
            return [Item("", "", _sections(lines[:later])), Item(number, title, _sections(lines[later:]))]
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


def _start_of_another(lines: list[str], starts: dict[int, tuple[str, str, str]]) -> int | None:
    """Return the line where a case of other things opens behind a vedtak, where the page begins inside the first case."""
    if len(starts) != 1:
        return None
    (start, (_, title, line)), *_ = starts.items()
    if ABOUT_SETTLEMENT.search(title) or not re.match(r"\W*(?:sak|ps|fn|ks|kst)\b", line, re.IGNORECASE):
        return None
    headings = [heading_of(above) for above in lines[:start]]
    return start if any(h is not None and h.kind is SectionKind.VEDTAK for h in headings) else None


def _item_starts(lines: list[str]) -> dict[int, tuple[str, str, str]]:
    starts: dict[int, tuple[str, str, str]] = {}
    numbers = {line.strip() for line in lines if _ONLY_NUMBER.match(line.strip())}
    for index, line in enumerate(lines):
        match = _ITEM.match(_item_line(lines, index, are_several=len(numbers) > 1))
        if (
            match is None
            or _ROUTE_ROW.search(match["title"])
            or not re.search(r"[A-ZÆØÅa-zæøå]{4}", match["title"])
        ):
            continue
        starts[index] = (match["number"], match["title"].strip(" .0123456789"), line)
    return starts


def _item_line(lines: list[str], index: int, *, are_several: bool) -> str:
    """Return a line as it may open an item; a number alone ("PS 124/19") with the title on the line below."""
    line = lines[index].strip().strip("*_#").strip()
    if _ONLY_NUMBER.match(line):
        below = next((other.strip() for other in lines[index + 1 : index + 3] if other.strip()), "")
        if are_several and (":" in below or below.endswith(".")):
            return f"{line} Sak uten tittel"
        return (
            f"{line} {below}"
            if 4 < len(below) < 120 and ":" not in below and not below.endswith(".")
            else line
        )
    return line


def _opened(lines: list[str]) -> Iterator[str]:
    """Yield the lines, those that hold several headings in pieces: "Behandling: Forslag fra Sp: ..."."""
    for line in lines:
        for piece in openings(line):
            outer = heading_of(piece)
            if (
                outer is not None
                and outer.rest
                and outer.kind is not SectionKind.END
                and not is_kept_whole(outer.kind in {SectionKind.VEDTAK, SectionKind.PROPOSAL}, outer.rest)
                and heading_of(outer.rest) is not None
            ):
                yield piece[: len(piece) - len(outer.rest)]
                yield outer.rest
            else:
                yield piece


def _sections(lines: list[str]) -> list[Section]:
    sections = [Section(SectionKind.HEAD)]
    organ = ""
    years = Counter(_year_of(line) for line in lines)
    latest = max(years, default=0)
    for line in _opened(lines):
        heading = None if _is_text_of(sections[-1], line) else heading_of(line)
        organ = organ_of_mark(line) or organ
        if heading is None:
            named = _ORGAN_LINE.match(line.strip())
            if (
                named
                and len(line) < 90
                and not _TELLS.search(line)
                and sections[-1].kind in {SectionKind.HEAD, SectionKind.TREATMENT, SectionKind.END}
            ):
                organ = named["organ"]
            opened = _ORGAN_AND_DAY.match(line.strip())
            if (
                opened
                and _may_open(sections[-1])
                and not _is_history(line, sections, years[_year_of(line)], latest)
            ):
                organ = opened["organ"] or opened["organ2"] or opened["organ3"] or opened["organ4"]
                told = sections[-1].kind is SectionKind.BACKGROUND or sections[-1].is_told
                sections.append(
                    Section(SectionKind.TREATMENT, organ, line.strip(), meeting=organ, is_told=told)
                )
                continue
            sections[-1].lines.append(line)
            continue
        organ = _organ_after(heading, organ)
        owner = organ
        if heading.kind in {SectionKind.PROPOSAL, SectionKind.ALTERNATIVE}:
            owner = heading.organ or (
                organ if is_committee(organ) and heading.kind is SectionKind.PROPOSAL else ""
            )
        lines_below = [heading.rest] if heading.rest else []
        sections.append(Section(heading.kind, owner, line.strip(), lines_below, organ))
    return sections


def _is_text_of(section: Section, line: str) -> bool:
    """Return whether a line that looks like a heading is text: a proposal named as the vedtak, a copy in a mail's head."""
    if section.kind is SectionKind.VEDTAK and not any(said.strip() for said in section.lines):
        return line.rstrip().endswith(".") and only_names_proposal(line)
    above = next((other for other in reversed(section.lines) if other.strip()), "")
    return (
        section.kind is SectionKind.HEAD
        and _COPY_TO.match(line) is not None
        and _MAIL_HEADER.match(above) is not None
    )


def _year_of(line: str) -> int:
    """Return the year of the last day or case number a line names, 0 without one."""
    found = _DAY_OR_CASE.findall(line)
    if not found:
        return 0
    year = int(next(part for part in found[-1] if part))
    return year if year > 99 else 2000 + year


def _is_history(line: str, sections: list[Section], lines_of_year: int, latest: int) -> bool:
    """Return whether a meeting named in a case's background may be an earlier one: another line must name its year, none a later."""
    year = _year_of(line)
    ours = year > 0 and year == latest and lines_of_year > 1
    return sections[-1].kind is SectionKind.BACKGROUND and not ours


def _may_open(section: Section) -> bool:
    """Return whether "The council 12.12.2019" behind a section opens its meeting: not in the list at a document's head."""
    if section.kind in {SectionKind.PROPOSAL, SectionKind.ALTERNATIVE}:
        return any(line.strip() for line in section.lines)
    if section.kind is SectionKind.BACKGROUND:  # not the table of meetings at the document's head
        return len("\n".join(section.lines[:LINES_LOOKED_AT]).strip()) > 200
    last = "\n".join(section.lines[-LINES_LOOKED_AT:])
    votes = re.search(r"stemme|røyst|vedteke|vedtatt", last, re.IGNORECASE)
    return section.kind is SectionKind.TREATMENT and votes is not None


def _organ_after(heading: Heading, organ: str) -> str:
    if heading.kind in {SectionKind.VEDTAK, SectionKind.TREATMENT} and (
        is_council(heading.organ) or is_committee(heading.organ)
    ):
        found = re.search(f"{COUNCIL}|{COMMITTEE}", heading.organ, re.IGNORECASE)
        return found.group() if found else organ
    return organ
