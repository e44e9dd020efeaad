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


def steps(reminders: Reminders, deadline: date, *, is_extension: bool = False) -> tuple[Step, ...]:
    """Return the reminder steps around a deadline, earliest first.

    An extension starts its own series: its steps carry its date and are not the ones already sent.
    """
    prefix = f"extended-{deadline}-" if is_extension else ""
    before = [Step(f"{prefix}before-{n}", deadline - timedelta(days=n)) for n in reminders.days_before]
    after = [Step(f"{prefix}after-{n}", deadline + timedelta(days=n)) for n in reminders.days_after]
    return tuple(sorted(before + after, key=lambda step: step.due_on))


def reminder_due(
    number: str,
    missing: Sequence[Missing],
    plan: Sequence[Step],
    sent: Sequence[str],
    *,
    at_most: int,
    asked_on: date,
    as_of: date,
) -> ReminderDue | None:
    """Return the one reminder that a municipality should get on ``as_of``, None if none.

    Steps that passed while nothing ran are not made up for: only the latest is due. Steps up to the day the
    request went out (``asked_on``) were never theirs. Who owes nothing gets none; nobody gets more than
    ``at_most``.
    """
    passed = [step for step in plan if asked_on < step.due_on <= as_of]
    if not missing or not passed or len(sent) >= at_most or passed[-1].name in sent:
        return None
    return ReminderDue(number, passed[-1].name, passed[-1].due_on, tuple(missing))
