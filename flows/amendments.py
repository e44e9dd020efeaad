"""What changes for one municipality in mid-season: each a deployment whose form asks for the change and why."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from flows.clock import when
from flows.flow import flow
from flows.forms import AsOf, Changed, Help, Number, Reason, Role, SettlementYear, Signer
from tasks.core.model.amendment import AmendmentKind
from tasks.core.model.when import Decider
from tasks.monitoring.tasks import enter


@flow(name="extend-deadline")
def extend_deadline(
    year: SettlementYear,
    number: Number,
    until: Annotated[date, Help("Ny siste dag å svare (hele dagen, norsk tid), etter fristen")],
    by: Signer,
    role: Role,
    reason: Reason,
    as_of: AsOf = None,
) -> str:
    """Gi en kommune utsatt frist. Purringer følger den nye datoen; årsfila endres ikke."""
    decider = Decider(by, role, reason)
    is_new = enter(year, number, AmendmentKind.EXTENSION, until.isoformat(), decider, when(as_of))
    return f"kommune {number}: fristen er {until}" + ("" if is_new else " (sto slik fra før)")


@flow(name="note-council-date")
def note_council_date(
    year: SettlementYear,
    number: Number,
    on: Annotated[date, Help("Dagen kommunestyret etter planen behandler saken")],
    by: Signer,
    role: Role,
    reason: Reason,
    as_of: AsOf = None,
) -> str:
    """Noter når kommunestyret skal behandle saken. Fristen står; gi utsatt frist for seg om det trengs."""
    decider = Decider(by, role, reason)
    is_new = enter(year, number, AmendmentKind.COUNCIL_DATE, on.isoformat(), decider, when(as_of))
    return f"kommune {number}: behandles {on}" + ("" if is_new else " (sto slik fra før)")


@flow(name="change-municipality")
def change_municipality(
    year: SettlementYear,
    number: Number,
    what: Annotated[
        Changed,
        Help("contact: e-post for avklaringer; address: postadresse; written_standard: målform"),
    ],
    value: Annotated[str, Field(min_length=1), Help("Ny verdi. Målform: bokmål, nynorsk eller nøytral")],
    by: Signer,
    role: Role,
    reason: Reason,
    as_of: AsOf = None,
) -> str:
    """Før inn ny kontakt, adresse eller målform for en kommune fra i dag av. Årsfila endres ikke."""
    decider = Decider(by, role, reason)
    is_new = enter(year, number, AmendmentKind(what.value), value, decider, when(as_of))
    return f"kommune {number}: {what.value} er {value}" + ("" if is_new else " (sto slik fra før)")
