"""The pulling process killed at any moment and started again: every message once, read as if nothing had happened."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager, nullcontext
from dataclasses import replace

import pytest
import sqlalchemy as sa
from builders import a_request
from checkout import ROOT
from fakes.mail_servers import PASSWORD, dovecot, dovecot_program
from mailbox_builders import AUTHSERV, REGISTER, fill_maildir, fill_server, some_mails
from mortal_puller import WHEN

from config.settings import Settings
from tasks.core.installation import open_installation
from tasks.core.model.vedtak import Message
from tasks.core.store import messages, requests
from tasks.core.store.content import dump
from tasks.core.store.schema import message_version, received
from tasks.replies.pull_mail import pull_mailbox

ASKED = [a_request(number=one.number, count=5 + index % 60) for index, one in enumerate(REGISTER)]


@contextmanager
def a_mailbox(kind, folder, mails):
    """Yield the address of a filled mailbox, and its folder."""
    if kind == "imap" and dovecot_program() is None:
        pytest.skip("Dovecot is not on this machine: Debian's package dovecot-imapd brings it")
    with dovecot() if kind == "imap" else nullcontext() as server:
        if server is None:
            fill_maildir(folder, mails)
            yield f"maildir:{folder}", folder
        else:
            fill_server(server, mails)
            yield server.url, server.mail


def settings_of(home, url):
    settings = Settings(home=home, mailbox_url=url, mailbox_password=PASSWORD, trusted_authserv=AUTHSERV)
    with open_installation(settings) as here, here.store.begin() as tx:
        requests.add(tx, ASKED, origin=requests.IMPORTED, known_on=WHEN.day)
    return settings


def readings(settings):
    """Return every stored message in its order, without its place; each has one version and its bytes."""
    with open_installation(settings) as here, here.store.begin() as tx:
        found = [one.message for one in messages.of_year(tx, 2020)]
        assert tx.connection.scalar(sa.select(sa.func.count()).select_from(message_version)) == len(found)
        assert tx.connection.scalar(sa.select(sa.func.count()).select_from(received)) == len(found)
        assert all(here.store.files.get(one.raw_sha256) for one in found)
    return [dump(Message, replace(one, file="")) for one in found]


def lying_in(folder):
    """Return how many mails lie in the inbox, and how many were put aside."""
    inbox, aside = folder, folder / ".Behandlet.2020"
    return tuple(sum(len(list((one / part).iterdir())) for part in ("new", "cur")) for one in (inbox, aside))


@pytest.mark.parametrize(
    ("kind", "count", "kills", "farthest", "longest"),
    [
        pytest.param("maildir", 200, 6, 40, 0.6, id="maildir", marks=pytest.mark.slow),
        pytest.param("imap", 200, 6, 40, 0.6, id="imap", marks=pytest.mark.slow),
        pytest.param(
            "maildir",
            10_000,
            40,
            120,
            12.0,
            id="ten thousand",
            marks=[pytest.mark.full, pytest.mark.timeout(3600)],
        ),
    ],
)
def test_every_message_is_stored_once_and_read_as_in_an_undisturbed_run(
    tmp_path, kind, count, kills, farthest, longest
):
    mails = some_mails(count, seed=7)
    with a_mailbox(kind, tmp_path / "calm", mails) as (url, _):
        calm = settings_of(tmp_path / "calm-home", url)
        with open_installation(calm) as here:
            pull_mailbox(here, 2020, WHEN)
    with a_mailbox(kind, tmp_path / "stormy", mails) as (url, folder):
        stormy = settings_of(tmp_path / "stormy-home", url)
        said = [str(one) for one in (stormy.home, url, PASSWORD, kills, 11, farthest, longest)]
        path = f"{ROOT}{os.pathsep}{ROOT / 'tests'}"
        ended = subprocess.run(
            [sys.executable, "-m", "mortal_puller", *said],
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        assert lying_in(folder) == (0, count), "nothing is lost on the way aside"
        told = json.loads(ended.stdout)
    assert told["killed"] >= 2, told
    assert told["outlived"] == 0, "no reading process outlives its pull"
    assert any(0 < stored < told["stored"][-1] for stored in told["stored"]), "killed in the middle"
    assert told["stored"] == sorted(told["stored"])
    assert readings(stormy) == readings(calm)
    assert len(readings(calm)) == len({one.replace(b"\r\n", b"\n") for one in mails})
