"""Prefect's server gone while a flow runs: the flow ends within seconds, and one line says what to do.

Nothing of ours is lost with it: every stage stores whole transactions, and a repeated run goes on where the data is.
"""

from __future__ import annotations

import http.client
import logging
import sys
from collections.abc import Generator
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

from tasks.core.model.errors import AnmodningError, StopAndMend

PATIENCE_SECONDS = 5
# Prefect asks 1 + 5 times with 2, 4, ... 32 seconds between: 62 s for each request of a flow. Two more times are 6 s:
# enough for a busy server, and a person at a terminal learns within a minute that there is none. For a lasting
# installation whose server is restarted now and then Prefect's own number holds (`PREFECT_CLIENT_MAX_RETRIES`).
CLIENT_RETRIES = 2
# Events (how far each task got) have no such setting: eleven attempts and 7 s for each that waits, one after the other.
EVENT_ATTEMPTS = 1
NOISE = ("prefect", "prefect._internal.concurrency", "prefect.events.clients", "EventsWorker")


def answers(api_url: str) -> bool:
    """Return whether a Prefect server answers at an address (`http://host:port/api`)."""
    parts = urlsplit(api_url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    with closing(kind(parts.netloc, timeout=PATIENCE_SECONDS)) as connection:
        try:
            connection.request("GET", f"{parts.path.rstrip('/')}/health")
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False


@contextmanager
def told_when_gone(api_url: str) -> Generator[None]:
    """Run a flow within; where it fails because the server is gone, say so in one line.

    :raises StopAndMend: the server does not answer any more; what the flow stored until then is whole.
    """
    give_events_up_soon()
    try:
        yield
    except AnmodningError:
        raise
    except Exception as problem:
        if answers(api_url):
            raise
        for name in NOISE:  # a page of text for each event nobody takes any more
            logging.getLogger(name).setLevel(logging.CRITICAL)
        message = (
            f"Prefect's server at {api_url} went away while this ran ({type(problem).__name__}): "
            "what is stored is whole - start the server and run the same command again"
        )
        raise StopAndMend(message) from problem


def say_when_gone(api_url: str) -> None:
    """Write the same as the last line of a worker's run, whose command nobody sees, where its server is gone."""
    if api_url and not answers(api_url):
        line = f"Prefect's server at {api_url} went away while this ran: what is stored is whole - start it and run again"
        print(f"\n{line}", file=sys.stderr, flush=True)  # Prefect leaves its last line without an end


def give_events_up_soon() -> None:
    """Return with this process' events given up after ``EVENT_ATTEMPTS``; repeating it changes nothing."""
    from prefect.events.clients import PrefectEventsClient
    from prefect.events.worker import EventsWorker

    EventsWorker.set_client_override(PrefectEventsClient, reconnection_attempts=EVENT_ATTEMPTS)
