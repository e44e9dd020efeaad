"""What every sending channel can do; a channel is chosen by one setting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from tasks.core.model.dispatch import Dispatch, DispatchState, Receipt
from tasks.core.model.letter import Letter
from tasks.core.model.municipality import Municipality


@dataclass(frozen=True, slots=True)
class Parcel:
    """Everything a channel needs to send one letter: the row, the letter, the receiver and the bytes."""

    dispatch: Dispatch
    letter: Letter
    receiver: Municipality
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Hit:
    """Something the channel holds under our key: its own id, and where it stands (None: it did not say).

    ``is_pending``: it is there, and nobody says that it was sent on; it may lie in a queue, or have been left behind.
    """

    external_id: str
    state: DispatchState | None = None
    is_pending: bool = False

    @property
    def has_failed(self) -> bool:
        """Whether the channel itself says that this attempt came to nothing."""
        return self.state is DispatchState.UNKNOWN

    @property
    def was_rejected(self) -> bool:
        """Whether the channel refused this attempt."""
        return self.state is DispatchState.REJECTED


class Way(StrEnum):
    """How a letter reaches its receiver on a channel."""

    SYSTEM = "system"  # the receiver's own archive system fetches it; nothing is printed while it waits
    INBOX = "inbox"  # a digital inbox; by SvarUt printed and posted when nobody opens it within two days
    MAIL = "mail"
    FOLDER = "folder"
    NOT_AT_ALL = "not at all"
    NOT_KNOWN = "not known"  # the channel did not answer


@dataclass(frozen=True, slots=True)
class Reach:
    """What the channel says of a receiver before anything is sent: the way, and the system or the reason."""

    way: Way
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ChannelEvent:
    """Something the channel itself logged about a letter, in its own words; ``at`` is None where it gives no time."""

    at: datetime | None
    what: str


class Channel(Protocol):
    """One way out. Errors: :class:`Uncertain` after which it must be looked up, :class:`Refused` for good."""

    @property
    def name(self) -> str:
        """The channel's name in settings, keys and the outbox."""
        ...

    @property
    def accepts_at_once(self) -> bool:
        """Whether submit returns only when the channel has taken the letter for good."""
        ...

    @property
    def lookup_is_final(self) -> bool:
        """Whether what find does not know was certainly never taken; no waiting for a slow server."""
        ...

    @property
    def is_local(self) -> bool:
        """Whether nothing leaves this machine: no first letters to try, no waiting between two polls."""
        ...

    @property
    def is_production(self) -> bool:
        """Whether it reaches real recipients."""
        ...

    def missing(self, receiver: Municipality) -> str:
        """Return what this channel lacks to reach the receiver, in words for an operator; empty if nothing."""
        ...

    def capabilities(self, receiver: Municipality) -> Reach:
        """Return how the receiver would get a letter now; asks the channel, sends nothing, never raises Uncertain."""
        ...

    def submit(self, parcel: Parcel) -> str:
        """Send the parcel and return the channel's own id for it."""
        ...

    def find(self, key: str) -> tuple[Hit, ...]:
        """Return everything the channel holds that was sent under our key; empty when it has nothing."""
        ...

    def poll(self, dispatches: Sequence[Dispatch]) -> tuple[Receipt, ...]:
        """Return what the channel says of these dispatches; none is invented, some may be left out."""
        ...

    def events(self, dispatch: Dispatch) -> tuple[ChannelEvent, ...]:
        """Return the channel's own log of one letter, oldest first; empty where it keeps none."""
        ...


class Uncertain(Exception):
    """The channel may or may not have taken the letter: look it up before anything else."""


class Throttled(Uncertain):
    """The channel asks for patience; ``seconds`` is how long, 0 if it does not say."""

    def __init__(self, message: str, seconds: float) -> None:
        """Keep how long to wait."""
        super().__init__(message)
        self.seconds = seconds


class Refused(Exception):
    """The channel took a look and said no; sending it again as it is will not help."""


class Paused(Exception):
    """The channel lets nobody in (a token or password it does not take): nothing was taken, stop for now."""
