"""The decision log of a year as rows, as a file, and the proof that it is whole."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tasks.core.installation import open_installation
from tasks.core.store import decisions, outbox

COLUMNS = (
    *("id", "known_on", "at", "year", "actor", "role", "action", "subject", "reason", "before", "after"),
    *("previous_sha256", "sha256"),
)
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


@dataclass(frozen=True, slots=True)
class Proof:
    """What the check of the chains found; ``last_sha256`` can be kept elsewhere and compared later."""

    year: int
    decisions: int
    last_sha256: str
    broken_decisions: tuple[int, ...]
    broken_dispatches: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether every entry is as it was written."""
        return not self.broken_decisions and not self.broken_dispatches

    @property
    def row(self) -> dict[str, object]:
        """The proof as plain data."""
        return {
            "year": self.year,
            "decisions": self.decisions,
            "last_sha256": self.last_sha256,
            "broken_decisions": list(self.broken_decisions),
            "broken_dispatches": list(self.broken_dispatches),
            "holds": self.holds,
        }

    @property
    def lines(self) -> tuple[str, ...]:
        """The proof in words (bokmål)."""
        if self.holds:
            return (
                f"Beslutningsloggen er hel: {self.decisions} avgjørelser i {self.year}.",
                f"Siste segl i loggen: {self.last_sha256 or 'ingen'}",
            )
        return (
            *(f"Beslutningsloggen er endret ved post {entry}." for entry in self.broken_decisions),
            *(f"Hendelsene til utsending {key} er endret." for key in self.broken_dispatches),
            "Sammenlign med sikkerhetskopien før noe annet gjøres.",
        )


def proof(year: int) -> Proof:
    """Check the whole chain of decisions (all years are one chain) and the year's dispatches."""
    with open_installation() as here, here.store.begin() as tx:
        rows = decisions.listed(tx, year)
        return Proof(
            year=year,
            decisions=len(rows),
            last_sha256=decisions.last_seal(tx),
            broken_decisions=tuple(decisions.broken_links(tx)),
            broken_dispatches=outbox.broken_links(tx, year),
        )


def entries(year: int, as_of: date | None = None) -> tuple[dict[str, str], ...]:
    """Return the decisions of ``year`` up to a day, oldest first."""
    with open_installation() as here, here.store.begin() as tx:
        return decisions.listed(tx, year, known_on=as_of)


def as_csv(rows: Sequence[dict[str, str]]) -> str:
    """Return the log as CSV; a text that a spreadsheet would take for a formula begins with an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(_harmless(row[name]) for name in COLUMNS)
    return text.getvalue()


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA_SIGNS) else value
