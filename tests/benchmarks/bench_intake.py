"""What a mail costs to take in, beside fetching it alone: ``pytest tests/benchmarks/bench_intake.py --benchmark-enable -s``.

Each mail holds a PDF of its own (Typst), the text of one of as many municipalities as there are. Fetched alone is what
a plain client does in the same minute: the files of the Maildir read, or whole messages fetched a hundred at a time by
`imaplib` from the machine's Dovecot. The figures are printed, not asserted: wall clock and processor time per mail,
that of the reading processes and their sandboxes in it, and the share taken of what is allowed (three times the fetching
and 10 ms a document).
"""

from __future__ import annotations

import imaplib
import os
import pwd
import resource
import shutil
import time
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime
from email.message import EmailMessage
from functools import cache
from urllib.parse import urlsplit

import pytest
import typst
from fakes.mail_servers import PASSWORD, UNPRIVILEGED, USER, dovecot, dovecot_program

from config.register_reader import read_register
from config.settings import Settings
from tasks.core.installation import open_installation
from tasks.core.model.request import Request, RequestKind
from tasks.core.model.vedtak import MessageState
from tasks.core.model.when import When
from tasks.core.store import requests
from tasks.replies.pull_mail import pull_mailbox

WHEN = When(datetime(2019, 12, 13, 9, tzinfo=UTC), date(2019, 12, 13))
AUTHSERV = "mx.imdi.example"
CASE_TEXT = "Kommunen har lang erfaring med bosetting av flyktninger og vurderer kapasiteten som god. " * 20
AT_ONCE = 100  # messages a plain client fetches at a time
REGISTER = read_register(2020).municipalities


@cache
def a_pdf(number):
    """Return the PDF of one municipality; its mails are told apart by a comment at the end."""
    one = REGISTER[number]
    text = (
        f"= {one.name} kommune\n\nArkivsaksnr.: 19/{1000 + number}\n\nMøtedato: {1 + number % 28}.11.2019\n\n"
    )
    text += f"Saksframlegg: {CASE_TEXT}\n\n== Vedtak:\n\n"
    text += f"{one.name} kommune bosetter {10 + number % 90} flyktninger i 2020.\n"
    return typst.compile(text.encode())


def fill(folder, count):
    """Write ``count`` mails into a Maildir and return the requests they answer."""
    for part in ("new", "cur", "tmp"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for number in range(count):
        one = REGISTER[number % len(REGISTER)]
        mail = EmailMessage()
        mail["Authentication-Results"] = f"{AUTHSERV}; dmarc=pass header.from={one.email_domain}"
        mail["From"], mail["To"], mail["Cc"] = f"post@{one.email_domain}", "post@imdi.no", "post@ks.no"
        mail["Subject"], mail["Message-ID"] = "Vedtak", f"<{number}@{one.email_domain}>"
        mail["Date"] = "Fri, 13 Dec 2019 09:00:00 +0100"
        mail.set_content(f"Se vedlegg ({number}).")
        pdf = a_pdf(number % len(REGISTER)) + f"\n% {number}\n".encode()
        mail.add_attachment(pdf, maintype="application", subtype="pdf", filename="vedtak.pdf")
        (folder / "new" / f"{number:06d}.eml").write_bytes(mail.as_bytes())
    dates = (date(2019, 12, 20), date(2019, 10, 24))
    return [Request(2020, one.number, RequestKind.ORIGINAL, 1, 15, 0, 0, "", *dates) for one in REGISTER]


@contextmanager
def a_mailbox(kind, tmp_path, count):
    """Yield a filled mailbox: its address, what fetches it alone, and the requests its mails answer."""
    if kind == "imap" and dovecot_program() is None:
        pytest.skip("Dovecot is not on this machine: Debian's package dovecot-imapd brings it")
    with dovecot() if kind == "imap" else nullcontext() as server:
        folder = server.mail if server else tmp_path / "post"
        asked = fill(folder, count)
        if server and os.geteuid() == 0:
            owner = pwd.getpwnam(UNPRIVILEGED)
            for path in (folder, *folder.rglob("*")):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        if server:
            with imaplib.IMAP4(
                "127.0.0.1", server.port
            ) as client:  # Dovecot lists what came: no part of fetching
                client.login(USER, PASSWORD)
                client.select("INBOX")
            yield server.url, lambda: fetched_by_imap(server.url), asked
        else:
            yield f"maildir:{folder}", lambda: fetched_from_files(folder), asked


def fetched_by_imap(url):
    """Return the bytes of every message, as a client fetches them that does nothing else."""
    found = []
    with imaplib.IMAP4("127.0.0.1", urlsplit(url).port) as client:
        client.login(USER, PASSWORD)
        client.select("INBOX", readonly=True)
        uids = client.uid("SEARCH", "ALL")[1][0].split()
        for start in range(0, len(uids), AT_ONCE):
            said = client.uid("FETCH", b",".join(uids[start : start + AT_ONCE]), "(BODY.PEEK[])")[1]
            found += [item[1] for item in said if isinstance(item, tuple)]
    return found


def fetched_from_files(folder):
    """Return the bytes of every message of a Maildir."""
    return [path.read_bytes() for path in sorted((folder / "new").iterdir())]


def spent():
    """Return the clock, and the processor time of this process and of its ended children, in seconds."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return time.perf_counter(), own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["maildir", "imap"])
@pytest.mark.parametrize("count", [1_000, 3_000, 10_000])
def test_mails_with_a_pdf_are_taken_in(benchmark, tmp_path, kind, count):
    count = 50 if benchmark.disabled else count
    with a_mailbox(kind, tmp_path, count) as (url, fetch_alone, asked):
        settings = Settings(
            home=tmp_path, mailbox_url=url, mailbox_password=PASSWORD, trusted_authserv=AUTHSERV
        )
        with open_installation(settings) as here:
            with here.store.begin() as tx:
                requests.add(tx, asked, origin=requests.IMPORTED, known_on=WHEN.day)
            begun = spent()
            assert sum(len(content) for content in fetch_alone()) > count * 1000
            fetched = spent()
            taken = benchmark.pedantic(pull_mailbox, args=(here, 2020, WHEN), rounds=1)
            ended = spent()
    assert len(taken) == count
    accepted = sum(message.state is MessageState.ACCEPTED for message in taken)
    assert accepted > count * 0.9
    fetch, whole = ((b[0] - a[0]) / count * 1000 for a, b in ((begun, fetched), (fetched, ended)))
    processor = (ended[1] - fetched[1]) / count * 1000
    allowed = 3 * fetch + 10
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"\n{count} mails, {kind}: fetched alone {fetch:.2f} ms, taken in {whole:.2f} ms a mail "
        f"({processor:.2f} ms of processor time); allowed {allowed:.2f} ms, {whole / allowed:.2f} of it; "
        f"{accepted} accepted, peak {peak} MB"
    )
    shutil.rmtree(tmp_path, ignore_errors=True)
