"""The `eformidling` channel: an integrasjonspunkt (NextMove REST), which carries the letter on to the municipality.

A letter goes in one request (multipart) under one messageId of ours (the dispatch key): a second one is refused by name,
and a message can always be asked for. One that stands as OPPRETTET may lie in the queue there, as it does when the service
beyond is down: to post or send it again could send it twice, so that is left to a person who looks into the queue.
DPF says LEVERT as soon as SvarUt has taken it: that is not received.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
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
from tasks.core.channels.protocol import (
    ChannelEvent,
    Hit,
    Parcel,
    Paused,
    Reach,
    Refused,
    Throttled,
    Uncertain,
    Way,
)
from tasks.core.channels.svarut_parts import PDF, file_name, multipart
from tasks.core.model.dispatch import Dispatch, Receipt
from tasks.core.model.municipality import Municipality

ALREADY = "MessageAlreadyExists"
CREATED = "OPPRETTET"
MOST_SILENT = 10  # questions about statuses without an answer in one pass: then no more are asked in it
_LAST = datetime.max.replace(tzinfo=UTC)
LARGEST = 5 * 1024 * 1024  # bytes of a file in a multipart request; our letters are about 45 kB


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
        """Post the message with arkivmelding and letter; return its messageId (our key).

        :raises Uncertain: it may be there: no answer, an error of the server, or a message with this id already.
        :raises Refused: the integrasjonspunkt took a look and said no.
        """
        key = parcel.dispatch.key
        letter = Attachment(file_name(parcel), parcel.pdf)
        message = arkivmelding(parcel, letter, self.clock())
        check(message, self.schema)
        files = [("arkivmelding.xml", "application/xml", message), (letter.name, PDF, letter.data)]
        titles = ("arkivmelding", parcel.letter.letter_ref)
        sbd = envelope(parcel, letter.name, self.clock())
        too_large = [name for name, _, data in files if len(data) > LARGEST]
        if too_large:
            where = f"{parcel.receiver.number} {parcel.receiver.display_name} ({parcel.letter.year})"
            raise Refused(
                f"{where}: {', '.join(too_large)} is over {LARGEST} bytes: send it on another channel"
            )
        body, content_type = multipart(key, "sbd", sbd, files, titles)
        reply = self._ask(
            "POST", "/api/messages/out/multipart", body=body, headers={"Content-Type": content_type}
        )
        if reply.is_ok:
            return key
        # It is there already, from an attempt that was not answered: look it up, for it may have been sent on.
        is_there = ALREADY in str(reply.fields.get("exception", ""))
        if is_there or reply.status >= 500 or reply.status in (408, 425):
            raise Uncertain(reply.explained())
        raise Refused(reply.explained())

    def find(self, key: str) -> tuple[Hit, ...]:
        """Return the message if the integrasjonspunkt has it: pending while it only says that it was created."""
        known = self._conversation(key)
        if known is None:
            return ()
        words = [word for _, word in known] or [CREATED]
        return (Hit(key, STATES.get(words[-1]), is_pending=set(words) == {CREATED}),)

    def poll(self, dispatches: Sequence[Dispatch]) -> tuple[Receipt, ...]:
        """Return the statuses of these messages, oldest first; each page of the list is asked for.

        A message that gets no answer keeps no other waiting: it is asked about again next time.

        :raises Uncertain: none got an answer.
        """
        receipts: list[Receipt] = []
        silent: list[Uncertain] = []
        for dispatch in dispatches:
            try:
                receipts += self._receipts(dispatch)
            except Uncertain as problem:
                silent.append(problem)
                if len(silent) == MOST_SILENT or isinstance(problem, Throttled):
                    break
        if silent and not receipts:
            raise silent[-1]
        return tuple(sorted(receipts, key=lambda receipt: receipt.happened_at))

    def _receipts(self, dispatch: Dispatch) -> list[Receipt]:
        known = self._all_statuses(dispatch.key)
        taken = dispatch.external_id or ""
        return [
            Receipt(
                dispatch.key,
                STATES.get(word),
                word,
                changed or dispatch.submitted_at or self.clock(),
                taken,
                is_known(word),
            )
            for changed, word in known
        ]

    def events(self, dispatch: Dispatch) -> tuple[ChannelEvent, ...]:
        """Return the statuses of the message's conversation, in the order they came; none before it is created.

        :raises Uncertain: the integrasjonspunkt did not answer as documented.
        """
        return tuple(ChannelEvent(at, word) for at, word in self._conversation(dispatch.key) or ())

    def _conversation(self, key: str) -> list[tuple[datetime | None, str]] | None:
        """Return the statuses of a message by time; None if the integrasjonspunkt itself says there is no such message."""
        reply = self._ask("GET", f"/api/conversations/messageId/{key}")
        if reply.status == 404 and reply.fields:  # a page of a proxy's says nothing about the message
            return None
        if not reply.is_ok or "messageStatuses" not in reply.fields:
            raise Uncertain(f"look-up of {key}: {reply.explained()}")
        return sorted(statuses_in(reply.fields.get("messageStatuses")), key=lambda one: one[0] or _LAST)

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
