"""The outbox over SvarUt: whatever goes wrong, every letter is there once, and nothing is guessed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import a_letter
from outbox_builders import DAY, NOW, PDF, approve, states_of

from tasks.core.model.dispatch import DispatchState
from tasks.core.model.letter import LetterKind
from tasks.core.store import letters, outbox
from tasks.core.store.outbox import Move
from tasks.dispatch.box import Progress
from tasks.dispatch.guards import Guards, Window
from tasks.dispatch.receipts import collect
from tasks.dispatch.run import run
from tasks.dispatch.sending import send_ready

S = DispatchState
LONG = timedelta(minutes=11)


def alive(fake) -> Counter:
    """How often each letter is there, attempts that SvarUt itself calls failed or rejected left out."""
    return Counter(
        f.reference for f in fake.letters if f.statuses[-1] not in ("FEILET_UNDER_MOTTAK", "AVVIST")
    )


def passes(box, count: int):
    """Run again and again, eleven minutes apart."""
    done = []
    for _ in range(count):
        done.append(run(box, 2020))
        box.clock.moment += LONG
    return done


def test_a_batch_goes_out_once_and_is_followed_to_the_end(fake, sender):
    box = sender(12, linger=5.0)
    first = run(box, 2020)
    assert (first.sent, first.problems) == (12, ())
    passes(box, 4)
    assert set(states_of(box.store).values()) == {S.READ}
    assert set(alive(fake).values()) == {1}
    assert len(fake.letters) == 12
    assert len(fake.assertions) == 1  # one token for all of it


def test_the_first_of_each_office_is_accepted_before_the_rest_goes(fake, sender):
    box = sender(12)
    assert run(box, 2020).sent == 4  # four counties, nothing accepted yet
    assert len(fake.letters) == 4
    run(box, 2020)
    assert len(fake.letters) == 12


def test_a_rejected_first_letter_holds_the_batch_until_an_operator_releases_it(fake, sender):
    fake.script = ["ok", "rejected"]
    box = sender(12)
    done = passes(box, 4)
    assert len(fake.letters) == 4
    assert any("AVVIST" in problem for outcome in done for problem in outcome.problems)
    assert any("holdes til" in problem for outcome in done for problem in outcome.problems)
    with box.store.begin() as tx:
        held = [row.key for row in outbox.of_year(tx, 2020) if row.held]
        assert len(held) == 9
        outbox.hold(tx, held, held=False)
    passes(box, 5)
    assert Counter(states_of(box.store).values()) == {S.READ: 11, S.REJECTED: 1}


@pytest.mark.parametrize("fault", ["hang_up_after", "html_500_after", "no_id", "late", "late:2"])
def test_a_letter_that_was_taken_is_found_and_not_sent_again(fake, sender, fault):
    fake.script = [fault]
    box = sender(1)
    passes(box, 8)
    assert len(fake.letters) == 1
    assert list(states_of(box.store).values()) == [S.READ]


@pytest.mark.parametrize("fault", ["hang_up", "json_500", "html_502", "429"])
def test_a_letter_that_was_not_taken_is_sent_again_after_three_look_ups(fake, sender, fault):
    fake.script = [fault]
    box = sender(1)
    done = passes(box, 3)
    assert len(fake.letters) == 0
    assert [one.sent for one in done] == [0, 0, 0]
    passes(box, 5)
    assert len(fake.letters) == 1
    look_ups = [one for one in fake.asked if "eksternRef" in one.query]
    assert len(look_ups) == 3
    assert list(states_of(box.store).values()) == [S.READ]


def test_nothing_listens_at_all_and_later_it_does(fake, sender, svarut):
    box = sender(1)
    elsewhere = replace(box.channel, account=replace(box.channel.account, url="http://127.0.0.1:9/api"))
    assert run(replace(box, channel=elsewhere), 2020).sent == 0
    assert list(states_of(box.store).values()) == [S.UNKNOWN]
    passes(box, 8)
    assert len(fake.letters) == 1


def test_what_svarut_calls_failed_is_replaced_at_once_under_the_same_key(fake, sender):
    fake.script = ["failed"]
    box = sender(1)
    passes(box, 6)
    assert [f.status for f in fake.letters] == ["FEILET_UNDER_MOTTAK", "LEST"]
    assert len({f.reference for f in fake.letters}) == 1
    with box.store.begin() as tx:
        row = outbox.of_year(tx, 2020)[0]
    assert (row.state, row.attempts, row.external_id) == (S.READ, 2, fake.letters[1].id)


def test_an_older_answer_brought_late_by_another_worker_does_not_hide_a_failure(fake, sender):
    fake.script = ["failed"]
    box = sender(1)
    send_ready(box, 2020, Progress())
    with box.store.begin() as tx:
        sent = outbox.of_year(tx, 2020)
    (received,) = box.channel.poll(sent)  # the other worker hears "received" and is slow to record it
    collect(box, 2020, Progress())
    assert list(states_of(box.store).values()) == [S.UNKNOWN]
    with box.store.begin() as tx:
        assert outbox.record_receipt(tx, received, box.now())
    passes(box, 5)
    assert list(states_of(box.store).values()) == [S.READ]
    assert set(alive(fake).values()) == {1}


def test_resends_are_capped_and_then_a_person_is_asked(fake, sender):
    fake.script = ["json_500"] * 40
    box = sender(1)
    done = passes(box, 20)
    sends = [one for one in fake.asked if one.path.endswith("/organisasjon")]
    assert len(sends) == 1 + 3
    with box.store.begin() as tx:
        row = outbox.of_year(tx, 2020)[0]
    assert (row.state, row.held) == (S.UNKNOWN, True)
    assert any("sent 4 times and never taken" in p for one in done for p in one.problems)


def test_two_hits_stop_the_batch(fake, sender):
    fake.script = ["twice"]
    box = sender(6)
    done = passes(box, 3)
    assert any("2 times" in problem for one in done for problem in one.problems)
    assert len(fake.letters) == 5  # the other three offices' first, and the doubled one
    with box.store.begin() as tx:
        assert sum(row.held for row in outbox.of_year(tx, 2020)) == 3


def test_a_token_that_is_refused_is_renewed_once(fake, sender):
    box = sender(1)
    run(box, 2020)
    fake.tokens.clear()
    passes(box, 3)
    assert len(fake.assertions) == 2
    assert list(states_of(box.store).values()) == [S.READ]


def test_refused_twice_the_channel_pauses_and_nothing_is_lost(fake, sender):
    fake.script = ["401", "401"]
    box = sender(6)
    done = run(box, 2020)
    assert done.sent == 0
    assert any("slipper oss ikke inn" in problem for problem in done.problems)
    assert len([one for one in fake.asked if one.path.endswith("/organisasjon")]) == 2
    with box.store.begin() as tx:
        assert {(row.state, row.attempts) for row in outbox.of_year(tx, 2020)} == {(S.READY, 0)}
    passes(box, 6)
    assert len(fake.letters) == 6


def test_a_token_lives_as_long_as_it_says(fake, sender):
    fake.token_life = 60
    box = sender(1)
    passes(box, 3)
    assert len(fake.assertions) == 3


@pytest.mark.parametrize("fault", ["403", "400"])
def test_a_refusal_is_not_repeated_and_holds_the_rest(fake, sender, fault):
    fake.script = [fault]
    box = sender(6)
    done = passes(box, 3)
    assert "Noe gikk galt" in "".join(p for one in done for p in one.problems)
    assert Counter(states_of(box.store).values()) == {S.REJECTED: 1, S.READY: 5}
    assert len([one for one in fake.asked if one.path.endswith("/organisasjon")]) == 1


def test_too_many_failures_in_a_row_stop_the_pass(fake, sender):
    fake.script = ["json_500"] * 40
    box = sender(30, office_of=lambda number: number)
    done = run(box, 2020)
    assert len([one for one in fake.asked if one.path.endswith("/organisasjon")]) == 5
    assert any("feil på rad" in problem for problem in done.problems)


def test_the_kill_switch_is_asked_before_every_letter(fake, sender):
    asked = []

    def stopped() -> bool:
        asked.append(1)
        return len(fake.letters) >= 2

    done = run(sender(6, stopped=stopped), 2020)
    assert (len(fake.letters), done.sent) == (2, 2)
    assert "nødbryteren" in done.problems[0]
    assert len(asked) > 2


def test_a_short_retry_after_is_slept_and_a_long_one_ends_the_pass(fake, sender):
    fake.script = ["429:7", "ok", "429:3600"]
    box = sender(6)
    run(box, 2020)
    assert box.clock() == NOW + timedelta(seconds=7)
    assert Counter(states_of(box.store).values()) == {S.UNKNOWN: 2, S.ACCEPTED: 1, S.READY: 3}
    box.clock.moment += timedelta(minutes=30)
    run(box, 2020)
    with box.store.begin() as tx:
        waiting = [row for row in outbox.of_year(tx, 2020) if row.last_error.startswith("http")]
    assert len(waiting) == 2


def test_a_missing_address_holds_that_letter_only(fake, sender):
    box = sender(6)
    addresses = dict(box.channel.addresses)
    gone = addresses.pop("900000004")
    poor = replace(box, channel=replace(box.channel, addresses=addresses))
    done = passes(poor, 5)
    assert len(fake.letters) == 5
    assert any("no postal address" in problem for problem in done[0].problems)
    with box.store.begin() as tx:
        (reason,) = (row.hold_reason for row in outbox.of_year(tx, 2020) if row.held)
    assert reason == (
        "mangler: no postal address for organisation 900000004 in ANMODNING_ADDRESSES_FILE, "
        "and none entered (`amend YEAR NUMBER address`)"
    )
    box.channel.addresses["900000004"] = gone
    run(box, 2020)
    assert len(fake.letters) == 6


def test_a_window_a_production_host_and_a_large_batch_stop_everything(fake, sender):
    box = sender(3)
    night = replace(box, guards=Guards(window=Window()))
    box.clock.moment = NOW.replace(hour=3)
    assert "utenfor sendetiden" in run(night, 2020).problems[0]
    assert "flere enn de 2" in run(replace(box, guards=Guards(most_letters=2)), 2020).problems[0]
    real = replace(box.channel, account=replace(box.channel.account, url="https://svarut.ks.no/api"))
    assert "ANMODNING_ALLOW_PRODUCTION" in run(replace(box, channel=real), 2020).problems[0]
    allowed = replace(box, channel=real, guards=Guards(production_is_allowed=True))
    assert "ikke frigitt" in run(allowed, 2020).problems[0]
    assert fake.asked == []


def test_a_withdrawn_approval_stops_the_batch(fake, sender):
    box = sender(3)
    with box.store.begin() as tx:
        batch = letters.batches(tx, 2020)[0]
        approve(tx, batch.id, batch.plan_sha256, "withdrawn")
    assert "godkjenningen er trukket" in run(box, 2020).problems[0]
    assert fake.asked == []


def test_one_approval_is_not_enough_where_two_are_asked_for(fake, sender):
    box = sender(3)
    two = replace(box, guards=Guards(approvers=2))
    assert "av så mange som skal til" in run(two, 2020).problems[0]
    assert fake.asked == []
    with box.store.begin() as tx:
        batch = letters.batches(tx, 2020)[0]
        approve(tx, batch.id, batch.plan_sha256, name="Ola")
    passes(two, 2)
    assert len(fake.letters) == 3


def revised(box):
    """Put an approved adjustment of every number into the outbox, READY, beside the requests."""
    sha256 = box.store.files.put(PDF + b"justert")
    made = [
        a_letter(
            number=m.number,
            kind=LetterKind.ADJUSTED,
            letter_ref=f"TEST-{m.number}-adjusted-1",
            count=10,
            pdf_sha256=sha256,
        )
        for m in box.register.municipalities
    ]
    with box.store.begin() as tx:
        batch, _ = letters.add_batch(tx, 2020, "adjusted", made, round_id=None, maker="m", known_on=DAY)
        approve(tx, batch.id, batch.plan_sha256)
        outbox.plan(tx, made, box.channel.name, box.now())
        for row in outbox.of_year(tx, 2020):
            if row.state is S.PLANNED:
                outbox.move(tx, row.key, Move(S.READY, "operator"), box.now())


def test_an_adjusted_number_never_overtakes_the_number_it_adjusts(fake, sender):
    """The request of one municipality is held when its adjustment is issued: it goes first, or not at all."""
    box = sender(3)
    first, second, _ = (m.number for m in box.register.municipalities)
    key_of = {row.number: row.key for row in box.rows(2020)[1]}
    with box.store.begin() as tx:
        outbox.hold(tx, [key_of[first], key_of[second]], held=True, reason="Kari: feil navn")
    passes(box, 4)
    revised(box)
    done = passes(box, 4)
    sent = [(f.metadata["mottaker"]["digitalId"][-1], f.reference) for f in fake.letters]
    assert [which for which, _ in sent] == ["2", "2"], "the third has both"
    assert any("brevet før, TEST-" in p and "er ikke sendt" in p for one in done for p in one.problems)
    with box.store.begin() as tx:
        outbox.hold(tx, [key_of[first]], held=False)
        outbox.move(tx, key_of[second], Move(S.CANCELLED, "operator"), box.now())
    passes(box, 6)
    titles = [f.reference for f in fake.letters if f.metadata["mottaker"]["digitalId"].endswith("0")]
    assert titles[0] == key_of[first]
    assert len(titles) == 2
    assert len([f for f in fake.letters if f.metadata["mottaker"]["digitalId"].endswith("1")]) == 1
    with box.store.begin() as tx:
        states = [(row.kind, row.state) for row in outbox.of_year(tx, 2020) if row.number == second]
    assert states == [(LetterKind.ADJUSTED, S.READ), (LetterKind.REQUEST, S.CANCELLED)]


def test_an_unknown_status_keeps_the_state_and_is_said_once(fake, sender):
    fake.script = ["odd_status"]
    box = sender(1)
    done = passes(box, 5)
    assert list(states_of(box.store).values()) == [S.ACCEPTED]
    assert sum("SENDT_BREVDUE" in problem for one in done for problem in one.problems) == 1


def test_statuses_repeated_and_left_out_do_no_harm(fake, sender):
    fake.repeat_statuses = True
    fake.leave_out = 1
    box = sender(4)
    passes(box, 12)
    fake.leave_out = 0
    passes(box, 4)
    assert set(states_of(box.store).values()) == {S.READ}


def test_no_answer_to_a_look_up_is_not_nothing_found(fake, sender):
    fake.script = ["hang_up_after"]
    fake.lookups_fail = 4
    box = sender(1)
    done = passes(box, 9)
    assert len(fake.letters) == 1
    assert list(states_of(box.store).values()) == [S.READ]
    assert any("fikk ikke svar" in problem for problem in done[1].problems)


def test_receipts_that_cannot_be_fetched_are_said_and_fetched_later(fake, sender):
    fake.polls_fail = 2
    box = sender(1)
    done = passes(box, 7)
    assert any("kunne ikke hentes" in problem for problem in done[0].problems)
    assert list(states_of(box.store).values()) == [S.READ]


def test_a_clock_set_back_stops_nobody_from_being_followed(fake, sender):
    box = sender(12, linger=5.0)
    box.clock.moment += timedelta(hours=3)  # the clock was wrong while the letters went and were asked about
    run(box, 2020)
    box.clock.moment -= timedelta(hours=3)
    passes(box, 4)
    assert set(states_of(box.store).values()) == {S.READ}


def test_waiting_more_than_two_working_days_to_be_fetched_is_said(fake, sender):
    fake.script = ["never_fetched"]
    box = sender(1)
    passes(box, 4)
    assert list(states_of(box.store).values()) == [S.WAITING_FETCH]
    assert run(replace(box, day=date(2019, 10, 28)), 2020).problems == ()
    late = run(replace(box, day=date(2019, 10, 29)), 2020)
    assert "ring kommunen" in late.problems[0]


def test_deleted_files_leave_a_read_letter_read(fake, sender):
    fake.script = ["deleted"]
    box = sender(1)
    passes(box, 5)
    assert list(states_of(box.store).values()) == [S.READ]


def test_a_pass_lingers_for_look_ups_that_are_due_soon(fake, sender):
    from tasks.dispatch.lookups import Patience

    fake.script = ["hang_up", "hang_up_after"]
    box = sender(6, linger=20.0, patience=Patience(timedelta(seconds=1), 3))
    assert run(box, 2020).sent == 6
    assert set(alive(fake).values()) == {1}
