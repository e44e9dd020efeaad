"""What every letter has in common: recipient, sender, need, contacts, grants; and how it takes its numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

from config.cycle import Cycle
from tasks.core.model.allocation import Allocation
from tasks.core.model.errors import BadInput
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import ChangeKind, Language, Municipality, Register
from tasks.core.model.request import Request
from tasks.letters.content import LetterContent
from tasks.letters.content_parts import Contacts, Earlier, Explanation, Grants, Persons, Recipient, Sender
from tasks.letters.language import language_of


def letter_of(
    kind: LetterKind,
    cycle: Cycle,
    register: Register,
    municipality: Municipality,
    letter_ref: str,
    dated: date,
    **parts: Any,
) -> LetterContent:
    """Return a letter with what every kind says, and ``parts``."""
    if municipality.number not in register.by_number():
        register.require(municipality.number, place=f"{kind} letter {cycle.year} to {municipality.name}")
    language = language_of(municipality, cycle.letters.neutral_policy)
    common: dict[str, Any] = {
        "ministry": cycle.ministry_nn if language is Language.NN else cycle.ministry_nb,
        "need": cycle.need.as_need(cycle.year),
        "contacts": Contacts(cycle.contacts.imdi_email, cycle.contacts.ks_email),
        "grants": _grants(cycle, language),
    }
    return LetterContent(
        kind=kind,
        language=language,
        year=cycle.year,
        recipient=_recipient(municipality, register),
        sender=_sender(cycle, municipality, language),
        letter_ref=letter_ref,
        dated=dated,
        **(common | parts),
    )


def _recipient(municipality: Municipality, register: Register) -> Recipient:
    """Return the municipality with those it was made of at the turn of the year, if it was."""
    turn = date(register.year, 1, 1)
    joined = [c for c in register.changes if c.new_number == municipality.number and c.valid_from == turn]
    return Recipient(
        number=municipality.number,
        name=municipality.name,
        county=municipality.county,
        organisation_number=municipality.organisation_number,
        other_names=municipality.other_names,
        merged_from=tuple(sorted(c.old_name for c in joined if c.kind is ChangeKind.MERGE)),
        part_from=tuple(sorted(c.old_name for c in joined if c.kind is ChangeKind.SPLIT)),
    )


def _sender(cycle: Cycle, municipality: Municipality, language: Language) -> Sender:
    office = cycle.office_of(municipality.number, municipality.county_number)
    if office is None:
        raise BadInput.one(
            f"letter {cycle.year} to municipality {municipality.number} {municipality.name}",
            f"no regional office serves county {municipality.county_number} {municipality.county}",
            f"give the county to an office in config/cycles/{cycle.year}.toml",
        )
    title = office.signatory_title_nn if language is Language.NN else office.signatory_title_nb
    return Sender(office.name, title, office.signatory_name)


def _grants(cycle: Cycle, language: Language) -> Grants:
    said = cycle.letters
    return Grants(
        coverage=said.grant_coverage.value,
        coverage_year=said.grant_coverage_year,
        report=said.grant_report_nn if language is Language.NN else said.grant_report_nb,
        url=cycle.contacts.grants_url,
    )


def persons_of(allocation: Allocation) -> Persons:
    """Return the numbers of a round."""
    return Persons(allocation.count, allocation.em, allocation.em_under_15)


def asked_in(request: Request) -> Persons:
    """Return the numbers of a request as issued."""
    return Persons(request.count, request.em, request.em_under_15)


def earlier_of(request: Request) -> Earlier:
    """Return the issued request as the letter before this one."""
    return Earlier(asked_in(request), request.letter_ref, request.issued_on)


def addition(municipality: Municipality, allocation: Allocation, previous: Request | None) -> Persons:
    """Return what is asked for on top of ``previous``; if its EM is not known, the addition's is not either."""
    if previous is None:
        return persons_of(allocation)
    if allocation.count <= previous.count:
        raise BadInput.one(
            f"supplementary letter to municipality {municipality.number} {municipality.name}",
            f"{allocation.count} persons are not more than the {previous.count} asked for before",
            "write an adjusted request",
        )
    return Persons(
        count=allocation.count - previous.count,
        em=None if previous.em is None else allocation.em - previous.em,
        em_under_15=None if previous.em_under_15 is None else allocation.em_under_15 - previous.em_under_15,
    )


def explanation_of(allocation: Allocation) -> Explanation:
    """Return why the number is what it is, as the round stored it."""
    return Explanation(
        allocation.reason, round(allocation.share * 10), allocation.next_up, allocation.next_down
    )
