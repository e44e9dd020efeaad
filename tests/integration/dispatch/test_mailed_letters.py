"""Reminders and questions leave as mail where a mail address is known on the day; all else goes on the main channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from letter_workshop import NOW, a_request, a_workshop, with_requests
from outbox_builders import Clock, a_box

from tasks.core.model.amendment import Amendment, AmendmentKind
from tasks.core.model.dispatch import DispatchState
from tasks.core.model.errors import BadInput
from tasks.core.model.position import ReminderDue
from tasks.core.model.question import Question
from tasks.core.model.when import Decider
from tasks.core.store import amendments, outbox
from tasks.dispatch.channel_choice import mail_channel_of
from tasks.dispatch.run import run
from tasks.letters.deciding import decide
from tasks.letters.issuing import issue_approved
from tasks.letters.sending_drafts import draft_clarifications, send_reminders

WINTER = replace(NOW, day=date(2019, 12, 23))
KARI = Decider("Kari Nordmann", "seksjonsleder", "Lest")
ENTERED = date(2019, 12, 10)
QUESTION = Question("5057", 15, 12, "Kommunen bosetter 12 flyktninger.", date(2020, 1, 20))


@pytest.fixture
def shop(tmp_path, sqlite_url, mailbox):
    """Give a workshop with a mail server and two requests; municipality 5057 has said where mail goes."""
    made = a_workshop(tmp_path, sqlite_url, "5057", "1520")
    made = replace(
        made,
        here=replace(made.here, settings=made.here.settings.model_copy(update={"smtp_url": mailbox.url})),
    )
    with_requests(made, a_request("5057", 15), a_request("1520", 15))
    enter(made, AmendmentKind.CONTACT, "flyktning@orland.example")
    yield made
    made.here.store.close()


def enter(shop, kind, value, known_on=ENTERED):
    with shop.here.store.begin() as tx:
        entry = Amendment(2020, "5057", kind, value, "Kari", "rådgiver", "Meldt på telefon", known_on)
        amendments.add(tx, entry, at=NOW.moment)


def addresses(shop, day):
    with shop.here.store.begin() as tx:
        return amendments.addresses_on(tx, shop.register, shop.here.settings.addresses_file, day)


def post(shop, when=WINTER):
    """Run the outbox of the mail channel once."""
    clock = Clock(when.moment)
    channel = mail_channel_of(shop.here, shop.cycle, clock, addresses(shop, when.day))
    return run(a_box(shop.here.store, channel, shop.register.municipalities, clock=clock), 2020)


def rows(shop):
    with shop.here.store.begin() as tx:
        return {row.number: (row.channel, row.state) for row in outbox.of_year(tx, 2020)}


def due(number):
    return ReminderDue(number, "after_3", WINTER.day, ("registration", "copy"))


def test_a_reminder_goes_by_mail_where_an_address_is_known(shop, mailbox):
    assert send_reminders(shop, [due("5057"), due("1520")], WINTER) == 2
    assert rows(shop) == {"5057": ("smtp", DispatchState.READY), "1520": ("folder", DispatchState.READY)}
    assert post(shop).sent == 1
    assert post(shop).sent == 0
    ((sender, receivers),) = mailbox.envelopes
    assert (sender, receivers) == (shop.cycle.contacts.imdi_email, ["flyktning@orland.example"])
    with shop.here.store.begin() as tx:
        row = next(r for r in outbox.of_year(tx, 2020) if r.number == "5057")
    assert mailbox.mails[0]["Message-ID"] == f"<{row.key}@{sender.rpartition('@')[2]}>"
    assert next(mailbox.mails[0].iter_attachments()).get_content().startswith(b"%PDF")


def test_a_question_waits_for_approval_and_then_goes_by_mail(shop, mailbox):
    made = draft_clarifications(shop, [QUESTION], WINTER, "program")
    assert rows(shop) == {}
    decide(shop, made.plan_sha256, "approved", KARI, WINTER)
    issue_approved(shop, WINTER)
    assert rows(shop) == {"5057": ("smtp", DispatchState.READY)}
    assert post(shop).sent == 1
    assert mailbox.envelopes[0][1] == ["flyktning@orland.example"]


def test_without_a_mail_server_everything_goes_on_the_main_channel(shop):
    settings = shop.here.settings.model_copy(update={"smtp_url": None})
    without = replace(shop, here=replace(shop.here, settings=settings))
    send_reminders(without, [due("5057")], WINTER)
    assert rows(shop) == {"5057": ("folder", DispatchState.READY)}


def test_an_entry_counts_from_its_own_day(shop, mailbox):
    enter(shop, AmendmentKind.CONTACT, "ny@orland.example", date(2020, 1, 15))
    send_reminders(shop, [due("5057")], WINTER)
    post(shop)
    later = replace(NOW, day=date(2020, 1, 16))
    send_reminders(shop, [replace(due("5057"), step="after_20")], later)
    post(shop, later)
    assert [receivers for _, receivers in mailbox.envelopes] == [
        ["flyktning@orland.example"],
        ["ny@orland.example"],
    ]


def test_a_postal_address_entered_in_mid_season_is_where_letters_go_from_then_on(shop):
    enter(shop, AmendmentKind.ADDRESS, "Rådhuset, Postboks 43, 7159 BJUGN", date(2020, 1, 15))
    receiver = next(m for m in shop.register.municipalities if m.number == "5057").organisation_number
    before, after = addresses(shop, date(2020, 1, 14))[receiver], addresses(shop, date(2020, 1, 15))[receiver]
    assert not before.is_postal
    assert (after.lines, after.postcode, after.place) == (("Rådhuset", "Postboks 43"), "7159", "BJUGN")
    assert after.email == "flyktning@orland.example"


@pytest.mark.parametrize("value", ["Rådhuset", "7159 BJUGN", "a, b, c, d, 7159 BJUGN", "Postboks 43, Bjugn"])
def test_what_is_no_address_is_refused_and_not_stored(shop, value):
    with pytest.raises(BadInput, match="Postboks 43, 7159 BJUGN"):
        enter(shop, AmendmentKind.ADDRESS, value)
    assert addresses(shop, date.max).keys() == addresses(shop, ENTERED).keys()
