"""The `smtp` channel: the copy to KS, and letters to municipalities that go as mail (reminder, clarification).

The Message-ID follows from the dispatch key, so a mail sent twice after a crash is one mail to the receiver's system;
a mail server cannot be asked what it has, so an uncertain mail is sent again under the same Message-ID.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

from config.addresses import is_production
from tasks.core.channels.protocol import ChannelEvent, Hit, Parcel, Reach, Refused, Uncertain, Way
from tasks.core.channels.svarut_parts import file_name
from tasks.core.model.dispatch import Dispatch, Receipt
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import Municipality
from tasks.core.model.postal_address import PostalAddress

MAIL = "smtp"
KS_COPY = "ks"
SECONDS = 60.0
# What a person reads and answers as mail, and what carries no number a receipt must prove.
MAILED_KINDS = frozenset({LetterKind.REMINDER, LetterKind.CLARIFICATION})
PORTS = {"smtp": 25, "smtps": 465}
CONTENT = {
    "nb": "Vedlagt følger brev til {name} kommune.\n\nVår referanse: {ref}\n",
    "nn": "Vedlagt følgjer brev til {name} kommune.\n\nVår referanse: {ref}\n",
}


@dataclass(frozen=True, slots=True)
class SmtpChannel:
    """One mail server. ``url`` is smtps://user:password@host[:port] or smtp://host[:port] (STARTTLS where offered)."""

    url: str = field(repr=False)
    sender: str
    ks_address: str
    addresses: Mapping[str, PostalAddress]
    clock: Callable[[], datetime]
    name: str = MAIL
    accepts_at_once: bool = True
    lookup_is_final: bool = False  # nothing can be looked up: wait as long as for a slow server
    is_local: bool = False

    @property
    def is_production(self) -> bool:
        """Whether the mail server reaches real receivers."""
        return is_production(self.url)

    def missing(self, receiver: Municipality) -> str:  # noqa: ARG002  who has no address is found when it is sent to
        """Return nothing: the copy to KS needs no address of the municipality."""
        return ""

    def capabilities(self, receiver: Municipality) -> Reach:
        """Return the mail address the receiver is known by; whether anybody reads it nobody can say."""
        address = self.addresses.get(receiver.organisation_number)
        if address is None or not address.email:
            return Reach(Way.NOT_AT_ALL, "no e-mail address is known")
        return Reach(Way.MAIL, address.email)

    def submit(self, parcel: Parcel) -> str:
        """Hand the mail to the server and return its Message-ID."""
        message = mail(parcel, self.sender, self._receiver(parcel), self.clock())
        try:
            with self._connected() as server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as problem:
            codes = [code for code, _ in problem.recipients.values()]
            self._raise(min(codes), f"receiver refused ({codes})", problem)
        except smtplib.SMTPResponseException as problem:
            self._raise(problem.smtp_code, str(problem.smtp_error), problem)
        except OSError as problem:  # every SMTPException is one
            raise Uncertain(f"mail server: {type(problem).__name__}") from None
        return str(message["Message-ID"])

    def find(self, key: str) -> tuple[Hit, ...]:  # noqa: ARG002  a mail server cannot be asked
        """Return nothing: a mail server does not say what it has taken."""
        return ()

    def poll(self, dispatches: Sequence[Dispatch]) -> tuple[Receipt, ...]:  # noqa: ARG002  mail gives no receipts
        """Return nothing: mail has no receipts that can be trusted."""
        return ()

    def events(self, dispatch: Dispatch) -> tuple[ChannelEvent, ...]:  # noqa: ARG002  mail keeps no log
        """Return nothing: a mail server keeps no log for us."""
        return ()

    def _receiver(self, parcel: Parcel) -> str:
        if parcel.dispatch.copy == KS_COPY:
            return self.ks_address
        address = self.addresses.get(parcel.receiver.organisation_number)
        if address is None or "@" not in address.email:
            where = f"{parcel.receiver.number} {parcel.receiver.display_name} ({parcel.letter.year})"
            raise Refused(
                f"{where}: no e-mail address in ANMODNING_ADDRESSES_FILE: enter one (`amend YEAR NUMBER contact`), or use post"
            )
        return address.email

    def _connected(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
        context = ssl.create_default_context()
        ours = self.sender.rpartition("@")[2]  # named here: smtplib would ask a name server who we are
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, ours, timeout=SECONDS, context=context)
        else:
            server = smtplib.SMTP(host, port, ours, timeout=SECONDS)
        try:
            server.ehlo()
            if parts.scheme == "smtp" and server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
        except BaseException:
            server.close()
            raise
        return server

    @staticmethod
    def _raise(code: int, text: str, problem: Exception) -> None:
        message = f"mail server answered {code}: {text[:200]}"
        raise (Refused(message) if code >= 500 else Uncertain(message)) from problem


def goes_by_mail(kind: LetterKind) -> bool:
    """Return whether letters of a kind leave as mail where a mail server is set and the receiver's address known."""
    return kind in MAILED_KINDS


def mail(parcel: Parcel, sender: str, receiver: str, moment: datetime) -> EmailMessage:
    """Return the mail with the letter attached; the Message-ID is the same on every attempt."""
    letter = parcel.letter
    host = sender.rpartition("@")[2]
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = f"<{parcel.dispatch.key}@{host}>"
    message["Date"] = format_datetime(moment)
    message["From"] = sender
    message["To"] = receiver
    prefix = "Kopi: " if parcel.dispatch.copy else ""
    message["Subject"] = f"{prefix}{letter.title} - {parcel.receiver.display_name} ({letter.letter_ref})"
    message["Auto-Submitted"] = "auto-generated"
    text = CONTENT[letter.language.value]
    message.set_content(text.format(name=parcel.receiver.name, ref=letter.letter_ref))
    message.add_attachment(parcel.pdf, maintype="application", subtype="pdf", filename=file_name(parcel))
    return message
