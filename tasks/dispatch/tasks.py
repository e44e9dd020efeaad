"""Prefect's side of the outbox: one pass over it, and the operator's verbs."""

from __future__ import annotations

import time
from datetime import timedelta

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.variables import Variable

from config.register_reader import read_register
from tasks.core.channels.folder import FolderChannel
from tasks.core.channels.protocol import Channel
from tasks.core.installation import Installation, open_installation
from tasks.core.model.errors import StopAndMend
from tasks.core.model.when import When
from tasks.dispatch.lookups import Patience
from tasks.dispatch.run import Outbox, Pass, run

KILL_SWITCH = "anmodning_stop_sending"


def channel_of(here: Installation) -> Channel:
    """Return the channel the settings name.

    :raises StopAndMend: the channel is not built yet.
    """
    if here.settings.channel == "folder":
        return FolderChannel(here.outbox_folder)
    message = f"ANMODNING_CHANNEL={here.settings.channel}: this channel is not built yet; use `folder`"
    raise StopAndMend(message)


def _sending_is_stopped() -> bool:
    return str(Variable.get(KILL_SWITCH, default="")).lower() in {"1", "on", "true", "yes"}


@task(name="run the outbox", cache_policy=NO_CACHE)
def run_outbox(year: int, when: When) -> Pass:
    """Send what is ready, look up what is unknown, take in receipts. Safe to repeat at any time."""
    with open_installation() as here:
        begun = time.monotonic()
        stopped = _sending_is_stopped()  # asked once a pass here; per letter where a channel is slow
        box = Outbox(
            here.store,
            channel_of(here),
            read_register(year),
            when.day,
            clock=lambda: when.moment + timedelta(seconds=time.monotonic() - begun),
            stopped=lambda: stopped,
            patience=Patience(
                timedelta(seconds=here.settings.lookup_wait_seconds), here.settings.most_resends
            ),
        )
        return run(box, year)
