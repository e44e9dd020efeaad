"""Letters no round calls for: thanks, and an adjustment taken back. Both wait for a person's approval."""

from __future__ import annotations

from flows.clock import when
from flows.flow import flow
from flows.forms import AsOf, Maker, SettlementYear
from flows.picture import year_view
from tasks.letters.making import PROGRAM
from tasks.letters.tasks import Prepared, make_closing, make_withdrawals


@flow(name="prepare-thanks")
def prepare_thanks(year: SettlementYear, as_of: AsOf = None, by: Maker = PROGRAM) -> Prepared | None:
    """Lag takkebrev til dem som har gitt et svar det ikke er tvil om, og som ikke har fått takk. Ingenting sendes."""
    now = when(as_of)
    findings = year_view(year, now.day).findings
    decided = {f.number: f.decided for f in findings if f.is_about_asked and f.decided is not None}
    return make_closing(year, decided, now, by)


@flow(name="prepare-withdrawal")
def prepare_withdrawal(year: SettlementYear, as_of: AsOf = None, by: Maker = PROGRAM) -> Prepared | None:
    """Lag brevene som trekker den siste utsendte justeringen tilbake. Ingenting sendes før noen godkjenner."""
    return make_withdrawals(year, when(as_of), by)
