"""Alerts told once: what was told is written down in the same transaction, and undone when it was not taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from config.settings import Settings
from tasks.core.installation import Installation
from tasks.core.model.when import When
from tasks.core.store import notices
from tasks.reporting.alerts import send_alert

Text = Callable[[tuple[str, ...]], tuple[str, str]]


def addresses(settings: Settings) -> tuple[str, ...]:
    """Return the addresses alerts go to, as set: separated by spaces or line breaks; none where nothing is set."""
    found = settings.alert_urls
    return () if found is None else tuple(found.get_secret_value().split())


def tell_once(here: Installation, year: int, kind: str, keys: Iterable[str], text: Text, when: When) -> int:
    """Send one alert about those of ``keys`` nobody was told of, and return how many they were.

    ``text`` makes title and body of them. Without an address nothing is sent and nothing is counted as told: who
    sets one later hears of what still holds.

    :raises TryAgain: a service did not take it; the same keys are told at the next run.
    """
    urls = addresses(here.settings)
    if not urls:
        return 0
    with here.store.begin() as tx:
        fresh = notices.untold(tx, year, kind, keys)
        if not fresh:
            return 0
        notices.add(tx, year, kind, fresh, when)  # first: of two at once the second waits, and is refused
        send_alert(urls, *text(fresh))
    return len(fresh)
