"""What a mail costs to take in, beside fetching it alone: ``pytest tests/benchmarks/bench_intake.py --benchmark-enable -s``.

Each mail holds a PDF of its own (Typst). The figures are printed, not asserted: wall clock and processor time per mail,
and the ratio to reading the same Maildir and hashing its bytes.
"""

from __future__ import annotations

import resource
import time
from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest
import typst

from config.register_reader import read_register
from config.settings import Settings
from tasks.core.channels.maildir import find_mail
from tasks.core.installation import open_installation
from tasks.core.model.request import Request, RequestKind
from tasks.core.model.vedtak import MessageState
from tasks.core.model.when import When
from tasks.core.store import requests
from tasks.replies.pull_mail import pull_mailbox

WHEN = When(datetime(2019, 12, 13, 9, tzinfo=UTC), date(2019, 12, 13))
AUTHSERV = "mx.imdi.example"
CASE_TEXT = "Kommunen har lang erfaring med bosetting av flyktninger og vurderer kapasiteten som god. " * 20
DISTINCT = 100  # PDFs are set once per so many mails and told apart by a comment at their end


def fill(folder, count):
    """Write ``count`` mails into a Maildir and return the requests they answer."""
    register = read_register(2020).municipalities
    for part in ("new", "cur", "tmp"):
        (folder / part).mkdir(parents=True)
    pdfs = []
    for number in range(min(DISTINCT, count)):
        one = register[number]
        text = f"= {one.name} kommune\n\nMøtedato: 12.12.2019\n\nSaksframlegg: {CASE_TEXT}\n\n== Vedtak:\n\n"
        text += f"{one.name} kommune bosetter 15 flyktninger i 2020.\n"
        pdfs.append(typst.compile(text.encode()))
    for number in range(count):
        one = register[number % len(pdfs)]
        mail = EmailMessage()
        mail["Authentication-Results"] = f"{AUTHSERV}; dmarc=pass header.from={one.email_domain}"
        mail["From"], mail["To"], mail["Cc"] = f"post@{one.email_domain}", "post@imdi.no", "post@ks.no"
        mail["Subject"], mail["Message-ID"] = "Vedtak", f"<{number}@{one.email_domain}>"
        mail["Date"] = "Fri, 13 Dec 2019 09:00:00 +0100"
        mail.set_content(f"Se vedlegg ({number}).")
        pdf = pdfs[number % len(pdfs)] + f"\n% {number}\n".encode()
        mail.add_attachment(pdf, maintype="application", subtype="pdf", filename="vedtak.pdf")
        (folder / "new" / f"{number:06d}.eml").write_bytes(mail.as_bytes())
    dates = (date(2019, 12, 20), date(2019, 10, 24))
    return [Request(2020, one.number, RequestKind.ORIGINAL, 1, 15, 0, 0, "", *dates) for one in register]


def spent():
    """Return the clock, and the processor time of this process and of its ended children, in seconds."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return time.perf_counter(), own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


@pytest.mark.slow
@pytest.mark.parametrize("count", [1_000, 2_000, 10_000])
def test_mails_with_a_pdf_are_taken_in(benchmark, tmp_path, count):
    count = 50 if benchmark.disabled else count
    asked = fill(tmp_path / "post", count)
    settings = Settings(home=tmp_path, mailbox_url=f"maildir:{tmp_path / 'post'}", trusted_authserv=AUTHSERV)
    with open_installation(settings) as here:
        with here.store.begin() as tx:
            requests.add(tx, asked, origin=requests.IMPORTED, known_on=WHEN.day)
        begun = spent()
        assert sum(len(mail.content) for mail in find_mail(tmp_path / "post")) > count * 1000
        fetched = spent()
        taken = benchmark.pedantic(pull_mailbox, args=(here, 2020, WHEN), rounds=1)
        ended = spent()
    assert len(taken) == count
    accepted = sum(message.state is MessageState.ACCEPTED for message in taken)
    fetch, whole = ((b[0] - a[0]) / count * 1000 for a, b in ((begun, fetched), (fetched, ended)))
    processor = (ended[1] - fetched[1]) / count * 1000
    print(
        f"\n{count} mails: fetched alone {fetch:.2f} ms, taken in {whole:.2f} ms a mail ({whole / fetch:.1f} times; "
        f"{processor:.2f} ms of processor time); target {3 * fetch + 10:.2f} ms; {accepted} accepted"
    )
