"""The adopted text of an agenda item: found, followed back where it only points, or said to be missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from tasks.replies.reader import conditions as words
from tasks.replies.reader.ballot import Match
from tasks.replies.reader.headings import SectionKind
from tasks.replies.reader.nouns import PROPOSAL
from tasks.replies.reader.numbered import numbered_proposal
from tasks.replies.reader.organs import COMMITTEE, is_committee, is_council
from tasks.replies.reader.pointers import pointer_of
from tasks.replies.reader.prose import DECISION, prose_of
from tasks.replies.reader.sections import ABOUT_SETTLEMENT, Item, Section
from tasks.replies.reader.verbs import ADOPTED, ADVISED, WON
from tasks.replies.reader.vote_sentences import sentence_around, without_votes
from tasks.replies.reader.votes import adoptions, is_too_long, main_adoption, pointed_at

_POINTS_BACK = re.compile(
    r"\b(?:som|i\s+samsvar\s+med|i\s+tråd\s+med|i\s+henhold\s+til|likt?\s+med|jf\.?|etter"
    r"|samsvar[ae]nde\s+med|identisk\s+med)\s+"
    rf"(?:[\w./]+(?:\s+(?:sin|sitt|si|sine))?\s+){{0,3}}?\w{{0,20}}{PROPOSAL}\w*"
    rf"|\b\w{{0,20}}{PROPOSAL}\w*(?:\s+(?:fra|frå|til"
    r"|i)\s+[^.,;:]{1,60}?)?\s*(?:,|\s)\s*"
    r"(?:(?:ble|blei|vart|er|vert|blir|fikk|fekk)\b[^.;:]{0,90}?\s)?(?:\w+\s+){0,3}?"
    rf"(?:{ADOPTED}|{WON}(?:\s+fr[ae]m)?|fleirtal|flertall)\b"
    rf"|^\W*(?:som|slik|etter|i\s+samsvar\s+med\s+det\s+som\s+(?:er|vart|ble))\s+(?:(?:det\s+)?(?:er|ble|vart|blei)\s+)?{ADVISED}\b",
    re.IGNORECASE,
)
# "Som rådmannen." and "Likelydende med vedtaket." point without naming a proposal.
_SAME_AS = re.compile(
    r"^\W*(?:som|likelyd\w+\s+med|samsvarande\s+med|i\s+samsvar\s+med)\s+\w+", re.IGNORECASE
)
_AMENDED = re.compile(
    r"med\s+(?:(?:følgende|følgjande|slik|slike|desse|disse|den|dei|de|vedtatte|vedtekne)\s+){0,2}(?:endring|tillegg|tilføy|tilføy"
    r"|presisering|justering)\w*",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\s*(?:«[^»]{20,2000}»|“[^”]{20,2000}”|\"[^\"]{20,2000}\")[.\s]*(?=\n\s*\n|$)")
_TALK = re.compile(
    r"\n\s*\n(?=(?:De|Dere|Dykk|Jeg|Eg|Tallet|Talet|Ta\s+kontakt|Protokoll\w*|Møtebok\w*|Særutskrift\w*|Utskrift\w*|Saksframlegg\w*|For\s+ordens"
    r"|PS[:.]|P\.S|Til\s+orientering|Sak(?:en|a)\s+kan|Vedtaket\s+(?:er|var|ble|blei|vart)\s+(?:registrert|lagt|lagd|gjort|fatta|fattet|samrøystes|enstemmig|vedtatt|vedteke)|Vedtak\s+(?:fattet|gjort)|\d+\s+røysta|Dette\s+er|Ring|Spørsmål|Vi\s+har\s+(?:lagt|registrert)"
    r"|Me\s+har\s+(?:lagt|registrert)|Vi\s+gjør\s+oppmerksom|Politik\w+)\b)"
)
_DELEGATES = re.compile(
    r"\bfullmakt\s+til\s+å\s+(?:avgj|vedta|fatte|fastset|bestem)\w*|\boversend\w+\s+formannskapet\b",
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
    is_too_long: bool = False


@lru_cache(maxsize=64)
def find_adopted(item: Item) -> Adopted:
    """Return the adopted text of an item; the council's own vedtak before a committee's, the last before
    earlier.
    """
    if is_too_long(item):
        return Adopted("", Basis.NONE, "", ("the case is too long to be read",), is_too_long=True)
    vedtak = _final_vedtak(item)
    if vedtak is not None:
        return _from_vedtak(item, vedtak)
    voted = adopted_by_vote(item)
    if voted is not None:
        return _recommended_after(item, voted) or voted
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
    found = [s for s in found if s is found[-1] or not _DELEGATES.search(s.text)]
    for wanted in (
        [s for s in found if _is_councils(s)],
        [s for s in found if not is_committee(s.organ) and not is_committee(s.heading)],
        found,
    ):
        about = [section for section in wanted if _says_something(section.text)]
        if about:
            return about[-1]
    return None


def _is_councils(section: Section) -> bool:
    return is_council(section.organ) or is_council(section.heading.partition(":")[0])


def _says_something(text: str) -> bool:
    return bool(
        ABOUT_SETTLEMENT.search(text)
        or _POINTS_BACK.search(text)
        or pointer_of(text)
        or DECISION.search(text)
        or re.search(r"\d|\bsak(?:en|a)\b", text, re.IGNORECASE)
    )


def _from_vedtak(item: Item, vedtak: Section) -> Adopted:
    text, organ = without_talk(vedtak.text), vedtak.organ
    if words.STRONG_CONDITION.search(vedtak.heading):
        text = f"{vedtak.heading}\n{text}"
    trail = [f"adopted text under {vedtak.heading!r}"]
    pointer = _POINTS_BACK.search(text) or pointer_of(text)
    own = without_pointer(text) if pointer else text
    numbered = "" if has_own_content(own) else numbered_proposal(item, text)
    if numbered:
        trail.append(f"{text!r} names a proposal by its number")
        return Adopted(numbered, Basis.RESOLVED, organ, tuple(trail), is_uncertain=True)
    if pointer is None or (has_own_content(own) and not _AMENDED.search(text)):
        return Adopted(text, Basis.VEDTAK, organ, tuple(trail))
    said = sentence_around(text, pointer.start())
    meant = pointed_at(item, vedtak, said)
    if meant is None:
        return Adopted(
            text, Basis.VEDTAK, organ, (*trail, f"points to {pointer.group()!r}, which is not in the text")
        )
    target = _followed(item, meant, MOST_STEPS)
    trail.append(f"{pointer.group()!r} points to {target.section.heading!r}")
    amendment = _AMENDED.search(text)
    addition = text[amendment.end() :].lstrip(" :.\n") if amendment else own if has_own_content(own) else ""
    joined = f"{without_votes(target.section.text) or target.section.text}\n\n{addition}".strip()
    return Adopted(
        joined,
        Basis.RESOLVED,
        organ,
        tuple(trail),
        is_amended=amendment is not None,
        is_uncertain=not target.is_sure or _adopted_another(item, target.section),
    )


def _adopted_another(item: Item, section: Section) -> bool:
    """Return whether a vote above the committees adopted an alternative that is not the proposal a vedtak names."""
    return any(
        vote.match.section.kind is SectionKind.ALTERNATIVE
        and vote.match.section.text.split("\n")[0] != section.text.split("\n")[0]
        and not is_committee(vote.section.meeting)
        for vote in adoptions(item)
    )


def without_talk(text: str) -> str:
    """Return the adopted text of a letter without what its writer adds below, unless that limits the decision.

    A text in quotation marks ends with them; a paragraph that speaks to the reader ends any other.
    """
    quoted = _QUOTED.match(text)
    cut = quoted.end() if quoted else len(text)
    talk = _TALK.search(text, 1)
    cut = min(cut, talk.start()) if talk else cut
    rest = text[cut:]
    if cut == len(text) or any(_limits(sentence) for sentence in re.split(r"(?<=[.!])\s+|\n", rest)):
        return text
    return text[:cut].strip()


def _limits(sentence: str) -> bool:
    """Return whether a sentence below the vedtak sets a condition on it."""
    if words.STRONG_CONDITION.search(sentence):
        return True
    about = re.search(r"vedtak|bosett|buset|flyktning|antall|\btal", sentence, re.IGNORECASE)
    return about is not None and words.WEAK_CONDITION.search(sentence) is not None


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
    voted = main_adoption(item)
    if voted is None:
        return None
    main, additions = voted
    target = _followed(item, main.match, MOST_STEPS)
    parts = [target.section.text, *(addition.match.section.text for addition in additions)]
    text = "\n\n".join(without_votes(part) or part for part in parts)
    return Adopted(
        text,
        Basis.RESOLVED,
        _voting_organ(main.section, main.sentence),
        (f"vote {main.sentence!r} adopts {target.section.heading!r}",),
        is_amended=bool(additions) or _AMENDED.search(main.sentence) is not None,
        is_uncertain=not target.is_sure,
    )


def _recommended_after(item: Item, voted: Adopted) -> Adopted | None:
    """Return the recommendation a committee wrote out to the council after its own vote: its text, not what was voted on."""
    if not is_committee(voted.organ):
        return None
    own = [
        s
        for s in item.of_kind(SectionKind.PROPOSAL)
        if is_committee(s.heading.partition(":")[0].split(" til ")[0]) and ABOUT_SETTLEMENT.search(s.text)
    ]
    if not own or own[-1] is not item.of_kind(SectionKind.PROPOSAL)[-1]:
        return None
    return Adopted(
        own[-1].text, Basis.PROPOSAL, own[-1].organ, (*voted.trail, f"proposal only: {own[-1].heading}")
    )


_OPENS_WITH_BODY = re.compile(rf"^\W*(?P<body>{COMMITTEE})\b[^:]{{0,60}}:", re.IGNORECASE)


def _voting_organ(section: Section, sentence: str) -> str:
    """Return the body that voted; a proposal's owner is not the body that voted on it, one the sentence opens with is."""
    told = _OPENS_WITH_BODY.match(sentence)
    if told:
        return told["body"]
    return section.organ if section.kind is SectionKind.TREATMENT else section.meeting


def _followed(item: Item, match: Match, steps: int) -> Match:
    """Return the proposal meant; one that itself only points to another is followed."""
    text = without_votes(match.section.text)
    pointer = _POINTS_BACK.search(text) or _SAME_AS.search(text) or pointer_of(text)
    if pointer is None or not steps or has_own_content(without_pointer(text)):
        return match
    further = pointed_at(item, match.section, sentence_around(text, pointer.start()))
    if further is None or further.section is match.section:
        return match
    sure = match.is_sure and further.is_sure and not re.search(r"\bendring|\btillegg", text, re.IGNORECASE)
    return _followed(item, Match(further.section, is_sure=sure), steps - 1)


def _organ_in(text: str) -> str:
    if is_council(text):
        return "kommunestyret"
    return "formannskapet" if is_committee(text) else ""
