"""On demand, and whenever the need moves: allocate again against what is issued."""

from __future__ import annotations

from flows.clock import when
from flows.flow import flow
from flows.forms import AsOf, SettlementYear
from flows.since_issued import require_round, since_issued
from tasks.allocation.tasks import Revised
from tasks.allocation.tasks import revise as compute
from tasks.core.model.when import When
from tasks.letters.tasks import issue, prepare


def revise_if_due(year: int, now: When) -> Revised | None:
    """Compute what a new need changes, make letters to those it changes, and issue them once approved."""
    revised = compute(year, now, since_issued(year, now.day))
    prepare(year, now)
    issue(year, now)
    return revised


@flow(name="revise")
def revise(year: SettlementYear, as_of: AsOf = None) -> Revised | None:
    """Regn om fra de utsendte tallene etter ny prognose; bare de som endres får brev, etter godkjenning."""
    require_round(year)
    return revise_if_due(year, when(as_of))
