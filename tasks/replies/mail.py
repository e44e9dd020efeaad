"""One e-mail as bytes taken apart without ever failing: what cannot be read becomes a fault with a name.

The standard library's older header policy is used on purpose: the newer one raises on malformed addresses and
needs quadratic time on hostile ones, and every header here is hostile until graded.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message as Mime
from email.utils import getaddresses, parseaddr, parsedate_to_datetime
from typing import Any, cast

from tasks.core.channels.channel_mail import SENDER_HEADER
from tasks.replies.kinds import Kind, agrees, sniff
from tasks.replies.mime import parse_mime, takes_long

MOST_PARTS = 200
MOST_DEPTH = 12
MOST_DELIMITERS = 2_000
MOST_HEADER = 20_000  # characters of one header value
MOST_MAIL_BYTES = 150 * 1024 * 1024
MOST_ATTACHMENT_BYTES = 60 * 1024 * 1024
MOST_BODY_BYTES = 4 * 1024 * 1024  # of all a mail says itself

_FOLD = re.compile(r"\r?\n(?=[ \t])")

# Faults that mean the message cannot be trusted to be whole.
BROKEN_MIME = "BROKEN_MIME"
TOO_MANY_PARTS = "TOO_MANY_PARTS"
TOO_LARGE = "TOO_LARGE"
TYPE_MISMATCH = "TYPE_MISMATCH"


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of a message. ``declared`` is the type it claims, ``kind`` what its bytes are.

    ``inside`` is how many messages deep it lay (0: in the message itself).
    """

    name: str
    declared: str
    kind: Kind
    content: bytes
    sha256: str
    inside: int = 0
    inline: bool = False


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """A message taken apart. Header values are decoded text; absent ones are empty.

    ``authentication`` holds the Authentication-Results headers in the order they stand, topmost (newest)
    first.
    """

    message_id: str
    sender: str
    sender_name: str
    from_count: int
    subject: str
    sent_at: datetime | None
    recipients: tuple[str, ...]
    in_reply_to: tuple[str, ...]
    authentication: tuple[str, ...]
    body_text: str
    body_html: bytes
    attachments: tuple[Attachment, ...]
    faults: tuple[str, ...]
    sender_organisation: str = ""  # stated by a channel that authenticates organisations; else anybody's word


def parse_mail(raw: bytes) -> ParsedMail:
    """Return the message taken apart; broken structure is named in ``faults`` and never raises."""
    if len(raw) > MOST_MAIL_BYTES:
        return _headers_only(raw, TOO_LARGE)
    if fault := _too_many(raw):
        return _headers_only(raw, fault)
    try:
        mime = parse_mime(raw)
        parts = _Parts()
        parts.collect(mime, inside=0, depth=0)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        # what the standard library raises on MIME that nests without end or lies about itself
        return _headers_only(raw, BROKEN_MIME)
    return _assemble(mime, parts)


def _too_many(raw: bytes) -> str:
    """Return the fault of a message the parser would take long over, "" for any other."""
    if takes_long(raw):
        return BROKEN_MIME
    return TOO_MANY_PARTS if raw.count(b"\n--") > MOST_DELIMITERS else ""


def _headers_only(raw: bytes, fault: str) -> ParsedMail:
    head = re.split(rb"\r?\n\r?\n", raw[:262_144], maxsplit=1)[0]
    parts = _Parts()
    parts.faults.append(fault)
    head = re.sub(rb"(?im)^content-(?:type|transfer-encoding):.*(?:\r?\n[ \t].*)*\r?\n?", b"", head)
    return _assemble(parse_mime(head + b"\r\n\r\n"), parts)


def _assemble(mime: Mime, parts: _Parts) -> ParsedMail:
    senders = addresses(mime, "from")
    name = _name(header(mime, "from"))
    return ParsedMail(
        message_id=header(mime, "message-id").strip()[:500],
        sender=senders[0] if senders else "",
        sender_name=name[:200],
        from_count=len(mime.get_all("from", [])) if len(senders) <= 1 else len(senders),
        subject=header(mime, "subject")[:1000],
        sent_at=_sent_at(header(mime, "date")),
        recipients=(*addresses(mime, "to"), *addresses(mime, "cc")),
        in_reply_to=tuple(
            re.findall(r"<[^<>\s]{1,300}>", header(mime, "in-reply-to") + header(mime, "references"))[:50]
        ),
        authentication=tuple(
            str(value)[:MOST_HEADER] for value in mime.get_all("authentication-results", [])[:50]
        ),
        body_text="\n".join(parts.texts),
        body_html=parts.html,
        attachments=tuple(parts.attachments),
        faults=tuple(dict.fromkeys(parts.faults)),
        sender_organisation=header(mime, SENDER_HEADER)[:20],
    )


class _Parts:
    """The leaves of a MIME tree, collected without recursion beyond a fixed depth."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.html = b""
        self.attachments: list[Attachment] = []
        self.faults: list[str] = []
        self.seen = 0
        self.said = 0  # bytes of the bodies

    def collect(self, mime: Mime, *, inside: int, depth: int) -> None:
        """Add every leaf below ``mime``."""
        if depth > MOST_DEPTH:
            self.faults.append(BROKEN_MIME)
            return
        for part in _children(mime):
            self.seen += 1
            if self.seen > MOST_PARTS:
                self.faults.append(TOO_MANY_PARTS)
                return
            if part.is_multipart():
                nested = part.get_content_maintype() == "message"
                self.collect(part, inside=inside + nested, depth=depth + 1)
            else:
                self._leaf(part, inside, depth)

    def _leaf(self, part: Mime, inside: int, depth: int) -> None:
        content = _content(part)
        if len(content) > MOST_ATTACHMENT_BYTES:
            self.faults.append(TOO_LARGE)
            return
        declared = part.get_content_type()
        name = _file_name(part)
        value: object = part.get("content-disposition", "")
        disposition = str(value).strip().casefold()
        is_attachment = disposition.startswith("attachment") or bool(name)
        is_body = declared in {"text/plain", "text/html"} and not is_attachment
        self.said += len(content) if is_body and not inside else 0
        if is_body and inside:
            self._attach("", declared, content, inside, depth, "inline")  # a forwarded mail speaks for itself
        elif is_body and self.said > MOST_BODY_BYTES:
            self.faults.append(TOO_LARGE)
        elif is_body and declared == "text/plain":
            self.texts.append(decode_text(content, _charset(part)))
        elif is_body and not self.html:
            self.html = content
        elif content or name:
            self._attach(name, declared, content, inside, depth, disposition)

    def _attach(
        self, name: str, declared: str, content: bytes, inside: int, depth: int, disposition: str
    ) -> None:
        kind = sniff(content, name)
        if kind is Kind.MAIL and (declared == "message/rfc822" or name.casefold().endswith(".eml")):
            if fault := _too_many(content):  # packed, so not seen in the message that carries it
                self.faults.append(fault)
            else:
                self.collect(parse_mime(content), inside=inside + 1, depth=depth + 1)
            return
        if not agrees(declared, name, kind):
            self.faults.append(TYPE_MISMATCH)
        digest = hashlib.sha256(content).hexdigest()
        inline = disposition.startswith("inline") or not disposition
        self.attachments.append(Attachment(name, declared, kind, content, digest, inside, inline))


def _children(mime: Mime) -> Iterator[Mime]:
    payload = mime.get_payload()
    if mime.is_multipart() and isinstance(payload, list):
        parts = cast("list[Any]", payload)
        yield from (part for part in parts if isinstance(part, Mime))
    else:
        yield mime


def header(mime: Mime, name: str) -> str:
    """Return a header as readable text on one line; empty when absent or unreadable."""
    value: object = mime.get(name)
    if value is None:
        return ""
    return re.sub(r"\s+", " ", _decoded(str(value)[:MOST_HEADER])).strip()


def _decoded(value: str) -> str:
    """Return a header value with its encoded words read; as it stands where they cannot be.

    Unfolded first: the standard library drops the blank that begins a line after an encoded word.
    """
    text = _FOLD.sub("", value)
    try:
        pieces = decode_header(text)
    except (HeaderParseError, ValueError, LookupError):
        return text
    return "".join(decode_text(p, c or "") if isinstance(p, bytes) else p for p, c in pieces)


def addresses(mime: Mime, name: str) -> tuple[str, ...]:
    """Return the bare addresses of a header, lower case."""
    values = [str(value)[:MOST_HEADER] for value in mime.get_all(name, [])[:20]]
    try:
        found = getaddresses(values)
    except (ValueError, IndexError, TypeError, RecursionError):
        return ()
    return tuple(address.casefold() for _, address in found if "@" in address)[:100]


def _name(value: str) -> str:
    try:
        return parseaddr(value)[0]
    except (ValueError, IndexError, TypeError, RecursionError):
        return ""


def _sent_at(value: str) -> datetime | None:
    try:
        sent = parsedate_to_datetime(value)
        return sent.replace(tzinfo=UTC) if sent.tzinfo is None else sent.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None


def _content(part: Mime) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _charset(part: Mime) -> str:
    try:
        return part.get_content_charset() or ""
    except (ValueError, LookupError, TypeError):
        return ""


def _file_name(part: Mime) -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        return ""
    return re.sub(r"[\x00-\x1f]", " ", _decoded(name[:1000]))[:226]


def decode_text(content: bytes, charset: str = "") -> str:
    """Return bytes as text: the declared charset if it fits, else UTF-8, else Windows-1252; never raises.

    >>> decode_text("å bosette".encode("cp1252"), "utf-8")
    'å bosette'
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    for name in (
        "utf-8-sig" if charset.casefold() in {"utf-8", "utf8", "us-ascii", ""} else charset,
        "utf-8-sig",
    ):
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return content.decode("cp1252", "replace")
