"""A revision on the side, and what every revision must respect of what has happened since. No Prefect."""

from __future__ import annotations

from datetime import date

from config.cycle.reader import read_cycle
from tasks.allocation.proposal import proposed_revision
from tasks.allocation.standing import Progress, Standing, lower_vedtak
from tasks.allocation.willing import offers
from tasks.core.installation import open_installation
from tasks.core.model.allocation import Round
from tasks.core.model.errors import StopAndMend
from tasks.core.model.need import Need
from tasks.core.store import amendments, requests, rounds
from tasks.core.store.rounds import StoredRound
from tasks.monitoring.stored import deadlines_on
from tasks.reconciliation.stored import findings_on
from tasks.settlement.stored import progress_on


def since_issued(year: int, day: date) -> Standing:
    """Return what a revision must respect, as known on ``day``.

    Who is settled or referred, how far each municipality has come with its request, whose vedtak is lower than
    what was asked, and who offers to settle without being asked.
    """
    with open_installation() as here, here.store.begin() as tx:
        findings = findings_on(tx, year, deadlines_on(tx, read_cycle(year), day), day)
        reached = progress_on(tx, year, findings, day)
        series = requests.series(tx, year, known_on=day)
        entries = amendments.of_year(tx, year, known_on=day)
    protected = {one.number: persons for one in reached if (persons := one.settled + one.pending)}
    willing = offers(entries, {one.number for one in series})
    return Standing(
        protected=protected,
        ceilings=lower_vedtak(findings, series),
        progress={
            one.number: Progress.BEGUN if one.number in protected else Progress.DECIDED
            for one in reached
            if one.vedtak is not None or one.number in protected
        },
        willing=willing.numbers,
        offered=willing.most,
    )


def require_round(year: int) -> None:
    """Pass unless numbers are issued that no round says the weights of: those of a season that was taken over.

    :raises StopAndMend: there are such numbers; the message says how a round comes to be.
    """
    with open_installation() as here, here.store.begin() as tx:
        if requests.current(tx, year) and rounds.in_force(tx, year) is None:
            message = (
                f"the numbers issued for {year} were taken over, and no round says which weights they follow: "
                f"run `allocate {year} --need N` with the need they were asked at, then revise"
            )
            raise StopAndMend(message)


def trial_revision(
    year: int, day: date, need: Need | None
) -> tuple[Round, dict[str, tuple[int, int]]] | None:
    """Return the revision the newest forecast (or ``need``) calls for, and who changes: number -> before, after.

    Nothing is stored. None: nothing is issued, or the need stands.

    :raises StopAndMend: there is no forecast for the year yet, or no round that the issued numbers follow.
    :raises BadInput: the need is below what cannot be reduced; names what holds it up.
    """
    require_round(year)
    standing = since_issued(year, day)
    with open_installation() as here, here.store.begin() as tx:
        found = proposed_revision(tx, year, standing, need)
        before = {number: request.count for number, request in requests.current(tx, year).items()}
    if found is None:
        return None
    value = found.round if isinstance(found, StoredRound) else found
    pairs = {row.number: (before.get(row.number, 0), row.count) for row in value.allocations}
    return value, {number: pair for number, pair in pairs.items() if pair[0] != pair[1]}
