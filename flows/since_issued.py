"""A revision on the side, and what every revision must respect: who is settled or referred since. No Prefect."""

from __future__ import annotations

from datetime import date

from config.cycle.reader import read_cycle
from tasks.allocation.proposal import proposed_revision
from tasks.allocation.standing import Progress, Standing
from tasks.core.installation import open_installation
from tasks.core.model.allocation import Round
from tasks.core.model.need import Need
from tasks.core.store import requests
from tasks.core.store.rounds import StoredRound
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


def trial_revision(
    year: int, day: date, need: Need | None
) -> tuple[Round, dict[str, tuple[int, int]]] | None:
    """Return the revision the newest forecast (or ``need``) calls for, and who changes: number -> before, after.

    Nothing is stored. None: nothing is issued, or the need stands.

    :raises StopAndMend: there is no forecast for the year yet.
    :raises BadInput: the need is below what cannot be reduced; names what holds it up.
    """
    standing = since_issued(year, day)
    with open_installation() as here, here.store.begin() as tx:
        found = proposed_revision(tx, year, standing, need)
        before = {number: request.count for number, request in requests.current(tx, year).items()}
    if found is None:
        return None
    value = found.round if isinstance(found, StoredRound) else found
    pairs = {row.number: (before.get(row.number, 0), row.count) for row in value.allocations}
    return value, {number: pair for number, pair in pairs.items() if pair[0] != pair[1]}
