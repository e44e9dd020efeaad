"""Sends alerts to whatever addresses the installation names (Apprise)."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.core.model.errors import StopAndMend, TryAgain


def send_alert(urls: Sequence[str], title: str, body: str) -> int:
    """Send one message to every address and return how many there were; no addresses send nothing.

    Addresses hold passwords and tokens: an error names the address by its place in the list only.

    :raises StopAndMend: an address that Apprise does not know.
    :raises TryAgain: a service did not take the message; repeating may reach some receivers twice.
    """
    if not urls:
        return 0
    from apprise import Apprise, NotifyFormat  # noqa: PLC0415  0.5 s that only an installation with alerts pays

    sender = Apprise()
    for place, url in enumerate(urls, start=1):
        if not sender.add(url):
            raise StopAndMend(
                f"ANMODNING_ALERT_URLS, address {place}: not an Apprise address - correct the setting"
            )
    if not sender.notify(body=body, title=title, body_format=NotifyFormat.TEXT):
        raise TryAgain(
            f"an alert did not reach all of the {len(urls)} addresses in ANMODNING_ALERT_URLS - try again"
        )
    return len(urls)
