"""The adopted text of an agenda item: found, followed back where it only points, or said to be missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tasks.replies.reader import conditions as words
from tasks.replies.reader.headings import ADMINISTRATION, SectionKind, is_committee, is_council
from tasks.replies.reader.numbered import numbered_proposal
from tasks.replies.reader.parties import party_names
from tasks.replies.reader.prose import DECISION, prose_of
from tasks.replies.reader.sections import ABOUT_SETTLEMENT, Item, Section
from tasks.replies.reader.votes import has_body, is_guess, is_uncertain, sentence_around, subject_of_vote

_POINTS_BACK = re.compile(
    r"\b(?:som|i\s+samsvar\s+med|i\s+tråd\s+med|i\s+henhold\s+til|likt?\s+med|jf\.?|etter"
    r"|samsvarende\s+med|identisk\s+med)\s+"
    r"(?:[\w./]+(?:\s+(?:sin|sitt|si|sine))?\s+){0,3}?\w{0,20}(?:innstilling|tilråding|tilrådning"
    r"|forslag|framlegg)\w*"
    r"|\b\w{0,20}(?:innstilling|tilråding|tilrådning|forslag|framlegg)\w*(?:\s+(?:fra|frå|til"
    r"|i)\s+[^.,;:]{1,60}?)?\s*(?:,|\s)\s*"
    r"(?:(?:ble|blei|vart|er|vert|blir|fikk|fekk)\b[^.;:]{0,90}?\s)?(?:\w+\s+){0,3}?"
    r"(?:vedtatt|vedteke|vedteken|vedtekne|vedtas|godkjent|godkjend|tiltrådt|bifalt|bifalen"
    r"|samtykt|vant\s+fram)",
    re.IGNORECASE,
)
_FAILED = re.compile(
    r"\bikke\s+vedtatt|\bikkje\s+vedteke|\bfalt\b|\bfall\b|\bforkastet|\bforkasta|nedstemt"
    r"|røysta ned|stemt ned",
    re.IGNORECASE,
)
_AMENDED = re.compile(
    r"med\s+(?:følgende|følgjande|slik|slike|desse|disse)?\s*(?:endring|tillegg|tilføy|tilføy"
    r"|presisering|justering)\w*",
    re.IGNORECASE,
)
MOST_STEPS = 4


class Basis(StrEnum):
    """What kind of text the answer rests on."""

    VEDTAK = "vedtak"
    RESOLVED = "proposal the vedtak points to"
    PROSE = "sentences that report a decision"
    PROPOSAL = "proposal only"
    NONE = "no decision found"


@dataclass(frozen=True, slots=True)
class Adopted:
    """The text to read and how it was found. ``organ`` is the body that decided, "" when not said."""

    text: str
    basis: Basis
    organ: str
    trail: tuple[str, ...]
    is_amended: bool = False
    is_uncertain: bool = False


def find_adopted(item: Item) -> Adopted:
    """Return the adopted text of an item; the council's own vedtak before a committee's, the last before
    earlier.
    """
    vedtak = _final_vedtak(item)
    if vedtak is not None:
        return _from_vedtak(item, vedtak)
    voted = adopted_by_vote(item)
    if voted is not None:
        return voted
    prose = prose_of(item)
    if prose:
        return Adopted(prose, Basis.PROSE, _organ_in(prose), ("sentences that report a decision",))
    proposals = [s for s in item.of_kind(SectionKind.PROPOSAL) if ABOUT_SETTLEMENT.search(s.text) or s.text]
    if proposals:
        last = proposals[-1]
        return Adopted(last.text, Basis.PROPOSAL, last.organ, (f"proposal only: {last.heading}",))
    return Adopted("", Basis.NONE, "", ("no adopted text",))


def _final_vedtak(item: Item) -> Section | None:
    found = [section for section in item.of_kind(SectionKind.VEDTAK) if section.text]
    for wanted in (
        [s for s in found if is_council(s.organ) or is_council(s.heading)],
        [s for s in found if not is_committee(s.organ) and not is_committee(s.heading)],
        found,
    ):
        about = [section for section in wanted if _says_something(section.text)]
        if about:
            return about[-1]
    return None


def _says_something(text: str) -> bool:
    return bool(
        ABOUT_SETTLEMENT.search(text)
        or _POINTS_BACK.search(text)
        or DECISION.search(text)
        or re.search(r"\d|\bsak(?:en|a)\b", text, re.IGNORECASE)
    )


def _from_vedtak(item: Item, vedtak: Section) -> Adopted:
    text, organ = vedtak.text, vedtak.organ
    if words.STRONG_CONDITION.search(vedtak.heading):
        text = f"{vedtak.heading}\n{text}"
    trail = [f"adopted text under {vedtak.heading!r}"]
    pointer = _POINTS_BACK.search(text)
    own = without_pointer(text) if pointer else text
    numbered = "" if has_own_content(own) else numbered_proposal(item, text)
    if numbered:
        trail.append(f"{text!r} names a proposal by its number")
        return Adopted(numbered, Basis.RESOLVED, organ, tuple(trail), is_uncertain=True)
    if pointer is None or (has_own_content(own) and not _AMENDED.search(text)):
        return Adopted(text, Basis.VEDTAK, organ, tuple(trail))
    said = sentence_around(text, pointer.start())
    target = _target(item, vedtak, said, MOST_STEPS)
    if target is None:
        return Adopted(
            text, Basis.VEDTAK, organ, (*trail, f"points to {pointer.group()!r}, which is not in the text")
        )
    trail.append(f"{pointer.group()!r} points to {target.heading!r}")
    amendment = _AMENDED.search(text)
    addition = text[amendment.end() :].lstrip(" :.\n") if amendment else own if has_own_content(own) else ""
    joined = f"{target.text}\n\n{addition}".strip()
    uncertain = is_uncertain(item, said)
    return Adopted(
        joined, Basis.RESOLVED, organ, tuple(trail), is_amended=amendment is not None, is_uncertain=uncertain
    )


def without_pointer(text: str) -> str:
    """Return the text without the sentences that only point to a proposal or tell the votes."""
    kept = [
        sentence
        for sentence in re.split(r"(?<=[.!])\s+|\n", text)
        if not _POINTS_BACK.search(sentence)
        and not re.search(
            r"\bstemmer\b|\brøyster\b|votering|enstemmig\s*\.?$|samrøystes\s*\.?$", sentence, re.IGNORECASE
        )
    ]
    return "\n".join(kept).strip()


def has_own_content(text: str) -> bool:
    """Return whether the text itself says something about settling people or puts the case off."""
    return bool(ABOUT_SETTLEMENT.search(text)) or bool(
        re.search(r"\bsak(?:en|a)\b.{0,40}\b(?:utsett|utsatt|trekk|trukke|trekt)", text, re.IGNORECASE)
    )


def adopted_by_vote(item: Item) -> Adopted | None:
    """Return what the voting says was adopted, where the document has no section for the vedtak."""
    for section in reversed(
        item.of_kind(SectionKind.TREATMENT, SectionKind.END, SectionKind.ALTERNATIVE, SectionKind.PROPOSAL)
    ):
        for sentence in reversed(re.split(r"(?<=[.!])\s+|\n", section.text)):
            pointer = _POINTS_BACK.search(sentence)
            if pointer is None or _FAILED.search(sentence):
                continue
            target = _target(item, section, sentence, MOST_STEPS)
            if target is not None:
                return Adopted(
                    target.text,
                    Basis.RESOLVED,
                    _voting_organ(section),
                    (f"vote {sentence.strip()!r} adopts {target.heading!r}",),
                    is_uncertain=is_uncertain(item, sentence) or is_guess(sentence, target),
                )
    return None


def _voting_organ(section: Section) -> str:
    """Return the body that voted; a proposal's owner is not the body that voted on it."""
    return section.organ if section.kind is SectionKind.TREATMENT else ""


def _target(item: Item, source: Section, pointer: str, steps: int) -> Section | None:
    """Return the proposal a pointer means: the named body's or party's, else the nearest before it."""
    pointer = subject_of_vote(pointer)
    where = item.sections.index(source)
    before = item.sections[: where + 1] if source.kind is not SectionKind.VEDTAK else item.sections[:where]
    after = item.sections[where + 1 :]
    order = [*reversed(before), *after]
    candidates = [s for s in order if s.kind is SectionKind.PROPOSAL and has_body(s)]
    alternatives = [s for s in order if s.kind is SectionKind.ALTERNATIVE and has_body(s)]
    parties = party_names(pointer)
    by_party = [s for s in alternatives if parties & party_names(s.heading + " " + s.organ)]
    if by_party:
        return by_party[0]
    if is_committee(pointer):
        named = [s for s in candidates if is_committee(s.organ) or is_committee(s.heading)]
        decided = [
            s for s in order if s.kind is SectionKind.VEDTAK and is_committee(s.organ) and s is not source
        ]
        return _followed(item, [*named, *decided], steps) or _first(candidates)
    if re.search(ADMINISTRATION, pointer, re.IGNORECASE):
        named = [s for s in candidates if re.search(ADMINISTRATION, s.organ + " " + s.heading, re.IGNORECASE)]
        return _first(named) or _first(candidates)
    if (
        re.search(r"alternativ|(?:endrings|felles|mot)(?:forslag|framlegg)|omforen", pointer, re.IGNORECASE)
        and alternatives
    ):
        return alternatives[0]
    if re.search(r"\bforslaget\b|\bframlegget\b|\bforslag\b", pointer, re.IGNORECASE) and not candidates:
        return _first(alternatives)
    return _followed(item, candidates, steps)


def _followed(item: Item, sections: Sequence[Section], steps: int) -> Section | None:
    """Return the first section with a text of its own; one that points on is followed."""
    for section in sections:
        pointer = _POINTS_BACK.search(section.text)
        if pointer and not has_own_content(without_pointer(section.text)):
            further = _target(item, section, pointer.group(), steps - 1) if steps else None
            if further is not None and further is not section:
                return further
            continue
        return section
    return None


def _first(sections: Sequence[Section]) -> Section | None:
    return sections[0] if sections else None


def _organ_in(text: str) -> str:
    if is_council(text):
        return "kommunestyret"
    return "formannskapet" if is_committee(text) else ""
