"""A person overrides what the program computed for one municipality: dated, with name and reason, never an edit."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from flows.autumn import allocate_and_consult
from flows.clock import when
from flows.flow import flow
from flows.forms import AsOf, Help, Number, Overridden, Reason, Role, SettlementYear, Signer
from flows.replies import reconcile_now
from flows.trial import with_number
from tasks.core.model.amendment import AmendmentKind
from tasks.core.model.errors import BadInput
from tasks.core.model.override import LIFTED, Standing, requested_text
from tasks.core.model.when import Decider, When
from tasks.monitoring.tasks import enter, letters_went_out, state_deadlines
from tasks.reconciliation.tasks import override_answer


@flow(name="override")
def override(
    year: SettlementYear,
    number: Number,
    what: Annotated[
        Overridden,
        Help(
            "requested: tallet kommunen anmodes om, før brevene går ut; decided: tallet som gjelder som svar, 0 er "
            "nei; disputed: svaret settes i tvil og blir en sak; lifted: overstyringen oppheves"
        ),
    ],
    by: Signer,
    role: Role,
    reason: Reason,
    *,
    persons: Annotated[
        int | None, Field(ge=0), Help("Antall personer, for requested og decided; ellers tomt")
    ] = None,
    em: Annotated[
        int | None, Field(ge=0), Help("Herav enslige mindreårige, for decided; tomt når det ikke er sagt")
    ] = None,
    as_of: AsOf = None,
) -> str:
    """Overstyr et tall eller et svar for én kommune. Det som er mottatt, står; overstyringen føres ved siden av."""
    _check(number, what, persons, em)
    decider, now = Decider(by, role, reason), when(as_of)
    if letters_went_out(year) and what is not Overridden.REQUESTED:
        is_new = _answer(year, number, what, persons, em, decider, now)
    elif what in (Overridden.REQUESTED, Overridden.LIFTED):
        is_new = _number(year, number, persons, decider, now)
    else:
        fault = f"no letter of {year} has gone out: there is no answer to override"
        raise BadInput.one(f"override of municipality {number}", fault, "override what is requested")
    told = {
        Overridden.REQUESTED: f"anmodes om {persons}; runden er regnet om",
        Overridden.DECIDED: f"tallet som gjelder, er {persons}",
        Overridden.DISPUTED: "svaret er satt i tvil",
        Overridden.LIFTED: "overstyringen er opphevet",
    }[what]
    return f"kommune {number}: {told}" + ("" if is_new else " (sto slik fra før)")


def _check(number: str, what: Overridden, persons: int | None, em: int | None) -> None:
    place = f"override of municipality {number}"
    if (persons is not None) is not (what in (Overridden.REQUESTED, Overridden.DECIDED)):
        fault = f"{what.value} goes {'without' if persons is not None else 'with'} a number of persons"
        raise BadInput.one(place, fault, "persons go with requested and decided, and with nothing else")
    if em is not None and what is not Overridden.DECIDED:
        raise BadInput.one(place, f"{what.value} goes without EM", "EM go with decided only")


def _number(year: int, number: str, persons: int | None, decider: Decider, now: When) -> bool:
    """Try the round with the number before anything is written, then enter it and compute the round anew."""
    with_number(year, now.day, number, persons, decider)
    value = LIFTED if persons is None else requested_text(persons)
    is_new = enter(year, number, AmendmentKind.REQUESTED_NUMBER, value, decider, now)
    allocate_and_consult(year, now)
    return is_new


def _answer(
    year: int,
    number: str,
    what: Overridden,
    persons: int | None,
    em: int | None,
    decider: Decider,
    now: When,
) -> bool:
    """Enter what counts and bring the cases in step with it."""
    standing = None if what is Overridden.LIFTED else Standing(persons, em)
    is_new = override_answer(year, number, standing, state_deadlines(year, now), decider, now)
    reconcile_now(year, now)
    return is_new
