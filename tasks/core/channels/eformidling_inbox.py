"""Replies through eFormidling: peeked, popped, and deleted from the integrasjonspunkt only when they are stored."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from tasks.core.channels.channel_calls import ChannelCalls, as_list, as_object, json_of
from tasks.core.channels.channel_mail import ChannelMessage, envelope, unpacked
from tasks.core.channels.mailbox import FoundMail, IsKnown
from tasks.core.model.errors import BadInput

IN = "/api/messages/in"
FAILED = ":feilet"
UNREADABLE = "CHANNEL_FILES_UNREADABLE"
NO_CONTENT = 204
MOST_AT_ONCE = 10_000  # a queue that never ends is somebody's fault, not ours to follow
SCOPES = ("ReceiverRef", "ConversationId")  # which of our letters a message answers


class EformidlingInbox:
    """The incoming queue of an integrasjonspunkt (NextMove)."""

    source = "eformidling"

    def __init__(self, base: str, user: str, password: str) -> None:
        self._calls = ChannelCalls(base, user, password)
        self.place = self._calls.place

    def find(self, is_known: IsKnown) -> Iterator[FoundMail]:
        """Yield every waiting message; peeking locks one for five minutes, so that the next is another one."""
        seen: set[str] = set()
        while len(seen) < MOST_AT_ONCE:
            answer = self._calls.call("GET", f"{IN}/peek")
            if answer.status_code == NO_CONTENT:
                return
            envelope_said = as_object(json_of(answer, self.place))
            message = _described(envelope_said, answer.content)
            if not message.external_id or message.external_id in seen:
                return
            seen.add(message.external_id)
            if is_known(_file(message.external_id)):
                self._delete(message.external_id)
            else:
                yield self._message(message)

    def handled(self, mails: Sequence[FoundMail], year: int) -> None:
        """Acknowledge what is stored: the sender is told LEVERT. What could not be opened waits for its lock to end."""
        del year
        for mail in mails:
            if not mail.file.endswith(FAILED):
                self._delete(mail.file.removeprefix("eformidling:"))

    def put_rest_aside(self, is_known: IsKnown, year: int) -> None:
        """Nothing is left: what was not acknowledged is found again, known or not."""

    def close(self) -> None:
        """Give back the connections."""
        self._calls.close()

    def _delete(self, message_id: str) -> None:
        self._calls.call("DELETE", f"{IN}/{message_id}")

    def _message(self, message: ChannelMessage) -> FoundMail:
        popped = self._calls.call("GET", f"{IN}/pop/{message.external_id}")
        try:
            no_files = popped.status_code == NO_CONTENT  # a receipt
            files: dict[str, bytes] = (
                {} if no_files else unpacked(popped.content, f"message {message.external_id} in eFormidling")
            )
        except BadInput:
            return FoundMail.whole(_file(message.external_id) + FAILED, envelope(message, {}), UNREADABLE)
        return FoundMail.whole(_file(message.external_id), envelope(message, files))


def _file(message_id: str) -> str:
    return f"eformidling:{message_id}"


def _described(sbd: dict[str, Any], metadata: bytes) -> ChannelMessage:
    header = as_object(sbd.get("standardBusinessDocumentHeader"))
    about = as_object(header.get("documentIdentification"))
    scopes = [as_object(one) for one in as_list(as_object(header.get("businessScope")).get("scope"))]
    kind = str(about.get("type", ""))
    content = as_object(sbd.get(kind))
    senders = [as_object(as_object(one).get("identifier")) for one in as_list(header.get("sender"))]
    sender = str(senders[0].get("value", "")) if senders else ""
    title = str(content.get("tittel") or content.get("hoveddokument") or kind)
    return ChannelMessage(
        channel="eformidling",
        external_id=str(about.get("instanceIdentifier", "")),
        sender=sender.rpartition(":")[2],
        title=title,
        sent=_sent(str(about.get("creationDateAndTime", ""))),
        answers=tuple(
            str(one["instanceIdentifier"])
            for wanted in SCOPES
            for one in scopes
            if one.get("type") == wanted and one.get("instanceIdentifier")
        ),
        metadata=json.dumps(sbd, sort_keys=True, ensure_ascii=False).encode() if sbd else metadata,
    )


def _sent(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return format_datetime(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
