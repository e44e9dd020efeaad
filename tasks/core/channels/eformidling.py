"""The `eformidling` channel: an integrasjonspunkt (NextMove REST), which carries the letter on to the municipality.

Create, upload, send: three steps under one messageId of ours (the dispatch key), so a step done before is refused by
name and a message can always be asked for. DPF says LEVERT as soon as SvarUt has taken it: that is not received.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import requests

from config.addresses import is_production
from tasks.core.channels.arkivmelding import OSLO, Attachment, arkivmelding, check
from tasks.core.channels.calls import READ_SECONDS, Reply, call, throttled
from tasks.core.channels.http import session
from tasks.core.channels.protocol import Hit, Parcel, Paused, Refused, Uncertain
from tasks.core.channels.svarut_parts import PDF, file_name
from tasks.core.model.dispatch import Dispatch, DispatchState, Receipt
from tasks.core.model.municipality import Municipality

PROCESS = "urn:no:difi:profile:arkivmelding:administrasjon:ver1.0"
STANDARD = "urn:no:difi:arkivmelding:xsd::arkivmelding"
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
ALREADY = ("MessageAlreadyExists", "DuplicateFilename")


@dataclass(frozen=True, slots=True)
class EFormidlingChannel:
    """One integrasjonspunkt. ``schema`` is the XSD every arkivmelding is checked against, if there is one."""

    url: str
    user: str
    password: str = field(repr=False)
    clock: Callable[[], datetime]
    schema: Path | None = None
    session: requests.Session = field(default_factory=lambda: session(retries=0))
    name: str = "eformidling"
    accepts_at_once: bool = False
    lookup_is_final: bool = False
    is_local: bool = False

    @property
    def is_production(self) -> bool:
        """Whether the integrasjonspunkt may reach real receivers: only one on this machine certainly does not."""
        return is_production(self.url)

    def missing(self, receiver: Municipality) -> str:  # noqa: ARG002  the organisation number is the address
        """Return nothing: eFormidling finds the receiver by organisation number."""
        return ""

    def submit(self, parcel: Parcel) -> str:
        """Create the message, upload arkivmelding and letter, and send it; return its messageId (our key)."""
        key = parcel.dispatch.key
        letter = Attachment(file_name(parcel), parcel.pdf)
        message = arkivmelding(parcel, letter, self.clock())
        check(message, self.schema)
        body = json.dumps(envelope(parcel, letter.name, self.clock()), ensure_ascii=False).encode()
        self._step("POST", "/api/messages/out", body, {"Content-Type": "application/json"})
        for title, name, kind, data in (
            ("arkivmelding", "arkivmelding.xml", "application/xml", message),
            (parcel.letter.letter_ref, letter.name, PDF, letter.data),
        ):
            headers = {
                "Content-Type": kind,
                "Content-Disposition": f'attachment; name="{title}"; filename="{name}"',
            }
            self._step("PUT", f"/api/messages/out/{key}", data, headers, {"title": title})
        self._step("POST", f"/api/messages/out/{key}", b"", {})
        return key

    def find(self, key: str) -> tuple[Hit, ...]:
        """Return the message if the integrasjonspunkt has sent it on; one only created is not there."""
        reply = self._ask("GET", f"/api/conversations/messageId/{key}")
        if reply.status == 404:
            return ()
        if not reply.is_ok or "messageStatuses" not in reply.fields:
            raise Uncertain(f"look-up of {key}: {reply.explained()}")
        words = [word for _, word in _statuses(reply.fields.get("messageStatuses"))]
        if not [word for word in words if word != "OPPRETTET"]:
            return ()
        return (Hit(key, STATES.get(words[-1])),)

    def poll(self, dispatches: Sequence[Dispatch]) -> tuple[Receipt, ...]:
        """Return the statuses of these messages, oldest first; each page of the list is asked for."""
        receipts: list[Receipt] = []
        for dispatch in dispatches:
            for changed, word in self._all_statuses(dispatch.key):
                known = word in STATES or word in _MOVE_NOTHING
                when = changed or dispatch.submitted_at or self.clock()
                receipts.append(
                    Receipt(dispatch.key, STATES.get(word), word, when, dispatch.external_id or "", known)
                )
        return tuple(sorted(receipts, key=lambda receipt: receipt.happened_at))

    def _all_statuses(self, key: str) -> list[tuple[datetime | None, str]]:
        found: list[tuple[datetime | None, str]] = []
        page, total = 0, 1
        while len(found) < total:
            reply = self._ask("GET", "/api/statuses", params={"messageId": key, "page": str(page)})
            if not reply.is_ok:
                raise Uncertain(f"status of {key}: {reply.explained()}")
            rows = _statuses(reply.fields.get("content"))
            total = int(reply.fields.get("totalElements") or len(rows))
            if not rows:
                break
            found += rows
            page += 1
        return found

    def _step(
        self,
        method: str,
        path: str,
        body: bytes,
        headers: Mapping[str, str],
        params: Mapping[str, str] | None = None,
    ) -> None:
        """Take one step of a sending; one that was taken before counts as taken."""
        reply = self._ask(method, path, body=body, headers=headers, params=params)
        if reply.is_ok or any(name in str(reply.fields.get("exception", "")) for name in ALREADY):
            return
        if reply.status >= 500 or reply.status in (408, 425):
            raise Uncertain(reply.explained())
        raise Refused(reply.explained())

    def _ask(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
    ) -> Reply:
        pair = b64encode(f"{self.user}:{self.password}".encode()).decode()
        reply = call(
            self.session,
            method,
            f"{self.url}{path}",
            headers={"Accept": "application/json", "Authorization": f"Basic {pair}", **(headers or {})},
            data=body,
            params=params,
            seconds=READ_SECONDS,
        )
        if reply.status in (401, 403):
            raise Paused(reply.explained())
        if reply.status == 429:
            raise throttled(reply, self.clock())
        return reply


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
                "type": "arkivmelding",
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
        "arkivmelding": {"sikkerhetsnivaa": 3, "hoveddokument": main_document},
    }


def _statuses(value: object) -> list[tuple[datetime | None, str]]:
    rows = cast("list[object]", value) if isinstance(value, list) else []
    found: list[tuple[datetime | None, str]] = []
    for row in rows:
        if isinstance(row, dict):
            fields = cast("dict[str, Any]", row)
            if fields.get("status"):
                found.append((_moment(fields.get("lastUpdate")), str(fields["status"])))
    return found


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
