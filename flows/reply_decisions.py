"""What a person decides about one message, each a small deployment whose form asks for name, role and reason."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from flows.approvals import Name, Reason, Role
from flows.clock import when
from flows.flow import flow
from flows.forms import AsOf, Help, SettlementYear
from tasks.core.model.vedtak import Outcome, ReservationCode
from tasks.core.model.when import Decider
from tasks.replies.by_person import Statement
from tasks.replies.tasks import correct_message, decide_message, enter_reply

MessageId = Annotated[int, Help("Meldingens nummer, fra «replies pull» eller saken")]
Count = Annotated[
    int | None, Field(ge=0), Help("Antall personer kommunestyret vedtok, enslige mindreårige medregnet")
]
Em = Annotated[int | None, Field(ge=0), Help("Herav enslige mindreårige; tom når vedtaket ikke sier det")]
AnOutcome = Annotated[Outcome | None, Help("Utfall; tom: det følger av tallet og anmodningen")]
Reservations = Annotated[
    list[ReservationCode] | None,
    Help("Forbehold i vedtaket; tom liste: ingen, ikke utfylt: som lest før"),
]
Quote = Annotated[str, Help("Setningen i vedtaket som tallet står i")]
MunicipalityNumber = Annotated[str | None, Help("Kommunenummer, fire siffer, når meldingen ikke er plassert")]


@flow(name="release-message")
def release(message_id: MessageId, by: Name, role: Role, reason: Reason, as_of: AsOf = None) -> str:
    """Slipp en melding fri: avsenderen er kommunen den taler for."""
    return decide_message(message_id, is_released=True, decider=Decider(by, role, reason), when=when(as_of))


@flow(name="reject-message")
def reject(message_id: MessageId, by: Name, role: Role, reason: Reason, as_of: AsOf = None) -> str:
    """Avvis en melding: den teller ikke som svar, men blir liggende som mottatt."""
    return decide_message(message_id, is_released=False, decider=Decider(by, role, reason), when=when(as_of))


@flow(name="correct-message")
def correct(
    message_id: MessageId,
    by: Name,
    role: Role,
    reason: Reason,
    *,
    count: Count = None,
    em: Em = None,
    outcome: AnOutcome = None,
    reservations: Reservations = None,
    quote: Quote = "",
    number: MunicipalityNumber = None,
    as_of: AsOf = None,
) -> str:
    """Rett lesingen av et vedtak: det du leste, gjelder; den gamle lesingen blir stående ved siden av."""
    statement = Statement(count, em, outcome, _all(reservations), quote)
    return correct_message(message_id, statement, Decider(by, role, reason), when(as_of), number)


@flow(name="enter-reply")
def enter(
    year: SettlementYear,
    number: Annotated[str, Help("Kommunenummer, fire siffer")],
    document: Annotated[Path, Help("Dokumentet slik det kom: brev, skannet side eller notat")],
    by: Name,
    role: Role,
    reason: Reason,
    *,
    count: Count = None,
    em: Em = None,
    outcome: AnOutcome = None,
    reservations: Reservations = None,
    quote: Quote = "",
    ks_copied: Annotated[bool, Help("KS har fått kopi")] = False,
    as_of: AsOf = None,
) -> int:
    """Før inn et svar som kom på papir eller telefon, med dokumentet det står i."""
    statement = Statement(count, em, outcome, _all(reservations), quote)
    return enter_reply(
        year, number, statement, document, Decider(by, role, reason), when(as_of), ks_copied=ks_copied
    )


def _all(codes: list[ReservationCode] | None) -> tuple[ReservationCode, ...] | None:
    return None if codes is None else tuple(codes)
