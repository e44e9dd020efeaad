"""The decisions a person takes, each a small deployment whose parameter form asks for name, role and reason."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from flows.clock import when
from flows.flow import flow
from flows.forms import Approver as Name
from flows.forms import AsOf, Closing, Help, Reason, Role, SettlementYear, Signer
from tasks.allocation.tasks import withdraw_revision
from tasks.consultation.tasks import close_consultation
from tasks.core.model.approval import BatchState
from tasks.core.model.reconciliation import Resolution
from tasks.core.model.when import Decider
from tasks.letters.tasks import decide_on_batch, make_clarifications
from tasks.monitoring.tasks import state_deadlines
from tasks.reconciliation.tasks import questions_to_ask, resolve_case

BATCH_STATES = {
    BatchState.WAITING: "godkjent av {given} av {needed}: en til må godkjenne",
    BatchState.APPROVED: "godkjent: brevene kan utstedes",
    BatchState.REFUSED: "avvist: brevene sendes ikke",
    BatchState.WITHDRAWN: "trukket: brevene sendes ikke",
}


@flow(name="close-consultation")
def close(year: SettlementYear, by: Name, role: Role, reason: Reason, as_of: AsOf = None) -> int:
    """Lukk samrådet med KS: fordelingen er endelig og brevene kan lages."""
    return close_consultation(year, Decider(by, role, reason), when(as_of))


@flow(name="approve-letters")
def approve_letters(
    year: SettlementYear,
    plan_sha256: Annotated[str, Help("Kontrollsummen fra «letters status»: det du godkjenner")],
    by: Name,
    role: Role,
    reason: Reason,
    decision: Annotated[
        Literal["approved", "refused", "withdrawn"],
        Help("approved: godkjent; refused: avvist; withdrawn: trukket før utsending"),
    ] = "approved",
    as_of: AsOf = None,
) -> str:
    """Godkjenn, avvis eller trekk en pakke brev. Godkjenningen gjelder nøyaktig disse PDF-ene."""
    now = decide_on_batch(year, plan_sha256, decision, Decider(by, role, reason), when(as_of))
    return BATCH_STATES[now.state].format(given=len(now.approvals), needed=now.needed)


@flow(name="resolve-case")
def resolve(
    year: SettlementYear,
    case_id: Annotated[int, Field(ge=1), Help("Saksnummeret fra «i dag»-lista")],
    resolution: Annotated[
        Closing,
        Help(
            "accept_registered: tallet i IMDinett gjelder; accept_copy: tallet i kopien gjelder; "
            "ask_municipality: kommunen spørres, brevet lages som utkast; not_a_decision: dokumentet er ikke "
            "et vedtak; withdrawn: saken trekkes"
        ),
    ],
    by: Signer,
    role: Role,
    reason: Reason,
    as_of: AsOf = None,
) -> str:
    """Lukk en sak: godta det registrerte tallet, godta kopien, spør kommunen ... Den som var først, vinner."""
    chosen = Resolution(resolution.value)
    now = when(as_of)
    closed = resolve_case(year, case_id, chosen, Decider(by, role, reason), now)
    told = f"sak {closed.id} ({closed.number}) er lukket: {chosen.value}"
    if chosen is not Resolution.ASK_MUNICIPALITY:
        return told
    draft = make_clarifications(year, questions_to_ask(year, state_deadlines(year, now), now), now, by)
    return told if draft is None else f"{told}; spørsmålet venter på godkjenning ({draft.plan_sha256})"


@flow(name="withdraw-revision")
def withdraw(year: SettlementYear, by: Name, role: Role, reason: Reason, as_of: AsOf = None) -> int:
    """Trekk en justering før brevene er sendt; de utsendte tallene står."""
    return withdraw_revision(year, Decider(by, role, reason), when(as_of))
