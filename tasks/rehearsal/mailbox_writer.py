"""Puts the municipalities' mails into a Maildir as our receiving server would: what is due, never twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from tasks.rehearsal.copy_forms import Printer, as_html, as_text
from tasks.rehearsal.plans import CopyFormat, MunicipalityPlan, PlannedCopy
from tasks.rehearsal.roles import AUTHSERV
from tasks.rehearsal.texts import CaseFacts, mail_text, vedtak_document


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where copies are sent: IMDi, and KS in copy."""

    imdi_email: str
    ks_email: str


@dataclass(frozen=True, slots=True)
class _Due:
    """One mail whose moment has come. ``turn`` 1 is the first, 2 the same copy once more."""

    plan: MunicipalityPlan
    copy: PlannedCopy
    turn: int
    at: datetime

    @property
    def name(self) -> str:
        return f"{int(self.at.timestamp())}.{self.plan.year}-{self.plan.number}-{self.turn}.{AUTHSERV}"


def write_mails(
    mailbox: Path,
    plans: Iterable[MunicipalityPlan],
    facts: Mapping[str, CaseFacts],
    addresses: Addresses,
    as_of: date,
) -> tuple[str, ...]:
    """Return the names of the messages now new in the Maildir: those due on or before ``as_of``, none twice.

    A message counts as written wherever it lies in the mailbox, read or moved to a sub-folder. ``facts`` are
    keyed by municipality number.
    """
    for part in ("tmp", "new", "cur"):
        (mailbox / part).mkdir(parents=True, exist_ok=True)
    there = {path.name.partition(":")[0] for path in mailbox.rglob("*") if path.is_file()}
    due = sorted((d for d in _due(plans, as_of) if d.name not in there), key=lambda d: d.name)
    printer = Printer()
    for mail in due:
        message = _message(mail, facts[mail.plan.number], addresses, printer)
        waiting = mailbox / "tmp" / mail.name
        waiting.write_bytes(message.as_bytes(policy=SMTP))
        waiting.replace(mailbox / "new" / mail.name)
    return tuple(mail.name for mail in due)


def _due(plans: Iterable[MunicipalityPlan], as_of: date) -> Iterable[_Due]:
    for plan in plans:
        copy = plan.copy
        if copy is None:
            continue
        for turn, at in enumerate((copy.at, copy.repeated_at), start=1):
            if at is not None and at.date() <= as_of:
                yield _Due(plan, copy, turn, at)


def _message(mail: _Due, facts: CaseFacts, addresses: Addresses, printer: Printer) -> EmailMessage:
    domain = mail.copy.sender_domain
    text = mail_text(mail.plan, again=mail.turn > 1)
    message = EmailMessage()
    verdict = f"spf=pass smtp.mailfrom={domain}; dkim=pass header.d={domain}; dmarc=pass header.from={domain}"
    message["Authentication-Results"] = f"{AUTHSERV}; {verdict}"
    message["From"] = f"postmottak@{domain}"
    message["To"] = addresses.imdi_email
    if mail.copy.ks_copied:
        message["Cc"] = addresses.ks_email
    message["Subject"] = text.subject
    message["Date"] = format_datetime(mail.at)
    message["Message-ID"] = f"<{mail.plan.year}.{mail.plan.number}.{mail.turn}@{domain}>"
    message["X-Rehearsal"] = "yes"
    document = vedtak_document(mail.plan, mail.copy, facts)
    if mail.copy.form is CopyFormat.TEXT:
        message.set_content(as_text(document))
    elif mail.copy.form is CopyFormat.HTML:
        message.set_content(as_html(document), subtype="html")
    else:
        scanned = mail.copy.form is CopyFormat.SCANNED
        content = printer.scanned_pdf(document) if scanned else printer.pdf(document)
        message.set_content(text.body)
        message.add_attachment(content, maintype="application", subtype="pdf", filename=text.attachment_name)
        # Made by chance otherwise; the same mail must have the same bytes.
        message.set_boundary(f"=_{mail.plan.year}_{mail.plan.number}_{mail.turn}")
    return message
