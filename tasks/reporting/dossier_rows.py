"""Words and rows that the parts of a dossier share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tasks.core.model.amendment import DATED, Amendment, AmendmentKind
from tasks.core.model.approval import BatchState
from tasks.core.model.dispatch import DispatchState, Verb
from tasks.core.model.letter import Letter
from tasks.core.model.override import read_requested, read_standing
from tasks.core.model.reconciliation import Resolution
from tasks.core.store.reminders import SentReminder
from tasks.reporting.wording import many, persons, short_day
from tasks.reporting.words import word

PROGRAM = "program"
LIFTED_WORD = "Opphevet"
_STEP = re.compile(
    r"(?:(?P<series>extended|round)-(?P<day>\d{4}-\d\d-\d\d)-)?(?P<side>before|after)-(?P<days>\d+)"
)
CHANNELS = {"folder": "mappe", "svarut": "SvarUt", "eformidling": "eFormidling", "smtp": "e-post"}
EVENTS = {
    "open": "Åpnet",
    "update": "Oppdatert",
    "close": "Lukket av nye opplysninger",
    "reopen": "Åpnet igjen",
    "resolve": "Avgjort",
}
DECISIONS = {
    "close_consultation": "Samråd lukket",
    "amend_extension": "Utsatt frist",
    "amend_council_date": "Dato i kommunestyret notert",
    "amend_contact": "Kontaktadresse endret",
    "amend_address": "Postadresse endret",
    "amend_written_standard": "Målform endret",
    "amend_requested_number": "Tall i runden overstyrt",
    "amend_standing": "Svar overstyrt",
    "amend_willing": "Villig uten å være anmodet",
    "release_message": "Melding sluppet fri",
    "reject_message": "Melding avvist",
    "correct_message": "Lesing rettet",
    "enter_message": "Svar ført inn",
}
DETAILED: Mapping[str, tuple[str, type[StrEnum]]] = {  # what stands before the detail of an action
    "resolve_case_": ("Sak avgjort", Resolution),
    "letters_": ("Brev", BatchState),
    "dispatch_": ("Utboksen", Verb),
}


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter with who approved its batch ("" while nobody has) and where it stands (None: not in the outbox)."""

    letter: Letter
    approved_by: str
    state: DispatchState | None


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """A reminder with the day of its letter."""

    sent: SentReminder
    dated: date


def step_words(step: str) -> str:
    """Return when a reminder was due, in words; an unknown step as it is.

    >>> step_words("before-14"), step_words("extended-2020-01-31-after-3"), step_words("x")
    ('14 dager før fristen', '3 dager etter utsatt frist 31.01.2020', 'x')
    """
    found = _STEP.fullmatch(step)
    if found is None:
        return step
    side = {"before": "før", "after": "etter"}[found["side"]]
    which = {"": "fristen", "extended": "utsatt frist", "round": "rundens frist"}[found["series"] or ""]
    day = ".".join(reversed(found["day"].split("-"))) if found["day"] else ""
    return f"{many(int(found['days']), 'dag', 'dager')} {side} {which} {day}".rstrip()


def channel_word(channel: str) -> str:
    """Return a channel by the name operators know it by; an unknown one as it is.

    >>> channel_word("folder"), channel_word("svarut")
    ('mappe', 'SvarUt')
    """
    return CHANNELS.get(channel, channel)


def event_word(kind: str) -> str:
    """Return what happened to a case, in words; an unknown kind as it is.

    >>> event_word("reopen")
    'Åpnet igjen'
    """
    return EVENTS.get(kind, kind)


def decision_words(action: str) -> str:
    """Return an action of the decision log in words; an unknown one as it is.

    >>> decision_words("resolve_case_accept_copy"), decision_words("amend_extension"), decision_words("new")
    ('Sak avgjort: Skriftlig kopi gjelder', 'Utsatt frist', 'new')
    """
    for prefix, (text, kind) in DETAILED.items():
        detail = action.removeprefix(prefix)
        if detail != action and detail in set(kind):
            return f"{text}: {word(kind(detail))}"
    return DECISIONS.get(action, action)


def amended_words(one: Amendment) -> str:
    """Return what an entry says, in words: a day, an address, a standard, or what a person set."""
    if one.kind is AmendmentKind.REQUESTED_NUMBER:
        asked = read_requested(one.value)
        return LIFTED_WORD if asked is None else persons(asked)
    if one.kind is not AmendmentKind.STANDING:
        return short_day(one.day) if one.kind in DATED else one.value
    said = read_standing(one.value)
    if said is None:
        return LIFTED_WORD
    return "I tvil" if said.persons is None else f"{persons(said.persons)} (EM {persons(said.em)})"


def action_words(actor: str, role: str) -> str:
    """Return who did it, with the role of a person.

    >>> action_words("program", ""), action_words("Kari", "rådgiver")
    ('programmet', 'Kari, rådgiver')
    """
    if actor == PROGRAM:
        return "programmet"
    return ", ".join(part for part in (actor, role) if part)


def reason_words(codes: Iterable[str]) -> str:
    """Return the codes for why a person must look, as the operations guide lists them.

    >>> reason_words(("AUTH_WEAK", "NO_TEXT"))
    'AUTH_WEAK, NO_TEXT'
    """
    return ", ".join(codes)
