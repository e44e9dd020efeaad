"""Sends alerts to whatever addresses the installation names (Apprise)."""

from __future__ import annotations

import logging
from collections.abc import Generator, Sequence
from contextlib import contextmanager

from tasks.core.model.errors import StopAndMend, TryAgain


def send_alert(urls: Sequence[str], title: str, body: str) -> int:
    """Send one message to every address and return how many there were; no addresses send nothing.

    Addresses hold passwords and tokens: an error names the address by its place in the list only.

    :raises StopAndMend: an address that Apprise does not know.
    :raises TryAgain: a service did not take the message; repeating may reach some receivers twice.
    """
    if not urls:
        return 0
    from apprise import Apprise, NotifyFormat  # noqa: PLC0415  0.5 s that only alerts pay

    with _silent_library():
        sender = Apprise()
        for place, url in enumerate(urls, start=1):
            if not sender.add(url):
                raise StopAndMend(
                    f"ANMODNING_ALERT_URLS, address {place}: Apprise does not know it - correct it"
                )
        if not sender.notify(body=body, title=title, body_format=NotifyFormat.TEXT):
            raise TryAgain(
                f"not all of the {len(urls)} addresses in ANMODNING_ALERT_URLS took the alert - try again"
            )
    return len(urls)


@contextmanager
def _silent_library() -> Generator[None]:
    """Keep Apprise's log shut: it writes an address it cannot read whole, token and all."""
    log = logging.getLogger("apprise")
    before = log.disabled
    log.disabled = True
    try:
        yield
    finally:
        log.disabled = before
