"""A case is opened once, follows the facts, is closed by a person or by facts, and opens again when they change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from builders import DEADLINE, a_message, a_reading, a_registration, a_request

from tasks.core.model.errors import BadInput, StopAndMend
from tasks.core.model.reconciliation import Case, CaseState, Cause, NextAction, Resolution, Severity
from tasks.core.model.vedtak import MessageState, RegistrationStatus
from tasks.core.model.when import Decider
from tasks.reconciliation.cases import CaseActionKind, case_actions
from tasks.reconciliation.compare import reconcile
from tasks.reconciliation.resolved import standing_resolutions
from tasks.reconciliation.resolving import allowed_resolutions, resolve

TUESDAY = date(2019, 12, 17)
WEDNESDAY = date(2019, 12, 18)
AFTER = date(2019, 12, 23)
KARI = Decider("Kari", "saksbehandler", "Bekreftet på telefon")
EIGHTEEN = a_registration(count=18)
FIFTEEN = a_registration()


def mail(count=15, day=13, sha="a", **changes):
    at = datetime(2019, 12, day, 10, 0, tzinfo=UTC)
    return a_message(raw_sha256=sha * 64, received_at=at, **{"reading": a_reading(count=count), **changes})


class Season:
    """The cases of one municipality as a store would keep them, day by day."""

    def __init__(self, request=None):
        self.request = request or a_request()
        self.cases: dict[int, Case] = {}

    def findings(self, registration, messages, day):
        return reconcile(
            {"5057": self.request},
            {"5057": registration} if registration else {},
            messages,
            DEADLINE,
            day,
            standing_resolutions(self.cases.values()),
            year=2020,
        )

    def run(self, registration, messages, day=TUESDAY):
        """Reconcile, carry the actions out, and return their kinds; a second run must have nothing to do."""
        kinds = self._run(registration, messages, day)
        assert self._run(registration, messages, day) == [], "the same day again changes nothing"
        return kinds

    def _run(self, registration, messages, day):
        actions = case_actions(self.cases.values(), self.findings(registration, messages, day), day, DEADLINE)
        for action in actions:
            case_id = action.case.id or len(self.cases) + 1
            self.cases[case_id] = replace(action.case, id=case_id)
        return [(action.kind, action.case.cause) for action in actions]

    def resolve(self, resolution, day=TUESDAY):
        (case,) = (c for c in self.cases.values() if c.state is CaseState.OPEN)
        self.cases[case.id] = resolve(case, resolution, KARI, day)

    @property
    def open(self):
        return [c for c in self.cases.values() if c.state is CaseState.OPEN]


@pytest.fixture
def season():
    return Season()


def test_a_difference_opens_one_case_with_both_numbers_and_a_working_day_to_look(season):
    assert season.run(EIGHTEEN, [mail()]) == [(CaseActionKind.OPEN, Cause.NUMBER_DIFFERS)]
    (case,) = season.open
    assert (case.registered, case.copy, case.requested, case.opened) == (18, 15, 15, TUESDAY)
    assert case.due == date(2019, 12, 19), "high: two working days"
    assert case.next_action is NextAction.ASK_MUNICIPALITY
    assert "15 flyktninger" in case.evidence


def test_a_case_carries_both_numbers_of_unaccompanied_minors():
    season = Season(a_request(em=3))
    season.run(a_registration(em=3), [mail(reading=a_reading(count=15, em_count=2))])
    (case,) = season.open
    assert (case.cause, case.registered_em, case.copy_em, case.em_differs) == (Cause.EM_DIFFERS, 3, 2, True)


def test_the_next_day_without_news_changes_nothing(season):
    season.run(EIGHTEEN, [mail()], TUESDAY)
    assert season.run(EIGHTEEN, [mail()], WEDNESDAY) == []


def test_a_new_number_updates_the_same_case(season):
    season.run(EIGHTEEN, [mail()], TUESDAY)
    assert season.run(a_registration(count=19), [mail()], WEDNESDAY) == [
        (CaseActionKind.UPDATE, Cause.NUMBER_DIFFERS)
    ]
    (case,) = season.open
    assert (case.id, case.registered, case.opened) == (1, 19, TUESDAY)


def test_a_corrected_registration_settles_the_case_by_facts(season):
    season.run(EIGHTEEN, [mail()], TUESDAY)
    assert season.run(FIFTEEN, [mail()], WEDNESDAY) == [(CaseActionKind.CLOSE, Cause.NUMBER_DIFFERS)]
    assert season.cases[1].resolution is Resolution.SETTLED_BY_FACTS
    assert season.cases[1].resolved_on == WEDNESDAY


def test_the_same_difference_again_opens_the_same_case_again(season):
    season.run(EIGHTEEN, [mail()], TUESDAY)
    season.run(FIFTEEN, [mail()], WEDNESDAY)
    assert season.run(EIGHTEEN, [mail()], AFTER) == [(CaseActionKind.REOPEN, Cause.NUMBER_DIFFERS)]
    (case,) = season.open
    assert (case.id, case.resolution, case.resolved_on, case.opened) == (1, None, None, TUESDAY)


def test_another_cause_closes_the_first_case_and_opens_its_own(season):
    season.run(EIGHTEEN, [mail()], TUESDAY)
    unread = mail(sha="b", day=16, reading=None, state=MessageState.PERSON)
    assert season.run(EIGHTEEN, [unread], WEDNESDAY) == [
        (CaseActionKind.CLOSE, Cause.NUMBER_DIFFERS),
        (CaseActionKind.OPEN, Cause.UNREADABLE),
    ]


@pytest.mark.parametrize(
    ("registration", "messages"),
    [(None, []), (FIFTEEN, []), (None, [mail()])],
    ids=["nothing", "only registered", "only copy"],
)
def test_what_is_lacking_is_a_case_from_the_day_after_the_deadline(season, registration, messages):
    assert season.run(registration, messages, DEADLINE) == []
    assert [kind for kind, _ in season.run(registration, messages, date(2019, 12, 21))] == [
        CaseActionKind.OPEN
    ]


@pytest.mark.parametrize(
    ("registration", "messages"),
    [
        (FIFTEEN, [mail()]),
        (FIFTEEN, [mail(ks_copied=False)]),
        (a_registration(registered_at=datetime(2019, 12, 22, 9, 0, tzinfo=UTC)), [mail()]),
        (EIGHTEEN, [mail(18)]),
    ],
    ids=["agree", "KS not copied", "late", "above the request"],
)
def test_remarks_are_no_cases(season, registration, messages):
    assert season.run(registration, messages, AFTER) == []


@pytest.mark.parametrize(
    ("resolution", "decided"), [(Resolution.ACCEPT_REGISTERED, 18), (Resolution.ACCEPT_COPY, 15)]
)
def test_an_accepted_number_stands_until_the_facts_change(season, resolution, decided):
    season.run(EIGHTEEN, [mail()], TUESDAY)
    season.resolve(resolution)
    (finding,) = season.findings(EIGHTEEN, [mail()], AFTER)
    assert (finding.decided, finding.severity, finding.next_action) == (
        decided,
        Severity.NONE,
        NextAction.NONE,
    )
    assert finding.cause is Cause.NUMBER_DIFFERS, "the difference is still there, and decided"
    assert "Kari, saksbehandler" in finding.reason
    assert season.run(EIGHTEEN, [mail()], AFTER) == []

    assert season.run(a_registration(count=20), [mail()], AFTER) == [
        (CaseActionKind.REOPEN, Cause.NUMBER_DIFFERS)
    ]
    (finding,) = season.findings(a_registration(count=20), [mail()], AFTER)
    assert finding.decided is None


def test_the_same_copy_sent_once_more_is_no_new_fact(season):
    season.run(EIGHTEEN, [mail()], TUESDAY)
    season.resolve(Resolution.ACCEPT_COPY)
    assert season.run(EIGHTEEN, [mail(), mail(sha="b", day=16)], WEDNESDAY) == []


def test_a_new_unread_mail_is_a_new_fact(season):
    unread = mail(reading=None, state=MessageState.PERSON)
    season.run(FIFTEEN, [unread], TUESDAY)
    season.resolve(Resolution.ACCEPT_REGISTERED)
    assert season.run(FIFTEEN, [unread], WEDNESDAY) == []
    another = mail(sha="b", day=17, reading=None, state=MessageState.PERSON)
    assert season.run(FIFTEEN, [unread, another], WEDNESDAY) == [(CaseActionKind.REOPEN, Cause.UNREADABLE)]


def test_neither_the_deadline_nor_a_copy_to_ks_is_a_new_fact(season):
    season.run(EIGHTEEN, [mail(ks_copied=False)], TUESDAY)
    season.resolve(Resolution.ACCEPT_REGISTERED)
    assert season.run(EIGHTEEN, [mail(ks_copied=False)], AFTER) == []
    resent = mail(sha="b", day=23, state=MessageState.DUPLICATE)
    assert season.run(EIGHTEEN, [mail(ks_copied=False), resent], AFTER) == []


def test_a_question_to_the_municipality_waits_ten_working_days_and_comes_back(season):
    season.run(EIGHTEEN, [mail()], TUESDAY)
    season.resolve(Resolution.ASK_MUNICIPALITY)
    due = season.cases[1].due
    assert due == date(2020, 1, 3), "Christmas and New Year are no working days"
    (finding,) = season.findings(EIGHTEEN, [mail()], due)
    assert (finding.decided, finding.next_action) == (None, NextAction.WAIT)
    assert season.run(EIGHTEEN, [mail()], due) == []
    assert season.run(EIGHTEEN, [mail()], date(2020, 1, 4)) == [(CaseActionKind.REOPEN, Cause.NUMBER_DIFFERS)]


def test_a_document_that_is_no_decision_leaves_what_is_lacking(season):
    unread = mail(reading=None, state=MessageState.PERSON)
    season.run(FIFTEEN, [unread], TUESDAY)
    season.resolve(Resolution.NOT_A_DECISION)
    (finding,) = season.findings(FIFTEEN, [unread], WEDNESDAY)
    assert (finding.causes, finding.decided) == ((Cause.ONLY_REGISTERED,), None)
    assert season.run(FIFTEEN, [unread], WEDNESDAY) == []
    assert season.run(FIFTEEN, [unread], AFTER) == [(CaseActionKind.OPEN, Cause.ONLY_REGISTERED)]


def test_a_mail_that_is_no_decision_after_all_takes_its_number_away(season):
    season.run(EIGHTEEN, [mail()], TUESDAY)
    season.resolve(Resolution.NOT_A_DECISION)
    (finding,) = season.findings(EIGHTEEN, [mail()], WEDNESDAY)
    assert (finding.causes, finding.copy) == ((Cause.ONLY_REGISTERED, Cause.ABOVE_REQUEST), None)
    assert season.run(EIGHTEEN, [mail()], WEDNESDAY) == []


def test_an_imitation_put_aside_leaves_the_agreement(season):
    imitation = mail(20, 16, "b", state=MessageState.PERSON, grade="D")
    season.run(FIFTEEN, [mail(), imitation], TUESDAY)
    season.resolve(Resolution.NOT_A_DECISION)
    (finding,) = season.findings(FIFTEEN, [mail(), imitation], WEDNESDAY)
    assert (finding.cause, finding.decided) == (Cause.AGREE, 15)
    assert season.run(FIFTEEN, [mail(), imitation], WEDNESDAY) == []


def test_a_message_that_found_its_municipality_closes_its_case(season):
    stray = mail(number=None, state=MessageState.PERSON)
    assert season.run(FIFTEEN, [stray]) == [(CaseActionKind.OPEN, Cause.UNMATCHED)]
    assert season.run(FIFTEEN, [replace(stray, number="5057", state=MessageState.ACCEPTED)]) == [
        (CaseActionKind.CLOSE, Cause.UNMATCHED)
    ]


def test_the_first_of_two_operators_wins_and_the_other_is_told(season):
    season.run(EIGHTEEN, [mail()])
    (case,) = season.open
    closed = resolve(case, Resolution.ACCEPT_COPY, KARI, TUESDAY)
    with pytest.raises(StopAndMend, match="already closed by Kari as accept_copy"):
        resolve(
            closed, Resolution.ACCEPT_REGISTERED, Decider("Ola", "regiondirektør", "Feil i vedtaket"), TUESDAY
        )


@pytest.mark.parametrize(
    "resolution", [Resolution.NOT_A_DECISION, Resolution.WITHDRAWN, Resolution.ASK_MUNICIPALITY]
)
def test_a_message_without_municipality_that_a_person_put_aside_stays_put_aside(season, resolution):
    stray = mail(number=None, state=MessageState.PERSON)
    season.run(FIFTEEN, [stray])
    season.resolve(resolution)
    assert season.run(FIFTEEN, [stray], WEDNESDAY) == []


REFUSALS = [
    ("no copy to accept", None, [], Resolution.ACCEPT_COPY, KARI, "no single number"),
    ("nothing registered", None, [], Resolution.ACCEPT_REGISTERED, KARI, "no number is registered"),
    ("no document to put aside", None, [], Resolution.NOT_A_DECISION, KARI, "no document is in question"),
    ("settled by hand", FIFTEEN, [], Resolution.SETTLED_BY_FACTS, KARI, "only new facts"),
    (
        "no reason",
        FIFTEEN,
        [],
        Resolution.ACCEPT_REGISTERED,
        Decider("Kari", "saksbehandler", " "),
        "reason is missing",
    ),
    ("nobody", FIFTEEN, [], Resolution.ACCEPT_REGISTERED, Decider("", "", "x"), "name is missing"),
]


@pytest.mark.parametrize(
    ("registration", "messages", "resolution", "decider", "message"),
    [pytest.param(*row[1:], id=row[0]) for row in REFUSALS],
)
def test_a_resolution_that_does_not_fit_is_refused(
    season, registration, messages, resolution, decider, message
):
    season.run(registration, messages, AFTER)
    (case,) = season.open
    with pytest.raises(BadInput, match=message):
        resolve(case, resolution, decider, AFTER)


def test_a_form_offers_what_the_case_allows(season):
    season.run(FIFTEEN, [], AFTER)
    (case,) = season.open
    assert allowed_resolutions(case) == (
        Resolution.ACCEPT_REGISTERED,
        Resolution.ASK_MUNICIPALITY,
        Resolution.WITHDRAWN,
    )


def test_the_last_decision_is_the_one_that_stands():
    old = Case(
        id=7,
        year=2020,
        number="5057",
        cause=Cause.UNREADABLE,
        severity=Severity.MEDIUM,
        state=CaseState.CLOSED,
        opened=TUESDAY,
        due=AFTER,
        registered=15,
        copy=None,
        requested=15,
        evidence="",
        next_action=NextAction.READ_BY_PERSON,
        resolution=Resolution.ACCEPT_REGISTERED,
        resolved_on=TUESDAY,
    )
    new = replace(old, id=3, cause=Cause.NUMBER_DIFFERS, resolved_on=WEDNESDAY)
    by_facts = replace(old, id=9, resolution=Resolution.SETTLED_BY_FACTS, resolved_on=AFTER)
    assert standing_resolutions([new, by_facts, old]) == {"5057": new}


def test_a_declined_request_is_seen_by_a_person_once(season):
    no = a_registration(count=0, status=RegistrationStatus.DECLINED)
    declined = mail(reading=a_reading(count=0, outcome="declined"))
    assert season.run(no, [declined]) == [(CaseActionKind.OPEN, Cause.DECLINED)]
    season.resolve(Resolution.ACCEPT_REGISTERED)
    assert season.run(no, [declined], AFTER) == []
