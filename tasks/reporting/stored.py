"""Every municipality's dossier on a day, from what the store knew then. No Prefect: commands read it too."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeVar

from config.cycle.reader import read_cycle
from tasks.core.model.approval import standing
from tasks.core.store import Transaction, amendments, decisions, history, letters, outbox, reminders
from tasks.core.store.traces import number_of, traces
from tasks.reporting import dossier_parts as parts
from tasks.reporting.dossier import Dossier
from tasks.reporting.dossier_facts import facts
from tasks.reporting.dossier_rows import LetterRow, ReminderRow
from tasks.reporting.municipality_rows import municipality_rows
from tasks.reporting.words import word
from tasks.reporting.year_view import YearView

T = TypeVar("T")


def dossiers_on(
    tx: Transaction, view: YearView, sentences: Mapping[str, str], numbers: Collection[str] | None = None
) -> dict[str, Dossier]:
    """Return the dossier of every municipality, or of ``numbers``, by number as known on the day of ``view``.

    ``sentences`` say why each has its number; one that is missing is left out. A message that no municipality
    was found for is in nobody's dossier: it is a case of its own.
    """
    year, day = view.year, view.as_of
    letter_rows = tuple(_letter_rows(tx, view, numbers))
    dated = {row.letter.letter_ref: row.letter.dated for row in letter_rows}
    listed = reminders.listed(tx, year, known_on=day)
    reminded = [ReminderRow(one, dated[one.letter_ref]) for one in listed if one.letter_ref in dated]
    by_number = {
        "requests": _grouped(view.requests, lambda one: one.number),
        "letters": _grouped(letter_rows, lambda one: one.letter.number),
        "reminders": _grouped(reminded, lambda one: one.sent.number),
        "amendments": _grouped(amendments.of_year(tx, year, known_on=day), lambda one: one.number),
        "sendings": _grouped(history.sending_steps(tx, year, day, numbers), lambda one: one.number),
        "registrations": _grouped(
            history.registration_versions(tx, year, day, numbers), lambda one: one.registration.number
        ),
        "messages": _grouped(
            history.reading_versions(tx, year, day, numbers), lambda one: one.message.number
        ),
        "cases": _grouped(history.case_versions(tx, year, day, numbers), lambda one: one.case.number),
        "decisions": _grouped(
            decisions.listed(tx, year, known_on=day), lambda row: number_of(row["subject"])
        ),
    }
    return {
        row.number: Dossier(
            number=row.number,
            name=row.name,
            county=row.county,
            office=row.office,
            written_standard=word(view.municipality_of[row.number].written_standard).lower(),
            sentence=sentences.get(row.number, ""),
            facts=facts(view, row),
            parts=tuple(make(by_number[kind].get(row.number, ())) for kind, make in _PARTS.items()),
        )
        for row in municipality_rows(view)
        if numbers is None or row.number in numbers
    }


def traces_on(tx: Transaction, view: YearView) -> dict[str, str]:
    """Return for each municipality a text that changes whenever its dossier may: what is stored, and where it stands.

    Equal texts made by the same program mean equal dossiers, whatever the day.
    """
    stored, rows = traces(tx, view.year, view.as_of), municipality_rows(view)
    newest, approvers = view.newest_round, read_cycle(view.year).letters.approvers
    asked = _grouped(view.requests, lambda one: one.number)
    return {
        row.number: repr(
            (
                stored.get(row.number, ""),
                row,
                view.position_of[row.number],
                view.municipality_of[row.number],
                asked.get(row.number, ()),
                view.status.deadline,
                approvers,
                newest and newest.version,  # why each has its number stands in the round, which never changes
            )
        )
        for row in rows
    }


_PARTS: dict[str, Callable[..., parts.Part]] = {
    "requests": parts.request_part,
    "letters": parts.letter_part,
    "sendings": parts.sending_part,
    "reminders": parts.reminder_part,
    "registrations": parts.registration_part,
    "messages": parts.message_part,
    "cases": parts.case_part,
    "amendments": parts.amendment_part,
    "decisions": parts.decision_part,
}


def _letter_rows(tx: Transaction, view: YearView, numbers: Collection[str] | None) -> Iterable[LetterRow]:
    states = outbox.states_on(tx, view.year, view.as_of)
    needed = read_cycle(view.year).letters.approvers
    for batch in letters.batches(tx, view.year):
        if batch.known_on > view.as_of:
            continue
        given = letters.decisions_on(tx, batch.id, known_on=view.as_of)
        name = standing(given, batch.plan_sha256, needed).approved_by or ""
        for one in letters.of_batch(tx, batch.id, numbers):
            yield LetterRow(one, name, states.get(one.letter_ref))


def _grouped(rows: Iterable[T], number_of: Callable[[T], str | None]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for row in rows:
        number = number_of(row)
        if number is not None:
            groups.setdefault(number, []).append(row)
    return groups
