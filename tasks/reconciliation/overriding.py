"""What a person sets against both channels: the number that counts, or that none does, while the facts stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tasks.core.model.amendment import Amendment
from tasks.core.model.override import Standing, read_standing
from tasks.core.model.reconciliation import Cause, Finding, NextAction, Resolution, Severity
from tasks.core.norwegian.dates import format_short
from tasks.reconciliation.precedence import primary, severity_and_action

_DISPUTED = " disputed="


def in_force(entry: Amendment | None, facts: str) -> Standing | None:
    """Return the override that an entry makes on these facts; None where it is lifted or other facts came since."""
    standing = None if entry is None else read_standing(entry.value)
    return standing if standing is not None and standing.facts == facts else None


def facts_under(entry: Amendment | None, facts: str) -> str:
    """Return the facts with a dispute in them: what a person decided before it was raised is asked again."""
    standing = in_force(entry, facts)
    if entry is None or standing is None or not standing.is_disputed:
        return facts
    return f"{facts}{_DISPUTED}{entry.known_on}"


def facts_without_dispute(facts: str) -> str:
    """Return the facts as both channels made them.

    >>> facts_without_dispute("registered=15/0 copy=15/0 disputed=2019-12-20")
    'registered=15/0 copy=15/0'
    """
    return facts.partition(_DISPUTED)[0]


def causes_under(entry: Amendment | None, facts: str, causes: Iterable[Cause]) -> tuple[Cause, ...]:
    """Return the causes, where a person disputes the answer with what a person must read, and no agreement."""
    standing = in_force(entry, facts)
    if standing is None or not standing.is_disputed:
        return tuple(causes)
    return tuple(dict.fromkeys((Cause.UNCLEAR, *(one for one in causes if one is not Cause.AGREE))))


def overridden(finding: Finding, entry: Amendment | None, facts: str, *, is_late: bool) -> Finding:
    """Return the finding under an override: both channels' figures stay beside what counts, and it says who and why."""
    standing = in_force(entry, facts)
    if entry is None or standing is None:
        return _as_it_was(finding, entry)
    why = f"{finding.reason} {override_sentence(entry)}"
    if standing.is_disputed:
        if finding.resolution is not None:
            return finding  # a person has settled the dispute
        severity, action = severity_and_action(primary(finding.causes), is_after_deadline=is_late)
        return replace(finding, severity=severity, next_action=action, reason=why)
    return replace(
        finding,
        decided=standing.persons,
        decided_em=standing.em,
        resolution=Resolution.OVERRIDDEN,
        severity=Severity.NONE,
        next_action=NextAction.NONE,
        reason=why,
    )


def override_sentence(entry: Amendment) -> str:
    """Return what was overridden, by whom and why (bokmål); EM figures are left out."""
    standing = read_standing(entry.value)
    what = "Overstyringen er opphevet"
    if standing is not None:
        what = (
            "Svaret er satt i tvil"
            if standing.persons is None
            else f"Svaret er overstyrt til {standing.persons}"
        )
    return f"{what} av {entry.by}, {entry.role}, {format_short(entry.known_on)}: {entry.reason}."


def _as_it_was(finding: Finding, entry: Amendment | None) -> Finding:
    """Return the finding by the rules; of an override that new facts overtook, the operator is told."""
    if entry is None or read_standing(entry.value) is None:
        return finding
    overtaken = (
        f"En overstyring {format_short(entry.known_on)} gjelder ikke lenger: nye opplysninger har kommet."
    )
    return replace(finding, reason=f"{finding.reason} {overtaken}")
