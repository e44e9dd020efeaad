"""What is said to an integrasjonspunkt and what it answers: envelope, statuses, capabilities. No network here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from tasks.core.channels.arkivmelding import OSLO
from tasks.core.channels.calls import Reply
from tasks.core.channels.channel_calls import as_list, as_object
from tasks.core.channels.protocol import Parcel, Reach, Way
from tasks.core.model.dispatch import DispatchState

PROCESS = "urn:no:difi:profile:arkivmelding:administrasjon:ver1.0"
STANDARD = "urn:no:difi:arkivmelding:xsd::arkivmelding"
TYPE = "arkivmelding"
SECURITY_LEVEL = 3
_S = DispatchState
STATES = {
    "OPPRETTET": _S.SUBMITTED,
    "SENDT": _S.ACCEPTED,
    "MOTTATT": _S.IN_INBOX,
    "LEVERT": _S.IN_INBOX,  # for DPF only that SvarUt has it; READ alone counts as received
    "LEST": _S.READ,
    "FEIL": _S.REJECTED,
    "LEVETID_UTLOPT": _S.UNDELIVERED,
}
_MOVE_NOTHING = frozenset({"ANNET", "INNKOMMENDE_MOTTATT", "INNKOMMENDE_LEVERT"})
# Which service carries it on: DPO and DPF end in the receiver's archive system, DPV in its Altinn inbox.
_SYSTEMS = {"DPO": "eFormidling", "DPF": "KS SvarUt/SvarInn"}
_INBOXES = {"DPV": "Altinn inbox; nothing is printed"}


def is_known(word: str) -> bool:
    """Return whether the documentation has this status; a new one keeps the state and is told to a person."""
    return word in STATES or word in _MOVE_NOTHING


def envelope(parcel: Parcel, main_document: str, moment: datetime) -> dict[str, object]:
    """Return the SBD of one letter. The sender is left out: the integrasjonspunkt fills in its own organisation."""
    key = parcel.dispatch.key
    receiver = f"0192:{parcel.receiver.organisation_number}"
    return {
        "standardBusinessDocumentHeader": {
            "headerVersion": "1.0",
            "receiver": [{"identifier": {"authority": "iso6523-actorid-upis", "value": receiver}}],
            "documentIdentification": {
                "standard": STANDARD,
                "type": TYPE,
                "typeVersion": "2.0",
                "instanceIdentifier": key,
                "creationDateAndTime": moment.astimezone(OSLO).isoformat(timespec="seconds"),
            },
            "businessScope": {
                "scope": [
                    {
                        "type": "ConversationId",
                        "instanceIdentifier": key,
                        "identifier": PROCESS,
                        "scopeInformation": [],
                    },
                    {"type": "SenderRef", "instanceIdentifier": key},
                ]
            },
        },
        "arkivmelding": {"sikkerhetsnivaa": SECURITY_LEVEL, "hoveddokument": main_document},
    }


def statuses_in(value: object) -> Iterator[tuple[datetime | None, str]]:
    """Yield moment and word of each status in a list; what has no word is passed over."""
    for row in map(as_object, as_list(value)):
        if row.get("status"):
            yield moment_of(row.get("lastUpdate")), str(row["status"])


def reach_of(reply: Reply) -> Reach:
    """Return how a receiver gets an arkivmelding in our process, by its capabilities."""
    rows: object = reply.fields.get("capabilities")
    if reply.status in (400, 404) and reply.fields.get("exception"):
        return Reach(Way.NOT_AT_ALL, reply.explained())
    if not reply.is_ok or not isinstance(rows, list):
        return Reach(Way.NOT_KNOWN, reply.explained())
    services = [
        str(row.get("serviceIdentifier")) for row in map(as_object, as_list(rows)) if _takes_ours(row)
    ]
    for way, known in ((Way.SYSTEM, _SYSTEMS), (Way.INBOX, _INBOXES)):
        named = [f"{one}: {known[one]}" for one in services if one in known]
        if named:
            return Reach(way, named[0])
    if services:
        return Reach(Way.NOT_KNOWN, f"a service nobody knows: {', '.join(services)}")
    return Reach(Way.NOT_AT_ALL, f"takes no {TYPE} in {PROCESS}")


def moment_of(value: object) -> datetime | None:
    """Return a moment written as ISO text (UTC without a zone), None if it is none."""
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _takes_ours(row: dict[str, Any]) -> bool:
    types = [as_object(one).get("type") for one in as_list(row.get("documentTypes"))]
    return row.get("process") == PROCESS and (not types or TYPE in types)
