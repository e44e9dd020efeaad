"""The texts of a message and what kept others from being read."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.replies.extract import Extractor
from tasks.replies.extracted import HOSTILE
from tasks.replies.html_text import has_too_many_tags, html_text
from tasks.replies.kinds import Kind
from tasks.replies.mail import BROKEN_MIME, TOO_LARGE, TOO_MANY_PARTS, Attachment, ParsedMail
from tasks.replies.reader.documents import Document

SMALL_PICTURE = 60_000  # bytes: logos and signatures in mail are smaller than a scanned page
HOSTILE_FAULTS = frozenset({BROKEN_MIME, TOO_LARGE, TOO_MANY_PARTS, "TYPE_MISMATCH"})
NOT_DOCUMENTS = frozenset(
    {"text/calendar", "text/vcard", "text/x-vcard", "message/delivery-status", "application/json"}
)
DOCUMENT_KINDS = frozenset({Kind.PDF, Kind.DOCX, Kind.HTML, Kind.TEXT, Kind.MAIL})


@dataclass(frozen=True, slots=True)
class Contents:
    """The readable texts, the problems met (codes), and the checksums of the attached documents."""

    documents: tuple[Document, ...]
    problems: tuple[str, ...]
    document_sha256: tuple[str, ...]

    @property
    def is_hostile(self) -> bool:
        """Return whether something in the message must not be opened by a person unwarned."""
        return any(problem in HOSTILE or problem in HOSTILE_FAULTS for problem in self.problems)


def contents_of(mail: ParsedMail, extractor: Extractor) -> Contents:
    """Return every text of the message, attachments before the body; problems are named, never raised."""
    documents: list[Document] = []
    problems = list(mail.faults)
    kept: list[str] = []
    for attachment in mail.attachments:
        if _is_decoration(attachment):
            continue
        found = extractor.extract(attachment.content, attachment.name)
        if attachment.kind in DOCUMENT_KINDS or attachment.kind is Kind.IMAGE:
            kept.append(attachment.sha256)
        if found.problem:
            problems.append(found.problem)
        if found.text.strip() and not found.active and found.problem not in HOSTILE:
            documents.append(Document(found.text, attachment.name, recognised=found.recognised))
    if has_too_many_tags(mail.body_html):
        problems.append("TOO_MUCH_TEXT")
    body = body_text(mail)
    if body.strip():
        documents.append(
            Document(f"Emne: {mail.subject}\n\n{body}", "", is_cover=True)
        )  # the year often stands there only
    return Contents(tuple(documents), tuple(dict.fromkeys(problems)), tuple(kept))


def body_text(mail: ParsedMail) -> str:
    """Return what the mail itself says: its plain part, or its HTML part where the plain one says nothing."""
    plain = mail.body_text.strip()
    return plain if len(plain) > 20 or not mail.body_html else html_text(mail.body_html)


def _is_decoration(attachment: Attachment) -> bool:
    """Return whether an attachment is a logo, a signature or a calendar: nothing to read."""
    if attachment.kind is Kind.SIGNATURE:
        return True
    if attachment.declared in NOT_DOCUMENTS or attachment.name.casefold() == "arkivmelding.xml":
        return True
    return attachment.kind is Kind.IMAGE and (attachment.inline or len(attachment.content) < SMALL_PICTURE)
