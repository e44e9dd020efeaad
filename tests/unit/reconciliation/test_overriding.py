"""What a person sets against both channels counts while the facts stand; what was received stays beside it."""

from __future__ import annotations

from datetime import date

import pytest
from builders import DEADLINE, a_registration, a_request
from unit.reconciliation.reconciliation_builder import AFTER, BEFORE, mail

from tasks.core.model.amendment import Amendment, AmendmentKind
from tasks.core.model.errors import BadInput
from tasks.core.model.override import Standing, standing_text
from tasks.core.model.reconciliation import CaseState, Cause, NextAction, Resolution, Severity
from tasks.monitoring.owed import missing
from tasks.monitoring.states import state_of
from tasks.reconciliation.cases import CaseActionKind, case_actions
from tasks.reconciliation.compare import reconcile
from tasks.reconciliation.resolved import standing_resolutions
from tasks.reconciliation.resolving import allowed_resolutions

EIGHTEEN = a_registration(count=18)


def find(registration=EIGHTEEN, *, entry=None, as_of=BEFORE, cases=()):
    (finding,) = reconcile(
        {"5057": a_request()},
        {"5057": registration},
        [mail()],
        DEADLINE,
        as_of,
        standing_resolutions(cases),
        year=2020,
        overrides={"5057": entry} if entry else {},
    )
    return finding


def an_entry(persons, em=None, *, registration=EIGHTEEN, value=None):
    text = value or standing_text(Standing(persons, em, find(registration).facts))
    who = ("Kari Nordmann", "rådgiver", "ordføreren ringte")
    return Amendment(2020, "5057", AmendmentKind.STANDING, text, *who, date(2019, 12, 16))


def test_the_number_a_person_sets_counts_and_both_channels_stay_as_they_are():
    finding = find(entry=an_entry(17, 2))
    assert (finding.decided, finding.decided_em) == (17, 2)
    assert (finding.registered, finding.copy, finding.cause) == (18, 15, Cause.NUMBER_DIFFERS)
    assert (finding.severity, finding.next_action) == (Severity.NONE, NextAction.NONE)
    assert finding.resolution is Resolution.OVERRIDDEN
    assert finding.is_decided_by_person
    assert missing(finding) == ()
    assert "overstyrt til 17 av Kari Nordmann, rådgiver, 16.12.2019: ordføreren ringte" in finding.reason


@pytest.mark.parametrize(("persons", "state"), [(17, "complete"), (0, "declined")])
def test_the_state_follows_what_was_set(persons, state):
    found = find(entry=an_entry(persons))
    assert state_of(found, None, deadline=DEADLINE, as_of=BEFORE) == state


def test_em_that_was_not_said_is_not_known():
    assert find(entry=an_entry(17)).decided_em is None


def test_new_facts_end_it_and_the_operator_is_told():
    entry = an_entry(17)
    finding = find(a_registration(count=19), entry=entry)
    assert finding.decided is None
    assert finding.resolution is None
    assert "gjelder ikke lenger: nye opplysninger har kommet" in finding.reason


def test_a_lifted_one_leaves_what_the_rules_say():
    assert find(entry=an_entry(None, value="lifted")) == find()


def test_an_answer_both_channels_agree_on_can_be_put_in_doubt_and_settled_by_a_person():
    agreed = a_registration()
    entry = an_entry(None, registration=agreed)
    assert find(agreed).decided == 15
    doubted = find(agreed, entry=entry)
    assert (doubted.decided, doubted.cause) == (None, Cause.UNCLEAR)
    assert not doubted.is_agreement
    assert doubted.next_action is NextAction.READ_BY_PERSON
    assert state_of(doubted, None, deadline=DEADLINE, as_of=BEFORE) == "in_dispute"
    (opened,) = case_actions((), [doubted], BEFORE, DEADLINE)
    assert (opened.kind, opened.case.state) == (CaseActionKind.OPEN, CaseState.OPEN)


def test_the_case_of_an_overridden_answer_is_closed_and_opens_again_when_it_is_lifted():
    (opened,) = case_actions((), [find()], BEFORE, DEADLINE)
    (closed,) = case_actions([opened.case], [find(entry=an_entry(15))], BEFORE, DEADLINE)
    assert (closed.kind, closed.case.resolution) == (CaseActionKind.CLOSE, Resolution.SETTLED_BY_FACTS)
    assert "Kari Nordmann" in closed.why
    assert case_actions([closed.case], [find(entry=an_entry(15))], BEFORE, DEADLINE) == ()
    (again,) = case_actions([closed.case], [find(entry=an_entry(None, value="lifted"))], AFTER, DEADLINE)
    assert again.kind is CaseActionKind.REOPEN


def test_no_case_is_closed_by_the_word_override():
    (opened,) = case_actions((), [find()], BEFORE, DEADLINE)
    assert Resolution.OVERRIDDEN not in allowed_resolutions(opened.case)


@pytest.mark.parametrize("value", ["decided 5 em 6 | ", "decided -1 | ", "15", "decided x"])
def test_a_text_that_says_nothing_is_refused(value):
    with pytest.raises(BadInput, match="EM within the persons"):
        an_entry(None, value=value)
