"""What a pass over the outbox met that somebody must hear of at once; who it is about stays inside the house."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AlarmKind(StrEnum):
    """Why an alert goes out."""

    FOUND_TWICE = "found twice"  # the channel holds a letter more than once: its batch is held
    NEVER_TAKEN = "never taken"  # resent as often as allowed, and nobody knows whether it arrived
    NOT_SENT_ON = "not sent on"  # the channel has it and does not say that it went on: posted again by nobody
    BATCH_HELD = "batch held"  # one of the first letters was rejected: the rest waits
    WAITING_FETCH = "waiting fetch"  # more than two working days; the channel prints nothing of these
    UNKNOWN_WORD = "unknown word"  # a status that no documentation names
    TOO_MANY_FAILURES = "too many failures"  # the circuit breaker is open
    SHUT_OUT = "shut out"  # the channel does not take our token or password
    KILL_SWITCH = "kill switch"  # letters are ready and the switch is on


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm; the same ``key`` of a kind is told once, however often a pass meets it."""

    kind: AlarmKind
    key: str
