"""The `eformidling` channel: an integrasjonspunkt (NextMove REST), which carries the letter on to the municipality.

A letter goes in one request (multipart), or where a file is too large for that, or the message is there already, in
three: create, upload, send. Either way under one messageId of ours (the dispatch key), so a step done before is refused
by name and a message can always be asked for. DPF says LEVERT as soon as SvarUt has taken it: that is not received.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import requests

from config.addresses import is_production
from tasks.core.channels.arkivmelding import Attachment, arkivmelding, check
from tasks.core.channels.calls import READ_SECONDS, Reply, call, throttled
from tasks.core.channels.eformidling_parts import (
    PROCESS,
    SECURITY_LEVEL,
    STATES,
    envelope,
    is_known,
    reach_of,
    statuses_in,
)
from tasks.core.channels.http import session
from tasks.core.channels.protocol import ChannelEvent, Hit, Parcel, Paused, Reach, Refused, Uncertain, Way
from tasks.core.channels.svarut_parts import PDF, file_name, multipart
from tasks.core.model.dispatch import Dispatch, Receipt
from tasks.core.model.municipality import Municipality

ALREADY = ("MessageAlreadyExists", "DuplicateFilename")
LARGEST_IN_ONE = 5 * 1024 * 1024  # bytes of a file; larger ones go step by step


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

    def capabilities(self, receiver: Municipality) -> Reach:
        """Return which service carries a letter on to the receiver, or that none does."""
        params = {"securityLevel": str(SECURITY_LEVEL), "process": PROCESS}
        try:
            reply = self._ask("GET", f"/api/capabilities/{receiver.organisation_number}", params=params)
        except (Uncertain, Paused) as problem:
            return Reach(Way.NOT_KNOWN, str(problem))
        return reach_of(reply)

    def submit(self, parcel: Parcel) -> str:
        """Create the message with arkivmelding and letter, and send it; return its messageId (our key)."""
        key = parcel.dispatch.key
        letter = Attachment(file_name(parcel), parcel.pdf)
        message = arkivmelding(parcel, letter, self.clock())
        check(message, self.schema)
        files = [("arkivmelding.xml", "application/xml", message), (letter.name, PDF, letter.data)]
        titles = ("arkivmelding", parcel.letter.letter_ref)
        sbd = envelope(parcel, letter.name, self.clock())
        if max(len(data) for _, _, data in files) <= LARGEST_IN_ONE:
            body, content_type = multipart(key, "sbd", sbd, files, titles)
            if self._step("POST", "/api/messages/out/multipart", body, {"Content-Type": content_type}):
                return key
        else:
            body = json.dumps(sbd, ensure_ascii=False).encode()
            self._step("POST", "/api/messages/out", body, {"Content-Type": "application/json"})
        for title, (name, kind, data) in zip(titles, files, strict=True):
            headers = {
                "Content-Type": kind,
                "Content-Disposition": f'attachment; name="{title}"; filename="{name}"',
            }
            self._step("PUT", f"/api/messages/out/{key}", data, headers, {"title": title})
        self._step("POST", f"/api/messages/out/{key}", b"", {})
        return key

    def find(self, key: str) -> tuple[Hit, ...]:
        """Return the message if the integrasjonspunkt has sent it on; one only created is not there."""
        words = [word for _, word in self._conversation(key)]
        if not [word for word in words if word != "OPPRETTET"]:
            return ()
        return (Hit(key, STATES.get(words[-1])),)

    def poll(self, dispatches: Sequence[Dispatch]) -> tuple[Receipt, ...]:
        """Return the statuses of these messages, oldest first; each page of the list is asked for."""
        receipts: list[Receipt] = []
        for dispatch in dispatches:
            for changed, word in self._all_statuses(dispatch.key):
                when = changed or dispatch.submitted_at or self.clock()
                receipts.append(
                    Receipt(
                        dispatch.key,
                        STATES.get(word),
                        word,
                        when,
                        dispatch.external_id or "",
                        is_known(word),
                    )
                )
        return tuple(sorted(receipts, key=lambda receipt: receipt.happened_at))

    def events(self, dispatch: Dispatch) -> tuple[ChannelEvent, ...]:
        """Return the statuses of the message's conversation, in the order they came; none before it is created.

        :raises Uncertain: the integrasjonspunkt did not answer as documented.
        """
        return tuple(ChannelEvent(at, word) for at, word in self._conversation(dispatch.key))

    def _conversation(self, key: str) -> list[tuple[datetime | None, str]]:
        reply = self._ask("GET", f"/api/conversations/messageId/{key}")
        if reply.status == 404:
            return []
        if not reply.is_ok or "messageStatuses" not in reply.fields:
            raise Uncertain(f"look-up of {key}: {reply.explained()}")
        return list(statuses_in(reply.fields.get("messageStatuses")))

    def _all_statuses(self, key: str) -> list[tuple[datetime | None, str]]:
        found: list[tuple[datetime | None, str]] = []
        page, total = 0, 1
        while len(found) < total:
            reply = self._ask("GET", "/api/statuses", params={"messageId": key, "page": str(page)})
            if not reply.is_ok:
                raise Uncertain(f"status of {key}: {reply.explained()}")
            rows = list(statuses_in(reply.fields.get("content")))
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
    ) -> bool:
        """Take one step of a sending and return True; False if it was taken before.

        A message that is gone between two steps may have been sent on meanwhile: that is looked up, not refused.
        """
        reply = self._ask(method, path, body=body, headers=headers, params=params)
        if reply.is_ok:
            return True
        if any(name in str(reply.fields.get("exception", "")) for name in ALREADY):
            return False
        gone = reply.status == 404 and reply.fields.get("exception")  # its own answer, not a wrong address
        if gone or reply.status >= 500 or reply.status in (408, 425):
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
