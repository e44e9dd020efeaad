"""One row per municipality: the same figures on the page, in the open data and on the dashboard."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tasks.core.model.position import Position, PositionState
from tasks.core.model.reconciliation import NextAction
from tasks.reporting.words import action_word, missing_words, word
from tasks.reporting.year_sums import foot_column, national
from tasks.reporting.year_view import YearView

SMALLEST_PUBLIC = 5  # IMDi publishes settled persons from five on and ":" below; zero is below, too
SUPPRESSED = ":"


class PublicState(StrEnum):
    """What the public is told of a municipality: nothing of open cases, reminders or channels."""

    NOT_ASKED = "Ikke anmodet"
    AWAITING = "Vedtak ikke bekreftet"
    DECIDED = "Vedtak bekreftet"
    DECLINED = "Vedtak om å ikke bosette"


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    """One municipality on the day of the view, persons; None is not known or not applicable, 0 is a no.

    ``difference`` is decided minus what was asked at first: a vedtak stands when the request is adjusted
    later. ``remaining`` counts down from the vedtak.
    """

    number: str
    name: str
    county_number: str
    county: str
    office: str
    state: PositionState
    public_state: PublicState
    requested_original: int | None
    requested: int | None
    requested_em: int | None
    registered: int | None
    copy: int | None
    decided: int | None
    decided_em: int | None
    difference: int | None
    settled: int | None
    carried_in: int | None
    carried_out: int | None
    remaining: int | None
    reminded: int
    missing: str
    finding: str
    next_action: str
    reason: str
    open_cases: int

    @property
    def settled_public(self) -> int | None:
        """Settled persons where they are enough to be published, None else."""
        return self.settled if self.settled is not None and self.settled >= SMALLEST_PUBLIC else None

    @property
    def settled_mark(self) -> str:
        """The mark that stands where a known figure is too small to be published."""
        return SUPPRESSED if self.settled is not None and self.settled_public is None else ""


def public_state(position: Position) -> PublicState:
    """Return the coarse state that shows no open case: all between letter and trusted vedtak is one."""
    if position.state is PositionState.NOT_ASKED:
        return PublicState.NOT_ASKED
    if position.state is PositionState.DECLINED:
        return PublicState.DECLINED
    return PublicState.AWAITING if position.decided is None else PublicState.DECIDED


def municipality_rows(view: YearView) -> tuple[MunicipalityRow, ...]:
    """Return a row per municipality in number order; its sums are the national sums.

    :raises StopAndMend: a column does not add up.
    """
    rows = tuple(_row(view, m.number) for m in sorted(view.municipalities, key=lambda m: m.number))
    total = national(view)
    for column in ("requested_original", "requested", "requested_em", "decided", "decided_em", "settled"):
        cells = [getattr(row, column) for row in rows]
        foot_column(f"table of municipalities {view.year}", column, cells, getattr(total, column))
    return rows


def _row(view: YearView, number: str) -> MunicipalityRow:
    municipality, position = view.municipality_of[number], view.position_of[number]
    original, current = view.original_of.get(number), view.current_of.get(number)
    finding, progress, answer = (
        view.finding_of.get(number),
        view.progress_of.get(number),
        view.allocation_of.get(number),
    )
    compared = None if position.decided is None or original is None else position.decided - original.count
    return MunicipalityRow(
        number=number,
        name=municipality.display_name,
        county_number=municipality.county_number,
        county=municipality.county,
        office=view.offices[number],
        state=position.state,
        public_state=public_state(position),
        requested_original=original.count if original else None,
        requested=current.count if current else None,
        requested_em=current.em if current else None,
        registered=finding.registered if finding else None,
        copy=finding.copy if finding else None,
        decided=position.decided,
        decided_em=position.decided_em,
        difference=compared,
        settled=progress.settled if progress else None,
        carried_in=progress.carried_in if progress else None,
        carried_out=progress.carried_out if progress else None,
        remaining=progress.remaining if progress else None,
        reminded=position.reminded,
        missing=missing_words(position.missing),
        finding=word(finding.cause) if finding else "",
        next_action="" if position.next_action == NextAction.NONE else action_word(position.next_action),
        reason=word(answer.reason) if answer else "",
        open_cases=view.open_cases_of.get(number, 0),
    )
