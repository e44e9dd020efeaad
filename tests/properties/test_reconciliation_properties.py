"""Whatever municipalities register and mail, the comparison answers for all, guesses nothing, and repeats itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from builders import DEADLINE
from hypothesis import given
from hypothesis import strategies as st
from properties.replies_strategies import DAYS, NUMBERS, seasons

from tasks.core.model.reconciliation import Case, CaseState, Cause, Resolution
from tasks.core.model.vedtak import MessageState
from tasks.core.model.when import Decider
from tasks.reconciliation.case_rules import needs_case
from tasks.reconciliation.cases import CaseActionKind, case_actions
from tasks.reconciliation.compare import reconcile
from tasks.reconciliation.copies import is_trusted
from tasks.reconciliation.precedence import PRECEDENCE
from tasks.reconciliation.registered import registered_side
from tasks.reconciliation.resolved import standing_resolutions
from tasks.reconciliation.resolving import allowed_resolutions, resolve
from tasks.reconciliation.totals import totals

COUNTY = {n: n[:2] for n in NUMBERS}
OFFICE = {n: "Øst" if n == "0301" else "Midt-Norge" for n in NUMBERS}


def compare(season, as_of, cases=()):
    requests, registrations, messages = season
    return reconcile(
        requests, registrations, messages, DEADLINE, as_of, standing_resolutions(cases), year=2020
    )


def carried_out(cases, actions):
    kept: dict[int, Case] = {case.id: case for case in cases}
    for action in actions:
        case_id = action.case.id or max(kept, default=0) + 1
        kept[case_id] = replace(action.case, id=case_id)
    return tuple(kept.values())


@given(seasons(), DAYS)
def test_every_asked_municipality_has_one_finding_and_no_cause_is_unknown(season, as_of):
    findings = compare(season, as_of)
    assert [f.number for f in findings if f.is_about_asked] == sorted(season[0])
    assert len({f.number for f in findings}) == len(findings)
    for finding in findings:
        assert finding.causes
        assert finding.cause is min(finding.causes, key=PRECEDENCE.index)
        assert finding.number in finding.reason or finding.cause is Cause.UNMATCHED


@given(seasons(), DAYS, st.randoms(use_true_random=False))
def test_the_order_of_the_input_is_irrelevant(season, as_of, random):
    requests, registrations, messages = season
    shuffled = [dict(random.sample(list(d.items()), len(d))) for d in (requests, registrations)]
    mail = random.sample(messages, len(messages))
    assert compare((*shuffled, mail), as_of) == compare(season, as_of)


@given(seasons(), DAYS)
def test_a_number_is_trusted_only_where_both_sides_say_it_without_condition(season, as_of):
    requests, registrations, messages = season
    for finding in compare(season, as_of):
        if finding.decided is None:
            continue
        assert finding.decided == finding.registered == finding.copy
        assert Cause.AGREE in finding.causes
        assert not {Cause.NUMBER_DIFFERS, Cause.EM_DIFFERS, Cause.RESERVATION} & set(finding.causes)
        assert not finding.reservations
        assert registrations[finding.number].count in (finding.decided, None)
        believed = [
            m
            for m in messages
            if m.number == finding.number and is_trusted(m) and m.state is not MessageState.QUARANTINED
        ]
        assert any(m.reading and finding.decided in (m.reading.count, 0) for m in believed)
        if requests[finding.number].em:
            assert finding.decided == 0 or finding.registered_em == finding.copy_em is not None


@given(seasons(), DAYS)
def test_an_unknown_senders_mail_never_gives_or_takes_a_number(season, as_of):
    requests, registrations, messages = season
    trusted = [m for m in messages if is_trusted(m)]
    before = {f.number: f.decided for f in compare((requests, registrations, trusted), as_of)}
    for finding in compare(season, as_of):
        assert finding.decided == before.get(finding.number)


@given(seasons(), DAYS)
def test_the_sums_foot(season, as_of):
    findings = compare(season, as_of)
    result = totals(findings, COUNTY, OFFICE)
    assert result.nation.requested == sum(r.count for r in season[0].values())
    assert result.nation.decided == sum(f.decided or 0 for f in findings)
    assert 0 <= result.nation.requested_of_decided <= result.nation.requested


@given(st.lists(st.tuples(seasons(), st.integers(0, 5)), min_size=1, max_size=4), DAYS)
def test_case_actions_carried_out_leave_nothing_to_do_and_cases_match_findings(days, start):
    cases: tuple[Case, ...] = ()
    as_of = start
    for season, later in days:
        as_of += timedelta(days=later)
        findings = compare(season, as_of, cases)
        cases = carried_out(cases, case_actions(cases, findings, as_of, DEADLINE))
        assert case_actions(cases, compare(season, as_of, cases), as_of, DEADLINE) == ()
        still_open = {(c.number, c.cause) for c in cases if c.state is CaseState.OPEN}
        assert still_open == {(f.number, f.cause) for f in findings if needs_case(f, as_of, DEADLINE)}
        assert len({(c.number, c.cause) for c in cases}) == len(cases), "one case per municipality and cause"


@given(seasons(), DAYS, st.data())
def test_a_decision_holds_as_long_as_nothing_changes(season, as_of, data):
    cases = carried_out((), case_actions((), compare(season, as_of), as_of, DEADLINE))
    if not cases:
        return
    case = data.draw(st.sampled_from(cases))
    resolution = data.draw(st.sampled_from(allowed_resolutions(case)))
    closed = resolve(case, resolution, Decider("Kari", "saksbehandler", "sett på"), as_of)
    cases = tuple(closed if c.id == case.id else c for c in cases)
    findings = {f.number: f for f in compare(season, as_of, cases)}
    actions = case_actions(cases, findings.values(), as_of, DEADLINE)
    reopened = [a.case for a in actions if a.kind is CaseActionKind.REOPEN]
    if resolution is Resolution.NOT_A_DECISION:  # what the registration itself says stays in question
        assert all(registered_side(season[1].get(c.number)).is_there for c in reopened)
    else:
        assert not reopened
    if closed.resolution is Resolution.ACCEPT_REGISTERED:
        assert findings[case.number].decided == case.registered
    if closed.resolution is Resolution.ACCEPT_COPY:
        assert findings[case.number].decided == case.copy
