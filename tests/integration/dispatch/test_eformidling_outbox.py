"""The outbox over an integrasjonspunkt: three steps under one id of ours, repeated safely after any of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes.integrasjonspunkt import IntegrasjonspunktFake, serve
from outbox_builders import PDF, Clock, a_box, add_ready_letters, some_municipalities, states_of

from tasks.core.channels.eformidling import EFormidlingChannel
from tasks.core.channels.http import session
from tasks.core.model.dispatch import DispatchState
from tasks.core.store import outbox
from tasks.dispatch.run import run

S = DispatchState
PASSWORD = "hemmelig"


@pytest.fixture
def punkt():
    return IntegrasjonspunktFake()


@pytest.fixture
def sender(punkt, store):
    with serve(punkt) as server:
        sessions = []

        def make(count: int, password=PASSWORD):
            municipalities = some_municipalities(count)
            clock, own = Clock(), session(retries=0)
            sessions.append(own)
            channel = EFormidlingChannel(server.url, "bruker", password, clock, session=own)
            add_ready_letters(store, municipalities, "eformidling")
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


def test_a_batch_goes_out_and_is_followed_to_read(punkt, sender):
    box = sender(6)
    passes(box)
    assert set(states_of(box.store).values()) == {S.READ}
    assert len(punkt.messages) == 6
    message = next(iter(punkt.messages.values()))
    assert sorted(message.files) == ["arkivmelding.xml", message.sbd["arkivmelding"]["hoveddokument"]]
    assert message.files[message.sbd["arkivmelding"]["hoveddokument"]] == PDF


def test_the_requests_are_these(punkt, sender):
    box = sender(1)
    run(box, 2020)
    with box.store.begin() as tx:
        row = outbox.of_year(tx, 2020)[0]
    create, meta, letter, send = punkt.asked[:4]
    assert [(one.method, one.path) for one in (create, meta, letter, send)] == [
        ("POST", "/api/messages/out"),
        ("PUT", f"/api/messages/out/{row.key}"),
        ("PUT", f"/api/messages/out/{row.key}"),
        ("POST", f"/api/messages/out/{row.key}"),
    ]
    assert create.json() == {
        "standardBusinessDocumentHeader": {
            "headerVersion": "1.0",
            "receiver": [{"identifier": {"authority": "iso6523-actorid-upis", "value": "0192:900000000"}}],
            "documentIdentification": {
                "standard": "urn:no:difi:arkivmelding:xsd::arkivmelding",
                "type": "arkivmelding",
                "typeVersion": "2.0",
                "instanceIdentifier": row.key,
                "creationDateAndTime": "2019-10-24T11:00:00+02:00",
            },
            "businessScope": {
                "scope": [
                    {
                        "type": "ConversationId",
                        "instanceIdentifier": row.key,
                        "identifier": "urn:no:difi:profile:arkivmelding:administrasjon:ver1.0",
                        "scopeInformation": [],
                    },
                    {"type": "SenderRef", "instanceIdentifier": row.key},
                ]
            },
        },
        "arkivmelding": {"sikkerhetsnivaa": 3, "hoveddokument": f"brev-2020-{row.number}-request-1.pdf"},
    }
    assert (
        meta.headers["content-disposition"] == 'attachment; name="arkivmelding"; filename="arkivmelding.xml"'
    )
    assert (meta.headers["content-type"], letter.headers["content-type"]) == (
        "application/xml",
        "application/pdf",
    )
    assert letter.query == {"title": [f"TEST-{row.number}-request-1"]}


@pytest.mark.parametrize("fault", ["hang_up", "hang_up_after", "html_502"])
@pytest.mark.parametrize("step", range(4))
def test_broken_off_at_any_step_the_letter_is_sent_once(punkt, sender, step, fault):
    punkt.script = ["ok"] * step + [fault]
    box = sender(1)
    passes(box, 12)
    assert list(states_of(box.store).values()) == [S.READ]
    assert len(punkt.messages) == 1
    message = next(iter(punkt.messages.values()))
    assert [word for _, word in message.statuses].count("SENDT") == 1


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
