"""Mails read in processes beside the pull: the same readings as one after another, and no mail can stop the others."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from builders import a_request
from mailbox_builders import AUTHSERV, REGISTER, fill_maildir, some_mails

from config.register_reader import read_register
from config.settings import Settings
from tasks.core.installation import open_installation
from tasks.core.model.vedtak import Message, MessageState
from tasks.core.model.when import When
from tasks.core.store import messages, requests
from tasks.core.store.content import dump
from tasks.replies.child import Child
from tasks.replies.extract import Extractor
from tasks.replies.intake import ReadMail, Season, judge, open_message
from tasks.replies.known import KnownMessages
from tasks.replies.pull_mail import pull_mailbox
from tasks.replies.readers import ROOT, Readers, Unread

WHEN = When(datetime(2019, 12, 13, 9, tzinfo=UTC), date(2019, 12, 13))
ASKED = [a_request(number=one.number, count=5 + index % 60) for index, one in enumerate(REGISTER)]
SEASON = Season(2020, read_register(2020), {one.number: one for one in ASKED}, AUTHSERV)

# A reading process that does what a mail's subject says.
ACTS = f"""
import os, signal, sys, time
sys.path.insert(0, {ROOT!r})
from tasks.replies import reading_child

opened = reading_child.open_message

def act(raw, extractor):
    if b"Subject: dies once " in raw:
        mark = raw.partition(b"Subject: dies once ")[2].split()[0]
        if not os.path.exists(mark):
            open(mark, "wb").close()
            os.kill(os.getpid(), signal.SIGKILL)
    if b"Subject: dies always" in raw:
        os.kill(os.getpid(), signal.SIGSEGV)
    if b"Subject: sleeps" in raw:
        time.sleep(600)
    if b"Subject: computes" in raw:
        reading_child.resource.setrlimit(reading_child.resource.RLIMIT_CPU, (1, -1))
        while True:
            pass
    if b"Subject: swells" in raw:
        return bytearray(reading_child.MEMORY_BYTES)
    if b"Subject: stumbles" in raw:
        raise ZeroDivisionError
    return opened(raw, extractor)

reading_child.open_message = act
reading_child.serve()
"""


class ActingReaders(Readers):
    """Readers whose processes do what a subject says."""

    def _command(self):
        return [sys.executable, "-I", "-c", ACTS]


def a_mail(subject: str, number: int = 15) -> bytes:
    return (
        f"From: post@orland.kommune.no\nTo: post@imdi.no\nSubject: {subject}\n"
        f"Message-ID: <{subject.replace(' ', '-')}-{number}@x>\nDate: Fri, 13 Dec 2019 09:00:00 +0100\n\n"
        f"Kommunestyret vedtok å bosette {number} flyktninger i 2020.\n"
    ).encode()


@pytest.fixture
def here(tmp_path):
    settings = Settings(
        home=tmp_path / "home", mailbox_url=f"maildir:{tmp_path / 'post'}", trusted_authserv=AUTHSERV
    )
    with open_installation(settings) as opened:
        with opened.store.begin() as tx:
            requests.add(tx, ASKED, origin=requests.IMPORTED, known_on=WHEN.day)
        yield opened


def one_after_another(mails: list[bytes]) -> list[Message]:
    known, found = KnownMessages(), []
    with Extractor() as extractor:
        for number, raw in enumerate(mails):
            opened = open_message(raw, extractor)
            if known.same_bytes(opened.raw_sha256) is None:
                found.append(judge(opened, f"new/{number:06d}.eml", "maildir", season=SEASON, known=known))
                known.remember(found[-1])
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_the_readings_are_those_of_one_after_another_to_the_byte(here, tmp_path, seed):
    mails = some_mails(150, seed)
    fill_maildir(tmp_path / "post", mails)
    taken = pull_mailbox(here, 2020, WHEN)
    assert [dump(Message, one) for one in taken] == [dump(Message, one) for one in one_after_another(mails)]
    with here.store.begin() as tx:
        assert [one.message for one in messages.of_year(tx, 2020)] == list(taken)
    assert {one.state for one in taken} == set(MessageState) - {MessageState.STORED}
    assert any("MESSAGE_ID_REUSED" in one.reasons for one in taken)


@pytest.mark.parametrize("act", ["dies always", "swells", "computes"])
def test_a_mail_that_kills_its_reader_is_quarantined_and_the_others_are_read(here, tmp_path, act):
    fill_maildir(
        tmp_path / "post", [a_mail("Vedtak", 1), a_mail(act), a_mail("Vedtak", 2), a_mail("Vedtak", 3)]
    )
    taken = pull_mailbox(here, 2020, WHEN, open_readers=ActingReaders)
    assert [one.reading and one.reading.count for one in taken] == [1, None, 2, 3]
    assert (taken[1].state, taken[1].reasons) == (MessageState.QUARANTINED, ("READING_FAILED", "READER_DIED"))
    assert (taken[1].sender, taken[1].message_id) == (
        "post@orland.kommune.no",
        f"<{act.replace(' ', '-')}-15@x>",
    )
    assert here.store.files.get(taken[1].raw_sha256) == a_mail(act), "kept for a person"
    assert pull_mailbox(here, 2020, WHEN, open_readers=ActingReaders) == ()


def test_a_reader_that_was_killed_by_something_else_is_replaced(tmp_path):
    with ActingReaders(SEASON) as readers:
        read = readers.submit(a_mail(f"dies once {tmp_path / 'mark'}"), "maildir").result()
        assert isinstance(read, ReadMail)
        assert read.reading.count == 15
        assert readers.starts == 2


def _processes_after(mails: int, season: Season, *, is_given_up: bool = False) -> set[int]:
    """Have some mails read and return the processes that did it."""
    with suppress(KeyboardInterrupt), Readers(season) as readers:
        promises = [readers.submit(a_mail("Vedtak", 1 + n), "maildir") for n in range(mails)]
        assert [one.result().reading.count for one in promises] == [1 + n for n in range(mails)]
        found = {child.process_id for child in readers._children}
        if is_given_up:
            readers.submit(a_mail("Vedtak"), "maildir")
            raise KeyboardInterrupt
    return found


def test_the_next_pull_of_a_season_goes_on_with_the_same_processes_and_another_season_with_new_ones():
    first = _processes_after(2, SEASON)
    assert _processes_after(1, SEASON) == first
    another = Season(2021, SEASON.register, SEASON.requests, AUTHSERV)
    assert not _processes_after(1, another) & first
    assert not any(Path(f"/proc/{one}").exists() for one in first), "nobody waits for the season before"


def test_a_process_that_is_left_with_a_mail_is_not_used_again():
    given_up = _processes_after(1, SEASON, is_given_up=True)
    assert not _processes_after(1, SEASON) & given_up


def test_a_mail_that_takes_too_long_is_given_up():
    with ActingReaders(SEASON, wall_seconds=5) as readers:
        slow, quick = (readers.submit(a_mail(subject), "maildir") for subject in ("sleeps", "Vedtak"))
        assert slow.result() == Unread("READER_TIMED_OUT", is_deadly=True)
        assert quick.result().reading.count == 15


def test_an_error_nobody_foresaw_sends_the_mail_to_a_person_under_its_name(here, tmp_path):
    fill_maildir(tmp_path / "post", [a_mail("stumbles"), a_mail("Vedtak")])
    first, second = pull_mailbox(here, 2020, WHEN, open_readers=ActingReaders)
    assert (first.state, first.reasons) == (MessageState.PERSON, ("READING_FAILED", "ZeroDivisionError"))
    assert second.reading.count == 15


def test_few_mails_start_one_process_and_many_as_many_as_there_are_processors():
    with Readers(SEASON, most=2) as readers:
        for promise in [readers.submit(a_mail("Vedtak", n), "maildir") for n in range(10)]:
            promise.result()
        assert readers.starts == 1
        for promise in [readers.submit(a_mail("Vedtak", n), "maildir") for n in range(40)]:
            promise.result()
        assert readers.starts == min(2, len(readers._children))


def test_giving_up_in_the_middle_leaves_no_process_behind():
    with ActingReaders(SEASON) as readers:
        promises = [readers.submit(a_mail("sleeps", n), "maildir") for n in range(40)]
        while not readers.starts:
            time.sleep(0.01)
        running = [child._process.pid for child in readers._children if child._process]
    assert all(promise.done() for promise in promises)
    for pid in running:
        with suppress(FileNotFoundError):
            assert Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z"


def test_a_child_that_cannot_be_started_is_no_fault_of_the_mail():
    child = Child(["/nowhere/python"], wall_seconds=1, environment={})
    with pytest.raises(OSError, match="nowhere"):
        child.ask(b"x")
