"""The sums of a year's findings by its own counties and offices. No Prefect: commands print them too."""

from __future__ import annotations

from collections.abc import Sequence

from config.cycle.reader import read_cycle
from config.register_reader import read_register
from tasks.core.model.reconciliation import Finding
from tasks.reconciliation.totals import Totals, totals


def footed(year: int, findings: Sequence[Finding]) -> Totals:
    """Return the sums by county, office and nation, held against the rows.

    :raises StopAndMend: they do not add up, or a municipality has no office.
    """
    cycle, places = read_cycle(year), read_register(year).municipalities
    offices = {m.number: cycle.office_of(m.number, m.county_number) for m in places}
    return totals(
        findings,
        {m.number: m.county for m in places},
        {number: office.name for number, office in offices.items() if office is not None},
    )
