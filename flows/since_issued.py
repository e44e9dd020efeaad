"""What a revision must respect: who is settled in a municipality, or referred to it, since the letters. No Prefect."""

from __future__ import annotations

from datetime import date

from config.cycle.reader import read_cycle
from tasks.allocation.standing import Progress, Standing
from tasks.core.installation import open_installation
from tasks.monitoring.stored import deadlines_on
from tasks.reconciliation.stored import findings_on
from tasks.settlement.stored import progress_on


def since_issued(year: int, day: date) -> Standing:
    """Return each municipality's persons settled or referred by ``day``, and how far it has come with its request.

    A lower vedtak is no ceiling here: in 2020 the requests were scaled from what was asked, and vedtak stood.
    """
    with open_installation() as here, here.store.begin() as tx:
        findings = findings_on(tx, year, deadlines_on(tx, read_cycle(year), day), day)
        reached = progress_on(tx, year, findings, day)
    protected = {one.number: persons for one in reached if (persons := one.settled + one.pending)}
    return Standing(
        protected=protected,
        progress={
            one.number: Progress.BEGUN if one.number in protected else Progress.DECIDED
            for one in reached
            if one.vedtak is not None or one.number in protected
        },
    )
