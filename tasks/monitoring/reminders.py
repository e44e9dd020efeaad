"""Which reminder has come due for a municipality: once per step, only the latest, only for what it owes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from config.cycle.year import Reminders
from tasks.core.model.position import Missing, ReminderDue


@dataclass(frozen=True, slots=True)
class Step:
    """One planned reminder; ``name`` is kept for ever, so that it is sent once."""

    name: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Sent:
    """The steps a municipality was reminded in; a ``withdrawn`` one was cancelled before it left us."""

    steps: tuple[str, ...] = ()
    withdrawn: frozenset[str] = frozenset()

    @property
    def count(self) -> int:
        """How often the municipality was really reminded."""
        return len(set(self.steps) - self.withdrawn)


def steps(reminders: Reminders, deadline: date, *, series: str = "") -> tuple[Step, ...]:
    """Return the reminder steps around a deadline, earliest first.

    A deadline of a municipality's own has its own ``series``: its steps are not the ones already sent.
    """
    before = [Step(f"{series}before-{n}", deadline - timedelta(days=n)) for n in reminders.days_before]
    after = [Step(f"{series}after-{n}", deadline + timedelta(days=n)) for n in reminders.days_after]
    return tuple(sorted(before + after, key=lambda step: step.due_on))


def reminder_due(
    number: str,
    missing: Sequence[Missing],
    plan: Sequence[Step],
    sent: Sent,
    *,
    at_most: int,
    asked_on: date,
    as_of: date,
) -> ReminderDue | None:
    """Return the one reminder that a municipality should get on ``as_of``, None if none.

    Steps that passed while nothing ran are not made up for: only the latest is due. Steps up to the day the
    request went out or more time was given (``asked_on``) were never theirs. Who owes nothing gets none; nobody gets more than
    ``at_most``.
    """
    passed = [step for step in plan if asked_on < step.due_on <= as_of]
    if not missing or not passed or sent.count >= at_most:
        return None
    if passed[-1].name in sent.steps:
        return None
    return ReminderDue(number, passed[-1].name, passed[-1].due_on, tuple(missing))
