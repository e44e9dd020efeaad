"""The text of one municipality's written vedtak, as its council's secretary would copy it out. Pure.

As in real ones, the requested number stands in the case text, often beside last year's and a fallen
proposal's, and only the adopted text decides.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from tasks.core.model.municipality import Language
from tasks.rehearsal.behaviour import Behaviour
from tasks.rehearsal.phrases import IN_WORDS, Phrases
from tasks.rehearsal.phrases_nb import NB
from tasks.rehearsal.phrases_nn import NN
from tasks.rehearsal.plans import MunicipalityPlan, PlannedCopy, Wording

PHRASES = {Language.NB: NB, Language.NN: NN}

# 10 of 63 real ones held a fallen alternative; in 4 the alternative had won over the director's proposal.
ALTERNATIVE_IN = 6
POINTING_IN = 25  # "som innstillingen" stands for the text; assumption


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VedtakDocument:
    """A written vedtak before it gets a form. ``head`` stands above the sections, ``foot`` below them."""

    title: str
    language: Language
    head: tuple[str, ...]
    sections: tuple[Section, ...]
    foot: str


@dataclass(frozen=True, slots=True)
class MailText:
    """What stands in the mail around the copy."""

    subject: str
    body: str
    attachment_name: str


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the case text quotes from our letter, and last year's number where it is known."""

    issued_on: date
    deadline: date
    previous: int | None


def vedtak_document(plan: MunicipalityPlan, copy: PlannedCopy, facts: CaseFacts) -> VedtakDocument:
    """Return the text of ``copy``; the same plan gives the same text."""
    rng = random.Random(f"{plan.chance}|text")
    phrases = PHRASES[plan.language]
    fields = _fields(plan, copy, facts, phrases)
    adopted = _adopted(plan, copy, phrases, rng)
    case = _section(phrases.case_heading, _background(facts, phrases, rng), fields)
    tail = _tail(plan, copy, phrases, rng, adopted)
    return VedtakDocument(
        title=rng.choice(phrases.titles),
        language=plan.language,
        head=tuple(line.format(**fields) for line in phrases.head),
        sections=(case, *(_section(heading, paragraphs, fields) for heading, paragraphs in tail)),
        foot=phrases.drill,
    )


def mail_text(plan: MunicipalityPlan, *, again: bool) -> MailText:
    """Return subject, body and file name; ``again`` for the same copy sent once more."""
    rng = random.Random(f"{plan.chance}|mail")
    phrases = PHRASES[plan.language]
    case_no, _ = case_numbers(plan)
    fields = {"name": plan.name, "year": plan.year, "letter_ref": plan.letter_ref, "case_no": case_no}
    subject = rng.choice(phrases.mail_subjects).format(**fields)
    return MailText(
        subject=(phrases.copy_again if again else "") + subject,
        body=phrases.mail_body.format(**fields),
        attachment_name=phrases.file_name.format(case=case_no.removeprefix("PS ").replace("/", "-")),
    )


def case_numbers(plan: MunicipalityPlan) -> tuple[str, str]:
    """Return the council's number of the case and the archive's."""
    rng = random.Random(f"{plan.chance}|case")
    short_year = plan.treated_on.year % 100
    return f"PS {rng.randrange(40, 120)}/{short_year}", f"{short_year}/{rng.randrange(1000, 9000)}"


def _fields(
    plan: MunicipalityPlan, copy: PlannedCopy, facts: CaseFacts, phrases: Phrases
) -> dict[str, str | int]:
    rng = random.Random(f"{plan.chance}|fields")
    case_no, archive_no = case_numbers(plan)
    count = plan.requested if copy.count is None else copy.count
    requested_em = phrases.em_one if plan.requested_em == 1 else phrases.em_many.format(em=plan.requested_em)
    has_em = bool(plan.requested_em)
    few = rng.randrange(3, 9)
    return {
        "name": plan.name,
        "year": plan.year,
        "last_year": plan.year - 1,
        "previous": "" if facts.previous is None else facts.previous,
        "organ": phrases.committee if copy.wording is Wording.PROPOSAL else phrases.council,
        "date": _day(plan.treated_on),
        "next_date": _day(plan.council_on),
        "case_no": case_no,
        "archive_no": archive_no,
        "letter_ref": plan.letter_ref,
        "issued": _day(facts.issued_on),
        "deadline": _day(facts.deadline),
        "requested": plan.requested,
        "requested_em": _em_clause(plan) if has_em else "",
        "requested_em_sentence": f". {requested_em}" if has_em else ".",
        "count": count,
        "words": f"{IN_WORDS[count]} ({count})" if count in IN_WORDS else str(count),
        "em": copy.em or 0,
        "other": max(5, count - rng.choice((3, 5, 7))),
        "many": rng.randrange(12, 24),
        "few": few,
    }


def _em_clause(plan: MunicipalityPlan) -> str:
    many = {Language.NB: "enslige mindreårige", Language.NN: "einslege mindreårige"}
    one = {Language.NB: "enslig mindreårig", Language.NN: "einsleg mindreårig"}
    noun = (one if plan.requested_em == 1 else many)[plan.language]
    return f", av dette {plan.requested_em} {noun}"


def _background(facts: CaseFacts, phrases: Phrases, rng: random.Random) -> list[str]:
    paragraphs = [rng.choice(phrases.background)]
    if facts.previous and rng.random() < 0.6:
        paragraphs.append(phrases.background_last_year)
    return paragraphs


def _adopted(plan: MunicipalityPlan, copy: PlannedCopy, phrases: Phrases, rng: random.Random) -> list[str]:
    """Return the sentences that decide, before their fields are filled."""
    if copy.wording is Wording.DECLINED:
        return [rng.choice(phrases.declined)]
    if copy.wording is Wording.POSTPONED:
        return [phrases.postponed]
    if copy.wording is Wording.BY_REFERENCE:
        return [rng.choice(phrases.by_reference)]
    if copy.reservation is not None:
        main = rng.choice(phrases.reservations[copy.reservation])
        return [main, _em_sentence(copy, phrases, rng)]
    as_asked = phrases.adopted_as_asked if copy.count == plan.requested else ()
    return [
        rng.choice(phrases.adopted + as_asked),
        _em_sentence(copy, phrases, rng),
        rng.choice(phrases.closing),
    ]


def _em_sentence(copy: PlannedCopy, phrases: Phrases, rng: random.Random) -> str:
    none = rng.choice(phrases.em_none)
    if copy.em is None:
        return ""
    if copy.em == 0:
        return none
    return phrases.em_one if copy.em == 1 else phrases.em_many


def _tail(
    plan: MunicipalityPlan, copy: PlannedCopy, phrases: Phrases, rng: random.Random, adopted: list[str]
) -> list[tuple[str, list[str]]]:
    """Return what follows the case text: proposal, treatment and adopted text, as the wording calls for."""
    if copy.wording is Wording.PROPOSAL:
        return [(phrases.committee_heading, adopted), ("", [phrases.committee_note])]
    heading = rng.choice(phrases.adopted_headings)
    if copy.wording is not Wording.ADOPTED or copy.reservation is not None:
        return [(heading, adopted)]
    proposal, points = rng.choice(phrases.proposal_headings), rng.randrange(POINTING_IN) == 0
    if plan.behaviour is Behaviour.FEWER:
        asked = [phrases.adopted[0].replace("{count}", "{requested}")]
        return [
            (proposal, asked),
            (phrases.treatment_heading, list(phrases.alternative_won)),
            (heading, adopted),
        ]
    if rng.randrange(ALTERNATIVE_IN) == 0:
        return [
            (proposal, adopted),
            (phrases.treatment_heading, list(phrases.alternative_fell)),
            (heading, adopted),
        ]
    treatment = (phrases.treatment_heading, [rng.choice(phrases.unanimous)])
    return [(proposal, adopted), treatment, (heading, [phrases.adopted_by_pointing] if points else adopted)]


def _section(heading: str, paragraphs: list[str], fields: dict[str, str | int]) -> Section:
    filled = (p.format(**fields) for p in paragraphs if p)
    return Section(heading.format(**fields), tuple(filled))


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
