"""An operator's verbs: what they change, what they refuse, and that all of it stands in the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import a_letter
from outbox_builders import PDF, approve, states_of

from tasks.core.model.dispatch import DispatchState, Verb
from tasks.core.model.errors import AnmodningError, StopAndMend
from tasks.core.model.when import Decider
from tasks.core.store import decisions, letters, outbox
from tasks.dispatch.reconcile import compare_with_channel
from tasks.dispatch.run import run
from tasks.dispatch.verbs import Done, Order, carry_out, released_plans

S = DispatchState
KARI = Decider("Kari", "seksjonsleder", "avtalt med kommunen")


def say(box, verb: Verb, *words: str, approvers: int = 1, **more: str) -> Done:
    with box.store.begin() as tx:
        return carry_out(tx, Order(2020, verb, words, KARI, **more), box.now(), approvers=approvers)


def log(box) -> list[dict[str, str]]:
    with box.store.begin() as tx:
        assert decisions.broken_links(tx) == []
        return [e for e in decisions.listed(tx, 2020) if e["action"].startswith("dispatch_")]


def until_done(box) -> None:
    for _ in range(6):
        run(box, 2020)
        box.clock.moment += timedelta(minutes=11)


def test_hold_and_resume_one_letter_and_the_whole_year(fake, sender):
    box = sender(4)
    one = next(iter(states_of(box.store)))
    assert say(box, Verb.HOLD, one).changed == (f"TEST-{one}-request-1",)
    until_done(box)
    assert len(fake.letters) == 3
    assert say(box, Verb.HOLD, one).changed
    assert say(box, Verb.RESUME).changed == (f"TEST-{one}-request-1",)
    until_done(box)
    assert len(fake.letters) == 4
    assert next((e["action"], e["actor"], e["role"], e["reason"]) for e in log(box)) == (
        "dispatch_hold",
        "Kari",
        "seksjonsleder",
        "avtalt med kommunen",
    )


def test_cancel_and_supersede_only_before_it_left(fake, sender):
    box = sender(4)
    first, second, *_ = states_of(box.store)
    say(box, Verb.CANCEL, first)
    say(box, Verb.SUPERSEDE, second)
    until_done(box)
    assert len(fake.letters) == 2
    sent = next(number for number, state in states_of(box.store).items() if state is S.READ)
    done = say(box, Verb.CANCEL, sent)
    assert done.changed == ()
    assert "rettebrev" in done.left_alone[0]
    assert log(box)[-1]["action"] == "dispatch_supersede"  # what changed nothing is no decision
    assert '"CANCELLED"' in log(box)[0]["after"]


@pytest.mark.parametrize("verb", [Verb.CANCEL, Verb.SUPERSEDE, Verb.MARK_HANDLED, Verb.COPY])
def test_what_cannot_be_undone_names_its_letters(sender, verb):
    box = sender(1)
    with pytest.raises(StopAndMend, match="name the letters"):
        say(box, verb)


def test_an_unknown_letter_changes_nothing(sender):
    box = sender(2)
    known = next(iter(states_of(box.store)))
    with pytest.raises(StopAndMend, match="not in the outbox of 2020: 9999"):
        say(box, Verb.CANCEL, known, "9999")
    assert set(states_of(box.store).values()) == {S.READY}


def test_a_rejected_letter_is_retried_after_the_cause_was_mended(fake, sender):
    fake.script = ["rejected"]
    box = sender(1)
    until_done(box)
    assert list(states_of(box.store).values()) == [S.REJECTED]
    say(box, Verb.RETRY)
    until_done(box)
    assert list(states_of(box.store).values()) == [S.READ]
    assert [f.status for f in fake.letters] == ["AVVIST", "LEST"]


def test_a_letter_of_unknown_fate_is_retried_only_through_a_look_up(fake, sender):
    fake.script = ["json_500"] * 4
    box = sender(1)
    for _ in range(3):
        until_done(box)
    assert list(states_of(box.store).values()) == [S.UNKNOWN]
    fake.script = ["hang_up_after"]
    say(box, Verb.RETRY)
    until_done(box)
    assert list(states_of(box.store).values()) == [S.READ]
    assert len(fake.letters) == 1
    say(box, Verb.RETRY)  # nothing is left to retry
    until_done(box)
    assert len(fake.letters) == 1


def test_retry_of_what_arrived_after_all_adopts_it(fake, sender):
    fake.script = ["late:20"] + ["json_500"] * 3
    box = sender(1)
    for _ in range(3):
        until_done(box)
    assert list(states_of(box.store).values()) == [S.UNKNOWN]
    fake.letters[0].hidden_for = 0
    say(box, Verb.RETRY)
    until_done(box)
    assert list(states_of(box.store).values()) == [S.READ]
    assert len(fake.letters) == 1


def test_mark_handled_needs_evidence_and_keeps_it(sender):
    box = sender(1)
    number = next(iter(states_of(box.store)))
    with pytest.raises(StopAndMend, match="--evidence"):
        say(box, Verb.MARK_HANDLED, number)
    say(box, Verb.MARK_HANDLED, number, evidence="rekommandert brev 12.11, kvittering i sak 19/77")
    assert list(states_of(box.store).values()) == [S.HANDLED_MANUALLY]
    assert "sak 19/77" in log(box)[0]["reason"]
    with box.store.begin() as tx:
        assert "sak 19/77" in outbox.events_of(tx, outbox.of_year(tx, 2020)[0].key)[-1]["detail"]


def test_a_copy_is_a_sending_of_its_own_and_does_not_count_as_the_letter(fake, sender):
    box = sender(1)
    until_done(box)
    number = next(iter(states_of(box.store)))
    say(box, Verb.COPY, number)
    say(box, Verb.COPY, number)
    until_done(box)
    assert [f.metadata["tittel"].startswith("KOPI: ") for f in fake.letters] == [False, True, True]
    assert len({f.reference for f in fake.letters}) == 3
    assert len(states_of(box.store)) == 1
    with box.store.begin() as tx:
        assert [row.copy for row in outbox.of_year(tx, 2020, copies=True)] == ["", "kopi-1", "kopi-2"]


def test_release_binds_to_the_approved_hash(sender):
    box = sender(1)
    with box.store.begin() as tx:
        plan = letters.batches(tx, 2020)[0].plan_sha256
    with pytest.raises(StopAndMend, match="no approved letters"):
        say(box, Verb.RELEASE, plan_sha256="0" * 64)
    say(box, Verb.RELEASE, plan_sha256=plan)
    with box.store.begin() as tx:
        assert released_plans(tx, 2020) == {plan}


def decided_on(box, decision, name):
    """Put a batch of one letter forward (nothing of it is in the outbox) and decide on it; return its hash."""
    sha256 = box.store.files.put(PDF + b"2")
    with box.store.begin() as tx:
        made = [
            a_letter(number=m.number, revision=2, letter_ref=f"TEST-{m.number}-request-2", pdf_sha256=sha256)
            for m in box.register.municipalities
        ]
        batch, _ = letters.add_batch(
            tx, 2020, "more", made, round_id=None, maker="Per Hansen", known_on=box.day
        )
        if decision:
            approve(tx, batch.id, batch.plan_sha256, decision, name)
        return batch


@pytest.mark.parametrize(
    ("decisions_on_it", "approvers"),
    [
        ([], 1),
        ([("approved", "Ola")], 2),
        ([("approved", "Ola"), ("approved", "ola ")], 2),
        ([("withdrawn", "Ola"), ("approved", "Eva")], 1),
        ([("refused", "Ola"), ("approved", "Eva"), ("approved", "Per")], 2),
    ],
)
def test_what_is_not_approved_by_everything_said_of_it_is_not_released(sender, decisions_on_it, approvers):
    box = sender(1)
    batch = decided_on(box, "", "")
    with box.store.begin() as tx:
        for decision, name in decisions_on_it:
            approve(tx, batch.id, batch.plan_sha256, decision, name)
    with pytest.raises(StopAndMend, match="no approved letters"):
        say(box, Verb.RELEASE, plan_sha256=batch.plan_sha256, approvers=approvers)
    with box.store.begin() as tx:
        assert released_plans(tx, 2020) == frozenset()


def test_two_approvals_are_enough_where_two_are_needed(sender):
    box = sender(1)
    batch = decided_on(box, "approved", "Ola")
    with box.store.begin() as tx:
        approve(tx, batch.id, batch.plan_sha256, "approved", "Eva")
    assert say(box, Verb.RELEASE, plan_sha256=batch.plan_sha256, approvers=2).changed == ("more",)
    again = say(box, Verb.RELEASE, plan_sha256=batch.plan_sha256, approvers=2)
    assert (again.changed, again.left_alone) == ((), ("more: er frigitt fra før",))


def test_letters_changed_after_their_approval_are_not_released(sender):
    box = sender(1)
    batch = decided_on(box, "approved", "Ola")
    with box.store.begin() as tx:
        (one,) = letters.of_batch(tx, batch.id)
        path = box.store.files.folder / one.pdf_sha256[:2] / one.pdf_sha256[2:]
    path.chmod(0o644)
    path.write_bytes(PDF + b"3")
    with pytest.raises(AnmodningError):
        say(box, Verb.RELEASE, plan_sha256=batch.plan_sha256)
    with box.store.begin() as tx:
        assert released_plans(tx, 2020) == frozenset()


def test_the_maker_does_not_release_however_the_name_is_written(sender):
    box = sender(1)
    batch = decided_on(box, "approved", "Ola")
    order = Order(2020, Verb.RELEASE, (), Decider("per  HANSEN", "r", "g"), plan_sha256=batch.plan_sha256)
    with box.store.begin() as tx, pytest.raises(StopAndMend, match="somebody else must release them"):
        carry_out(tx, order, box.now())


def test_reconciling_finds_what_we_and_the_channel_do_not_agree_on(fake, sender):
    box = sender(6)
    until_done(box)
    assert compare_with_channel(box, 2020) == ()
    lost, doubled, *_ = fake.letters
    fake.letters.remove(lost)
    fake.letters.append(replace(doubled, id="en annen"))
    assert sorted(difference.what.split(" (")[0] for difference in compare_with_channel(box, 2020)) == [
        "kanalen har det 2 ganger",
        "vi har det som READ, kanalen har det ikke",
    ]
