"""A message that came inside a channel, put into one envelope: what the channel said about it, and its files as sent."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from tasks.core.model.errors import BadInput

SENDER_HEADER = "X-Avsender-Organisasjonsnummer"
MOST_FILES = 200
MOST_UNPACKED_BYTES = 150 * 1024 * 1024
NOT_SENT = ("META-INF/", "mimetype")  # what an ASiC-E container holds beside the files that were sent


@dataclass(frozen=True, slots=True)
class ChannelMessage:
    """What a channel says about a message: its id there, who sent it, and which of our letters it answers.

    ``metadata`` is the channel's own text about it, byte by byte.
    """

    channel: str
    external_id: str
    sender: str
    title: str
    sent: str
    answers: tuple[str, ...]
    metadata: bytes


def envelope(message: ChannelMessage, files: Mapping[str, bytes]) -> bytes:
    """Return one mail that holds everything; equal input gives equal bytes."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f"{_word(message.sender)}@{message.channel}.invalid"
    mail[SENDER_HEADER] = _word(message.sender)
    mail["Subject"] = " ".join(message.title.split())[:900]
    mail["Message-ID"] = f"<{_word(message.external_id)}@{message.channel}.invalid>"
    if message.sent:
        mail["Date"] = message.sent
    if message.answers:
        mail["In-Reply-To"] = " ".join(f"<{_word(answer)}>" for answer in message.answers)
    mail.set_content("")
    mail.add_attachment(message.metadata, maintype="application", subtype="json", filename="melding.json")
    for name, content in files.items():
        kind = "pdf" if name.casefold().endswith(".pdf") else "octet-stream"
        mail.add_attachment(content, maintype="application", subtype=kind, filename=" ".join(name.split()))
    mail.set_boundary(f"=_{message.channel}_{_word(message.external_id)}")
    return mail.as_bytes()


def unpacked(archive: bytes, place: str) -> dict[str, bytes]:
    """Return the files of a ZIP or ASiC-E container by name, within limits.

    :raises BadInput: it is broken, or would unpack to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            parts = [part for part in opened.infolist() if _is_sent(part)]
            if len(parts) > MOST_FILES or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
                raise BadInput.one(place, "the container would unpack to too much", "ask the sender for less")
            return {part.filename: _read(opened, part, place) for part in parts}
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, RuntimeError, EOFError):
        raise BadInput.one(place, "the container is broken", "ask the sender to send it again") from None


def _is_sent(part: zipfile.ZipInfo) -> bool:
    return not part.is_dir() and not part.filename.startswith(NOT_SENT)


def _read(opened: zipfile.ZipFile, part: zipfile.ZipInfo, place: str) -> bytes:
    with opened.open(part) as stream:
        content = stream.read(part.file_size + 1)
    if len(content) != part.file_size:
        raise BadInput.one(
            place, f"{part.filename} is not as large as it says", "ask the sender to send it again"
        )
    return content


def _word(text: str) -> str:
    """Return what may stand in an address: what a sender writes never becomes a header of its own."""
    return "".join(character for character in text if character.isalnum() or character in "-._")[:200]


def first_text(values: Iterable[object]) -> str:
    """Return the first value that says something, as text."""
    return next((str(value) for value in values if value not in (None, "")), "")
