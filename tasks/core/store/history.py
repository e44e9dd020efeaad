"""What happened, row by row: every version with the day it became known, for the dossier of a municipality.

Each can be asked for some municipalities only, by ``numbers``.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from tasks.core.model.dispatch import DispatchState
from tasks.core.model.reconciliation import Case
from tasks.core.model.vedtak import Message, Registration
from tasks.core.store.content import load
from tasks.core.store.engine import Transaction
from tasks.core.store.schema import (
    case,
    case_event,
    dispatch,
    dispatch_event,
    letter,
    message,
    message_version,
    registration,
)


@dataclass(frozen=True, slots=True)
class SendingStep:
    """One move of a letter on its channel: where to, who said so (``source``), in the channel's own word."""

    known_on: date
    number: str
    letter_ref: str
    channel: str
    state: DispatchState
    source: str
    raw_status: str


@dataclass(frozen=True, slots=True)
class RegistrationVersion:
    """A registration and the day it was first seen in the export."""

    known_on: date
    registration: Registration


@dataclass(frozen=True, slots=True)
class ReadingVersion:
    """A message as one reading left it: the program's own is version 1, a person's correction comes after."""

    known_on: date
    message_id: int
    version: int
    actor: str
    reason: str
    message: Message


@dataclass(frozen=True, slots=True)
class CaseVersion:
    """A case as one event left it: ``kind`` is open, update, resolve or reopen; who and why."""

    known_on: date
    kind: str
    actor: str
    role: str
    reason: str
    case: Case


Numbers = Collection[str] | None


def _of(column: sa.ColumnElement[Any], numbers: Numbers) -> tuple[sa.ColumnElement[bool], ...]:
    """Return the condition that leaves only the rows about some municipalities; None: about all, or nobody."""
    return () if numbers is None else (column.in_(list(numbers)),)


def sending_steps(
    tx: Transaction, year: int, known_on: date, numbers: Numbers = None
) -> tuple[SendingStep, ...]:
    """Return every move of the letters of ``year`` known by a day, in the order they were made."""
    query = (
        sa.select(
            dispatch_event.c.known_on,
            letter.c.number,
            dispatch.c.letter_ref,
            dispatch.c.channel,
            dispatch_event.c.to_state,
            dispatch_event.c.source,
            dispatch_event.c.raw_status,
        )
        .join(dispatch, dispatch.c.key == dispatch_event.c.key)
        .join(letter, letter.c.letter_ref == dispatch.c.letter_ref)
        .where(letter.c.year == year, dispatch_event.c.known_on <= known_on, *_of(letter.c.number, numbers))
        .order_by(dispatch_event.c.id)
    )
    return tuple(
        SendingStep(day, number, ref, channel, DispatchState(state), source, raw)
        for day, number, ref, channel, state, source, raw in tx.connection.execute(query).all()
    )


def registration_versions(
    tx: Transaction, year: int, known_on: date, numbers: Numbers = None
) -> tuple[RegistrationVersion, ...]:
    """Return every registration of ``year`` known by a day, oldest first."""
    query = (
        sa.select(registration.c.known_on, registration.c.content)
        .where(
            registration.c.year == year,
            registration.c.known_on <= known_on,
            *_of(registration.c.number, numbers),
        )
        .order_by(registration.c.id)
    )
    return tuple(
        RegistrationVersion(day, load(Registration, text)) for day, text in tx.connection.execute(query).all()
    )


def reading_versions(
    tx: Transaction, year: int, known_on: date, numbers: Numbers = None
) -> tuple[ReadingVersion, ...]:
    """Return every reading of the messages of ``year`` known by a day, by message, oldest first."""
    query = (
        sa.select(
            message_version.c.known_on,
            message.c.id,
            message_version.c.version,
            message_version.c.actor,
            message_version.c.reason,
            message_version.c.content,
        )
        .join(message, message.c.id == message_version.c.message_id)
        .where(
            message.c.year == year,
            message_version.c.known_on <= known_on,
            *_of(message_version.c.number, numbers),
        )
        .order_by(message.c.id, message_version.c.version)
    )
    return tuple(
        ReadingVersion(day, message_id, version, actor, reason, load(Message, text))
        for day, message_id, version, actor, reason, text in tx.connection.execute(query).all()
    )


def case_versions(
    tx: Transaction, year: int, known_on: date, numbers: Numbers = None
) -> tuple[CaseVersion, ...]:
    """Return every version of the cases of ``year`` known by a day, by case, oldest first."""
    query = (
        sa.select(
            case_event.c.known_on,
            case_event.c.kind,
            case_event.c.actor,
            case_event.c.role,
            case_event.c.reason,
            case_event.c.content,
        )
        .join(case, case.c.id == case_event.c.case_id)
        .where(case.c.year == year, case_event.c.known_on <= known_on, *_of(case.c.number, numbers))
        .order_by(case_event.c.case_id, case_event.c.version)
    )
    return tuple(
        CaseVersion(day, kind, actor, role, reason, load(Case, text))
        for day, kind, actor, role, reason, text in tx.connection.execute(query).all()
    )
