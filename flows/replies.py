"""From the letters to the last difference: receipts, replies, comparison, reminders."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

from prefect.utilities.annotations import quote

from flows.approvals import Name, Reason, Role
from flows.clock import when
from flows.flow import flow
from flows.forms import AsOf, Help, SettlementYear
from flows.outbox import pass_over_outbox
from tasks.core.model.errors import AnmodningError
from tasks.core.model.reconciliation import Finding
from tasks.core.model.when import Decider, When
from tasks.dispatch.run import Pass
from tasks.letters.tasks import make_clarifications, make_reminders
from tasks.monitoring.tasks import cancel_settled_reminders, reminders_due, state_deadlines
from tasks.reconciliation.tasks import compare_sides, questions_to_ask, reconcile_year
from tasks.replies.tasks import Taken, pull_messages, pull_registrations
from tasks.replies.tasks import import_requests as take_over
from tasks.settlement.tasks import pull_referrals

Findings = tuple[Finding, ...]


def take_in_replies(year: int, now: When) -> Findings:
    """Take in both sides, compare them, and write to those who still owe something."""
    both_sides(year, now)
    pull_referrals(year, now)
    due = state_deadlines(year, now)
    findings = reconcile_year(year, due, now)
    make_reminders(year, reminders_due(year, _as_it_is(findings), due, now), now, due.own)
    make_clarifications(year, questions_to_ask(year, due, now), now)
    return findings


def send_what_still_holds(year: int, now: When, findings: Findings | None = None) -> Pass:
    """Run the outbox, after every waiting reminder was held against what has come in since it was made."""
    known = findings if findings is not None else compare_sides(year, state_deadlines(year, now), now)
    cancel_settled_reminders(year, _as_it_is(known), now)
    return pass_over_outbox(year, now)


def _as_it_is(findings: Findings) -> Findings:
    """Return the findings so that Prefect does not look for futures in every value of them."""
    return cast("Findings", quote(findings))


def reconcile_now(year: int, now: When) -> Findings:
    """Compare both sides as they are stored, and bring the cases in step with it."""
    return reconcile_year(year, state_deadlines(year, now), now)


def both_sides(year: int, now: When, accept_lost: Decider | None = None) -> Taken:
    """Take in what was registered and what was mailed: a refused export does not keep the mail waiting.

    :raises AnmodningError: what stopped the export, once the mail is in.
    """
    refused: AnmodningError | None = None
    try:
        pull_registrations(year, now, accept_lost)
    except AnmodningError as problem:
        refused = problem
    taken = pull_messages(year, now)
    if refused is not None:
        raise refused
    return taken


@flow(name="pull-replies")
def pull_replies(
    year: SettlementYear,
    as_of: AsOf = None,
    accept_lost_rows: Annotated[
        bool, Help("Ja bare når kommuner som mangler i eksporten, virkelig er tatt ut av IMDinett")
    ] = False,
    by: Annotated[str, Help("Ditt navn; bare når tapte rader godtas")] = "",
    role: Annotated[str, Help("Stilling eller rolle; bare når tapte rader godtas")] = "",
    reason: Annotated[str, Help("Begrunnelse; bare når tapte rader godtas")] = "",
) -> Taken:
    """Hent registrerte tall og e-post; alt lagres før det tolkes.

    Mangler mange rader i eksporten, stopper den; navn, rolle og begrunnelse trengs bare for å godta det.
    """
    decider = Decider(by, role, reason) if accept_lost_rows else None
    return both_sides(year, when(as_of), decider)


@flow(name="import-requests")
def import_requests(
    year: SettlementYear,
    file: Annotated[Path, Help("CSV: number,requested,requested_em,letter_ref,deadline")],
    by: Name,
    role: Role,
    reason: Reason,
    as_of: AsOf = None,
) -> int:
    """Ta over en sesong der brevene er sendt på annen måte: anmodningene leses inn, ingenting sendes."""
    return take_over(year, file, Decider(by, role, reason), when(as_of))


@flow(name="reconcile")
def reconcile(year: SettlementYear, as_of: AsOf = None) -> Findings:
    """Sammenlign registrert tall og skriftlig kopi for alle; avvik blir saker."""
    return reconcile_now(year, when(as_of))


@flow(name="carry-over")
def carry_over(year: SettlementYear, as_of: AsOf = None) -> int:
    """Tell med dem som ble søkt ut i fjor og bosatt etter nyttår."""
    return pull_referrals(year, when(as_of))
