"""Everything known about the municipalities in one year: for the terminal and for the pages of the internal report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from config.register_reader import read_register
from flows.picture import year_view
from tasks.allocation.explanation import sentence
from tasks.core.installation import open_installation
from tasks.core.model.municipality import Language
from tasks.reporting.dossier import Dossier, lines
from tasks.reporting.stored import dossiers_on
from tasks.reporting.year_view import YearView


def dossier(year: int, number: str, day: date) -> Iterator[str]:
    """Yield everything known on ``day`` about one municipality, the same as its page of the internal report.

    :raises BadInput: no such municipality in the register of the year; the number that followed it is named.
    """
    read_register(year).require(number, place="municipality")
    yield from lines(dossiers(year_view(year, day))[number])


def dossiers(view: YearView) -> dict[str, Dossier]:
    """Return every municipality's dossier by number, as known on the day of ``view``."""
    with open_installation() as here, here.store.begin() as tx:
        return dossiers_on(tx, view, _why(view))


def _why(view: YearView) -> dict[str, str]:
    """Return for each municipality the sentence that says why it has its number, in nb; none before the first round."""
    newest = view.newest_round
    if newest is None:
        return {}
    return {row.number: sentence(row, newest.round.need, Language.NB) for row in newest.round.allocations}
