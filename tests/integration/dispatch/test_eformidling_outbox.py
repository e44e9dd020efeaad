"""The outbox over an integrasjonspunkt: one posting under one id of ours, and never a second on a guess."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from fakes.integrasjonspunkt import IntegrasjonspunktFake, serve
from fakes.multipart import parts_of
from outbox_builders import PDF, Clock, a_box, add_ready_letters, some_municipalities, states_of

from tasks.core.channels.eformidling import EFormidlingChannel
from tasks.core.channels.http import session
from tasks.core.channels.protocol import Parcel, Uncertain, Way
from tasks.core.model.alarm import AlarmKind
from tasks.core.model.dispatch import DispatchState, Verb
from tasks.core.model.when import Decider
from tasks.core.store import letters, outbox
from tasks.dispatch.lookups import Patience
from tasks.dispatch.run import run
from tasks.dispatch.verbs import Order, carry_out

S = DispatchState
PASSWORD = "hemmelig"
LARGE_PDF = PDF + bytes(5 * 1024 * 1024)


@pytest.fixture
def punkt():
    return IntegrasjonspunktFake()


@pytest.fixture
def sender(punkt, store):
    with serve(punkt) as server:
        sessions = []

        def make(count: int, password=PASSWORD, pdf=PDF):
            municipalities = some_municipalities(count)
            clock, own = Clock(), session(retries=0)
            sessions.append(own)
            channel = EFormidlingChannel(server.url, "bruker", password, clock, session=own)
            add_ready_letters(store, municipalities, "eformidling", pdf=pdf)
            return a_box(store, channel, municipalities, clock=clock)

        yield make
        for one in sessions:
            one.close()


def passes(box, count: int = 10):
    done = []
    for _ in range(count):
        done.append(run(box, 2020))
        box.clock.moment += timedelta(minutes=11)
    return done


def the_row(box):
    with box.store.begin() as tx:
        (row,) = outbox.of_year(tx, 2020)
    return row


def retry(box):
    order = Order(2020, Verb.RETRY, (), Decider("Kari", "seksjonsleder", "Sett etter i køen"))
    with box.store.begin() as tx:
        assert carry_out(tx, order, box.now()).changed


def told(done):
    return [problem for one in done for problem in one.problems]


def postings(punkt) -> int:
    return sum(one.method in ("POST", "PUT") for one in punkt.asked)


def test_a_batch_goes_out_and_is_followed_to_read(punkt, sender):
    box = sender(6)
    passes(box)
    assert set(states_of(box.store).values()) == {S.READ}
    assert len(punkt.messages) == 6
    message = next(iter(punkt.messages.values()))
    assert sorted(message.files) == ["arkivmelding.xml", message.sbd["arkivmelding"]["hoveddokument"]]
    assert message.files[message.sbd["arkivmelding"]["hoveddokument"]] == PDF


def the_sbd(key: str) -> dict:
    """What stands on the envelope of the first letter, field by field."""
    return {
        "standardBusinessDocumentHeader": {
            "headerVersion": "1.0",
            "receiver": [{"identifier": {"authority": "iso6523-actorid-upis", "value": "0192:900000000"}}],
            "documentIdentification": {
                "standard": "urn:no:difi:arkivmelding:xsd::arkivmelding",
                "type": "arkivmelding",
                "typeVersion": "2.0",
                "instanceIdentifier": key,
                "creationDateAndTime": "2019-10-24T11:00:00+02:00",
            },
            "businessScope": {
                "scope": [
                    {
                        "type": "ConversationId",
                        "instanceIdentifier": key,
                        "identifier": "urn:no:difi:profile:arkivmelding:administrasjon:ver1.0",
                        "scopeInformation": [],
                    },
                    {"type": "SenderRef", "instanceIdentifier": key},
                ]
            },
        },
        "arkivmelding": {"sikkerhetsnivaa": 3, "hoveddokument": "brev-2020-1100-request-1.pdf"},
    }


def test_a_letter_goes_in_one_request_of_these_bytes(punkt, sender):
    box = sender(1)
    run(box, 2020)
    with box.store.begin() as tx:
        row = outbox.of_year(tx, 2020)[0]
    asked = punkt.asked[0]
    assert (asked.method, asked.path) == ("POST", "/api/messages/out/multipart")
    mark = f"anmodning-{row.key}"
    assert asked.headers["content-type"] == f"multipart/form-data; boundary={mark}"
    first, meta, letter = parts_of(asked.headers["content-type"], asked.body)
    assert json.loads(first.data) == the_sbd(row.key)
    name = f"brev-2020-{row.number}-request-1.pdf"
    assert asked.body == b"".join(
        (
            f'--{mark}\r\nContent-Disposition: form-data; name="sbd"\r\n'.encode(),
            b"Content-Type: application/json\r\n\r\n",
            first.data,
            f'\r\n--{mark}\r\nContent-Disposition: form-data; name="arkivmelding"; '.encode(),
            b'filename="arkivmelding.xml"\r\nContent-Type: application/xml\r\n\r\n',
            meta.data,
            f'\r\n--{mark}\r\nContent-Disposition: form-data; name="TEST-{row.number}-request-1"; '.encode(),
            f'filename="{name}"\r\nContent-Type: application/pdf\r\n\r\n'.encode(),
            PDF,
            f"\r\n--{mark}--\r\n".encode(),
        )
    )
    assert letter.data == PDF


def test_a_file_too_large_for_one_request_is_refused_by_name(punkt, sender):
    box = sender(1, pdf=LARGE_PDF)
    done = run(box, 2020)
    assert not punkt.asked
    assert list(states_of(box.store).values()) == [S.REJECTED]
    assert any("is over 5242880 bytes: send it on another channel" in problem for problem in done.problems)


def test_one_in_the_queue_whose_answer_was_lost_is_asked_about_and_taken_in_when_it_goes(punkt, sender):
    punkt.script, punkt.in_queue = ["hang_up_after"], 3
    box = sender(1)
    passes(box, 12)
    assert list(states_of(box.store).values()) == [S.READ]
    assert set(punkt.enqueued.values()) == {1}
    assert postings(punkt) == 1


def test_one_that_stays_in_the_queue_goes_to_a_person_and_is_never_posted_again(punkt, sender):
    punkt.script, punkt.in_queue = ["hang_up_after"], 12
    box = sender(1)
    done = passes(box, 10)
    row = the_row(box)
    assert (row.state, row.held, row.attempts) == (S.UNKNOWN, True, 1)
    assert postings(punkt) == 1
    assert any(
        "does not say that it was sent on; holdes, og sendes ikke en gang til" in p for p in told(done)
    )
    assert {one.kind for d in done for one in d.alarms} == {AlarmKind.NOT_SENT_ON}
    passes(box, 8)  # the queue moves at last: it is taken in by itself
    row = the_row(box)
    assert (row.state, row.held) == (S.READ, False)
    assert set(punkt.enqueued.values()) == {1}


def test_no_pass_lingers_for_what_a_person_decides(punkt, sender):
    punkt.stop_after_create = 1
    box = sender(1)
    passes(box, 6)
    assert the_row(box).held
    slept: list[float] = []
    run(replace(box, linger=5.0, sleep=slept.append, patience=Patience(timedelta(0), 3)), 2020)
    assert slept == []


def test_one_created_and_left_behind_is_not_posted_again_by_itself_nor_by_retry(punkt, sender):
    punkt.stop_after_create = 1
    box = sender(1)
    passes(box, 6)
    for _ in range(2):
        assert the_row(box).held
        retry(box)
        passes(box, 6)
    assert (the_row(box).state, the_row(box).held) == (S.UNKNOWN, True)
    assert punkt.enqueued == {}
    assert len(punkt.messages) == 1


def test_deleted_from_the_queue_by_hand_it_is_sent_once_by_retry(punkt, sender):
    punkt.stop_after_create = 1
    box = sender(1)
    passes(box, 6)
    punkt.messages.clear()
    retry(box)
    passes(box, 8)
    assert list(states_of(box.store).values()) == [S.READ]
    assert set(punkt.enqueued.values()) == {1}


def test_one_that_is_there_already_when_it_is_posted_is_looked_up_and_not_sent_on_again(punkt, sender):
    """It turned up after the last look-up: the second posting is refused by name, and its fate is asked for."""
    box = sender(1)
    run(box, 2020)
    with box.store.begin() as tx:
        (row,) = outbox.of_year(tx, 2020)
        receiver = box.register.require(row.number, place="test")
        letter = letters.get(tx, row.letter_ref)
    with pytest.raises(Uncertain, match="finnes fra før"):
        box.channel.submit(Parcel(row, letter, receiver, PDF))
    assert set(punkt.enqueued.values()) == {1}


def test_a_page_of_a_proxy_is_no_word_about_the_message(punkt, sender):
    box = sender(1)
    elsewhere = replace(box.channel, url=box.channel.url + "/feil")
    assert elsewhere.find("0" * 8) == ()  # the integrasjonspunkt's own answer in JSON
    punkt.proxy_404 = True
    with pytest.raises(Uncertain, match="answered 404"):
        box.channel.find("0" * 8)


def test_who_is_reached_and_how_is_asked_before_anything_is_sent(punkt, sender):
    box = sender(5)
    system, inbox, nobody, odd, _ = (m.organisation_number for m in box.register.municipalities)
    punkt.services = {system: ["DPV", "DPO"], inbox: ["DPV"], nobody: [], odd: ["DPX"]}
    ways = [box.channel.capabilities(m).way for m in box.register.municipalities]
    assert ways == [Way.SYSTEM, Way.INBOX, Way.NOT_AT_ALL, Way.NOT_KNOWN, Way.SYSTEM]
    assert punkt.asked[0].path == f"/api/capabilities/{system}"
    assert punkt.asked[0].query == {
        "securityLevel": ["3"],
        "process": ["urn:no:difi:profile:arkivmelding:administrasjon:ver1.0"],
    }
    assert not punkt.messages


def test_the_log_of_a_letter_is_its_conversation(punkt, sender):
    box = sender(1)
    with box.store.begin() as tx:
        row = outbox.of_year(tx, 2020)[0]
    assert box.channel.events(row) == ()
    passes(box)
    assert [one.what for one in box.channel.events(row)] == list(punkt.statuses)


@pytest.mark.parametrize("fault", ["hang_up", "hang_up_after", "html_502"])
@pytest.mark.parametrize("times", [1, 2])
def test_broken_off_the_letter_is_sent_once(punkt, sender, fault, times):
    punkt.script = [fault] * times
    box = sender(1)
    passes(box, 14)
    assert list(states_of(box.store).values()) == [S.READ]
    assert set(punkt.enqueued.values()) == {1}


def test_one_letter_without_an_answer_keeps_no_other_waiting_for_its_receipt(punkt, sender):
    box = sender(6)
    passes(box, 2)
    first, *_ = punkt.messages
    punkt.silent_about = {first}
    passes(box, 8)
    states = {row.key: row.state for rows in box.rows(2020).values() for row in rows}
    assert states.pop(first) is not S.READ
    assert set(states.values()) == {S.READ}


def test_a_channel_that_answers_for_none_is_asked_ten_times_and_says_so(punkt, sender):
    box = sender(16)
    passes(box, 2)
    punkt.silent_about = set(punkt.messages)
    before = sum(one.path == "/api/statuses" for one in punkt.asked)
    done = passes(box, 1)
    assert sum(one.path == "/api/statuses" for one in punkt.asked) == before + 10
    assert any("kvitteringer fra eformidling kunne ikke hentes" in problem for problem in told(done))


def test_a_wrong_password_pauses_and_loses_nothing(punkt, sender):
    box = sender(2, password="feil")
    done = run(box, 2020)
    assert any("slipper oss ikke inn" in problem for problem in done.problems)
    assert set(states_of(box.store).values()) == {S.READY}
    passes(replace(box, channel=replace(box.channel, password="hemmelig")))
    assert set(states_of(box.store).values()) == {S.READ}


@pytest.mark.parametrize(
    ("words", "state"),
    [
        (["FEIL"], S.REJECTED),
        (["LEVETID_UTLOPT"], S.UNDELIVERED),
        (["LEVERT"], S.IN_INBOX),  # DPF: SvarUt has it, nobody has read it
        (["NOE_NYTT"], S.ACCEPTED),
        (["LEST", "LEVERT"], S.READ),  # late
    ],
)
def test_what_its_words_mean(punkt, sender, words, state):
    punkt.statuses = words
    box = sender(1)
    done = passes(box)
    assert list(states_of(box.store).values()) == [state]
    unknown = [p for one in done for p in one.problems if "ukjent status" in p]
    assert len(unknown) == (1 if words == ["NOE_NYTT"] else 0)
