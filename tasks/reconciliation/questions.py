"""What to ask a municipality about its answer: both numbers and the sentence in question, ready for a letter.

The letters room words it in the municipality's written standard; a person approves it before it goes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tasks.core.model.question import Question
from tasks.core.model.reconciliation import Case, Cause, Finding, Resolution
from tasks.reconciliation.case_rules import ANSWER_WORKING_DAYS, add_working_days
from tasks.reconciliation.resolved import holds

ASKABLE = frozenset(
    {Cause.DUPLICATE_REGISTRATION, Cause.NUMBER_DIFFERS, Cause.EM_DIFFERS, Cause.RESERVATION, Cause.UNCLEAR}
    | {Cause.WRONG_YEAR, Cause.NOT_FINAL}
)
LONGEST_QUOTE = 400


def questions_of(findings: Iterable[Finding], cases: Iterable[Case], on: date) -> tuple[Question, ...]:
    """Return the questions that persons decided to ask and that are not answered yet, by number.

    One question per case closed with ASK_MUNICIPALITY whose facts are still those it was decided on.
    """
    asked = {c.number: c for c in cases if c.resolution is Resolution.ASK_MUNICIPALITY}
    found: list[Question] = []
    for finding in findings:
        case = asked.get(finding.number)
        if case is None or not finding.is_about_asked or not holds(case, finding.facts, on):
            continue
        found.append(_question(finding, case.due, case.id))
    return tuple(sorted(found, key=lambda q: q.number))


def question_for(finding: Finding, asked_on: date) -> Question | None:
    """Return what to ask, None where the municipality cannot help.

    What an unknown sender wrote is neither quoted nor counted: the municipality did not write it. The answer is
    waited for as long as a case closed with "ask the municipality" stays closed.
    """
    if not finding.is_about_asked or finding.decided is not None or finding.cause not in ASKABLE:
        return None
    answer_by = add_working_days(asked_on, ANSWER_WORKING_DAYS)
    return _question(finding, answer_by)


def _question(finding: Finding, answer_by: date, case_id: int | None = None) -> Question:
    is_theirs = Cause.SENDER_NOT_TRUSTED not in finding.causes
    return Question(
        number=finding.number,
        registered=finding.registered,
        copied=finding.copy if is_theirs else None,
        quote=_quote(finding),
        answer_by=answer_by,
        case_id=case_id,
        registered_em=finding.registered_em,
        copied_em=finding.copy_em if is_theirs else None,
    )


def _quote(finding: Finding) -> str:
    quote = " ".join(finding.quote.split())
    return quote if len(quote) <= LONGEST_QUOTE else f"{quote[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"
