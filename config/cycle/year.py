"""The year itself: need, calendar, offices, contacts, letters, reminders, revision, as one frozen value."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from config.cycle.allocation import AllocationPlan
from config.cycle.figures import DecimalFigure, Figure, Table, Text
from tasks.core.model.need import Need

MOST_REPLY_DAYS = 366

Email = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[a-z]+$")]


def _some_days(figure: Figure) -> Figure:
    if not 1 <= figure.value <= MOST_REPLY_DAYS:
        message = f"is {figure.value} days; write 1 to {MOST_REPLY_DAYS}"
        raise ValueError(message)
    return figure


class NeedFigures(Table):
    """The national need as the letters state it, persons."""

    total: Figure
    em: Figure
    em_under_15: Figure

    def as_need(self, year: int) -> Need:
        """Return the nested numbers for ``year``."""
        return Need(year, self.total.value, self.em.value, self.em_under_15.value)


class Calendar(Table):
    """Days of the cycle, Europe/Oslo. ``reply_deadline`` is the last whole day to reply."""

    timezone: Text
    letters_dated: dt.date
    reply_deadline: dt.date
    deadline_source: Text
    move_deadline_to_working_day: bool


class Office(Table):
    """A regional office: the counties it serves and who signs; without a name the title signs alone."""

    key: Text
    name: Text
    counties: tuple[Text, ...]
    signatory_name: Text | None = None
    signatory_title_nb: Text
    signatory_title_nn: Text
    source: Text


class Contacts(Table):
    """Where the municipality sends the written copy, and the copy of the copy."""

    imdi_email: Email
    ks_email: Email
    grants_url: Text
    source: Text


class NeutralPolicy(StrEnum):
    """Which written standard a neutral municipality is written to in."""

    BOKMAL = "bokmål"
    NYNORSK = "nynorsk"


class Letters(Table):
    """What the letter text needs from the year."""

    reference_prefix: Text
    neutral_policy: NeutralPolicy
    neutral_policy_source: Text
    grant_coverage: DecimalFigure
    grant_coverage_year: int
    grant_report_nb: Text
    grant_report_nn: Text
    explanation_annex: bool = (
        False  # each request with an annex 2: how its number came about, and when it changes
    )
    approvers: Annotated[int, Field(ge=1, le=2)] = (
        1  # different persons who must approve; the maker is none of them
    )


class Reminders(Table):
    """When the missing are reminded: days before and after the deadline, and at most how often."""

    days_before: tuple[Annotated[int, Field(ge=1)], ...]
    days_after: tuple[Annotated[int, Field(ge=1)], ...]
    at_most: Annotated[int, Field(ge=0)]
    source: Text


class UpwardLetter(StrEnum):
    """How a municipality is asked for more: by a new total, or by a number on top of the one before."""

    ADJUSTED = "adjusted"
    SUPPLEMENTARY = "supplementary"


class Escalations(Table):
    """When a case nobody closed goes up: working days after its due day. Without it 2 and 5, this program's choice."""

    office_after: Annotated[int, Field(ge=0)] = 2
    director_after: Annotated[int, Field(ge=1)] = 5
    source: Text = "this program's own choice"

    @model_validator(mode="after")
    def _office_first(self) -> Escalations:
        """Refuse a director who is told before the office."""
        if self.director_after <= self.office_after:
            message = (
                f"director_after {self.director_after} is not later than office_after {self.office_after}"
            )
            raise ValueError(message)
        return self


class Revision(Table):
    """Thresholds (percent, each tested alone) at which a new forecast calls for a revision, and how more is asked for.

    ``reply_days`` is the time from the letter to the deadline where a letter asks for more than the one before:
    without it no such letter can be written.
    """

    total_percent: Figure
    em_percent: Figure
    upward: UpwardLetter = UpwardLetter.ADJUSTED
    reply_days: Annotated[Figure, AfterValidator(_some_days)] | None = None


class Cycle(Table):
    """One settlement year. A closed year is never edited; ``closed`` says so."""

    year: int
    closed: bool
    ministry_nb: Text
    ministry_nn: Text
    need: NeedFigures
    calendar: Calendar
    contacts: Contacts
    letters: Letters
    reminders: Reminders
    escalation: Escalations = Escalations()
    revision: Revision
    offices: tuple[Office, ...]
    office_exceptions: dict[str, str]  # municipality number -> office key, where the county does not decide
    allocation: AllocationPlan

    def office_of(self, number: str, county_number: str) -> Office | None:
        """Return the office that signs for a municipality, None if the year file leaves it out."""
        key = self.office_exceptions.get(number)
        return next(
            (o for o in self.offices if o.key == key or (key is None and county_number in o.counties)), None
        )
