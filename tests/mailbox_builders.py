"""A mailbox as a season fills it, seeded: decisions in every kind of file, copies, threads, strangers and attacks."""

from __future__ import annotations

import os
import pwd
import random
from email.message import EmailMessage

from fakes.mail_servers import UNPRIVILEGED

from config.register_reader import read_register
from tasks.core.model.letter import LetterKind
from tasks.core.model.reference import letter_reference

AUTHSERV = "mottak.imdi.no"
REGISTER = read_register(2020).municipalities


def a_pdf(text: str) -> bytes:
    """Return a page of text as the smallest PDF."""
    stream = b"BT /F1 12 Tf 50 700 Td (" + text.encode("latin-1") + b") Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"%PDF-1.4\n"
    for number, content in enumerate(objects, 1):
        body += b"%d 0 obj" % number + content + b"endobj\n"
    return body + b"trailer<</Root 1 0 R>>\n%%EOF"


def some_mails(count: int, seed: int) -> list[bytes]:
    """Return ``count`` mails; about one in ten leans on an earlier one: a copy, a thread, the very same bytes."""
    dice = random.Random(seed)
    mails: list[bytes] = []
    while len(mails) < count:
        kind = dice.choice(list(KINDS))
        mails.append(_mail(len(mails), dice, kind, mails))
    return mails


def _mail(number: int, dice: random.Random, kind: str, earlier: list[bytes]) -> bytes:
    if kind == "again" and earlier:
        return dice.choice(earlier)
    if kind == "copy" and earlier:
        return b"Received: by another server, %d\n" % number + dice.choice(earlier)
    one = dice.choice(REGISTER)
    text = f"Kommunestyret {1 + number % 28}.11.2019\n\nVedtak:\n{one.name} kommune bosetter {5 + number % 60} flyktninger i 2020.\n"
    message = EmailMessage()
    sender = "per@gmail.com" if kind == "stranger" else f"post@{one.email_domain}"
    verdict = "fail" if kind == "forged" else "pass"
    message["Authentication-Results"] = f"{AUTHSERV}; dmarc={verdict} header.from={sender.partition('@')[2]}"
    message["From"], message["To"], message["Cc"] = sender, "post@imdi.no", "post@ks.no"
    message["Date"] = "Fri, 13 Dec 2019 09:00:00 +0100"
    message["Message-ID"] = f"<{number // 2 if kind == 'reused' else number}@post.example>"
    reference = letter_reference("ANM", 2020, one.number, LetterKind.REQUEST, 1)
    message["Subject"] = "Autosvar: ferie" if kind == "automatic" else f"Vedtak {reference}"
    if kind == "thread":
        message["In-Reply-To"] = f"<{dice.randrange(number + 1)}@post.example>"
        message.replace_header("Subject", "Vedtak")
    if kind in {"body", "stranger", "forged", "reused", "thread"}:
        message.set_content(text)
    elif kind == "automatic":
        message.set_content("Jeg er på ferie.")
    else:
        message.set_content("Se vedlegg.")
        name, content = KINDS[kind](text, dice)
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    raw = message.as_bytes()
    return raw[: len(raw) * 2 // 3] if kind == "torn" else raw


KINDS = {
    "body": None,
    "stranger": None,
    "forged": None,
    "reused": None,
    "thread": None,
    "automatic": None,
    "again": None,
    "copy": None,
    "pdf": lambda text, _: ("vedtak.pdf", a_pdf(text.replace("\n", " ").replace("á", "a"))),
    "txt": lambda text, _: ("vedtak.txt", text.encode()),
    "html": lambda text, _: ("vedtak.html", f"<html><p>{text}</p></html>".encode()),
    "broken": lambda text, dice: ("vedtak.pdf", b"%PDF-1.4\n" + dice.randbytes(300)),
    "zip": lambda text, _: ("vedtak.zip", b"PK\x03\x04" + text.encode()),
    "torn": lambda text, _: ("vedtak.txt", text.encode()),
    "active": lambda text, _: (
        "vedtak.pdf",
        a_pdf("Vedtak").replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/JavaScript/JS(x)>>"),
    ),
}


def fill_maildir(folder, mails: list[bytes]) -> None:
    """Write the mails into a new Maildir, named in their order."""
    for part in ("new", "cur", "tmp"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for number, raw in enumerate(mails):
        (folder / "new" / f"{number:06d}.eml").write_bytes(raw)


def fill_server(server, mails: list[bytes]) -> None:
    """Put the mails into the Maildir a running server serves, as its own."""
    fill_maildir(server.mail, mails)
    if os.geteuid() == 0:
        owner = pwd.getpwnam(UNPRIVILEGED)
        for path in (server.mail, *server.mail.rglob("*")):
            os.chown(path, owner.pw_uid, owner.pw_gid)
