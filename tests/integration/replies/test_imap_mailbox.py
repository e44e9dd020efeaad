"""A mailbox on real IMAP servers: everything is stored once, nothing deleted or marked as read, whatever happens."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime

import jwt
import pytest
from fakes.mail_servers import PASSWORD, TOKEN_KEY, USER, dovecot, dovecot_program, pymap
from imap_tools import MailBoxUnencrypted

from config.settings import Settings
from tasks.core.channels.imap import ImapMailbox
from tasks.core.channels.mailboxes import open_mailboxes
from tasks.core.installation import open_installation
from tasks.core.model.errors import StopAndMend, TryAgain
from tasks.core.model.when import When
from tasks.core.store import messages
from tasks.replies.pull_mail import pull_mailbox
from tasks.replies.readers import Readers

WHEN = When(datetime(2019, 12, 13, 9, tzinfo=UTC), date(2019, 12, 13))
DOVECOT = "Dovecot is not on this machine: Debian's package dovecot-imapd brings it; pymap is tested instead"


@pytest.fixture(params=["dovecot", "pymap"])
def server(request):
    if request.param == "dovecot" and dovecot_program() is None:
        pytest.skip(DOVECOT)
    with dovecot() if request.param == "dovecot" else pymap() as running:
        yield running


@pytest.fixture
def a_dovecot():
    if dovecot_program() is None:
        pytest.skip(DOVECOT)
    with dovecot() as running:
        yield running


def raw(number):
    return (
        f"From: postmottak@orland.kommune.no\r\nTo: post@imdi.no\r\nSubject: Vedtak {number}\r\n"
        f"Message-ID: <{number}@orland.kommune.no>\r\nDate: Fri, 13 Dec 2019 09:00:00 +0100\r\n\r\n"
        f"Kommunestyret vedtok å bosette {number} flyktninger i 2020.\r\n"
    ).encode()


def person(server):
    """Return a person's own connection to the shared mailbox."""
    return MailBoxUnencrypted("127.0.0.1", server.port).login(USER, PASSWORD)


def fill(server, count):
    with person(server) as box:
        for number in range(count):
            box.append(raw(number), "INBOX")


def here_of(server, tmp_path, **changes):
    values = {"home": tmp_path, "mailbox_url": server.url, "mailbox_password": PASSWORD}
    return open_installation(Settings(**(values | changes)))


def contents(server, folder):
    with person(server) as box:
        if not box.folder.exists(folder):
            return []
        box.folder.set(folder)
        return sorted(
            (mail.uid, mail.headers["message-id"][0], mail.flags) for mail in box.fetch(mark_seen=False)
        )


def stored(here):
    with here.store.begin() as tx:
        return [one.message for one in messages.of_year(tx, 2020)]


def test_everything_is_stored_as_it_lies_and_left_unread(server, tmp_path):
    fill(server, 3)
    with here_of(server, tmp_path) as here:
        assert len(pull_mailbox(here, 2020, WHEN)) == 3
        found = stored(here)
        assert [here.store.files.get(one.raw_sha256) for one in found] == [raw(n) for n in range(3)]
        assert {one.source for one in found} == {"imap"}
        assert ";UIDVALIDITY=" in found[0].file
        assert pull_mailbox(here, 2020, WHEN) == ()
    inbox = contents(server, "INBOX")
    folder = contents(server, "Behandlet.2020" if server.name == "dovecot" else "Behandlet/2020")
    assert len(inbox) + len(folder) == 3, "nothing is deleted"
    assert all(r"\Seen" not in flags for _, _, flags in inbox + folder)
    if server.name == "dovecot":
        assert len(folder) == 3
    else:  # pymap cannot move: a keyword says what is stored
        assert all("AnmodningBehandlet" in flags for _, _, flags in inbox)


class Crash(BaseException):
    """The machine stops."""


class CrashingReaders(Readers):
    """The machine stops when so many mails were given to read."""

    def __init__(self, season, left):
        super().__init__(season)
        self.left = left

    def submit(self, raw, source):
        self.left -= 1
        if self.left < 0:
            raise Crash
        return super().submit(raw, source)


def test_a_crash_in_the_middle_is_made_up_for_by_the_next_pull(server, tmp_path):
    fill(server, 100)
    with here_of(server, tmp_path) as here:
        with pytest.raises(Crash):
            pull_mailbox(here, 2020, WHEN, open_readers=lambda season: CrashingReaders(season, 70))
        assert 0 < len(stored(here)) < 100
        pull_mailbox(here, 2020, WHEN)
        assert len({one.message_id for one in stored(here)}) == len(stored(here)) == 100


class StoreBeforeACrash:
    """A store after whose commit of messages the process is gone."""

    def __init__(self, store):
        self.store, self.files = store, store.files

    @contextmanager
    def begin(self, *, must_last=False):
        with self.store.begin(must_last=must_last) as tx:
            yield tx
        if must_last:
            raise Crash


def test_what_a_crash_left_in_the_inbox_after_storing_it_is_put_aside_by_the_next_pull(server, tmp_path):
    fill(server, 3)
    with here_of(server, tmp_path) as here:
        with pytest.raises(Crash):
            pull_mailbox(replace(here, store=StoreBeforeACrash(here.store)), 2020, WHEN)
        assert len(stored(here)) == 3
        assert pull_mailbox(here, 2020, WHEN) == ()
        with person(server) as box:
            assert box.uids("ALL") == []


def test_a_crash_between_storing_and_moving_is_harmless(server, tmp_path):
    fill(server, 2)
    with here_of(server, tmp_path) as here:
        first = pull_mailbox(here, 2020, WHEN)
        with person(server) as box:  # as if they had never been moved
            for number in range(2):
                box.append(raw(number), "INBOX")
        assert pull_mailbox(here, 2020, WHEN) == ()
        assert len(stored(here)) == len(first) == 2


def test_a_server_that_numbers_anew_gives_nothing_twice(a_dovecot, tmp_path):
    fill(a_dovecot, 3)
    settings = Settings(home=tmp_path, mailbox_url=a_dovecot.url, mailbox_password=PASSWORD)
    with open_mailboxes(settings) as (box,):
        before = {mail.file: mail.sha256 for mail in box.find(lambda _: False)}
    with here_of(a_dovecot, tmp_path) as here:
        pull_mailbox(here, 2020, WHEN)
        time.sleep(1.1)  # a UIDVALIDITY is a second
        for file in a_dovecot.mail.rglob("dovecot*"):
            if file.name.startswith(
                ("dovecot-uidlist", "dovecot-uidvalidity", "dovecot.index", "dovecot.list")
            ):
                file.unlink()
        with person(a_dovecot) as shared:
            shared.folder.set("Behandlet.2020")
            shared.move(shared.uids("ALL"), "INBOX")
        with open_mailboxes(settings) as (box,):
            after = {mail.file: mail.sha256 for mail in box.find(lambda _: False)}
        assert sorted(after.values()) == sorted(before.values())
        assert not set(after) & set(before)
        assert pull_mailbox(here, 2020, WHEN) == ()
        assert len(stored(here)) == 3


def test_what_a_person_moved_before_we_saw_it_is_taken_in(a_dovecot, tmp_path):
    fill(a_dovecot, 2)
    with person(a_dovecot) as shared:
        shared.folder.create("Behandlet.2020")
        shared.move(shared.uids("ALL")[:1], "Behandlet.2020")
    with here_of(a_dovecot, tmp_path) as here:
        assert len(pull_mailbox(here, 2020, WHEN)) == 2
        assert pull_mailbox(here, 2020, WHEN) == ()


def test_a_token_opens_the_mailbox(a_dovecot):
    fill(a_dovecot, 1)
    now = int(time.time())
    token = jwt.encode({"sub": USER, "iat": now, "exp": now + 600}, TOKEN_KEY, algorithm="HS256")
    box = ImapMailbox(a_dovecot.url, lambda box, user: box.xoauth2(user, token, initial_folder=None))
    assert len(list(box.find(lambda _: False))) == 1
    box.close()
    with pytest.raises(StopAndMend, match="refuses to let us in"):
        ImapMailbox(a_dovecot.url, lambda box, user: box.xoauth2(user, token + "x", initial_folder=None))


def test_what_must_be_mended_and_what_may_pass(server, tmp_path):
    with here_of(server, tmp_path, mailbox_password="feil") as here, pytest.raises(StopAndMend) as refused:
        pull_mailbox(here, 2020, WHEN)
    assert "refuses to let us in" in str(refused.value)
    assert "feil" not in str(refused.value)
    with (
        here_of(server, tmp_path, mailbox_password=None) as here,
        pytest.raises(StopAndMend, match="MAILBOX_PASSWORD"),
    ):
        pull_mailbox(here, 2020, WHEN)
    url = server.url.replace("INBOX", "Finnes ikke")
    with here_of(server, tmp_path, mailbox_url=url) as here, pytest.raises(StopAndMend, match="Finnes ikke"):
        pull_mailbox(here, 2020, WHEN)


def test_a_server_that_is_gone_may_be_asked_later(tmp_path):
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    url = f"imap://post@127.0.0.1:{port}/INBOX"
    settings = Settings(home=tmp_path, mailbox_url=url, mailbox_password=PASSWORD)
    with open_installation(settings) as here, pytest.raises(TryAgain, match="did not answer"):
        pull_mailbox(here, 2020, WHEN)


def test_a_server_with_a_certificate_nobody_vouches_for_is_refused(tmp_path):
    key, certificate = str(tmp_path / "key.pem"), str(tmp_path / "cert.pem")
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            connection, _ = listener.accept()
            with connection, pytest.raises(OSError):
                context.wrap_socket(connection, server_side=True)

        thread = threading.Thread(target=serve)
        thread.start()
        url = f"imaps://post@localhost:{listener.getsockname()[1]}/INBOX"
        settings = Settings(home=tmp_path, mailbox_url=url, mailbox_password=PASSWORD)
        with open_installation(settings) as here, pytest.raises(StopAndMend, match="is not who it should be"):
            pull_mailbox(here, 2020, WHEN)
        thread.join()
