"""The Norwegian (bokmål) words for where a batch of letters stands, and for what the outbox raises an alarm about."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from tasks.core.model.alarm import AlarmKind
from tasks.core.model.approval import BatchState

OF_LETTERS: tuple[Mapping[StrEnum, str], ...] = (
    {
        BatchState.WAITING: "Venter på godkjenning",
        BatchState.APPROVED: "Godkjent",
        BatchState.REFUSED: "Avvist",
        BatchState.WITHDRAWN: "Trukket",
    },
    {
        AlarmKind.FOUND_TWICE: "Ligger mer enn én gang hos kanalen",
        AlarmKind.NEVER_TAKEN: "Sendt så ofte som tillatt, uvisst om det kom fram",
        AlarmKind.BATCH_HELD: "Pakken holdes: et av de første brevene ble avvist",
        AlarmKind.WAITING_FETCH: "Venter på at kommunen henter",
        AlarmKind.UNKNOWN_WORD: "Ukjent status fra kanalen",
        AlarmKind.TOO_MANY_FAILURES: "For mange feil på rad",
        AlarmKind.SHUT_OUT: "Kanalen slipper oss ikke inn",
        AlarmKind.KILL_SWITCH: "Nødbryteren er på",
    },
)
