"""What every sending channel can do; a channel is chosen by one setting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from tasks.core.model.dispatch import Dispatch, Receipt
from tasks.core.model.letter import Letter
from tasks.core.model.municipality import Municipality


@dataclass(frozen=True, slots=True)
class Parcel:
    """Everything a channel needs to send one letter: the row, the letter, the receiver and the bytes."""

    dispatch: Dispatch
    letter: Letter
    receiver: Municipality
    pdf: bytes


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

    def submit(self, parcel: Parcel) -> str:
        """Send the parcel and return the channel's own id for it."""
        ...

    def find(self, key: str) -> tuple[str, ...]:
        """Return the channel's ids for everything sent under our key; empty when it has nothing."""
        ...

    def poll(self, dispatches: Sequence[Dispatch]) -> tuple[Receipt, ...]:
        """Return what the channel says of these dispatches; none is invented, some may be left out."""
        ...


class Uncertain(Exception):
    """The channel may or may not have taken the letter: look it up before anything else."""


class Refused(Exception):
    """The channel took a look and said no; sending it again as it is will not help."""
