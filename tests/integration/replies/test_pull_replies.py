"""A pull of both sides into a real store: what is older or cut off never replaces what is known."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest
from builders import a_request
from mailbox_builders import a_pdf

from config.settings import Settings
from tasks.core.installation import open_installation
from tasks.core.model.errors import BadInput
from tasks.core.model.when import When
from tasks.core.store import registrations, requests
from tasks.replies.pull_mail import pull_mailbox
from tasks.replies.pull_registrations import pull_export
from tasks.replies.readers import Readers

HEAD = "kommunenummer;vedtak;versjon\n"
WHEN = When(datetime(2019, 12, 13, 9, tzinfo=UTC), date(2019, 12, 13))


@pytest.fixture
def here(tmp_path):
    settings = Settings(
        home=tmp_path / "home",
        registrations_url=str(tmp_path / "eksport.csv"),
        mailbox_url=f"maildir:{tmp_path / 'post'}",
        trusted_authserv="mottak.imdi.no",
    )
    with open_installation(settings) as opened:
        with opened.store.begin() as tx:
            asked = [a_request(), a_request(number="5001", count=40), a_request(number="5006", count=30)]
            requests.add(tx, asked, origin=requests.IMPORTED, known_on=WHEN.day)
        yield opened


def export(tmp_path, text):
    (tmp_path / "eksport.csv").write_text(HEAD + text)


def stored(here):
    with here.store.begin() as tx:
        return {number: row.count for number, row in registrations.latest(tx, 2020).items()}


def test_an_older_version_never_replaces_a_newer_one(here, tmp_path):
    export(tmp_path, "5057;15;2\n5001;40;1\n5006;30;1\n")
    pull_export(here, 2020, WHEN)
    export(tmp_path, "5057;10;1\n5001;45;2\n5006;30;1\n")
    changes = pull_export(here, 2020, WHEN)
    assert stored(here) == {"5057": 15, "5001": 45, "5006": 30}
    assert [change.after.number for change in changes.outdated] == ["5057"]


def test_a_drop_in_rows_stops_and_stores_nothing(here, tmp_path):
    export(tmp_path, "5057;15;1\n5001;40;1\n5006;30;1\n")
    pull_export(here, 2020, WHEN)
    export(tmp_path, "5057;18;2\n")
    with pytest.raises(BadInput, match="2 of 3 municipalities are missing"):
        pull_export(here, 2020, WHEN)
    assert stored(here) == {"5057": 15, "5001": 40, "5006": 30}


def test_a_municipality_that_was_not_asked_is_taken_in_for_a_person(here, tmp_path):
    export(tmp_path, "5057;15;1\n0301;40;1\n")
    pull_export(here, 2020, WHEN)
    assert stored(here)["0301"] == 40, "its row becomes a case; the others must not wait for it"


def drop(tmp_path, name, *, sender="postmottak@orland.kommune.no"):
    message = EmailMessage()
    message["Authentication-Results"] = f"mottak.imdi.no; dmarc=pass header.from={sender.partition('@')[2]}"
    message["From"], message["To"], message["Cc"] = sender, "post@imdi.no", "post@ks.no"
    message["Subject"], message["Message-ID"] = "Vedtak", f"<{name}@orland.kommune.no>"
    message["Date"] = "Fri, 13 Dec 2019 09:00:00 +0100"
    message.set_content("Se vedlegg.")
    pdf = a_pdf(f"Kommunestyret vedtok aa bosette 15 flyktninger i 2020. {name}")
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename="vedtak.pdf")
    for part in ("new", "cur", "tmp"):
        (tmp_path / "post" / part).mkdir(parents=True, exist_ok=True)
    (tmp_path / "post" / "new" / name).write_bytes(message.as_bytes())


def test_one_pull_starts_one_process_and_a_second_finds_nothing_new(here, tmp_path):
    for number in range(4):
        drop(tmp_path, f"{number}.eml")
    opened = []

    def readers(season):
        opened.append(Readers(season))
        return opened[-1]

    assert len(pull_mailbox(here, 2020, WHEN, open_readers=readers)) == 4
    assert pull_mailbox(here, 2020, WHEN, open_readers=readers) == ()
    assert [one.starts for one in opened] == [1, 0]
