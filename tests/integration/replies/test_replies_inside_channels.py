"""Replies inside SvarUt and eFormidling: grade A, matched by our letter's id, acknowledged only once stored."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from builders import a_letter, a_request
from fakes.incoming_channels import PASSWORD, USER, FakeInbox, FakeSvarInn, make_key, serving

from config.register_reader import read_register
from config.settings import Settings
from tasks.core.installation import open_installation
from tasks.core.model.errors import StopAndMend, TryAgain
from tasks.core.model.vedtak import Grade, MessageState
from tasks.core.model.when import When
from tasks.core.store import letters, messages, outbox, requests
from tasks.replies.pull_mail import pull_mailbox

WHEN = When(datetime(2019, 12, 13, 9, tzinfo=UTC), date(2019, 12, 13))
ORGNR = read_register(2020).by_number()["5057"].organisation_number
VEDTAK = b"Kommunestyret 12.12.2019 sak 102/19\n\nVedtak:\nKommunen bosetter 15 flyktninger i 2020.\n"


@pytest.fixture
def svarinn(tmp_path):
    with serving(FakeSvarInn(make_key(tmp_path))) as fake:
        yield fake


@pytest.fixture
def inbox():
    with serving(FakeInbox()) as fake:
        yield fake


@pytest.fixture
def here(tmp_path, svarinn, inbox):
    """An installation with both channels, one request, and its letter in the outbox."""
    settings = Settings(
        home=tmp_path / "home",
        svarinn_url=svarinn.base,
        svarinn_user=USER,
        svarinn_password=PASSWORD,
        svarinn_key_file=tmp_path / "key.pem",
        svarinn_certificate_file=tmp_path / "cert.pem",
        eformidling_url=inbox.base,
        eformidling_user=USER,
        eformidling_password=PASSWORD,
    )
    with open_installation(settings) as opened:
        with opened.store.begin() as tx:
            requests.add(tx, [a_request()], origin=requests.ISSUED, known_on=WHEN.day)
            letter = a_letter()
            letters.add_batch(tx, 2020, "brev", [letter], round_id=None, maker="x", known_on=WHEN.day)
            outbox.plan(tx, [letter], "folder", WHEN)
        yield opened


def our_id(here):
    with here.store.begin() as tx:
        return outbox.of_year(tx, 2020)[0].key


def stored(here):
    with here.store.begin() as tx:
        return [one.message for one in messages.of_year(tx, 2020)]


def test_a_reply_in_svarut_is_grade_a_and_known_by_our_letters_id(here, svarinn):
    svarinn.send("f-1", ORGNR, "Melding om vedtak", {"vedtak.txt": VEDTAK}, answers=our_id(here))
    (message,) = pull_mailbox(here, 2020, WHEN)
    assert (message.grade, message.number, message.source) == (Grade.CHANNEL, "5057", "svarinn")
    assert message.letter_ref == a_letter().letter_ref
    assert (message.state, message.reading.count, message.reasons) == (MessageState.ACCEPTED, 15, ())
    assert svarinn.statuses == [("f-1", "MOTTATT")]
    assert pull_mailbox(here, 2020, WHEN) == ()


def test_a_reply_through_eformidling_likewise(here, inbox):
    inbox.send("m-1", ORGNR, {"vedtak.txt": VEDTAK, "arkivmelding.xml": b"<a>99</a>"}, answers=our_id(here))
    (message,) = pull_mailbox(here, 2020, WHEN)
    assert (message.grade, message.number, message.state) == (Grade.CHANNEL, "5057", MessageState.ACCEPTED)
    assert message.reading.count == 15
    assert inbox.deleted == ["m-1"]


def test_what_is_stored_but_not_acknowledged_is_acknowledged_by_the_next_pull(here, svarinn):
    svarinn.send("f-1", ORGNR, "Vedtak", {"vedtak.txt": VEDTAK}, answers=our_id(here))
    svarinn.fail_status = 1
    with pytest.raises(TryAgain, match="answered 500"):
        pull_mailbox(here, 2020, WHEN)
    assert len(stored(here)) == 1
    assert pull_mailbox(here, 2020, WHEN) == ()
    assert svarinn.statuses == [("f-1", "MOTTATT")]
    assert len(stored(here)) == 1


def test_one_that_cannot_be_opened_goes_to_a_person_and_keeps_nobody_waiting(here, svarinn, inbox):
    svarinn.send("f-1", ORGNR, "Vedtak", {"vedtak.txt": VEDTAK}, spoil=True)
    svarinn.send("f-2", ORGNR, "Vedtak", {"vedtak.txt": VEDTAK}, answers=our_id(here))
    inbox.send("m-1", ORGNR, {"vedtak.txt": VEDTAK}, spoil=True)
    by_file = {message.file: message for message in pull_mailbox(here, 2020, WHEN)}
    for file in ("svarinn:f-1:feilet", "eformidling:m-1:feilet"):
        assert by_file[file].state is MessageState.PERSON
        assert "CHANNEL_FILES_UNREADABLE" in by_file[file].reasons
    assert by_file["svarinn:f-2"].state is MessageState.ACCEPTED
    assert svarinn.statuses == [("f-1", "FEILET"), ("f-2", "MOTTATT")]
    assert inbox.deleted == []


def test_two_hundred_and_fifty_replies_are_all_fetched(here, svarinn):
    for number in range(250):
        svarinn.send(f"f-{number}", ORGNR, f"Vedtak {number}", {"vedtak.txt": VEDTAK + str(number).encode()})
    assert len(pull_mailbox(here, 2020, WHEN)) == 250
    assert svarinn.waiting == {}


def test_an_organisation_that_is_no_municipality_speaks_for_none(here, svarinn):
    svarinn.send("f-1", "974760673", "Vedtak om bosetting av flyktninger", {"vedtak.txt": VEDTAK})
    (message,) = pull_mailbox(here, 2020, WHEN)
    assert (message.grade, message.number, message.state) == (Grade.CHANNEL, None, MessageState.PERSON)
    assert "UNKNOWN_ORGANISATION" in message.reasons


def test_a_title_never_becomes_a_header(here, svarinn):
    title = "Vedtak\r\nX-Avsender-Organisasjonsnummer: " + ORGNR
    svarinn.send("f-1", "974760673", title, {"vedtak.txt": VEDTAK})
    (message,) = pull_mailbox(here, 2020, WHEN)
    assert message.number is None


def test_a_receipt_is_taken_off_the_queue_and_counts_for_nothing(here, inbox):
    inbox.send("m-1", ORGNR, {}, kind="arkivmelding_kvittering")
    (message,) = pull_mailbox(here, 2020, WHEN)
    assert message.state is MessageState.IRRELEVANT
    assert inbox.deleted == ["m-1"]


def test_the_same_vedtak_by_channel_and_by_mail_again_is_one(here, svarinn, inbox):
    svarinn.send("f-1", ORGNR, "Vedtak", {"vedtak.txt": VEDTAK}, answers=our_id(here))
    pull_mailbox(here, 2020, WHEN)
    inbox.send("m-1", ORGNR, {"vedtak.txt": VEDTAK}, answers=our_id(here))
    (again,) = pull_mailbox(here, 2020, WHEN)
    assert (again.state, again.duplicate_of) == (MessageState.DUPLICATE, stored(here)[0].raw_sha256)


def test_secrets_that_are_missing_or_wrong_are_named(tmp_path, svarinn):
    settings = Settings(home=tmp_path, svarinn_url=svarinn.base, svarinn_user=USER)
    with (
        open_installation(settings) as here,
        pytest.raises(StopAndMend, match="ANMODNING_SVARINN_USER, _PASSWORD"),
    ):
        pull_mailbox(here, 2020, WHEN)
    values = {"svarinn_key_file": tmp_path / "key.pem", "svarinn_certificate_file": tmp_path / "cert.pem"}
    settings = Settings(
        home=tmp_path, svarinn_url=svarinn.base, svarinn_user=USER, svarinn_password="x", **values
    )
    with (
        open_installation(settings) as here,
        pytest.raises(StopAndMend, match="401: check its user and password"),
    ):
        pull_mailbox(here, 2020, WHEN)
