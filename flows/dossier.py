"""Everything known about the municipalities in one year: for the terminal and for the pages of the internal report."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from config.register_reader import read_register
from config.settings import InterfaceLanguage, read_settings
from flows.picture import year_view
from tasks.allocation.explanation import sentence
from tasks.core.installation import open_installation
from tasks.reporting.dossier import Dossier, lines
from tasks.reporting.english import saying
from tasks.reporting.html_report import municipality_pages
from tasks.reporting.kept_pages import PagesToMake, pages_to_make
from tasks.reporting.report_folder import INTERNAL, edition_folder
from tasks.reporting.stored import dossiers_on, traces_on
from tasks.reporting.year_view import YearView


def dossier(year: int, number: str, day: date) -> Iterator[str]:
    """Yield everything known on ``day`` about one municipality, the same as its page of the internal report.

    Both are in the language operators are met in (setting LANGUAGE).

    :raises BadInput: no such municipality in the register of the year; the number that followed it is named.
    """
    read_register(year).require(number, place="municipality")
    language = read_settings().language
    yield from lines(dossiers(year_view(year, day), {number})[number], saying(language))


def dossiers(view: YearView, numbers: Collection[str] | None = None) -> dict[str, Dossier]:
    """Return the dossier of every municipality, or of ``numbers``, by number, as known on the day of ``view``."""
    if numbers is not None and not numbers:
        return {}
    with open_installation() as here, here.store.begin() as tx:
        return dossiers_on(tx, view, _why(view, numbers, here.settings.language), numbers)


def stale_pages(view: YearView) -> PagesToMake:
    """Return which pages of the internal report no longer say what is known on the day of ``view``."""
    with open_installation() as here, here.store.begin() as tx:
        traces = {n: f"{here.settings.language} {trace}" for n, trace in traces_on(tx, view).items()}
        folder = edition_folder(here, view.year, INTERNAL)
    return pages_to_make(folder, traces, municipality_pages(traces))


def _why(view: YearView, numbers: Collection[str] | None, language: InterfaceLanguage) -> dict[str, str]:
    """Return for each municipality the sentence that says why it has its number; none before the first round."""
    newest = view.newest_round
    if newest is None:
        return {}
    rows = (row for row in newest.round.allocations if numbers is None or row.number in numbers)
    names = {number: one.display_name for number, one in view.municipality_of.items()}
    return {row.number: sentence(row, newest.round.need, language, names) for row in rows}
