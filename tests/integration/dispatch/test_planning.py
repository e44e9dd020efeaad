"""What would leave, asked before it does: channel, way and hindrance of each letter, and a letter's whole log after."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import a_letter
from outbox_builders import DAY, PDF, approve

from tasks.core.channels.protocol import Way
from tasks.core.channels.smtp import SmtpChannel
from tasks.core.model.approval import REFUSED
from tasks.core.model.errors import StopAndMend
from tasks.core.store import letters, outbox
from tasks.dispatch.copies import owed_to_ks, plan_copies_to_ks
from tasks.dispatch.letter_log import own_log, whole_log
from tasks.dispatch.planning import NOT_ASKED, Basis, in_sum, look_ahead, not_sent
from tasks.dispatch.run import run


def whole_plan_of(box, *, approvers: int = 1, mail: SmtpChannel | None = None):
    basis = Basis(box.register, box.channel, mail, approvers)
    with box.store.begin() as tx:
        unsent = not_sent(tx, basis, 2020)
    return look_ahead(unsent, basis)


def plan_of(box, *, approvers: int = 1):
    """Return the plan of the letters themselves."""
    return tuple(one for one in whole_plan_of(box, approvers=approvers) if not one.copy)


def add_batch(store, municipalities, decision: str | None):
    """Store a batch of reminders-to-be that is not in the outbox, with a person's decision on it."""
    sha256 = store.files.put(PDF + bytes(1))
    made = [
        a_letter(number=m.number, revision=2, letter_ref=f"TEST-{m.number}-request-2", pdf_sha256=sha256)
        for m in municipalities
    ]
    with store.begin() as tx:
        batch, _ = letters.add_batch(tx, 2020, "more", made, round_id=None, maker="m", known_on=DAY)
        if decision is not None:
            approve(tx, batch.id, batch.plan_sha256, decision)


def test_each_way_is_counted_and_nothing_is_sent(fake, sender):
    box = sender(4)
    first, second, *_ = box.register.municipalities
    fake.systems = {
        m.organisation_number: [{"mottakersystem": "ESA", "forsendelseType": ""}] for m in (first, second)
    }
    plan = plan_of(box)
    assert [one.reach.way for one in plan] == [Way.SYSTEM, Way.SYSTEM, Way.INBOX, Way.INBOX]
    assert list(in_sum(plan)) == [
        "4 brev er ikke sendt",
        "svarut, digital innboks: 2",
        "svarut, kommunens eget system henter det: 2",
    ]
    assert not fake.letters
    with box.store.begin() as tx:
        assert {row.state.value for row in outbox.of_year(tx, 2020)} == {"READY"}


def test_what_has_left_is_no_longer_planned(fake, sender):
    box = sender(4)
    run(box, 2020)
    run(box, 2020)
    assert len(fake.letters) == 4
    assert plan_of(box) == ()


def test_a_held_letter_and_one_without_address_say_why(sender):
    box = sender(3)
    first, second, third = box.register.municipalities
    with box.store.begin() as tx:
        (key,) = (row.key for row in outbox.of_year(tx, 2020) if row.number == first.number)
        outbox.hold(tx, [key], held=True, reason="Kari: feil navn")
    known = {third.organisation_number: box.channel.addresses[third.organisation_number]}
    plan = plan_of(replace(box, channel=replace(box.channel, addresses=known)))
    why = {one.number: one.hindrance for one in plan}
    assert why[first.number] == "Kari: feil navn"
    assert "no postal address" in why[second.number]
    assert why[third.number] == ""


@pytest.mark.parametrize(
    ("decision", "why"),
    [(None, "venter på godkjenning"), ("approved", "venter på utstedelse"), (REFUSED, None)],
)
def test_letters_before_the_outbox_are_planned_too_and_refused_ones_are_not(sender, decision, why):
    box = sender(1)
    add_batch(box.store, box.register.municipalities, decision)
    found = [one.hindrance for one in plan_of(box)]
    assert found == ([""] if why is None else ["", why])


def test_two_approvers_are_waited_for(sender):
    box = sender(1)
    add_batch(box.store, box.register.municipalities, "approved")
    assert [one.hindrance for one in plan_of(box, approvers=2)][-1] == "venter på godkjenning"


def test_a_silent_channel_is_asked_no_more_after_three_times(svarut, sender):
    box = sender(6)
    svarut.__exit__(None, None, None)
    plan = plan_of(box)
    assert {one.reach.way for one in plan} == {Way.NOT_KNOWN}
    assert [one.reach == NOT_ASKED for one in plan] == [False] * 3 + [True] * 3


def test_the_log_of_a_letter_is_ours_and_the_channels(fake, sender):
    box = sender(1)
    for _ in range(4):
        run(box, 2020)
        box.clock.moment += timedelta(minutes=11)
    number = box.register.municipalities[0].number
    with box.store.begin() as tx:
        own = own_log(tx, 2020, number)
    log = whole_log(own, box.channel)
    assert [line.what for line in log if line.source == "svarut"] == list(fake.letters[0].statuses)
    ours = [line.what.split()[0] for line in log if line.source == "vi"]
    assert ours[:4] == ["PLANNED", "READY", "CLAIMED", "SUBMITTING"]
    assert ours[-1] == "READ"


def test_a_channel_that_is_silent_says_so_and_our_own_log_stands(fake, sender):
    box = sender(1)
    run(box, 2020)
    fake.letters.clear()
    with box.store.begin() as tx:
        own = own_log(tx, 2020, box.register.municipalities[0].number)
    last = whole_log(own, box.channel)[-1]
    assert (last.source, last.at) == ("svarut", None)
    assert "Forsendelsen finnes ikke" in last.what


def test_a_letter_that_is_not_there_is_named(sender):
    box = sender(1)
    with box.store.begin() as tx, pytest.raises(StopAndMend, match="9999 is not in the outbox of 2020"):
        own_log(tx, 2020, "9999")


def mailing(box, mailbox_url="smtp://127.0.0.1:1"):
    return SmtpChannel(mailbox_url, "post@imdi.no", "ks@ks.example", {}, box.clock)


@pytest.mark.parametrize("is_sent", [False, True])
def test_copies_to_ks_are_planned_and_without_a_mail_server_they_are_held_in_plain_words(sender, is_sent):
    box = sender(2)
    if is_sent:
        run(box, 2020)
    letters_now = 0 if is_sent else 2
    without = whole_plan_of(box)
    assert [one.copy for one in without] == [""] * letters_now + ["ks"] * 2
    assert next(in_sum(without)) == f"{letters_now} brev er ikke sendt"
    assert "smtp, kopi til KS: 2" in in_sum(without)
    assert list(in_sum(without))[-1] == "holdt igjen, kopi til KS, ANMODNING_SMTP_URL er ikke satt: 2"
    planned = whole_plan_of(box, mail=mailing(box))
    assert [one.reach.detail for one in planned if one.copy] == ["ks@ks.example"] * 2
    assert not any("holdt igjen" in line for line in in_sum(planned))


def test_a_copy_in_the_outbox_that_has_not_left_is_still_planned_and_once(sender):
    box = sender(2)
    run(box, 2020)
    with box.store.begin() as tx:
        assert plan_copies_to_ks(tx, 2020, "smtp", box.now()) == 2
        assert owed_to_ks(outbox.of_year(tx, 2020, copies=True)) == frozenset()
    plan = whole_plan_of(box, mail=mailing(box))
    assert [(one.copy, one.hindrance) for one in plan] == [("ks", ""), ("ks", "")]
    gone = whole_plan_of(box)
    assert {one.hindrance for one in gone} == {"ANMODNING_SMTP_URL er ikke satt"}
