"""What must hold before a letter may leave: window, place, number. Pure: every guard answers with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from tasks.core.norwegian.working_days import is_working_day

OSLO = ZoneInfo("Europe/Oslo")
# Polls grow rarer with the age of a sending: (younger than, asked again after).
POLLS = (
    (timedelta(hours=1), timedelta(0)),
    (timedelta(days=1), timedelta(minutes=10)),
    (timedelta(days=7), timedelta(hours=1)),
)
OLDEST_POLL = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Window:
    """The hours of a working day (Europe/Oslo) in which letters leave, so that somebody is there to look."""

    opens: time = time(8)
    closes: time = time(15)

    def is_open(self, moment: datetime) -> bool:
        """Return whether letters may leave at ``moment``.

        >>> from datetime import UTC
        >>> [Window().is_open(datetime(2019, 10, 24, hour, tzinfo=UTC)) for hour in (5, 6, 12, 13)]
        [False, True, True, False]
        """
        local = moment.astimezone(OSLO)
        return is_working_day(local.date()) and self.opens <= local.time() < self.closes


@dataclass(frozen=True, slots=True)
class Guards:
    """The limits of an installation.

    ``released`` are the plan hashes released for production hosts; ``window`` None means any hour.
    """

    window: Window | None = None
    production_is_allowed: bool = False
    released: frozenset[str] = frozenset()
    failures_in_a_row: int = 5
    most_letters: int = 1000
    approvers: int = 1  # different persons who must have approved a batch

    def closed(self, moment: datetime, *, is_production: bool) -> str:
        """Return why nothing may leave now, empty if it may."""
        if is_production and not self.production_is_allowed:
            return "kanalen er en produksjonstjeneste: sett ANMODNING_ALLOW_PRODUCTION=true der brev skal sendes på ordentlig"
        if self.window is not None and not self.window.is_open(moment):
            opens, closes = f"{self.window.opens:%H.%M}", f"{self.window.closes:%H.%M}"
            return f"utenfor sendetiden (virkedager {opens}-{closes}, norsk tid): kjør igjen da"
        return ""

    def batch_closed(self, plan_sha256: str, letters: int, *, is_production: bool) -> str:
        """Return why a batch may not leave, empty if it may."""
        if letters > self.most_letters:
            return f"{letters} brev er flere enn de {self.most_letters} som kan sendes i én pakke: del den, eller hev grensen"
        if is_production and plan_sha256 not in self.released:
            return f"pakken er ikke frigitt for produksjon: «dispatch release» med --plan {plan_sha256}"
        return ""


def is_poll_due(submitted: datetime | None, polled: datetime | None, now: datetime) -> bool:
    """Return whether it is time to ask about a letter again: often at first, then more rarely.

    Asked about in the future: the clock was set back since, and waiting for that hour could be waiting for days.
    """
    if polled is None or submitted is None or polled > now:
        return True
    age = now - submitted
    interval = next((pause for limit, pause in POLLS if age < limit), OLDEST_POLL)
    return now - polled >= interval


def numbers_of(numbers: Sequence[str], *, at_most: int = 8) -> str:
    """Return municipality numbers for a message, the first ones and how many more.

    >>> numbers_of(["0301", "1101", "1103"], at_most=2)
    '0301, 1101 og 1 til'
    """
    rest = len(numbers) - at_most
    return ", ".join(numbers[:at_most]) + (f" og {rest} til" if rest > 0 else "")
