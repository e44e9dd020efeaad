"""The Norwegian (bokmål) words for batches of letters, what a person may do in the outbox, and its alarms."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from tasks.core.model.alarm import AlarmKind
from tasks.core.model.approval import BatchState
from tasks.core.model.dispatch import Verb

OF_LETTERS: tuple[Mapping[StrEnum, str], ...] = (
    {
        BatchState.WAITING: "Venter på godkjenning",
        BatchState.APPROVED: "Godkjent",
        BatchState.REFUSED: "Avvist",
        BatchState.WITHDRAWN: "Trukket",
    },
    {
        Verb.HOLD: "Hold tilbake",
        Verb.RESUME: "Gjenoppta",
        Verb.CANCEL: "Avbryt",
        Verb.SUPERSEDE: "Erstatt",
        Verb.RETRY: "Prøv igjen",
        Verb.MARK_HANDLED: "Merk som håndtert",
        Verb.COPY: "Send kopi",
        Verb.RELEASE: "Frigi",
    },
    {
        AlarmKind.FOUND_TWICE: "Ligger mer enn én gang hos kanalen",
        AlarmKind.NEVER_TAKEN: "Sendt så ofte som tillatt, uvisst om det kom fram",
        AlarmKind.NOT_SENT_ON: "Opprettet hos kanalen, uvisst om det er sendt videre",
        AlarmKind.BATCH_HELD: "Pakken holdes: et av de første brevene ble avvist",
        AlarmKind.WAITING_FETCH: "Venter på at kommunen henter",
        AlarmKind.UNKNOWN_WORD: "Ukjent status fra kanalen",
        AlarmKind.TOO_MANY_FAILURES: "For mange feil på rad",
        AlarmKind.SHUT_OUT: "Kanalen slipper oss ikke inn",
        AlarmKind.KILL_SWITCH: "Nødbryteren er på",
    },
)
