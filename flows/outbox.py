"""One pass over the outbox, and whoever must hear of what it met is told."""

from __future__ import annotations

from flows.events import announce_stuck_letters
from tasks.core.model.when import When
from tasks.dispatch.run import Pass
from tasks.dispatch.tasks import run_outbox
from tasks.reporting.tasks import tell_of_outbox


def pass_over_outbox(year: int, now: When) -> Pass:
    """Send what is ready, take in receipts, and tell of what somebody must look at."""
    done = run_outbox(year, now)
    tell_of_outbox(year, done.alarms, now)
    announce_stuck_letters(year)
    return done
