"""The decisions a person takes, each a small deployment whose parameter form asks for name, role and reason."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from prefect import flow
from pydantic import Field

from flows.clock import when
from tasks.allocation.tasks import withdraw_revision
from tasks.consultation.tasks import close_consultation
from tasks.core.model.reconciliation import Resolution
from tasks.core.model.when import Decider
from tasks.letters.approval import BatchState
from tasks.letters.tasks import decide_on_batch
from tasks.reconciliation.tasks import resolve_case

BATCH_STATES = {
    BatchState.WAITING: "godkjent av {given} av {needed}: en til må godkjenne",
    BatchState.APPROVED: "godkjent: brevene kan utstedes",
    BatchState.REFUSED: "avvist: brevene sendes ikke",
    BatchState.WITHDRAWN: "trukket: brevene sendes ikke",
}

Name = Annotated[
    str, Field(min_length=2, description="Ditt navn. Den som godkjenner kan ikke være den som laget.")
]
Role = Annotated[str, Field(min_length=2, description="Stilling eller rolle")]
Reason = Annotated[str, Field(min_length=3, description="Begrunnelse; den blir stående i beslutningsloggen")]


@flow(name="close-consultation")
def close(year: int, by: Name, role: Role, reason: Reason, as_of: date | None = None) -> int:
    """Lukk samrådet med KS: fordelingen er endelig og brevene kan lages."""
    return close_consultation(year, Decider(by, role, reason), when(as_of))


@flow(name="approve-letters")
def approve_letters(
    year: int,
    plan_sha256: Annotated[str, Field(description="Kontrollsummen fra «letters status»: det du godkjenner")],
    by: Name,
    role: Role,
    reason: Reason,
    decision: Literal["approved", "refused", "withdrawn"] = "approved",
    as_of: date | None = None,
) -> str:
    """Godkjenn, avvis eller trekk en pakke brev. Godkjenningen gjelder nøyaktig disse PDF-ene."""
    now = decide_on_batch(year, plan_sha256, decision, Decider(by, role, reason), when(as_of))
    return BATCH_STATES[now.state].format(given=len(now.approvals), needed=now.needed)


@flow(name="resolve-case")
def resolve(
    year: int,
    case_id: int,
    resolution: Resolution,
    by: Name,
    role: Role,
    reason: Reason,
    as_of: date | None = None,
) -> str:
    """Lukk en sak: godta det registrerte tallet, godta kopien, spør kommunen ..."""
    closed = resolve_case(year, case_id, resolution, Decider(by, role, reason), when(as_of))
    return f"sak {closed.id} ({closed.number}) er lukket: {resolution.value}"


@flow(name="withdraw-revision")
def withdraw(year: int, by: Name, role: Role, reason: Reason, as_of: date | None = None) -> int:
    """Trekk en justering før brevene er sendt; de utsendte tallene står."""
    return withdraw_revision(year, Decider(by, role, reason), when(as_of))
