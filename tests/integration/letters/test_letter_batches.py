"""A batch from the round to the outbox: approved by somebody else, for exactly these bytes, and issued once."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta

import pytest
from letter_workshop import (
    AUTUMN,
    DEADLINE,
    ISSUED,
    NOW,
    SUMMER,
    a_request,
    a_round,
    a_workshop,
    with_policy,
    with_requests,
    with_round,
)

from config.cycle.year import UpwardLetter
from tasks.core.model.allocation import RoundKind, RoundState
from tasks.core.model.dispatch import DispatchState
from tasks.core.model.errors import BadInput, StopAndMend
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import Language
from tasks.core.model.position import ReminderDue
from tasks.core.model.question import Question
from tasks.core.model.request import RequestKind
from tasks.core.model.when import Decider
from tasks.core.store import decisions, letters, outbox, reminders, requests, rounds
from tasks.core.store.outbox import Move
from tasks.letters.again import set_again
from tasks.letters.deciding import decide
from tasks.letters.issuing import issue_approved
from tasks.letters.preparing import prepare_round
from tasks.letters.sending_drafts import (
    draft_clarifications,
    draft_closing,
    draft_withdrawals,
    send_reminders,
)
from tasks.letters.templates import TEXTS_FOLDER

KARI = Decider("Kari Nordmann", "seksjonsleder", "Kontrollert mot runden")
OLA = Decider("Ola Nordmann", "avdelingsdirektør", "Sett")


def revised(shop):
    """Put two requests and a revision that lowers both into the workshop."""
    with_requests(shop, a_request("5057", 15), a_request("1520", 15))
    with_round(shop, a_round(n5057=10, n1520=12))
    return shop


@pytest.fixture
def shop(embedded):
    """Give a workshop with two requests and a revision that lowers both, on SQLite."""
    return revised(embedded)


@pytest.fixture
def any_shop(tmp_path, database_url):
    """Give the same on every database the program runs on."""
    made = a_workshop(tmp_path, database_url, "5057", "1520")
    yield revised(made)
    made.here.store.close()


@pytest.fixture
def embedded(tmp_path, sqlite_url):
    """Give a workshop without requests and rounds on SQLite: where the database makes no difference."""
    made = a_workshop(tmp_path, sqlite_url, "5057", "1520")
    yield made
    made.here.store.close()


def approve(shop, prepared, decider=KARI, decision="approved", when=NOW):
    return decide(shop, prepared.plan_sha256, decision, decider, when)[1]


def stored(shop, kind=None):
    with shop.here.store.begin() as tx:
        return [one for one in letters.of_year(tx, 2020) if kind in (None, one.kind)]


def current(shop):
    with shop.here.store.begin() as tx:
        return {n: r.count for n, r in requests.current(tx, 2020).items()}


def dispatched(shop):
    with shop.here.store.begin() as tx:
        return [(row.number, row.state) for row in outbox.of_year(tx, 2020)]


def test_the_record_holds_the_text_and_all_it_takes_to_make_the_letter_again(any_shop):
    prepare_round(any_shop, NOW)
    for one in stored(any_shop):
        assert f"kommune bosetter {one.count}\xa0flyktninger" in one.text or f"buset {one.count}" in one.text
        kept = any_shop.here.store.files.get(one.pdf_sha256)
        again = set_again(one, any_shop.here.store.files)
        assert again.pdf == kept
        assert again.document.plain_text() == one.text
    assert len({one.template_version for one in stored(any_shop)}) == 1


def test_a_letter_that_comes_out_otherwise_is_not_passed_off_as_the_one_sent(shop):
    prepare_round(shop, NOW)
    one, other = stored(shop)
    with pytest.raises(StopAndMend, match=r"comes out otherwise"):
        set_again(replace(one, inputs_sha256=other.inputs_sha256), shop.here.store.files)


def test_from_round_to_outbox_once(any_shop):
    made = prepare_round(any_shop, NOW)
    assert made is not None
    assert (made.letters, made.is_new, made.blocked) == (2, True, ())
    assert issue_approved(any_shop, NOW) == 0, "nobody has approved"
    again = prepare_round(any_shop, NOW)
    assert again == replace(made, is_new=False)
    approve(any_shop, made)
    assert issue_approved(any_shop, NOW) == 1
    assert issue_approved(any_shop, NOW) == 0
    assert prepare_round(any_shop, NOW) is None
    assert current(any_shop) == {"5057": 10, "1520": 12}
    assert dispatched(any_shop) == [("1520", DispatchState.READY), ("5057", DispatchState.READY)]
    with any_shop.here.store.begin() as tx:
        assert rounds.latest(tx, 2020).state is RoundState.ISSUED
        assert decisions.broken_links(tx) == []
    folders = list((any_shop.here.letter_folder / "2020").iterdir())
    assert [len(list(folder.glob("*.pdf"))) for folder in folders] == [2]


def test_the_maker_does_not_approve(shop):
    made = prepare_round(shop, NOW, "Kari Nordmann")
    with pytest.raises(StopAndMend, match="made these letters of 2020: somebody else must approve"):
        approve(shop, made, replace(KARI, name="kari  NORDMANN "))
    approve(shop, made, OLA)


def test_an_unknown_hash_is_no_approval(shop):
    made = prepare_round(shop, NOW)
    with pytest.raises(StopAndMend, match="no letters of 2020 have the hash"):
        approve(shop, replace(made, plan_sha256="0" * 64))


@pytest.mark.parametrize("when", ["before approval", "after approval"])
def test_a_changed_pdf_makes_the_approval_void(shop, when):
    made = prepare_round(shop, NOW)
    if when == "after approval":
        approve(shop, made)
    one = stored(shop)[0]
    path = shop.here.store.files.folder / one.pdf_sha256[:2] / one.pdf_sha256[2:]
    path.write_bytes(path.read_bytes().replace(b"ANM", b"ABM", 1) + b" ")
    with pytest.raises(StopAndMend, match="is damaged"):
        approve(shop, made) if when == "before approval" else issue_approved(shop, NOW)
    assert current(shop) == {"5057": 15, "1520": 15}
    assert dispatched(shop) == []


def test_a_changed_record_makes_the_approval_void(shop):
    made = prepare_round(shop, NOW)
    approve(shop, made)
    with shop.here.store.begin() as tx:
        tx.connection.exec_driver_sql("UPDATE letter SET pdf_sha256 = 'ee' WHERE number = '5057'")
    with pytest.raises(StopAndMend, match="have changed since they were put forward"):
        issue_approved(shop, NOW)
    assert current(shop) == {"5057": 15, "1520": 15}


def test_another_round_makes_the_approval_void(shop):
    made = prepare_round(shop, NOW)
    with_round(shop, a_round(n5057=11, n1520=12))
    with pytest.raises(StopAndMend, match="belongs to round 1, the newest is 2"):
        approve(shop, made)


@pytest.mark.parametrize("decision", ["refused", "withdrawn"])
def test_refusal_and_withdrawal_are_recorded_and_end_the_matter(shop, decision):
    made = prepare_round(shop, NOW)
    approve(shop, made)
    approve(shop, made, OLA, decision)
    assert issue_approved(shop, NOW) == 0
    with pytest.raises(StopAndMend, match=f"is {decision}"):
        approve(shop, made)
    with shop.here.store.begin() as tx:
        log = [(row["actor"], row["action"]) for row in decisions.listed(tx, 2020)]
    assert log == [("Kari Nordmann", "letters_approved"), ("Ola Nordmann", f"letters_{decision}")]
    assert prepare_round(shop, NOW) is None, "the schedule does not make the same letters again"
    anew = prepare_round(shop, NOW, "Per Hansen")
    assert anew is not None
    assert anew.plan_sha256 != made.plan_sha256
    assert sorted({one.revision for one in stored(shop)}) == [1, 2]


def test_what_went_out_is_not_withdrawn(shop):
    made = prepare_round(shop, NOW)
    approve(shop, made)
    issue_approved(shop, NOW)
    with pytest.raises(StopAndMend, match="are in the outbox"):
        approve(shop, made, OLA, "withdrawn")


def test_a_second_approver_where_the_year_file_asks_for_one(shop):
    shop = with_policy(shop, "letters", approvers=2)
    made = prepare_round(shop, NOW)
    assert approve(shop, made).approved_by is None
    assert issue_approved(shop, NOW) == 0
    with pytest.raises(StopAndMend, match="has approved these letters of 2020 already"):
        approve(shop, made, replace(KARI, name="KARI nordmann"))
    assert approve(shop, made, OLA).approved_by == "Kari Nordmann, Ola Nordmann"
    assert issue_approved(shop, NOW) == 1


def test_what_waits_is_judged_as_what_is_issued_on_any_day_and_by_any_number_of_approvers(shop):
    def waits(day, approvers):
        with shop.here.store.begin() as tx:
            return [(b.name, n) for b, n in letters.waiting(tx, 2020, day, approvers=approvers)]

    before, later = SUMMER, SUMMER + timedelta(days=3)
    made = prepare_round(shop, NOW)
    send_reminders(shop, [due("5057", "after_3")], NOW)  # approved by the year file: one name is enough
    assert waits(before, 1) == waits(before, 2) == [("revision", 2)]
    approve(shop, made, when=replace(NOW, day=later))
    assert (waits(before, 1), waits(later, 1), waits(later, 2)) == ([("revision", 2)], [], [("revision", 2)])


def test_nobody_approves_in_the_year_files_own_role(shop):
    made = prepare_round(shop, NOW)
    with pytest.raises(StopAndMend, match="approve with your own role"):
        approve(shop, made, replace(KARI, role="policy"))


def edited(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_text_edited_after_approval_makes_it_void_and_the_letters_anew(shop, tmp_path):
    texts = tmp_path / "texts"
    shutil.copytree(TEXTS_FOLDER, texts)
    shop = replace(shop, texts=texts)
    made = prepare_round(shop, NOW)
    approve(shop, made)
    edited(texts, "nb/adjusted.toml", "Kommunen får derfor", "Kommunen får av den grunn")
    anew = prepare_round(shop, NOW)
    assert anew.is_new
    assert issue_approved(shop, NOW) == 0, "what was approved is void, the new letters wait"
    with shop.here.store.begin() as tx:
        assert letters.decision_on(tx, made.batch_id).decision == "withdrawn"
    old, new = (one for one in stored(shop) if one.number == "5057")
    assert "Kommunen får derfor" in set_again(old, shop.here.store.files).document.plain_text()
    assert "av den grunn" in new.text


def test_a_year_file_edited_while_letters_wait_makes_them_anew(shop):
    made = prepare_round(shop, NOW)
    contacts = with_policy(shop, "contacts", imdi_email="post@example.no")
    anew = prepare_round(contacts, replace(NOW, day=SUMMER + timedelta(days=1)))
    assert anew.plan_sha256 != made.plan_sha256
    with pytest.raises(StopAndMend, match="is withdrawn"):
        approve(shop, made)


def test_a_later_day_alone_changes_nothing(shop):
    made = prepare_round(shop, NOW)
    later = prepare_round(shop, replace(NOW, day=SUMMER + timedelta(days=3)))
    assert later == replace(made, is_new=False)


def first_round(shop):
    with_round(*(shop, a_round(RoundKind.FIRST, n5057=15, n1520=0)), state=RoundState.CLOSED, known_on=ISSUED)
    return prepare_round(shop, AUTUMN)


def test_a_first_round_writes_to_everybody(embedded):
    made = first_round(embedded)
    assert [(one.number, one.kind) for one in stored(embedded)] == [
        ("1520", LetterKind.INFORMATION),
        ("5057", LetterKind.REQUEST),
    ]
    approve(embedded, made, when=AUTUMN)
    assert issue_approved(embedded, AUTUMN) == 1
    assert current(embedded) == {"5057": 15}


def test_letters_approved_too_late_to_be_answered_are_not_sent(embedded):
    made = first_round(embedded)
    late = replace(AUTUMN, day=DEADLINE)
    with pytest.raises(StopAndMend, match="its deadline 2019-12-20 is not after 2019-12-20"):
        approve(embedded, made, when=late)
    approve(embedded, made, when=AUTUMN)
    with pytest.raises(StopAndMend, match="its deadline 2019-12-20 is not after"):
        issue_approved(embedded, late)
    assert dispatched(embedded) == []


def test_a_missing_text_is_named_and_nothing_of_the_round_is_put_forward(embedded, tmp_path):
    texts = tmp_path / "texts"
    shutil.copytree(TEXTS_FOLDER, texts)
    (texts / "nn" / "information.toml").unlink()
    with pytest.raises(
        StopAndMend, match=r"to 1520 Ørsta\), letters/nn/information.toml: this text is missing"
    ):
        first_round(replace(embedded, texts=texts))
    assert stored(embedded) == []
    assert not embedded.here.letter_folder.exists()


def test_an_office_nobody_knows_is_named(embedded):
    offices = tuple(o for o in embedded.cycle.offices if o.key != "midt-norge")
    shop = replace(embedded, cycle=embedded.cycle.model_copy(update={"offices": offices}))
    with pytest.raises(BadInput, match="no regional office serves county 15 Møre og Romsdal"):
        first_round(shop)
    assert stored(embedded) == []


def test_a_municipality_that_was_merged_away_gets_no_letter_and_its_heir_is_named(embedded):
    with_round(
        *(embedded, a_round(RoundKind.FIRST, n5015=15)), state=RoundState.CLOSED, known_on=ISSUED
    )  # Ørland until 2020
    with pytest.raises(BadInput, match=r"5015 is out of date in 2020 - use what followed it: 5057 Ørland"):
        prepare_round(embedded, AUTUMN)
    assert stored(embedded) == []


def test_a_rise_has_a_deadline_of_its_own_by_the_year_files_policy(embedded):
    with_requests(embedded, a_request("5057", 15))
    with_round(embedded, a_round(n5057=18, n1520=0))
    approve(embedded, prepare_round(embedded, NOW))
    issue_approved(embedded, NOW)
    (letter,) = stored(embedded)
    assert (letter.kind, letter.deadline) == (LetterKind.ADJUSTED, SUMMER + timedelta(days=42))
    with embedded.here.store.begin() as tx:
        assert requests.current(tx, 2020)["5057"].deadline == date(2020, 7, 27)


def test_a_rise_without_a_policy_is_refused_with_what_to_write(embedded):
    with_requests(embedded, a_request("5057", 15))
    with_round(embedded, a_round(n5057=18, n1520=0))
    with pytest.raises(BadInput, match=r"2020.toml: revision.reply_days: .* no time to answer is given"):
        prepare_round(with_policy(embedded, "revision", reply_days=None), NOW)


def test_a_rise_as_a_supplement_asks_for_the_addition_and_stores_the_whole(embedded):
    shop = with_policy(embedded, "revision", upward=UpwardLetter.SUPPLEMENTARY)
    with_requests(shop, a_request("5057", 15))
    with_round(shop, a_round(n5057=18, n1520=10))
    approve(shop, prepare_round(shop, NOW))
    issue_approved(shop, NOW)
    assert {one.number: (one.kind, one.count) for one in stored(shop)} == {
        "1520": (LetterKind.SUPPLEMENTARY, 10),
        "5057": (LetterKind.SUPPLEMENTARY, 3),
    }
    with shop.here.store.begin() as tx:
        now = requests.current(tx, 2020)
    assert {n: (r.kind, r.count) for n, r in now.items()} == {
        "1520": (RequestKind.SUPPLEMENTARY, 10),
        "5057": (RequestKind.SUPPLEMENTARY, 18),
    }


def test_an_adjustment_taken_back_restores_the_number_before_it(any_shop):
    approve(any_shop, prepare_round(any_shop, NOW))
    issue_approved(any_shop, NOW)
    assert current(any_shop) == {"5057": 10, "1520": 12}
    later = replace(NOW, day=SUMMER + timedelta(days=4))
    taken_back = draft_withdrawals(any_shop, later, "Per Hansen")
    assert taken_back.letters == 2
    assert draft_withdrawals(any_shop, later, "Per Hansen") is None
    approve(any_shop, taken_back, when=later)
    issue_approved(any_shop, later)
    assert current(any_shop) == {"5057": 15, "1520": 15}
    with any_shop.here.store.begin() as tx:
        assert requests.original(tx, 2020)["5057"].count == 15
        assert rounds.latest(tx, 2020).state is RoundState.WITHDRAWN
    with pytest.raises(StopAndMend, match="no issued adjustment of 2020 stands"):
        draft_withdrawals(any_shop, later, "Per Hansen")


QUESTION = Question("1520", 15, 12, "Ørsta kommune buset 12 flyktningar.", date(2020, 1, 20))
WINTER = replace(NOW, day=date(2020, 1, 6))


def test_a_question_waits_for_approval_names_both_numbers_and_is_asked_once(any_shop):
    asked = draft_clarifications(any_shop, [QUESTION], WINTER, "program")
    assert draft_clarifications(any_shop, [QUESTION], WINTER, "program") is None
    (letter,) = stored(any_shop, LetterKind.CLARIFICATION)
    assert letter.language is Language.NN
    assert "Registrert i IMDinett: 15" in letter.text
    assert "Lese i den skriftlege kopien: 12" in letter.text
    assert "«Ørsta kommune buset 12 flyktningar.»" in letter.text
    assert "20. januar 2020" in letter.text
    assert dispatched(any_shop) == []
    approve(any_shop, asked, when=WINTER)
    assert issue_approved(any_shop, WINTER) == 1
    assert dispatched(any_shop) == [("1520", DispatchState.READY)]
    assert current(any_shop) == {"5057": 15, "1520": 15}


def test_a_refused_question_is_not_drafted_again_by_the_schedule(shop):
    approve(shop, draft_clarifications(shop, [QUESTION], WINTER, "program"), decision="refused", when=WINTER)
    assert draft_clarifications(shop, [QUESTION], WINTER, "program") is None
    assert draft_clarifications(shop, [QUESTION], WINTER, "Per Hansen").letters == 1


def test_a_question_about_em_names_both_numbers_of_em(shop):
    question = replace(QUESTION, copied=15, registered_em=2, copied_em=None, quote="")
    draft_clarifications(shop, [question], WINTER, "program")
    (letter,) = stored(shop, LetterKind.CLARIFICATION)
    assert "Einslege mindreårige i IMDinett: 2" in letter.text
    assert "Einslege mindreårige i den skriftlege kopien: ikkje noko tal" in letter.text


def test_a_question_to_one_nobody_asked_holds_up_itself_only(shop):
    stranger = replace(QUESTION, number="5056")
    made = draft_clarifications(shop, [stranger, QUESTION], WINTER, "program")
    assert made.letters == 1
    assert "municipality 5056" in made.blocked[0].place


def test_thanks_go_once_to_those_who_answered(shop):
    made = draft_closing(shop, {"5057": 15, "1520": 0, "5056": 3}, WINTER, "program")
    assert {one.number for one in stored(shop, LetterKind.CLOSING)} == {"5057", "1520"}
    assert made.letters == 2
    assert draft_closing(shop, {"5057": 15, "1520": 0}, WINTER, "program") is None


def due(number, step):
    return ReminderDue(number, step, date(2019, 12, 23), ("registration", "copy"))


def test_reminders_grow_firmer_and_go_out_under_the_year_files_approval(shop):
    texts = []
    for n, step in enumerate(("before_14", "after_3", "after_10", "after_20"), 1):
        when = replace(NOW, day=date(2019, 12, 20 + n))
        assert send_reminders(shop, [due("5057", step)], when) == 1
        assert send_reminders(shop, [due("5057", step)], when) == 0
        texts.append(stored(shop, LetterKind.REMINDER)[-1].text)
    assert ["minnet kommunen" in text for text in texts] == [False, True, True, True]
    assert ["ledelsen i kommunen" in text for text in texts] == [False, False, False, True]
    assert dispatched(shop) == [("5057", DispatchState.READY)] * 4
    with shop.here.store.begin() as tx:
        assert len(reminders.sent(tx, 2020)["5057"]) == 4


def test_a_reminder_names_the_municipalitys_own_deadline_and_a_cancelled_one_is_not_counted(shop):
    first = replace(NOW, day=date(2019, 12, 23))
    send_reminders(shop, [due("5057", "after_3")], first)
    with shop.here.store.begin() as tx:
        (row,) = outbox.of_year(tx, 2020)
        outbox.move(tx, row.key, Move(DispatchState.CANCELLED, "operator", detail="answered"), first)
    later = replace(NOW, day=date(2020, 1, 20))
    send_reminders(shop, [due("5057", "own-before-3")], later, {"5057": date(2020, 1, 23)})
    text = stored(shop, LetterKind.REMINDER)[-1].text
    assert "Fristen for å svare er 23. januar 2020." in text
    assert "minnet kommunen om dette tidligere" not in text


def test_each_request_explains_its_number_where_the_year_file_says_so(embedded):
    shop = with_policy(embedded, "letters", explanation_annex=True)
    first_round(shop)
    assert ["Vedlegg 2" in one.text for one in stored(shop)] == [False, True]


def test_a_missing_text_holds_up_its_own_reminder_only(shop, tmp_path):
    texts = tmp_path / "texts"
    shutil.copytree(TEXTS_FOLDER, texts)
    (texts / "nn" / "reminder.toml").unlink()
    one_text = replace(shop, texts=texts)
    assert send_reminders(one_text, [due("5057", "after_3"), due("1520", "after_3")], WINTER) == 1
    assert [one.number for one in stored(shop, LetterKind.REMINDER)] == ["5057"]
    assert send_reminders(shop, [due("5057", "after_3"), due("1520", "after_3")], WINTER) == 1
