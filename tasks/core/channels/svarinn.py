"""Replies inside SvarUt: what municipalities send back is fetched, decrypted, and acknowledged once it is stored."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key, pkcs7

from tasks.core.channels.channel_calls import GONE, ChannelCalls, as_list, as_object, json_of
from tasks.core.channels.channel_mail import ChannelMessage, envelope, first_text, unpacked
from tasks.core.channels.mailbox import FoundMail, IsKnown
from tasks.core.model.errors import BadInput, StopAndMend

FORSENDELSER = "/svarinn/v2/forsendelser"
FAILED = ":feilet"
UNREADABLE = "CHANNEL_FILES_UNREADABLE"


class SvarInn:
    """The queue of messages to us (SvarInn v2)."""

    source = "svarinn"

    def __init__(
        self, base: str, user: str, password: str, *, key_file: Path, certificate_file: Path
    ) -> None:
        self._calls = ChannelCalls(base, user, password)
        self.place = self._calls.place
        try:
            self._key: Any = load_pem_private_key(key_file.read_bytes(), None)
            self._certificate = x509.load_pem_x509_certificate(certificate_file.read_bytes())
        except (OSError, ValueError, TypeError) as problem:
            message = f"the key or certificate for SvarInn cannot be read ({problem})"
            raise StopAndMend(f"{message}: check ANMODNING_SVARINN_KEY_FILE and _CERTIFICATE_FILE") from None

    def find(self, is_known: IsKnown) -> Iterator[FoundMail]:
        """Yield every waiting message; one that is stored already is acknowledged and not fetched again."""
        seen: set[str] = set()
        while fresh := [one for one in self._waiting() if str(one.get("id", "")) not in seen]:
            for one in fresh:
                external_id = str(one.get("id", ""))
                seen.add(external_id)
                if is_known(_file(external_id)):
                    self._acknowledge(external_id)
                else:
                    yield self._message(one, external_id)

    def handled(self, mails: Sequence[FoundMail], year: int) -> None:
        """Acknowledge what is stored. What could not be opened is reported as failed, never for good: that would
        send it on another way.
        """
        del year
        for mail in mails:
            external_id = mail.file.removeprefix("svarinn:").removesuffix(FAILED)
            if mail.file.endswith(FAILED):
                problem = {"feilmelding": "Forsendelsen kunne ikke åpnes", "permanent": False}
                self._status(external_id, {"status": "FEILET", "feil": problem})
            else:
                self._acknowledge(external_id)

    def put_rest_aside(self, is_known: IsKnown, year: int) -> None:
        """Nothing is left: what was not acknowledged is found again, known or not."""

    def close(self) -> None:
        """Give back the connections."""
        self._calls.close()

    def _waiting(self) -> list[dict[str, Any]]:
        answer = json_of(self._calls.call("GET", FORSENDELSER), self.place)
        return [as_object(one) for one in as_list(answer) if as_object(one).get("id")]

    def _acknowledge(self, external_id: str) -> None:
        self._status(external_id, {"status": "MOTTATT"})

    def _status(self, external_id: str, status: dict[str, Any]) -> None:
        self._calls.call("PATCH", f"{FORSENDELSER}/{external_id}/status", json=status)

    def _message(self, one: dict[str, Any], external_id: str) -> FoundMail:
        message = _described(one, external_id)
        try:
            files = self._files(one, external_id)
        except BadInput:
            return FoundMail.whole(_file(external_id) + FAILED, envelope(message, {}), UNREADABLE)
        return FoundMail.whole(_file(external_id), envelope(message, files))

    def _files(self, one: dict[str, Any], external_id: str) -> dict[str, bytes]:
        """Return the decrypted files, each held against the checksum the channel gives for it."""
        place = f"message {external_id} in SvarInn"
        answer = self._calls.call("GET", f"{FORSENDELSER}/{external_id}")
        if answer.status_code in GONE:
            raise BadInput.one(place, "its files are gone", "ask the municipality to send it again")
        try:
            archive = pkcs7.pkcs7_decrypt_der(answer.content, self._certificate, self._key, [])
        except (ValueError, TypeError) as problem:
            raise BadInput.one(
                place, f"it cannot be decrypted ({problem})", "check our key in SvarUt"
            ) from None
        files = unpacked(archive, place)
        for said in map(as_object, as_list(one.get("filer"))):
            content = files.get(str(said.get("filnavn", "")))
            if content is None or not _is_sum(str(said.get("hash", "")), content):
                what = f"{said.get('filnavn')} is missing or not as it was sent"
                raise BadInput.one(place, what, "ask the municipality to send it again")
        return files


def _file(external_id: str) -> str:
    return f"svarinn:{external_id}"


def _described(one: dict[str, Any], external_id: str) -> ChannelMessage:
    sender = as_object(one.get("avsender"))
    back = as_object(one.get("svarSendesTil"))
    numbers = (sender.get("organisasjonsnummer"), sender.get("digitalId"), back.get("organisasjonsnummer"))
    return ChannelMessage(
        channel="svarinn",
        external_id=external_id,
        sender=first_text(numbers),
        title=str(one.get("tittel", "")),
        sent=_sent(one.get("dato")),
        answers=tuple(
            str(one[name]) for name in ("svarPaForsendelse", "svarPaForsendelseId") if one.get(name)
        ),
        metadata=json.dumps(one, sort_keys=True, ensure_ascii=False).encode(),
    )


def _sent(value: Any) -> str:
    """Return the day of a message as mail writes it; the channel gives milliseconds or an ISO moment."""
    try:
        if isinstance(value, int):
            return format_datetime(datetime.fromtimestamp(value / 1000, UTC))
        moment = datetime.fromisoformat(str(value))
    except (ValueError, OverflowError, OSError):
        return ""
    return format_datetime(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _is_sum(said: str, content: bytes) -> bool:
    digest = hashlib.sha256(content)
    return said.casefold() == digest.hexdigest() or said == base64.b64encode(digest.digest()).decode()
