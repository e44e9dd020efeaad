"""Mail against a real server on loopback: one Message-ID for ever, copies to KS, refusals and time-outs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from outbox_builders import (
    NOW,
    PDF,
    PLACEHOLDER,
    Clock,
    a_box,
    add_ready_letters,
    some_municipalities,
    states_of,
)

from tasks.core.channels.folder import FolderChannel
from tasks.core.channels.smtp import SmtpChannel
from tasks.core.model.dispatch import DispatchState
from tasks.core.model.when import When
from tasks.core.store import outbox
from tasks.dispatch.copies import plan_copies_to_ks
from tasks.dispatch.run import run

S = DispatchState


@pytest.fixture
def municipalities():
    return some_municipalities(3)


def a_channel(mailbox, municipalities, **changes) -> SmtpChannel:
    addresses = {
        m.organisation_number: replace(PLACEHOLDER, email=f"post@{m.number}.example") for m in municipalities
    }
    return SmtpChannel(mailbox.url, "post@imdi.example", "ks@ks.example", addresses, lambda: NOW, **changes)


def test_a_letter_goes_as_mail_with_the_pdf(mailbox, store, municipalities):
    add_ready_letters(store, municipalities, "smtp")
    box = a_box(store, a_channel(mailbox, municipalities), municipalities)
    assert run(box, 2020).sent == 3
    assert set(states_of(store).values()) == {S.ACCEPTED}
    first = mailbox.mails[0]
    assert mailbox.envelopes[0] == ("post@imdi.example", [f"post@{municipalities[0].number}.example"])
    with store.begin() as tx:
        row = outbox.of_year(tx, 2020)[0]
    assert first["Message-ID"] == f"<{row.key}@imdi.example>" == row.external_id
    assert next(first.iter_attachments()).get_content() == PDF
    assert "Vår referanse: TEST-" in first.get_body().get_content()
    assert run(box, 2020).sent == 0


def test_a_mail_nobody_knows_the_fate_of_goes_again_under_the_same_id(mailbox, store, municipalities):
    add_ready_letters(store, municipalities[:1], "smtp")
    mailbox.answers = ["taken 451 try again later"]
    clock = Clock()
    box = a_box(store, a_channel(mailbox, municipalities), municipalities, clock=clock)
    for _ in range(4):
        run(box, 2020)
        clock.moment += timedelta(minutes=11)
    assert [m["Message-ID"] for m in mailbox.mails] == [mailbox.mails[0]["Message-ID"]] * 2
    assert list(states_of(store).values()) == [S.ACCEPTED]


def test_a_refusal_is_for_a_person(mailbox, store, municipalities):
    add_ready_letters(store, municipalities[:1], "smtp")
    mailbox.answers = ["550 no such user"]
    done = run(a_box(store, a_channel(mailbox, municipalities), municipalities), 2020)
    assert list(states_of(store).values()) == [S.REJECTED]
    assert "no such user" in done.problems[0]


def test_nobody_listens(store, municipalities):
    add_ready_letters(store, municipalities[:1], "smtp")
    channel = SmtpChannel("smtp://127.0.0.1:9", "post@imdi.example", "ks@ks.example", {}, lambda: NOW)
    nowhere = replace(
        channel, addresses={municipalities[0].organisation_number: replace(PLACEHOLDER, email="a@b.example")}
    )
    run(a_box(store, nowhere, municipalities), 2020)
    assert list(states_of(store).values()) == [S.UNKNOWN]


def test_ks_gets_its_own_copy_once_the_letter_has_left(mailbox, store, municipalities, tmp_path):
    add_ready_letters(store, municipalities, "folder")
    with store.begin() as tx:
        assert plan_copies_to_ks(tx, 2020, "smtp", When(NOW, NOW.date())) == 0  # nothing has left yet
    letters_box = a_box(store, FolderChannel(tmp_path / "outbox"), municipalities)
    run(letters_box, 2020)
    for expected in (3, 0):
        with store.begin() as tx:
            assert plan_copies_to_ks(tx, 2020, "smtp", When(NOW, NOW.date())) == expected
    copies_box = a_box(store, a_channel(mailbox, municipalities), municipalities)
    assert run(copies_box, 2020).sent == 3
    assert run(copies_box, 2020).sent == 0
    assert {tuple(receivers) for _, receivers in mailbox.envelopes} == {("ks@ks.example",)}
    assert all(m["Subject"].startswith("Kopi: ") for m in mailbox.mails)
    assert len(states_of(store)) == 3  # a copy is no letter
