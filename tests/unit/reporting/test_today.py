from dataclasses import replace
from datetime import date, timedelta

from unit.reporting.view_builder import (
    AS_OF,
    a_case,
    a_full_view,
    a_position,
    a_reminder,
    a_small_view,
    a_status,
)

from tasks.core.model.allocation import RoundState
from tasks.core.model.dispatch import Dispatch, DispatchState
from tasks.core.model.letter import LetterKind
from tasks.core.model.reconciliation import CaseState, Cause, Severity
from tasks.reporting.artifacts_text import letters_markdown, today_markdown
from tasks.reporting.english import in_english
from tasks.reporting.html_report import write_report
from tasks.reporting.terminal import today_table
from tasks.reporting.today import held_back, next_action, today
from tasks.reporting.year_view import WaitingLetters


def _stuck(state: DispatchState) -> Dispatch:
    return Dispatch("k", "r", 2020, "9901", LetterKind.REQUEST, "folder", state, False, None, 3, None, "feil")


def test_copies_without_a_mail_server_are_said_to_be_held_and_are_no_case():
    view = a_small_view(copies_held=211)
    assert held_back(view) == "Holdes igjen: 211 kopier til KS, ANMODNING_SMTP_URL er ikke satt."
    assert today(view) == ()
    assert held_back(a_small_view()) == ""
    for shown in (today_markdown(view), letters_markdown(view)):
        assert held_back(view) in shown
        assert "Held back: 211 copy(ies) to KS" in in_english(shown)
    assert held_back(view) in str(today_table(view).caption)
    pages = {public: write_report(view, public=public)["index.html"].decode() for public in (False, True)}
    assert {public: held_back(view) in page for public, page in pages.items()} == {False: True, True: False}


def test_severity_then_day_then_places_decide_the_order():
    cases = (
        a_case(id=1, severity=Severity.MEDIUM, due=AS_OF),
        a_case(id=2, severity=Severity.HIGH, due=AS_OF, requested=10),
        a_case(id=3, severity=Severity.HIGH, due=AS_OF, requested=210),
        a_case(id=4, severity=Severity.HIGH, due=AS_OF - timedelta(days=1), requested=10),
    )
    assert [item.case_id for item in today(a_small_view(cases=cases))] == [4, 3, 2, 1]


def test_both_numbers_stand_on_the_list_and_those_of_em_where_they_differ():
    numbers = a_case(id=1, registered=15, copy=12, registered_em=0, copy_em=None)
    em = a_case(id=2, cause=Cause.EM_DIFFERS, registered=15, copy=15, registered_em=2, copy_em=None)
    alike = a_case(id=3, cause=Cause.RESERVATION, registered=15, copy=15, registered_em=2, copy_em=2)
    one_side = a_case(id=4, cause=Cause.ONLY_REGISTERED, copy=None)
    view = a_small_view(cases=(numbers, em, alike, one_side))
    told = {item.case_id: item.numbers for item in today(view)}
    assert told == {1: "IMDinett 15, kopi 12", 2: "IMDinett 15 (EM 2), kopi 15 (EM –)", 3: "", 4: ""}
    shown = (today_markdown(view), write_report(view, public=False)["saker.html"].decode())
    assert all(text in one for text in told.values() for one in shown)
    assert "IMDinett 15 (EM 2), copy 15 (EM –)" in in_english(shown[0])
    assert "EM" not in next_action(view), "alerts carry that line"


def test_a_case_is_overdue_the_day_after_its_day():
    on_the_day, after = today(
        a_small_view(cases=(a_case(id=1, due=AS_OF), a_case(id=2, due=AS_OF - timedelta(days=1))))
    )[::-1]
    assert (on_the_day.is_overdue, after.is_overdue) == (False, True)


def test_closed_cases_and_letters_under_way_need_nobody():
    view = a_small_view(cases=(a_case(state=CaseState.CLOSED),), dispatches=(_stuck(DispatchState.ACCEPTED),))
    assert today(view) == ()


def test_a_letter_that_did_not_arrive_needs_a_person():
    (item,) = today(a_small_view(dispatches=(_stuck(DispatchState.UNDELIVERED),)))
    assert (item.what, item.severity, item.places) == ("Anmodning: ikke levert", Severity.HIGH, 15)


def test_decisions_that_hold_up_the_year_are_on_the_list():
    waiting = a_small_view(waiting_letters=(WaitingLetters("ordinary", 356, "ab" * 32),))
    assert [item.action for item in today(waiting)] == ["Godkjenn eller avvis brevene"]
    assert next_action(waiting).startswith("1 sak trenger en person; først: 356 brev venter")
    (put,) = a_full_view().rounds[-1:]
    consulting = a_small_view(rounds=(replace(put, state=RoundState.IN_CONSULTATION),))
    assert [item.action for item in today(consulting)] == ["Legg inn svaret fra KS og lukk samrådet"]
    assert today(a_small_view(rounds=(replace(put, state=RoundState.CLOSED),))) == ()


def test_a_message_without_municipality_is_on_the_list():
    (item,) = today(a_small_view(cases=(a_case("mail-0f0f", requested=0),)))
    assert item.municipality == "Ukjent kommune"


def test_the_next_action_names_the_first_or_says_what_goes_by_itself():
    assert next_action(a_small_view(cases=(a_case(due=date(2019, 12, 24)),))).startswith(
        "1 sak trenger en person; først: Prøvevik"
    )
    reminding = a_small_view(status=a_status(a_position(), reminders=(a_reminder(),)))
    assert next_action(reminding) == "1 purring går ut ved neste kjøring"
    assert next_action(a_small_view()) == "Ingenting trenger en person i dag"
