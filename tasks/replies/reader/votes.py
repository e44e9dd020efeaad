"""What the voting adopted, sentence by sentence: said in words ("ble vedtatt") or by the numbers of votes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tasks.replies.reader.ballot import (
    Match,
    Reference,
    is_addition,
    is_committees,
    mark_of,
    matched,
    proposals_of,
    references,
    told_in,
)
from tasks.replies.reader.headings import SectionKind
from tasks.replies.reader.limits import MOST_PROPOSALS, MOST_SECTIONS, MOST_VOTES
from tasks.replies.reader.nouns import PROPOSAL
from tasks.replies.reader.organs import ADMINISTRATION, is_committee
from tasks.replies.reader.outcome import is_put_off
from tasks.replies.reader.parties import party_names
from tasks.replies.reader.sections import Item, Section
from tasks.replies.reader.tally import counted_in, most_votes
from tasks.replies.reader.verbs import FELL
from tasks.replies.reader.vote_sentences import ADOPTS, meant_by_place, sentences_of_vote, subject_of_vote

_FELL = re.compile(rf"\b{FELL}", re.IGNORECASE)
_JUST_ADOPTED = re.compile(
    r"^\W*(?:votering\w*|røysting\w*|avstemn?ing\w*)?\W*(?:(?:enstemmig|samrøystes|einstemmig|einrøystes|enst)\.?(?:\s+(?:vedtatt|vedteke|vedteken|godkjent|bifalt))?"
    r"|(?:vedtatt|vedteke)\s+(?:enstemmig|samrøystes|mot|med)\b[^:]{0,60})\W*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[;,]\s+(?:men\s+|mens\s+|og\s+)?(?=[^,;]{0,50}"
    rf"{PROPOSAL}"
    r"[^,;]{0,60}\b(?:falt|fall|vedtatt|vedteke|vedteken)\b)"
    r"|\s+(?:mens|medan)\s+",
    re.IGNORECASE,
)
_PUTS_OFF = re.compile(
    r"\butset\w*|\butsatt\b|tilbakesend|sende\w*\s+(?:saka?e?n?\s+)?(?:tilbake|attende)", re.IGNORECASE
)
_SETTLES = re.compile(
    r"\b(?:bosette?r?|busett?e?r?|buset|tar\s+imot|tek\s+imot|mottek|mottar|bosetting\s+av|busetjing\s+av)\b",
    re.IGNORECASE,
)
_CHANGES_ONE = re.compile(r"endr|\bauka|\bøk(?:es|t)\b|\bset\w*\s+til|\blyde\b", re.IGNORECASE)
_NO_VOTES = frozenset({SectionKind.BACKGROUND, SectionKind.VEDTAK})
_ANY_PROPOSAL = re.compile(rf"{PROPOSAL}|foresl|føresl", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Adoption:
    """One thing a vote adopted: its sentence, the section it stands in, and the proposal meant."""

    sentence: str
    section: Section
    match: Match
    reference: str


def is_too_long(item: Item) -> bool:
    """Return whether an item holds more sections, proposals or sentences that may tell a vote than are read."""
    if len(item.sections) > MOST_SECTIONS or len(proposals_of(item)) > MOST_PROPOSALS:
        return True
    told = (s.text for s in item.sections if s.kind not in _NO_VOTES)
    return sum(len(sentences_of_vote(text)) for text in told) > MOST_VOTES


@lru_cache(maxsize=64)
def adoptions(item: Item, *, below: bool = False) -> tuple[Adoption, ...]:
    """Return everything the item's votes adopted, in order; ``below``: only a committee's part of an item is given."""
    proposals = proposals_of(item)
    found: list[Adoption] = []
    for section in item.sections:
        if section.kind in _NO_VOTES:
            continue
        previous: list[Reference] = []
        counted: list[tuple[int, Reference]] = []
        ballot: list[tuple[int, Reference]] = []
        by_count: list[Adoption] = []
        already, tells = len(found), False
        for sentence in sentences_of_vote(section.text):
            for clause in _CLAUSE.split(sentence):
                if _FELL.search(clause):
                    continue
                counts = counted_in(clause)
                is_longer = len(by_count) > 0 and len(_with_counts(ballot, counts)) > len(counts) > 0
                ballot = _with_counts(ballot, counts)
                won = list(_adopted_in(clause, section, None if below else item, proposals, previous, ballot))
                if is_longer and found and found[-1] is by_count[-1]:
                    found.pop()  # another proposal of the same ballot: counted together
                found += won
                by_count = [] if _says_who_won(clause, section) else won
                counted += counts
                tells |= ADOPTS.search(clause) is not None
            previous = references(sentence) or previous
        winner = most_votes(counted) if len(found) == already and not tells else None
        match = _meaning(winner, proposals, proposals, None if below else item) if winner else None
        if winner is not None and match is not None:
            sure = match.is_sure and len(counted) <= 3  # more are votes one after another
            found.append(Adoption(section.text[:200], section, Match(match.section, sure), winner.text))
    return tuple(found)


def _adopted_in(
    clause: str,
    section: Section,
    item: Item | None,
    proposals: Sequence[Section],
    previous: Sequence[Reference],
    ballot: Sequence[tuple[int, Reference]],
) -> Iterator[Adoption]:
    known = _before(proposals, section, item) if item else proposals
    if _says_who_won(clause, section):
        yield from _adopted_by_word(clause, section, item, known, proposals, previous)
        return
    winner = most_votes(ballot)
    match = _meaning(winner, known, proposals, item) if winner else None
    if winner is not None and match is not None:
        sure = match.is_sure and not _leaves_one_out(clause, [reference for _, reference in ballot])
        yield Adoption(clause, section, Match(match.section, sure), winner.text)


def _says_who_won(clause: str, section: Section) -> bool:
    """Return whether a clause tells in words what was adopted, however it counts the votes."""
    just = section.kind is SectionKind.TREATMENT and _JUST_ADOPTED.match(clause) is not None
    return just or ADOPTS.search(clause) is not None


def _with_counts(
    ballot: Sequence[tuple[int, Reference]], counts: Sequence[tuple[int, Reference]]
) -> list[tuple[int, Reference]]:
    """Return a ballot with the votes the next clause counts; one that counts a proposal again is a new ballot."""
    named = {reference.text.casefold() for _, reference in ballot}
    again = any(reference.text.casefold() in named for _, reference in counts)
    return [*counts] if again or not counts else [*ballot, *counts]


def _leaves_one_out(clause: str, counted: Sequence[Reference]) -> bool:
    """Return whether a sentence names a proposal by party or mark that it counts no votes for."""
    known = {(party_names(r.text), mark_of(r.text)) for r in counted}
    named = {(party_names(r.text), mark_of(r.text)) for r in references(clause)}
    return any(sign not in known and sign != (frozenset(), "") for sign in named)


def _adopted_by_word(
    clause: str,
    section: Section,
    item: Item | None,
    known: Sequence[Section],
    proposals: Sequence[Section],
    previous: Sequence[Reference],
) -> Iterator[Adoption]:
    subject = subject_of_vote(clause)
    counted = meant_by_place(clause) or most_votes(counted_in(clause))
    meant = [counted] if counted else references(subject) or references(clause)
    if not meant and _JUST_ADOPTED.match(clause):
        above = _decided_above(section, clause)
        if above is not None:
            yield Adoption(clause, section, Match(above, is_sure=True), clause)
            return
    if not meant and _JUST_ADOPTED.match(clause) and known:
        only = [p for p in known if p.kind is SectionKind.PROPOSAL]
        yield Adoption(
            clause,
            section,
            Match(only[-1] if only else known[-1], is_sure=len({p.text for p in known}) == 1),
            clause,
        )
        return
    if not meant or re.match(r"\W*resultat\b", clause, re.IGNORECASE):
        return
    if _PUTS_OFF.search(subject):
        put_off = next((p for p in reversed(proposals) if is_put_off(p.text.split("\n")[0])), None)
        text = put_off or Section(SectionKind.ALTERNATIVE, "", clause, [f"Saken utsettes: {clause}"])
        yield Adoption(clause, section, Match(text, is_sure=True), subject)
        return
    if (own := told_in(clause)) is not None and references(subject):
        yield Adoption(clause, section, Match(own, is_sure=True), subject)
        return
    reference = _spelled_out(meant[0], previous)
    if (match := _meaning(reference, known, proposals, item)) is not None:
        yield Adoption(clause, section, match, reference.text)


def _decided_above(section: Section, clause: str) -> Section | None:
    """Return what stands right above "Enstemmig." in a meeting's own text, where it settles people itself."""
    if section.kind is not SectionKind.TREATMENT:
        return None
    told = section.text.split(clause)[0]
    lines = [line for line in told.split("\n") if _SETTLES.search(line) and not _ANY_PROPOSAL.search(line)]
    return Section(SectionKind.ALTERNATIVE, section.organ, lines[0], lines) if lines else None


def _before(proposals: Sequence[Section], section: Section, item: Item) -> list[Section]:
    """Return the proposals that stand before or in a section; those told in a debate count as before."""
    places = {id(s): number for number, s in enumerate(item.sections)}
    here = places.get(id(section), len(places))
    return [p for p in proposals if places.get(id(p), 0) <= here]


def _meaning(
    reference: Reference, known: Sequence[Section], proposals: Sequence[Section], item: Item | None
) -> Match | None:
    match = matched(reference, known) or matched(reference, proposals)
    if is_committee(reference.text) and (match is None or not is_committees(match.section)):
        owned = re.search(ADMINISTRATION, match.section.heading, re.IGNORECASE) if match else None
        unsure = Match(match.section, is_sure=False) if match and owned else match
        return (of_committee(item) if item else None) or unsure
    if match is None and len(known) == 1 and reference.is_bare:
        return Match(known[0], is_sure=False)
    return match


def pointed_at(item: Item, section: Section, said: str) -> Match | None:
    """Return the proposal a vedtak means that only points to one ("as the committee's recommendation")."""
    proposals = [p for p in proposals_of(item) if p is not section]
    known = _before(proposals, section, item)
    for reference in references(subject_of_vote(said)) or references(said):
        match = _meaning(reference, known, proposals, item)
        if match is not None:
            return match
    return None


@lru_cache(maxsize=64)
def of_committee(item: Item) -> Match | None:
    """Return the proposal a committee's own vote adopted: what "the committee's recommendation" then means."""
    last = max((n for n, s in enumerate(item.sections) if is_committee(s.meeting)), default=0)
    below = Item(item.number, item.title, item.sections[: last + 1])
    if not any(is_committee(s.meeting) for s in below.sections):
        return None
    voted = [a for a in adoptions(below, below=True) if is_committee(a.section.meeting)]
    return voted[-1].match if voted and not is_committee(voted[-1].reference) else None


def _spelled_out(reference: Reference, previous: Sequence[Reference]) -> Reference:
    """Return a bare "the proposal" as the fuller words of the sentence before."""
    if not reference.is_bare:
        return reference
    stem = re.search(PROPOSAL, reference.text, re.IGNORECASE)
    alike = [r for r in previous if stem and stem.group().casefold() in r.text.casefold() and not r.is_bare]
    return alike[-1] if alike else reference


def main_adoption(item: Item) -> tuple[Adoption, list[Adoption]] | None:
    """Return the last proposal adopted that stands for itself, and the additions adopted beside it."""
    found = adoptions(item)
    main = [a for a in found if not is_addition(a.match.section, a.reference)]
    if not main:
        return None
    additions = [a for a in found if is_addition(a.match.section, a.reference)]
    return _as_amended(main), additions


def _as_amended(main: Sequence[Adoption]) -> Adoption:
    """Return the last adoption; where it is a recommendation that an amendment had changed before, the amendment, unsure."""
    last = main[-1]
    changed = [
        a
        for a in main[:-1]
        if _CHANGES_ONE.search(f"{a.match.section.heading} {a.reference} {a.match.section.text}")
        and a.section.meeting == last.section.meeting
    ]
    if last.match.section.kind is not SectionKind.PROPOSAL or not changed:
        return last
    amendment = changed[-1]
    return replace(amendment, match=Match(amendment.match.section, is_sure=False))
