"""What a text may name (placeholders) and ask (conditions), and what each is for one letter. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from tasks.core.model.allocation import ReasonCode
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import Language
from tasks.core.model.position import Missing
from tasks.letters.content import LetterContent

LOCALES = {Language.NB: "nb_NO", Language.NN: "nn_NO"}

NUMBERS = frozenset(
    {
        *("count", "em", "em_over_15", "em_under_15"),
        *("need_total", "need_em", "need_em_under_15", "need_before_total"),
        *("earlier_count", "total_count", "registered", "copied", "registered_em", "copied_em", "decided"),
    }
)
PLACEHOLDERS = NUMBERS | {
    *("year", "previous_year", "municipality", "deadline", "ministry", "office", "letter_ref", "merged_from"),
    *("earlier_ref", "earlier_date", "coverage", "coverage_year", "report", "imdi_email", "ks_email"),
    *("grants_url", "quote", "share", "next_up", "next_down"),
}
WHOLE = frozenset({"letter_ref", "earlier_ref", "deadline", "earlier_date"})  # never broken over two lines
CONDITIONS = frozenset(
    {
        *(
            "nobody",
            "em",
            "em_over_15",
            "em_under_15",
            "need_em",
            "merged",
            "asked_before",
            "need_before",
            "more",
        ),
        *("deadline", "deadline_passed", "decided", "declined", "explanation", "next_up", "next_down"),
        *("registration_missing", "copy_missing", "ks_copy_missing", "clarification_missing"),
        *("registered", "copied", "registered_em", "copied_em", "numbers_differ", "em_differs", "quote"),
        *("reminded_before", "last_reminder"),
        *(f"reason_{reason}" for reason in ReasonCode),
    }
)

_ALWAYS = frozenset({"year", "municipality"})
_REQUEST = (
    *("count", "em", "em_over_15", "em_under_15", "deadline", "imdi_email", "ks_email", "letter_ref"),
    *("need_total", "need_em", "need_em_under_15", "previous_year", "ministry"),
    *("coverage", "coverage_year", "report", "grants_url", "merged_from"),
)
# What a text of a kind cannot leave out, whatever its wording.
MUST_SAY: Mapping[LetterKind, frozenset[str]] = {
    LetterKind.REQUEST: _ALWAYS | {*_REQUEST},
    LetterKind.INFORMATION: _ALWAYS | {"need_total", "ministry"},
    LetterKind.ADJUSTED: _ALWAYS
    | {*("count", "em", "deadline", "earlier_count", "earlier_ref", "need_total", "need_before_total")},
    LetterKind.SUPPLEMENTARY: _ALWAYS
    | {"count", "em", "deadline", "earlier_count", "total_count", "imdi_email", "ks_email"},
    LetterKind.WITHDRAWAL: _ALWAYS | {"count", "earlier_ref", "earlier_date"},
    LetterKind.REMINDER: _ALWAYS | {"count", "earlier_ref", "deadline", "imdi_email", "ks_email"},
    LetterKind.CLARIFICATION: _ALWAYS | {"count", "earlier_ref", "registered", "copied", "quote"},
    LetterKind.CLOSING: _ALWAYS | {"decided", "earlier_ref", "previous_year"},
}


@dataclass(frozen=True, slots=True)
class Facts:
    """One letter's values as printed, its numbers (singular or plural), links, and which conditions hold."""

    values: Mapping[str, str]
    numbers: Mapping[str, int]
    links: Mapping[str, str]
    holds: frozenset[str]


@cache
def day(value: date, language: Language) -> str:
    """Return the day as written in a letter.

    >>> day(date(2019, 12, 20), Language.NN)
    '20. desember 2019'
    """
    return format_date(value, "d. MMMM y", locale=LOCALES[language])


@cache
def number(value: int | Decimal, language: Language) -> str:
    r"""Return the number with a no-break space between thousands and a decimal comma.

    >>> number(5100, Language.NB), number(Decimal("99.6"), Language.NN)
    ('5\xa0100', '99,6')
    """
    return format_decimal(value, locale=LOCALES[language])


def as_one_line(foreign: str) -> str:
    r"""Return text from outside as one line of visible characters: nothing in it can turn or hide what follows.

    >>> as_one_line("inntil 15\n flyktninger\u202e\u00ad")
    'inntil 15 flyktninger'
    """
    line = " ".join(foreign.split())
    return "".join(character for character in line if unicodedata.category(character) not in ("Cc", "Cf"))


def facts_of(content: LetterContent, part_of: str) -> Facts:
    """Return everything a text may say of ``content``; ``part_of`` words a part of a split municipality.

    What the letter does not have is not there: a text that names it cannot be filled.
    """
    language = content.language
    numbers = {name: value for name, value in _numbers(content).items() if value is not None}
    values = {name: number(value, language) for name, value in numbers.items()}
    values |= {name: value for name, value in _words(content, part_of).items() if value is not None}
    links = {
        "imdi_email": f"mailto:{content.contacts.imdi_email}",
        "ks_email": f"mailto:{content.contacts.ks_email}",
        "grants_url": content.grants.url,
    }
    return Facts(
        values, numbers, links, frozenset(name for name, holds in _conditions(content).items() if holds)
    )


def _numbers(content: LetterContent) -> dict[str, int | None]:
    persons, earlier, difference = content.persons, content.earlier, content.difference
    numbers: dict[str, int | None] = {
        "need_total": content.need.total,
        "need_em": content.need.em,
        "need_em_under_15": content.need.em_under_15,
        "need_before_total": None if content.need_before is None else content.need_before.total,
        "decided": content.decided,
    }
    if persons is not None:
        numbers |= {
            "count": persons.count,
            "em": persons.em,
            "em_over_15": persons.em_over_15,
            "em_under_15": persons.em_under_15,
        }
    if earlier is not None:
        numbers["earlier_count"] = earlier.persons.count
        numbers["total_count"] = None if persons is None else earlier.persons.count + persons.count
    if difference is not None:
        numbers |= {
            "registered": difference.registered,
            "copied": difference.copied,
            "registered_em": difference.registered_em,
            "copied_em": difference.copied_em,
        }
    return numbers


def _words(content: LetterContent, part_of: str) -> dict[str, str | None]:
    language, recipient = content.language, content.recipient
    earlier, difference, explanation = content.earlier, content.difference, content.explanation
    parts = [part_of.replace("{name}", name) for name in recipient.part_from]
    return {
        "year": str(content.year),
        "previous_year": str(content.year - 1),
        "municipality": recipient.name,
        "deadline": None if content.deadline is None else day(content.deadline, language),
        "ministry": content.ministry,
        "office": content.sender.office,
        "letter_ref": content.letter_ref,
        "merged_from": format_list([*recipient.merged_from, *parts], locale=LOCALES[language]),
        "earlier_ref": None if earlier is None else earlier.letter_ref,
        "earlier_date": None if earlier is None else day(earlier.dated, language),
        "coverage": number(content.grants.coverage, language),
        "coverage_year": str(content.grants.coverage_year),
        "report": content.grants.report,
        "imdi_email": content.contacts.imdi_email,
        "ks_email": content.contacts.ks_email,
        "grants_url": content.grants.url,
        "quote": None if difference is None else as_one_line(difference.quote),
        "share": None if explanation is None else number(Decimal(explanation.share_tenths) / 10, language),
        "next_up": number(explanation.next_up, language) if explanation and explanation.next_up else None,
        "next_down": number(explanation.next_down, language)
        if explanation and explanation.next_down
        else None,
    }


def _conditions(content: LetterContent) -> dict[str, bool]:
    persons, difference, explanation = content.persons, content.difference, content.explanation
    reason = explanation.reason if explanation else content.reason
    return {
        "nobody": persons is not None and persons.count == 0,
        "em": bool(persons and persons.em),
        "em_over_15": bool(persons and persons.em_over_15),
        "em_under_15": bool(persons and persons.em_under_15),
        "need_em": content.need.em > 0,
        "merged": len(content.recipient.merged_from) + len(content.recipient.part_from) > 1,
        "asked_before": content.earlier is not None,
        "need_before": content.need_before is not None,
        "more": content.asks_for_more,
        "deadline": content.deadline is not None and content.deadline >= content.dated,
        "deadline_passed": content.deadline is not None and content.deadline < content.dated,
        "registration_missing": Missing.REGISTRATION in content.missing,
        "copy_missing": Missing.COPY in content.missing,
        "ks_copy_missing": Missing.KS_COPY in content.missing,
        "clarification_missing": Missing.CLARIFICATION in content.missing,
        "registered": bool(difference and difference.registered is not None),
        "copied": bool(difference and difference.copied is not None),
        "registered_em": bool(difference and difference.registered_em is not None),
        "copied_em": bool(difference and difference.copied_em is not None),
        "numbers_differ": bool(difference and difference.registered != difference.copied),
        "em_differs": bool(difference and difference.registered_em != difference.copied_em),
        "reminded_before": (content.reminder or 0) > 1,
        "last_reminder": content.is_last_reminder,
        "quote": bool(difference and difference.quote),
        "decided": content.decided is not None,
        "declined": content.decided == 0,
        "explanation": explanation is not None,
        "next_up": bool(explanation and explanation.next_up),
        "next_down": bool(explanation and explanation.next_down),
        f"reason_{reason}": reason is not None,
    }
