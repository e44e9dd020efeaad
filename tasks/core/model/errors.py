"""The error tree: each branch says what the reader of the message does next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input: where it stands, what is wrong, what to do.

    >>> print(Fault("forecast.csv, row 3", "EM 6000 is above the need 5100", "ask the sender for a new file"))
    forecast.csv, row 3: EM 6000 is above the need 5100 - ask the sender for a new file
    """

    place: str
    what: str
    action: str

    def __str__(self) -> str:
        """Return the fault as one line."""
        return f"{self.place}: {self.what} - {self.action}"


class AnmodningError(Exception):
    """Base of every error this program raises on purpose; never raised itself."""


class BadInput(AnmodningError):
    """Input that is refused whole: nothing of it was stored. Carries all its faults at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep every fault; the message is one line per fault."""
        self.faults: tuple[Fault, ...] = tuple(faults)
        if not self.faults:
            message = "BadInput needs at least one fault"
            raise ValueError(message)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    @classmethod
    def one(cls, place: str, what: str, action: str) -> BadInput:
        """Return the error for a single fault."""
        return cls([Fault(place, what, action)])


class StopAndMend(AnmodningError):
    """The step cannot go on before somebody mends what the message names; repeating will not help."""


class TryAgain(AnmodningError):
    """An outside service did not answer as agreed; the same step may be repeated as it is."""


class NeedsPerson(AnmodningError):
    """The step is a decision, and the decision is a person's."""


def may_pass(error: object) -> bool:
    """Return whether repeating the same step may help: not for what this program refused on purpose.

    >>> may_pass(TryAgain("no answer")), may_pass(OSError("disk busy")), may_pass(StopAndMend("outdated"))
    (True, True, False)
    """
    return isinstance(error, TryAgain) or not isinstance(error, AnmodningError)
