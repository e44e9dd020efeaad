"""The `svarut` channel: KS SvarUt. Sends with v3, asks for status with v3, looks up by our reference with v2.

SvarUt has no idempotency key, so nothing here is ever sent twice by itself: what is uncertain is said to be so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

import requests

from config.addresses import is_production
from tasks.core.channels.calls import READ_SECONDS, Reply, call, throttled
from tasks.core.channels.http import session
from tasks.core.channels.maskinporten import Tokens
from tasks.core.channels.protocol import ChannelEvent, Hit, Parcel, Paused, Reach, Refused, Uncertain, Way
from tasks.core.channels.statuses import is_known, state_of
from tasks.core.channels.svarut_answers import StatusRow, events_in, reach_of, status_rows
from tasks.core.channels.svarut_parts import PDF, file_name, forsendelse, multipart
from tasks.core.model.dispatch import Dispatch, Receipt
from tasks.core.model.municipality import Municipality
from tasks.core.model.postal_address import PostalAddress

STATUSES_AT_ONCE = 100
# The server may have begun, or an answer was lost on the way: look it up. 409: it says it has it already.
UNCERTAIN = frozenset({408, 409, 425})


@dataclass(frozen=True, slots=True)
class Account:
    """Where letters are sent from: SvarUt's address (ending in /api), konto and Fiks integration."""

    url: str
    konto: str
    integration_id: str
    integration_password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SvarUtChannel:
    """SvarUt for one account. ``addresses`` are postal addresses by organisation number."""

    account: Account
    tokens: Tokens | None  # None on loopback only
    addresses: Mapping[str, PostalAddress]
    clock: Callable[[], datetime]
    send_seconds: float = 960.0
    session: requests.Session = field(default_factory=lambda: session(retries=0))
    name: str = "svarut"
    accepts_at_once: bool = False
    lookup_is_final: bool = False
    is_local: bool = False

    @property
    def is_production(self) -> bool:
        """Whether the address reaches real municipalities."""
        return is_production(self.account.url)

    def missing(self, receiver: Municipality) -> str:
        """Return that the postal address is missing: without one SvarUt cannot print what nobody opens."""
        address = self.addresses.get(receiver.organisation_number)
        if address is not None and address.is_postal:
            return ""
        return (
            f"no postal address for organisation {receiver.organisation_number} in ANMODNING_ADDRESSES_FILE, "
            "and none entered (`amend YEAR NUMBER address`)"
        )

    def capabilities(self, receiver: Municipality) -> Reach:
        """Return which system fetches the receiver's letters, or that they lie in its inbox and are printed unopened."""
        lack = self.missing(receiver)
        if lack:
            return Reach(Way.NOT_AT_ALL, lack)
        number = receiver.organisation_number
        try:
            reply = self._ask("GET", "/v2/mottakersystem", params={"organisasjonsnummer": number})
        except (Uncertain, Paused) as problem:
            return Reach(Way.NOT_KNOWN, str(problem))
        return reach_of(reply)

    def submit(self, parcel: Parcel) -> str:
        """Send the letter and return SvarUt's id for it."""
        metadata = forsendelse(parcel, self.addresses.get(parcel.receiver.organisation_number))
        body, content_type = multipart(
            parcel.dispatch.key, "forsendelse", metadata, [(file_name(parcel), PDF, parcel.pdf)]
        )
        reply = self._ask(
            "POST",
            f"/v3/kontoer/{self.account.konto}/forsendelser/organisasjon",
            data=body,
            content_type=content_type,
            seconds=self.send_seconds,
        )
        if reply.status == 429:
            raise throttled(reply, self.clock())
        if reply.status >= 500 or reply.status in UNCERTAIN:
            raise Uncertain(reply.explained())
        if not reply.is_ok:
            raise Refused(reply.explained())
        external_id: object = reply.fields.get("id")
        if not isinstance(external_id, str) or not external_id:
            raise Uncertain(f"{reply.place} answered {reply.status} without an id")
        return external_id

    def find(self, key: str) -> tuple[Hit, ...]:
        """Return what SvarUt has under our reference, each with its status if it tells.

        :raises Uncertain: it did not answer as documented; that is not "nothing found".
        """
        path = f"/v2/kontoer/{self.account.konto}/forsendelser"
        reply = self._ask("GET", path, params={"eksternRef": key})
        if reply.status == 404 and reply.fields.get("status") == 404:
            return ()  # SvarUt's own error, not a wrong address
        found: object = reply.fields.get("forsendelseIds")
        if reply.status == 429:
            raise throttled(reply, self.clock())
        if not reply.is_ok or not isinstance(found, list):
            raise Uncertain(f"look-up of {key}: {reply.explained()}")
        ids = list(dict.fromkeys(str(one) for one in cast("list[object]", found)))
        if not ids:
            return ()
        words = {row.external_id: row.word for row in self._statuses(ids)}
        return tuple(Hit(one, state_of(words.get(one, ""))) for one in ids)

    def poll(self, dispatches: Sequence[Dispatch]) -> tuple[Receipt, ...]:
        """Return SvarUt's statuses of these letters, oldest first.

        :raises Uncertain: it did not answer as documented.
        """
        by_id = {d.external_id: d for d in dispatches if d.external_id}
        receipts = [
            Receipt(
                key=by_id[row.external_id].key,
                state=state_of(row.word),
                raw_status=row.word,
                happened_at=row.changed or by_id[row.external_id].submitted_at or self.clock(),
                external_id=row.external_id,
                is_known=is_known(row.word),
            )
            for row in self._statuses(list(by_id))
            if row.external_id in by_id
        ]
        return tuple(sorted(receipts, key=lambda receipt: receipt.happened_at))

    def events(self, dispatch: Dispatch) -> tuple[ChannelEvent, ...]:
        """Return SvarUt's own log of one letter, oldest first.

        :raises Uncertain: it did not answer as documented.
        """
        if dispatch.external_id is None:
            return ()
        reply = self._ask("GET", f"/v2/forsendelser/{dispatch.external_id}/hendelser")
        return events_in(reply, dispatch.external_id)

    def _statuses(self, ids: Sequence[str]) -> Iterable[StatusRow]:
        for start in range(0, len(ids), STATUSES_AT_ONCE):
            reply = self._ask(
                "POST",
                f"/v3/kontoer/{self.account.konto}/forsendelser/status/sok",
                data=json.dumps({"id": list(ids[start : start + STATUSES_AT_ONCE])}).encode(),
            )
            if reply.status == 429:
                raise throttled(reply, self.clock())
            yield from status_rows(reply)

    def _ask(
        self,
        method: str,
        path: str,
        *,
        data: bytes | None = None,
        content_type: str = "application/json",
        params: Mapping[str, str] | None = None,
        seconds: float = READ_SECONDS,
    ) -> Reply:
        """Return the answer. 401: once more with a new token (it was turned away unread), then the channel pauses."""
        reply = self._once(method, path, data, content_type, params, seconds)
        if reply.status == 401 and self.tokens is not None:
            self.tokens.forget()
            reply = self._once(method, path, data, content_type, params, seconds)
        if reply.status == 401:
            raise Paused(reply.explained())
        return reply

    def _once(
        self,
        method: str,
        path: str,
        body: bytes | None,
        content_type: str,
        params: Mapping[str, str] | None,
        seconds: float,
    ) -> Reply:
        headers = {
            "Accept": "application/json",
            "IntegrasjonId": self.account.integration_id,
            "IntegrasjonPassord": self.account.integration_password,
        }
        if body is not None:
            headers["Content-Type"] = content_type
        if self.tokens is not None:
            headers["Authorization"] = f"Bearer {self.tokens.token()}"
        url = f"{self.account.url}{path}"
        return call(self.session, method, url, headers=headers, data=body, params=params, seconds=seconds)
