"""What to ask a municipality about its answer: both numbers and the sentence in question, ready for a letter.

The letters room words it in the municipality's written standard; a person approves it before it goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tasks.core.model.reconciliation import Cause, Finding
from tasks.reconciliation.case_rules import ANSWER_WORKING_DAYS, add_working_days

ASKABLE = frozenset(
    {Cause.NUMBER_DIFFERS, Cause.EM_DIFFERS, Cause.RESERVATION, Cause.UNCLEAR}
    | {Cause.WRONG_YEAR, Cause.NOT_FINAL}
)
LONGEST_QUOTE = 400


@dataclass(frozen=True, slots=True)
class Question:
    """One question to one municipality. Numbers are None where nothing is registered or read.

    ``quote`` is empty where nothing of a sender that can be trusted is there to be quoted.
    """

    number: str
    registered: int | None
    copied: int | None
    quote: str
    answer_by: date


def question_for(finding: Finding, asked_on: date) -> Question | None:
    """Return what to ask, None where the municipality cannot help.

    What an unknown sender wrote is neither quoted nor counted: the municipality did not write it. The answer is
    waited for as long as a case closed with "ask the municipality" stays closed.
    """
    if not finding.is_about_asked or finding.decided is not None or finding.cause not in ASKABLE:
        return None
    answer_by = add_working_days(asked_on, ANSWER_WORKING_DAYS)
    quote = " ".join(finding.quote.split())
    if len(quote) > LONGEST_QUOTE:
        quote = f"{quote[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"
    return Question(finding.number, finding.registered, finding.copy, quote, answer_by)
