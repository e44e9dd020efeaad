"""What SvarUt answers, read with patience: fields may be added, left out or repeated, and a proxy may answer instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tasks.core.channels.calls import Reply
from tasks.core.channels.channel_calls import as_list, as_object
from tasks.core.channels.protocol import ChannelEvent, Reach, Uncertain, Way

OSLO = ZoneInfo("Europe/Oslo")
NO_SYSTEM = "no receiving system: inbox, printed and posted if nobody opens it within two days"


@dataclass(frozen=True, slots=True)
class StatusRow:
    """SvarUt's word for where one letter is, and since when."""

    external_id: str
    word: str
    changed: datetime | None


def status_rows(reply: Reply) -> Iterator[StatusRow]:
    """Yield the statuses of an answer; a row without id or word is passed over.

    :raises Uncertain: it is no such answer.
    """
    rows: object = reply.fields.get("statuser")
    if not reply.is_ok or not isinstance(rows, list):
        raise Uncertain(f"status: {reply.explained()}")
    for row in map(as_object, as_list(rows)):
        if row.get("id") and row.get("status"):
            changed = moment_of(row.get("sisteStatusEndring"))
            yield StatusRow(str(row["id"]), str(row["status"]), changed)


def reach_of(reply: Reply) -> Reach:
    """Return how a receiver gets letters by the list of its receiving systems (mottakersystem v2).

    A system that takes one kind of letters only (``forsendelseType``) does not take ours: they have no such kind.
    """
    rows: object = reply.fields.get("mottakersystemer")
    if reply.status == 404 and reply.fields.get("status") == 404:
        return Reach(Way.INBOX, NO_SYSTEM)  # SvarUt's own answer: it knows no system for this number
    if not reply.is_ok or not isinstance(rows, list):
        return Reach(Way.NOT_KNOWN, reply.explained())
    general = [row for row in map(as_object, as_list(rows)) if not row.get("forsendelseType")]
    if not general:
        return Reach(Way.INBOX, NO_SYSTEM)
    return Reach(Way.SYSTEM, ", ".join(dict.fromkeys(map(_system, general))))


def events_in(reply: Reply, external_id: str) -> tuple[ChannelEvent, ...]:
    """Return the log of a letter, oldest first; what has no time comes last, in SvarUt's order.

    :raises Uncertain: it is no such answer.
    """
    rows: object = reply.fields.get("hendelser")
    if not reply.is_ok or not isinstance(rows, list):
        raise Uncertain(f"events of {external_id}: {reply.explained()}")
    found = [
        ChannelEvent(moment_of(row.get("tidspunkt")), str(row["hendelse"]))
        for row in map(as_object, as_list(rows))
        if row.get("hendelse")
    ]
    return tuple(sorted(found, key=lambda one: one.at or datetime.max.replace(tzinfo=UTC)))


def moment_of(value: object) -> datetime | None:
    """Return a moment written as ISO text (Norwegian time without a zone) or as milliseconds since 1970.

    >>> moment_of("2019-10-24T09:00:00Z").isoformat(), moment_of("i går")
    ('2019-10-24T09:00:00+00:00', None)
    """
    try:
        if isinstance(value, (int, float)):
            return datetime.fromtimestamp(value / 1000, UTC)
        moment = datetime.fromisoformat(str(value))
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=OSLO)


def _system(row: dict[str, Any]) -> str:
    """Return the name of a system; its specification and older answers call the field differently."""
    return str(row.get("mottakersystem") or row.get("navn") or row.get("mottakerId") or row.get("id") or "?")
