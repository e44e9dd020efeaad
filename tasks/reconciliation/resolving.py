"""A person closes a case: which resolutions the case allows, and what is asked for with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tasks.core.model.errors import BadInput, Fault, StopAndMend
from tasks.core.model.reconciliation import ACCEPTING_RESOLUTIONS, Case, CaseState, Cause, Resolution
from tasks.core.model.when import Decider
from tasks.reconciliation.case_rules import ANSWER_WORKING_DAYS, add_working_days

# What these are about is no document that could be put aside.
NOT_THE_DOCUMENT = frozenset(
    {Cause.NOTHING, Cause.ONLY_REGISTERED, Cause.DECLINED, Cause.BELOW_REQUEST, Cause.POSTPONED}
)
NOBODY_ASKED = frozenset({Cause.UNMATCHED, Cause.NOT_ASKED})


def resolve(case: Case, resolution: Resolution, decider: Decider, on: date) -> Case:
    """Return the case closed by a person. A question to the municipality is waited for 10 working days.

    :raises BadInput: every reason why this case cannot be closed so; nothing is changed.
    :raises StopAndMend: somebody else closed it first; the message says who and how.
    """
    if case.state is CaseState.CLOSED:
        who = case.resolved_by or "new facts"
        message = (
            f"case {case.id} of municipality {case.number} ({case.year}) was already closed by {who} "
            f"as {case.resolution}: look at it again before you decide"
        )
        raise StopAndMend(message)
    faults = [*_faults_of_decider(case, decider), *_faults_of_resolution(case, resolution)]
    if faults:
        raise BadInput(faults)
    asks = resolution is Resolution.ASK_MUNICIPALITY
    return replace(
        case,
        state=CaseState.CLOSED,
        resolution=resolution,
        resolved_by=decider.name.strip(),
        resolved_role=decider.role.strip(),
        resolved_reason=decider.reason.strip(),
        resolved_on=on,
        due=add_working_days(on, ANSWER_WORKING_DAYS) if asks else case.due,
    )


def allowed_resolutions(case: Case) -> tuple[Resolution, ...]:
    """Return the resolutions a form may offer for this case, in the order of the list."""
    return tuple(r for r in Resolution if not list(_faults_of_resolution(case, r)))


def _faults_of_decider(case: Case, decider: Decider) -> Iterable[Fault]:
    for what, text in (("name", decider.name), ("role", decider.role), ("reason", decider.reason)):
        if not text.strip():
            yield Fault(_place(case), f"the {what} is missing", "say who decides, in which role, and why")


def _faults_of_resolution(case: Case, resolution: Resolution) -> Iterable[Fault]:
    place = _place(case)
    if resolution is Resolution.SETTLED_BY_FACTS:
        yield Fault(place, "only new facts settle a case this way", "choose what you decided")
    if resolution is Resolution.OVERRIDDEN:
        yield Fault(place, "an override closes no case by itself", "use `override`")
    if case.cause in NOBODY_ASKED and resolution in ACCEPTING_RESOLUTIONS:
        yield Fault(place, "no municipality was asked for this number", "correct the message, or withdraw it")
        return
    if resolution is Resolution.ACCEPT_REGISTERED and case.registered is None:
        yield Fault(place, "no number is registered", "ask the municipality, or accept the copy")
    if resolution is Resolution.ACCEPT_COPY and case.copy is None:
        yield Fault(place, "the copy gives no single number", "read it and use `replies correct`")
    if resolution is Resolution.NOT_A_DECISION and case.cause in NOT_THE_DOCUMENT:
        yield Fault(place, "no document is in question", "ask the municipality, or withdraw the case")


def _place(case: Case) -> str:
    return f"case {case.id} of municipality {case.number} ({case.year})"
