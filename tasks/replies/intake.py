"""One received message taken in: graded, matched, read, and accepted, handed to a person, or put aside.

Accepted without a person only when the sender is sure (A or B), two signs name the municipality, and the text
holds one clear number for the right year without reservation or flag. That the registered number is the same
is tested later, by reconciliation.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace

from tasks.core.model.municipality import Register
from tasks.core.model.request import Request
from tasks.core.model.vedtak import DocumentFlag, Grade, Message, MessageState, VedtakReading
from tasks.replies.authenticity import Authenticity, grade_sender
from tasks.replies.contents import Contents, body_text, contents_of
from tasks.replies.cover import cover_doubts
from tasks.replies.evidence import with_places
from tasks.replies.extract import Extractor
from tasks.replies.known import KnownMessages
from tasks.replies.mail import ParsedMail, parse_mail
from tasks.replies.matching import Match, OurReferences, Quoted, hint_of, match_message
from tasks.replies.reader.documents import no_text, read_documents
from tasks.replies.reader.limits import TOO_LONG
from tasks.replies.reader.outcome import RequestContext
from tasks.replies.reader.place import BY_HINT
from tasks.replies.reader.sections import ABOUT_SETTLEMENT

KS_DOMAIN = "ks.no"
MOST_HEAD = 65_536  # bytes of a message that are looked at when it could not be read as a whole
_AUTOMATIC = re.compile(
    r"^(?:automatisk\s+svar|autosvar|automatic\s+reply|fravær|out\s+of\s+office|ulevert"
    r"|undeliver|delivery\s+status|lest:|read:)",
    re.IGNORECASE,
)
_NOTHING_READ = frozenset({"NO_VEDTAK_FOUND", "NO_TEXT"})


@dataclass(frozen=True, slots=True)
class Opened:
    """A message taken apart and its files turned into text; what is to be judged."""

    raw_sha256: str
    mail: ParsedMail
    contents: Contents

    @property
    def texts(self) -> tuple[str, ...]:
        """The subject and every text of the message."""
        return (self.mail.subject, *(document.text for document in self.contents.documents))


def open_message(raw: bytes, extractor: Extractor) -> Opened:
    """Return the message taken apart; depends on its bytes alone, so many may be opened at once."""
    mail = parse_mail(raw)
    return Opened(hashlib.sha256(raw).hexdigest(), mail, contents_of(mail, extractor))


def take_in(  # noqa: PLR0913 - one call with all that a season knows, each by name
    raw: bytes,
    file: str,
    source: str,
    *,
    register: Register,
    requests: Mapping[str, Request],
    year: int,
    trusted_authserv: str,
    known: KnownMessages,
    extractor: Extractor | None = None,
) -> Message:
    """Return one message opened and judged. See `judge`."""
    season = Season(year, register, requests, trusted_authserv)
    with nullcontext(extractor) if extractor is not None else Extractor() as opened:
        return judge(open_message(raw, opened), file, source, season=season, known=known)


class Season:
    """What a year's messages are read against: the register, the valid request per number, whom we trust."""

    def __init__(
        self, year: int, register: Register, requests: Mapping[str, Request], trusted_authserv: str
    ) -> None:
        self.year = year
        self.register = register
        self.requests = requests
        self.trusted_authserv = trusted_authserv
        self.references = OurReferences(requests.values(), year)


@dataclass(frozen=True, slots=True)
class ReadMail:
    """A message graded and read by itself: nothing in it depends on the messages before it.

    ``references`` are what it quotes of ours, ``hint`` whose message it seemed to be when it was read, ``doubts``
    what its cover says against its documents.
    """

    opened: Opened
    sender: Authenticity
    references: tuple[Quoted, ...]
    hint: str | None
    reading: VedtakReading
    doubts: tuple[str, ...]

    def without_files(self) -> ReadMail:
        """Return the same without the bytes of the attachments: they have been read."""
        mail = self.opened.mail
        files = tuple(replace(one, content=b"") for one in mail.attachments)
        return replace(self, opened=replace(self.opened, mail=replace(mail, attachments=files)))


def read_alone(opened: Opened, source: str, *, season: Season) -> ReadMail:
    """Return the message graded and read; depends on its bytes and the season alone, so many may be read at once.

    ``source`` is the kind of mailbox ("maildir", "imap", "svarinn" ...).
    """
    sender = grade_sender(
        opened.mail, season.register, source=source, trusted_authserv=season.trusted_authserv
    )
    references = season.references.quoted_in(opened.texts)
    hint = hint_of(references, sender.number)
    reading = _read(opened.contents, season, hint)
    return ReadMail(opened, sender, references, hint, reading, cover_doubts(opened.contents.documents))


def judge(opened: Opened, file: str, source: str, *, season: Season, known: KnownMessages) -> Message:
    """Return the message with its state, grade, municipality, reading and reasons.

    The caller stores the raw bytes first and remembers the message in ``known`` afterwards.
    """
    first = known.same_bytes(opened.raw_sha256)
    if first is not None:
        return _duplicate(_bare(opened.raw_sha256, file, source, opened.mail, Grade.WEAK), first)
    return place_among(read_alone(opened, source, season=season), file, source, season=season, known=known)


def place_among(read: ReadMail, file: str, source: str, *, season: Season, known: KnownMessages) -> Message:
    """Return what a message that was read by itself is beside those known: an answer, a copy, a thread's next.

    Its bytes are new. It is read once more where only the thread says whose it is.
    """
    opened, sender, reading = read.opened, read.sender, read.reading
    mail, contents, digest = opened.mail, opened.contents, opened.raw_sha256
    requests, year = season.requests, season.year
    references = read.references or known.answered(mail.in_reply_to)
    hint = hint_of(references, sender.number)
    if hint != read.hint:
        reading = _read(contents, season, hint)
    is_named = bool(
        contents.documents and reading.municipality_number is not None and BY_HINT not in reading.trail
    )
    match = match_message(references, sender.number, reading, is_named=is_named)
    reading = _flagged(reading, sender, match)
    message = replace(
        _bare(digest, file, source, mail, sender.grade),
        number=match.number,
        letter_ref=match.letter_ref,
        reading=reading,
        attachment_sha256=contents.document_sha256,
    )
    first, reused = known.same_message(mail.message_id, mail.sender, contents.document_sha256)
    first = first or known.same_documents(match.number, contents.document_sha256, sender.grade)
    news = {*read.doubts, *({"CONFLICTING_NUMBERS"} & set(reading.reasons))}
    if first is not None and sender.grade is not Grade.FAILED and not news:
        return _duplicate(message, first)
    reasons = _reasons(read, match, reading, requests, year)
    if reused:
        reasons.append("MESSAGE_ID_REUSED")
    state = _state(mail, sender, contents, match, reading, opened.texts, reasons)
    return replace(message, state=state, reasons=tuple(dict.fromkeys(reasons)))


def not_read(raw: bytes, file: str, source: str, problem: str, *, is_deadly: bool = False) -> Message:
    """Return the message for a person to read: the program stumbled on it and says where.

    Quarantined where it is ``is_deadly``: it ended the process that read it, and may do so to others.
    """
    digest = hashlib.sha256(raw).hexdigest()
    head = parse_mail(raw[:MOST_HEAD].split(b"\n\n", 1)[0].split(b"\r\n\r\n", 1)[0] + b"\n\n")
    state = MessageState.QUARANTINED if is_deadly else MessageState.PERSON
    return replace(
        _bare(digest, file, source, head, Grade.WEAK), state=state, reasons=("READING_FAILED", problem)
    )


def _read(contents: Contents, season: Season, hint: str | None) -> VedtakReading:
    """Return the reading against the request of the municipality the message points to.

    It is read again if the text names another one.
    """
    register, requests = season.register, season.requests
    if not contents.documents:
        return no_text(register, hint)
    reading = read_documents(contents.documents, register, _context(requests, hint, season.year), hint)
    if reading.municipality_number not in {None, hint}:
        context = _context(requests, reading.municipality_number, season.year)
        reading = read_documents(contents.documents, register, context, hint)
    return with_places(reading, contents.documents)


def _context(requests: Mapping[str, Request], number: str | None, year: int) -> RequestContext:
    request = requests.get(number or "")
    return (
        RequestContext(year, request.count, request.em, request.number) if request else RequestContext(year)
    )


def _flagged(reading: VedtakReading, sender: Authenticity, match: Match) -> VedtakReading:
    flags = [*reading.flags, *sender.flags]
    if "DOMAIN_MUNICIPALITY_MISMATCH" in match.reasons:
        flags.append(DocumentFlag.SENDER_MISMATCH)
    if not set(flags) - set(reading.flags):
        return reading
    reasons = tuple(dict.fromkeys([*reading.reasons, *(flag.value for flag in flags)]))
    return replace(reading, flags=tuple(dict.fromkeys(flags)), reasons=reasons, needs_person=True)


def _reasons(
    read: ReadMail, match: Match, reading: VedtakReading, requests: Mapping[str, Request], year: int
) -> list[str]:
    problems = read.opened.contents.problems
    reasons = [*read.sender.reasons, *problems, *match.reasons, *reading.reasons, *read.doubts]
    if match.number is not None and match.number not in requests:
        reasons.append("NOT_ASKED")
    if not read.opened.mail.attachments and _NOTHING_READ & set(reading.reasons):
        reasons.append("NO_ATTACHMENT")
    if match.number is not None and not match.is_firm and not match.reasons:
        reasons.append("ONE_SIGN_ONLY")
    if reading.year is not None and reading.year != year:
        reasons.append("WRONG_YEAR")
    return reasons


def _state(
    mail: ParsedMail,
    sender: Authenticity,
    contents: Contents,
    match: Match,
    reading: VedtakReading,
    texts: tuple[str, ...],
    reasons: list[str],
) -> MessageState:
    if sender.grade is Grade.FAILED or contents.is_hostile:
        return MessageState.QUARANTINED
    nothing = bool(_NOTHING_READ & set(reading.reasons)) and TOO_LONG not in reading.reasons
    about = any(ABOUT_SETTLEMENT.search(text) for text in texts) or match.letter_ref is not None
    if nothing and not contents.problems and (not about or _is_automatic(mail)):
        return MessageState.IRRELEVANT
    if "DOMAIN_MUNICIPALITY_MISMATCH" in match.reasons:
        return MessageState.QUARANTINED
    sure = sender.grade in {Grade.CHANNEL, Grade.ALIGNED} and match.is_firm
    clear = (
        reading.count is not None
        and not reading.needs_person
        and not reading.reservations
        and not reading.flags
    )
    return MessageState.ACCEPTED if sure and clear and not reasons else MessageState.PERSON


def _is_automatic(mail: ParsedMail) -> bool:
    return bool(_AUTOMATIC.match(mail.subject)) and not mail.attachments and len(body_text(mail)) < 3000


def _bare(digest: str, file: str, source: str, mail: ParsedMail, grade: Grade) -> Message:
    copied = any(address.endswith(("@" + KS_DOMAIN, "." + KS_DOMAIN)) for address in mail.recipients)
    return Message(
        raw_sha256=digest,
        file=file,
        source=source,
        message_id=mail.message_id,
        sender=mail.sender,
        subject=mail.subject,
        received_at=mail.sent_at,
        state=MessageState.PERSON,
        grade=grade,
        number=None,
        letter_ref=None,
        ks_copied=copied,
        reading=None,
        reasons=(),
    )


def _duplicate(message: Message, first: str) -> Message:
    return replace(message, state=MessageState.DUPLICATE, duplicate_of=first, reasons=("DUPLICATE",))
