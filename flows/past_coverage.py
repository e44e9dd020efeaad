"""The coverage on past days, for the chart of every report: worked out once from the same facts."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date, timedelta
from functools import cache

from config.cycle import Cycle
from tasks.core.model.position import Coverage
from tasks.core.store import Transaction, known, requests
from tasks.monitoring.coverage import coverage_of
from tasks.monitoring.stored import deadlines_on
from tasks.reconciliation.stored import findings_on
from tasks.reporting.year_view import CoverageOn

STEP = timedelta(days=14)  # each point reads what was known that day
MOST_KEPT = 1_000

Facts = tuple[int, str, date, str]  # the year, its calendar, the day, a digest of the replies known that day


class PastCoverage:
    """Keeps what was worked out, by the facts it was worked out from: another store with other facts is no match."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self.most = most
        self.kept: OrderedDict[Facts, Coverage] = OrderedDict()

    def history(self, tx: Transaction, cycle: Cycle, day: date, today: Coverage) -> tuple[CoverageOn, ...]:
        """Return the coverage every second week since the letters, as it was known on each of those days."""
        issued = [r.issued_on for r in requests.series(tx, cycle.year, known_on=day)]
        if not issued:
            return ()
        first = min(issued)
        days = [first + STEP * n for n in range((day - first).days // STEP.days + 1)]
        digests = known.reply_digests(tx, cycle.year, days)
        past = [CoverageOn(one, self._on(tx, cycle, one, digests[one])) for one in days if one != day]
        return (*past, CoverageOn(day, today))

    def _on(self, tx: Transaction, cycle: Cycle, day: date, digest: str) -> Coverage:
        facts = (cycle.year, repr(cycle.calendar), day, digest)
        if facts not in self.kept:
            self.kept[facts] = coverage_of(findings_on(tx, cycle.year, deadlines_on(tx, cycle, day), day))
            if len(self.kept) > self.most:
                self.kept.popitem(last=False)
        return self.kept[facts]


@cache
def past_coverage() -> PastCoverage:
    """Return the one of this process: whoever shows many days in a row (the demo) reads each past day once."""
    return PastCoverage()
