"""Which proposal a vote adopted: the proposals of an item, the words that refer to them, and the votes counted.

A reference ("the proposal from Sp", "forslag B", "fellesforslaget") is matched to the proposals by what it names:
party, mark, kind, owner. ``is_sure`` is False where two proposals fit about as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tasks.replies.reader.headings import SectionKind
from tasks.replies.reader.limits import LONGEST_VOTE
from tasks.replies.reader.nouns import PROPOSAL, PROPOSAL_OR_ADVICE
from tasks.replies.reader.numerals import find_numerals
from tasks.replies.reader.organs import ADMINISTRATION, COMMITTEE, is_committee
from tasks.replies.reader.parties import party_names
from tasks.replies.reader.sections import Item, Section
from tasks.replies.reader.sentences import bounded
from tasks.replies.reader.verbs import ADVISED

WORD = (
    rf"\w*{PROPOSAL_OR_ADVICE}\w*"
    r"(?:\s+(?:nr\.?\s*)?(?:[1-4]|[A-D])\b(?!\s*(?:stemm|røyst|mot|-)))?"
    rf"|\balternativ(?:et)?\s+[A-D1-4]\b|\b{ADVISED}(?=\s+(?:av|frå|fra|i)\s)"
)
_ANY = re.compile(
    r"forslag|framlegg|innstilling|tilråd|anbefal|alternativ|innstil|foreslått|føresl", re.IGNORECASE
)
_WORD = re.compile(WORD, re.IGNORECASE)
_VERB = (
    r"\b(?:ble|blei|vart|er|vert|blir|fikk|fekk|får|falt|fall|vedtatt|vedteke|vedteken|enstemmig|einstemmig|samrøystes|bifalt"
    r"|vant|tapte|med|mot|deretter|dermed|altså|oppnådde|hadde|stemte|røysta|\d{1,3})\b"
)
_TAIL_ENDS = re.compile(
    rf"{_VERB}|[,;:.(](?!\s*(?:[A-ZÆØÅ]{{1,4}}|KrF|FrP|Frp|Krf|Sp|Ap|Sv|Venstre|Høyre|Høgre)\b)",
    re.IGNORECASE,
)
_LEAD_STARTS = re.compile(
    r"\d{1,3}\s*(?:stemmer|røyster)?\s*,|\b(?:ble|blei|vart|mot|mellom|over|fikk|fekk|deretter|så|ved|for|at|vant|og\s+at|satt|sett)\b|[:;(]",
    re.IGNORECASE,
)
_KINDS = (
    "felles",
    "omforen",
    "utset",
    "tillegg",
    "endring",
    "alternativ",
    "mindretal",
    "oversend",
    "kompromiss",
)
_MARK = re.compile(
    r"\b(?:forslag|framlegg|alternativ)(?:et)?\s*(?:nr\.?\s*)?(?P<mark>[A-D1-4])\b", re.IGNORECASE
)
_MARK_FIRST = re.compile(r"^\W*(?P<mark>[A-D1-4])(?:[.)]|\s)")
_ABOUT = re.compile(
    rf"{PROPOSAL}"
    r"(?:et|en|a)?\b(?P<who>[^.;:]{0,60}?)\s+(?:om|på)\s+(?P<what>[^.;]{2,160})"
    r"|\b(?:foreslo|føreslo)\b(?P<what2>[^.;:]{2,160})",
    re.IGNORECASE,
)
_SAYS_ENOUGH = re.compile(r"\d|bosett|buset|utset|utsatt|\b(?:ti|tolv|femten|tjue)\b", re.IGNORECASE)
SENTENCE_ENDS = re.compile(r"(?<=[.!])\s+(?=[A-ZÆØÅ«\"0-9])|\n")
ENOUGH = 2.0  # a reference that scores less names no proposal
APART = 1.0  # how much better than the next a proposal must fit


@dataclass(frozen=True, slots=True)
class Reference:
    """Words of a sentence that mean a proposal, and where they stand in it."""

    text: str
    start: int
    end: int

    @property
    def is_bare(self) -> bool:
        """Return whether nothing but the word itself is said: "forslaget"."""
        return not (
            party_names(self.text)
            or _MARK.search(self.text)
            or any(kind in self.text.casefold() for kind in _KINDS)
            or re.search(ADMINISTRATION, self.text, re.IGNORECASE)
            or is_committee(self.text)
            or _ABOUT.search(self.text)
            or re.search(r"\b(?:fra|frå|til)\s+\w", self.text)
        )


@dataclass(frozen=True, slots=True)
class Match:
    """A proposal a reference means."""

    section: Section
    is_sure: bool


def references(sentence: str) -> list[Reference]:
    """Return the references to proposals in a sentence, in order.

    >>> [r.text for r in references("Ved votering mellom innstillingen og forslaget fra Sp vant forslaget fra Sp.")]
    ['innstillingen', 'forslaget fra Sp', 'forslaget fra Sp']
    """
    found: list[Reference] = []
    if _ANY.search(sentence) is None:
        return found
    previous = 0
    for word in _WORD.finditer(sentence):
        before = sentence[previous : word.start()]
        starts = [m.end() for m in _LEAD_STARTS.finditer(before)]
        start = previous + (starts[-1] if starts else 0)
        after = sentence[word.end() :]
        ends = _TAIL_ENDS.search(after)
        further = _WORD.search(after)
        length = min(ends.start() if ends else len(after), further.start() if further else len(after), 90)
        end = word.end() + length
        text = re.sub(r"^(?:\W|og\b|samt\b)+", "", sentence[start:end]).strip(" ,.")
        text = re.sub(r"\s+(?:og|mot|mellom)$", "", text)
        found.append(Reference(text, start, end))
        previous = end
    return found


@lru_cache(maxsize=64)
def proposals_of(item: Item) -> tuple[Section, ...]:
    """Return the item's proposals in order, those told in a sentence of the debate among them."""
    found: list[Section] = []
    for section in item.sections:
        if section.kind in {SectionKind.PROPOSAL, SectionKind.ALTERNATIVE} and _has_text(section):
            found.append(section)
        if section.kind is SectionKind.VEDTAK and is_committee(section.organ):
            found.append(section)
        if section.kind in {SectionKind.TREATMENT, SectionKind.HEAD, SectionKind.END}:
            found += _told(section)
    return tuple(found)


def _has_text(section: Section) -> bool:
    return len(section.text) > 15 or (section.kind is SectionKind.ALTERNATIVE and len(section.text) > 3)


def _told(section: Section) -> Iterator[Section]:
    """Yield proposals that are only told of: "Sp gjorde framlegg om å auke til 12"."""
    whole = SENTENCE_ENDS.split(section.text)
    for sentence in (piece for long in whole for piece in bounded(long, LONGEST_VOTE)):
        told = None if re.search(r"\bfalt\b|\bfall\b|\bikke\s+", sentence) else told_in(sentence)
        if told is not None:
            yield told


def told_in(sentence: str) -> Section | None:
    """Return the proposal a sentence tells of with its content, as "the proposal of 45 refugees"; None when it has none."""
    about = _ABOUT.search(sentence)
    if about is None:
        return None
    what = (about["what"] or about["what2"] or "").strip()
    what = re.split(r"\s+(?:ble|blei|vart|fikk|fekk|er)\s|\s+(?:vedtatt|vedteke)\b", what)[0]
    if not _SAYS_ENOUGH.search(what) and not find_numerals(what):
        return None
    if re.fullmatch(r"\W*[\w-]+\W*", what):
        what = f"{what.strip()} flyktninger"  # "the proposal of 30"
    return Section(SectionKind.ALTERNATIVE, "", sentence.strip(), [what])


def matched(reference: Reference, proposals: Sequence[Section]) -> Match | None:
    """Return the proposal a reference means, None when it names none of them; a bare recommendation is the latest."""
    scored = [(_fit(reference.text, section), number, section) for number, section in enumerate(proposals)]
    scored = sorted((entry for entry in scored if entry[0] > 0), key=lambda entry: entry[:2], reverse=True)
    if not scored:
        return None
    best, _, section = scored[0]
    rival = next((entry[0] for entry in scored[1:] if entry[2].text != section.text), None)
    if rival is None or best - rival >= APART:
        return Match(section, is_sure=rival is None or best >= ENOUGH)
    names_one = party_names(reference.text) or _MARK.search(reference.text)
    latest = re.search(r"innstilling|tilråding|tilrådning|anbefaling", reference.text, re.IGNORECASE)
    return Match(section, is_sure=bool(latest and best >= ENOUGH and not names_one))


def mark_of(text: str) -> str:
    """Return the mark a proposal is named by ("forslag B"), "" without one."""
    mark = _MARK.search(text)
    return mark["mark"].casefold() if mark else ""


def _fit(text: str, section: Section) -> float:  # noqa: C901 - one line per sign
    """Return how well a reference fits a proposal: named alike counts for, named otherwise against."""
    heading = f"{_label(section)} {section.organ}"
    folded, headed = text.casefold(), heading.casefold()
    is_alternative = section.kind is SectionKind.ALTERNATIVE
    score = 0.0
    parties, owners = party_names(text), party_names(heading)
    if parties:
        score += 4 + 2 * (parties == owners) if parties & owners else -4
    mark, own = _MARK.search(text), _MARK.search(heading) or _MARK_FIRST.search(heading)
    if mark:
        score += 4 if own and own["mark"].casefold() == mark["mark"].casefold() else -4
    for kind in _KINDS:
        if kind in folded:
            score += 3 if kind in headed else -1 if kind in {"felles", "endring", "alternativ"} else -3
        elif kind in {"utset", "tillegg"} and kind in headed:
            score -= 2
    if "felles" in folded and len(owners) > 1:
        score += 1.5
    administration = re.search(ADMINISTRATION, text, re.IGNORECASE)
    if administration:
        owned = re.search(ADMINISTRATION, heading, re.IGNORECASE)
        mayor = "ordfør" in administration.group().casefold()
        if owned and mayor != ("ordfør" in owned.group().casefold()):
            return score - 4  # the mayor's proposal is not the administration's
        is_alternative = is_alternative and not (owned and mayor)
        score += (
            4 if owned and not is_alternative else -2 if is_alternative or is_committees(section) else 0.5
        )
    if is_committee(text):
        score += 4 if is_committees(section) else -2
    author = re.search(r"\b(?:fra|frå|til)\s+(?:repr\.?\s+)?(?P<name>[A-ZÆØÅ]\w{3,})", text)
    if author and not parties and author["name"] in heading:
        score += 4
    if re.search(r"innstil|tilråd|anbefal", folded):
        return score + (-1 if is_alternative else 2)
    return score + (1 if is_alternative else 0.5 if re.search(r"forslag|framlegg", headed) else 0)


def _label(section: Section) -> str:
    """Return what a proposal's heading says before its text, which may stand on the same line."""
    text = section.lines[0] if section.lines else ""
    return section.heading.removesuffix(text) if text and section.heading != text else section.heading


def is_committees(section: Section) -> bool:
    """Return whether a proposal is a committee's, though its heading may say to whom it goes."""
    owner = rf"^\W*(?:\w+\s+){{0,2}}?{COMMITTEE}\b|\b(?:fra|frå|i)\s+{COMMITTEE}\b"
    return is_committee(section.organ) or re.search(owner, section.heading, re.IGNORECASE) is not None


def is_addition(section: Section, reference: str) -> bool:
    """Return whether a proposal only adds to another, or strikes a point of it."""
    words = f"{_label(section)} {reference}".casefold()
    return (
        "tillegg" in words
        or re.search(r"\bstryk|strøket|stroke\b|\butgå", section.text, re.IGNORECASE) is not None
    )
