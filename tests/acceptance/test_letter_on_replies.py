"""The letter on replies: one story per rule, each under the sentence of the letter it comes from (2020's letter)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from builders import DEADLINE, a_message, a_reading, a_registration, a_request

from config.cycle.reader import read_cycle
from config.register_reader import read_register
from tasks.core.model.deadlines import Deadlines
from tasks.core.model.dispatch import DispatchState
from tasks.core.model.position import Missing, PositionState
from tasks.core.model.reconciliation import Cause, NextAction
from tasks.core.model.settlement import Referral
from tasks.core.model.vedtak import Outcome, Reservation, ReservationCode
from tasks.monitoring.deadline import reply_deadline
from tasks.monitoring.positions import ReplyPlan, year_status
from tasks.reconciliation.case_rules import needs_case
from tasks.reconciliation.compare import reconcile
from tasks.settlement.carry_over import carried_over, progress
from tasks.settlement.reading import read_referrals

DAY = date(2019, 12, 16)
ASKED = {"5057": a_request()}


def mailed(**changes):
    return a_message(received_at=datetime(2019, 12, 13, 10, 0, tzinfo=UTC), **changes)


def finding(registration=None, messages=(), *, as_of=DAY, request=None):
    rows = {"5057": registration} if registration else {}
    (found,) = reconcile({"5057": request or a_request()}, rows, messages, DEADLINE, as_of, {}, year=2020)
    return found


def status(findings, as_of):
    plan = ReplyPlan(read_cycle(2020).reminders, Deadlines(DEADLINE))
    return year_status(2020, ASKED, {"5057": DispatchState.READ}, findings, {}, plan, as_of, ())


def test_the_vedtak_says_plainly_how_many():
    """«... at det kommer tydelig fram av vedtaket hvor mange flyktninger kommunen vedtar å bosette»."""
    families = a_reading(
        count=None,
        outcome=Outcome.UNCLEAR,
        reservations=(Reservation(ReservationCode.RANGE, "tre til fire familier"),),
        count_evidence="Kommunen bosetter tre til fire familier.",
    )
    found = finding(a_registration(), [mailed(reading=families)])
    assert found.cause is Cause.UNCLEAR
    assert found.decided is None, "15 stands in IMDinett and in the request; the council did not say it"
    assert "tre til fire familier" in found.evidence
    assert found.next_action is NextAction.READ_BY_PERSON


@pytest.mark.parametrize(
    ("count", "cause"), [(15, Cause.AGREE), (10, Cause.BELOW_REQUEST), (18, Cause.ABOVE_REQUEST)]
)
def test_the_council_is_encouraged_to_follow_the_request_and_may_decide_otherwise(count, cause):
    """«Vi oppfordrer kommunen til å fatte vedtak i tråd med antallet det er anmodet om.»."""
    found = finding(a_registration(count=count), [mailed(reading=a_reading(count=count))])
    assert (found.cause, found.decided) == (cause, count), "an encouragement: the decided number stands"


@pytest.mark.parametrize(
    "code", [ReservationCode.FAM_INCLUDED, ReservationCode.UPTO, ReservationCode.HOUSING]
)
def test_a_vedtak_with_family_or_any_other_reservation_is_not_taken_as_it_is(code):
    """«Vedtaket skal ikke inkludere familiegjenforente eller inneholde andre reservasjoner.»."""
    reading = a_reading(reservations=(Reservation(code, "vilkåret i vedtaket"),), needs_person=True)
    found = finding(a_registration(), [mailed(reading=reading)])
    assert (found.cause, found.decided) == (Cause.RESERVATION, None)
    assert found.reservations == (code,)
    assert "vilkåret i vedtaket" in found.evidence
    assert needs_case(found, DAY, DEADLINE)


def test_a_reply_on_the_last_day_is_in_time_and_one_after_it_is_late_and_counts():
    """«Frist for å svare på anmodningen er 20.12.2019.»."""
    assert reply_deadline(read_cycle(2020).calendar).last_day == DEADLINE
    in_time = a_registration(registered_at=datetime(2019, 12, 20, 22, 30, tzinfo=UTC))
    late = a_registration(registered_at=datetime(2019, 12, 27, 9, 0, tzinfo=UTC))
    assert finding(in_time, [mailed()], as_of=date(2020, 1, 2)).causes == (Cause.AGREE,)
    found = finding(late, [mailed()], as_of=date(2020, 1, 2))
    assert (found.cause, found.decided) == (Cause.LATE, 15)


def test_a_number_in_imdinett_alone_is_half_an_answer():
    """«registrere vedtakstallet i IMDi sitt fagsystem for bosetting (IMDinett)» - and send a copy."""
    found = finding(a_registration())
    (position,) = status([found], DAY).positions
    assert (position.state, position.missing) == (PositionState.REGISTERED_ONLY, (Missing.COPY,))
    assert found.decided is None


def test_a_mailed_vedtak_alone_is_the_other_half():
    """«sende skriftlig kopi av vedtaket til post@imdi.no» - and register it."""
    (position,) = status([finding(None, [mailed()])], DAY).positions
    assert (position.state, position.missing) == (PositionState.COPY_ONLY, (Missing.REGISTRATION,))


def test_the_copy_goes_to_ks_too():
    """«... med kopi til KS»: the number stands, and the municipality is asked to send KS its copy."""
    found = finding(a_registration(), [mailed(ks_copied=False)])
    assert (found.cause, found.decided) == (Cause.KS_NOT_COPIED, 15)
    (due,) = status([found], date(2019, 12, 17)).reminders_due
    assert due.missing == (Missing.KS_COPY,)


def test_both_halves_must_say_the_same_number():
    """Two channels are asked for so that one can be held against the other."""
    found = finding(a_registration(count=18), [mailed()])
    assert (found.cause, found.decided, found.registered, found.copy) == (Cause.NUMBER_DIFFERS, None, 18, 15)
    assert "18" in found.reason
    assert "15" in found.reason


def test_a_municipality_asked_for_no_minors_need_not_mention_them():
    """«Kommunen skal ikke bosette enslige mindreårige.»."""
    assert finding(a_registration(em=None), [mailed()]).cause is Cause.AGREE


def test_a_municipality_asked_for_minors_says_how_many_in_both_places():
    """The other EM clause: so many, «herav» so many unaccompanied minors."""
    request = a_request(em=5)
    silent = finding(a_registration(em=5), [mailed()], request=request)
    assert (silent.cause, silent.decided) == (Cause.EM_DIFFERS, None)
    told = finding(a_registration(em=5), [mailed(reading=a_reading(em_count=5))], request=request)
    assert (told.cause, told.decided, told.decided_em) == (Cause.AGREE, 15, 5)


def test_an_empty_cell_is_no_answer_and_a_nought_is_a_no():
    """IMDi's tables: empty = nothing registered, 0 = the municipality said no."""
    empty = finding(a_registration(count=None, em=None, status="ikke_registrert"))
    no = finding(a_registration(count=0), [mailed(reading=a_reading(count=0, outcome=Outcome.DECLINED))])
    assert (empty.cause, empty.registered) == (Cause.NOTHING, None)
    assert (no.cause, no.decided) == (Cause.DECLINED, 0)


def test_a_silent_municipality_is_reminded_then_called():
    """What the letter leaves unsaid: nobody is silently forgotten."""
    before, after = date(2019, 12, 17), date(2019, 12, 21)
    assert [r.missing for r in status([finding(as_of=before)], before).reminders_due] == [
        (Missing.REGISTRATION, Missing.COPY)
    ]
    assert not needs_case(finding(as_of=before), before, DEADLINE)
    overdue = finding(as_of=after)
    assert overdue.next_action is NextAction.CONTACT_MANAGEMENT
    assert needs_case(overdue, after, DEADLINE)
    assert status([overdue], after).positions[0].state is PositionState.NEVER_ANSWERED


def test_an_adjusted_need_leaves_the_vedtak_standing():
    """«Den endelige bosettingen for året kan derfor bli høyere eller lavere» - the request moves, the vedtak stands."""
    adjusted = replace(a_request(), count=10, revision=2, issued_on=date(2020, 6, 20))
    found = finding(a_registration(), [mailed()], request=adjusted, as_of=date(2020, 7, 1))
    assert (found.cause, found.decided) == (Cause.AGREE, 15)


def test_who_was_referred_in_2019_and_settled_after_new_year_counts_on_2020():
    """«Personer som er søkt ut til kommunen i 2019 og blir registrert som bosatt over nyttår ...»."""
    over = Referral("S-1", "5057", 4, 0, date(2019, 11, 20), date(2020, 1, 7))
    before = Referral("S-2", "5057", 3, 0, date(2019, 11, 20), date(2019, 12, 31))
    (row,) = progress(2020, {"5057": 15}, [over, before], date(2020, 1, 31))
    assert (row.settled, row.carried_in, row.remaining) == (4, 4, 11)
    assert sum(r.persons for r in carried_over([over, before], 2020)) == 4


def test_who_was_referred_to_a_municipality_that_merged_is_counted_where_it_went():
    """New Year 2020 was also the day of the reform: 428 municipalities became 356."""
    file = "reference,number,persons,em,referred_on,settled_on\nS-1,5016,4,0,2019-11-20,2020-01-07\n"
    referrals = read_referrals(file.encode(), "søkt-ut.csv", read_register(2020))
    (row,) = progress(2020, {"5059": 20}, referrals, date(2020, 1, 31))
    assert (row.number, row.carried_in, row.remaining) == ("5059", 4, 16), "Agdenes is part of Orkland"
