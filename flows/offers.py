"""Municipalities that offer to settle without being asked: noted in a form, first in line when the need rises."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from flows.clock import when
from flows.flow import flow
from flows.forms import AsOf, Help, Number, Reason, Role, SettlementYear, Signer
from tasks.allocation.tasks import note_willing
from tasks.core.model.when import Decider


@flow(name="note-offer")
def note_offer(
    year: SettlementYear,
    number: Number,
    by: Signer,
    role: Role,
    reason: Reason,
    *,
    persons: Annotated[
        int | None, Field(ge=1), Help("Det høyeste antallet kommunen tilbyr; tom: den nevnte ikke noe tall")
    ] = None,
    taken_back: Annotated[bool, Help("Kommunen trekker tilbudet sitt")] = False,
    as_of: AsOf = None,
) -> str:
    """Noter at en kommune er villig til å bosette uten å være anmodet. Den kommer først når behovet øker."""
    now, decider = when(as_of), Decider(by, role, reason)
    is_new = note_willing(year, number, is_willing=not taken_back, persons=persons, decider=decider, when=now)
    offer = (
        "tilbudet er trukket" if taken_back else "villig" if persons is None else f"villig, høyst {persons}"
    )
    return f"kommune {number}: {offer}" + ("" if is_new else " (sto slik fra før)")
