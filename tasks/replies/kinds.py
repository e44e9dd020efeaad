"""What a file is by its bytes: a declared type is a claim, the first bytes are evidence."""

from __future__ import annotations

import re
from enum import StrEnum

from tasks.core.tables.zips import NOT_A_ZIP, open_zip


class Kind(StrEnum):
    """The kinds of content a reply may hold."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    TEXT = "text"
    MAIL = "mail"
    IMAGE = "image"
    ZIP = "zip"
    OLD_OFFICE = "old_office"
    PROGRAM = "program"
    SIGNATURE = "signature"
    UNKNOWN = "unknown"


READABLE = frozenset({Kind.PDF, Kind.DOCX, Kind.HTML, Kind.TEXT, Kind.MAIL, Kind.IMAGE})

_STARTS: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", Kind.PDF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLD_OFFICE),
    (b"{\\rtf", Kind.OLD_OFFICE),
    (b"MZ", Kind.PROGRAM),
    (b"\x7fELF", Kind.PROGRAM),
    (b"\x89PNG", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"II*\x00", Kind.IMAGE),
    (b"MM\x00*", Kind.IMAGE),
    (b"Rar!", Kind.ZIP),
    (b"7z\xbc\xaf\x27\x1c", Kind.ZIP),
    (b"\x1f\x8b", Kind.ZIP),
)
_HTML_START = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|p|table|span|meta)\b", re.IGNORECASE)
_MAIL_START = re.compile(
    rb"(?:(?:From|To|Cc|Date|Subject|Message-ID|Received|Return-Path|MIME-Version|Content-Type|X-[\w-]+"
    rb"|Authentication-Results|Delivered-To|DKIM-Signature|Reply-To|Sender|In-Reply-To|References|Bcc|Fra"
    rb"|Thread-[\w-]+)[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}",
    re.IGNORECASE,
)


def sniff(content: bytes, name: str = "") -> Kind:
    """Return what the bytes are; the name only settles what plain text is meant as.

    >>> sniff(b"%PDF-1.7 ...", "vedtak.docx")
    <Kind.PDF: 'pdf'>
    >>> sniff("Kommunestyret vedtok å bosette 15.".encode("cp1252"))
    <Kind.TEXT: 'text'>
    """
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(content)
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if b"%PDF-" in content[:1024]:
        return Kind.PDF
    suffix = name.casefold().rpartition(".")[2]
    if suffix in {"p7s", "asc", "sig"}:
        return Kind.SIGNATURE
    if _HTML_START.search(content[:4096]) and (suffix in {"html", "htm"} or head.startswith(b"<")):
        return Kind.HTML
    if suffix == "eml" or _MAIL_START.match(head):
        return Kind.MAIL
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Kind.TEXT
    return Kind.TEXT if _is_text(content[:8192]) else Kind.UNKNOWN


def _zip_kind(content: bytes) -> Kind:
    try:
        with open_zip(content) as archive:
            names = archive.NameToInfo
            return Kind.DOCX if "word/document.xml" in names else Kind.ZIP
    except NOT_A_ZIP:
        return Kind.ZIP


def _is_text(sample: bytes) -> bool:
    if not sample:
        return True
    odd = sum(1 for byte in sample if byte < 9 or 13 < byte < 32)
    return odd * 50 <= len(sample)


def agrees(declared: str, name: str, kind: Kind) -> bool:
    """Return whether a declared type and file name may stand for these bytes.

    >>> agrees("application/pdf", "vedtak.pdf", Kind.PROGRAM)
    False
    """
    suffix = name.casefold().rpartition(".")[2]
    claims = {
        Kind.PDF: declared == "application/pdf" or suffix == "pdf",
        Kind.DOCX: "wordprocessingml" in declared or suffix == "docx",
        Kind.IMAGE: declared.startswith("image/"),
    }
    if kind is Kind.PROGRAM:
        return False
    claimed = {claim for claim, made in claims.items() if made}
    return not claimed or kind in claimed
