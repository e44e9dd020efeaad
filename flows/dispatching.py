"""What an operator decides about letters in the outbox, and what may be asked of it: reconciliation, archive packages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from flows.approvals import Name, Reason, Role
from flows.clock import when
from flows.flow import flow
from flows.forms import AsOf, Help, SettlementYear
from tasks.core.model.dispatch import Verb
from tasks.core.model.when import Decider
from tasks.dispatch.reconcile import Difference
from tasks.dispatch.tasks import decide_on_sendings, export_packages, reconcile_outbox
from tasks.dispatch.verbs import Done, Order


@flow(name="decide-on-dispatches")
def decide_on_dispatches(
    year: SettlementYear,
    verb: Annotated[
        Verb,
        Help(
            "hold: holdes tilbake; resume: gjenopptas; cancel: avbrytes; supersede: erstattet; retry: prøv igjen; "
            "mark-handled: ordnet på annen måte; copy: send kopi; release: frigi en pakke"
        ),
    ],
    by: Name,
    role: Role,
    reason: Reason,
    *,
    letters: Annotated[
        list[str] | None,
        Help("Referanse, nøkkel eller kommunenummer; tomt betyr hele året der det er trygt"),
    ] = None,
    evidence: Annotated[
        str, Help("For mark-handled: hvordan kommunen fikk brevet, og hvor det er dokumentert")
    ] = "",
    plan_sha256: Annotated[str, Help("For release: kontrollsummen til pakken som frigis")] = "",
    as_of: AsOf = None,
) -> Done:
    """Hold, gjenoppta, avbryt, prøv igjen, før som ordnet, send kopi eller frigi brev i utboksen."""
    order = Order(year, verb, tuple(letters or ()), Decider(by, role, reason), evidence, plan_sha256)
    return decide_on_sendings(order, when(as_of))


@flow(name="reconcile-dispatches")
def reconcile_dispatches(year: SettlementYear, as_of: AsOf = None) -> tuple[Difference, ...]:
    """Sammenlign utboksen med det kanalen selv har; endrer ingenting."""
    return reconcile_outbox(year, when(as_of))


@flow(name="export-archive")
def export_archive(year: SettlementYear, by: Name, role: Role, reason: Reason, as_of: AsOf = None) -> Path:
    """Skriv arkivpakken for hvert brev: arkivmelding, brev, grunnlag og kontrollsummer."""
    return export_packages(year, Decider(by, role, reason), when(as_of))
