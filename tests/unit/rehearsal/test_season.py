from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from builders import DEADLINE, LETTERS_DAY
from unit.rehearsal.rehearsal_builder import a_season, plan_with, requests, the_plans

from tasks.core.model.vedtak import RegistrationStatus
from tasks.rehearsal.behaviour import ASKED_IN_2020, RATES, Behaviour, how_many
from tasks.rehearsal.plans import CopyFormat, Wording
from tasks.rehearsal.season import planted

SEEDS = (0, 1, 7, 2020, 123456789)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_behaviour_happens_at_the_rate_of_the_table(seed: int):
    found = Counter(planted(the_plans(seed)).values())
    assert found == {rate.behaviour: rate.of_211 for rate in RATES}
    assert set(found) == set(Behaviour) - {Behaviour.AGREES}


@pytest.mark.parametrize("seed", SEEDS)
def test_about_95_percent_decide_the_number_they_were_asked_for(seed: int):
    differing = {Behaviour.FEWER, Behaviour.MORE, Behaviour.DECLINES, Behaviour.POSTPONES, Behaviour.SILENT}
    equal = sum(1 for p in the_plans(seed) if p.behaviour not in differing)
    assert 0.94 <= equal / ASKED_IN_2020 <= 0.97


def test_the_published_rates_of_2020_are_those_of_the_table():
    published = {r.behaviour: r.of_211 for r in RATES if r.source == "IMDi's published table 2020"}
    assert published == {Behaviour.FEWER: 4, Behaviour.MORE: 1}
    assert sum(r.of_211 for r in RATES if "unpublished" in r.source) <= 12
    assert all(r.source for r in RATES)


@pytest.mark.parametrize(("asked", "wanted"), [(211, 4), (422, 8), (100, 2), (50, 1), (10, 0)])
def test_the_rate_is_scaled_to_the_season(asked: int, wanted: int):
    assert how_many(RATES[0], asked) == wanted


def test_a_rare_behaviour_happens_once_in_a_season_of_a_hundred_and_not_in_a_small_one():
    rare = next(r for r in RATES if r.of_211 == 1)
    assert (how_many(rare, 100), how_many(rare, 99)) == (1, 0)


def test_the_plan_does_not_depend_on_the_order_of_the_requests():
    asked = requests()
    turned = dict(reversed(asked.items()))
    assert a_season(requests=turned).plans() == the_plans()


def test_the_same_seed_plays_the_same_and_another_one_another_season():
    assert a_season().plans() == the_plans()
    assert planted(the_plans(1)) != planted(the_plans(2))


def test_one_request_more_leaves_most_of_the_season_as_it_was():
    """A supplementary request in December must not turn round what others have mailed already."""
    before, after = planted(the_plans()), planted(a_season(requests=requests(212)).plans())
    assert len(before.items() ^ after.items()) <= 4


def test_differences_in_em_are_planted_where_em_is_asked_for():
    for behaviour in (Behaviour.WITHOUT_EM, Behaviour.EM_DIFFERS):
        assert all(plan_with(behaviour, seed).requested_em for seed in SEEDS)


def test_without_any_em_the_differences_in_em_are_left_out():
    none = {n: replace(r, em=0) for n, r in requests().items()}
    missing = set(Behaviour) - set(planted(a_season(requests=none).plans()).values())
    assert missing == {Behaviour.AGREES, Behaviour.WITHOUT_EM, Behaviour.EM_DIFFERS}


@pytest.mark.parametrize("seed", SEEDS)
def test_replies_come_on_working_days_before_the_deadline_and_the_late_ones_after_it(seed: int):
    for plan in the_plans(seed):
        for moment in [e.at for e in (plan.registration, plan.copy) if e is not None]:
            assert moment.utcoffset() is not None
            assert moment.weekday() < 5
            assert 8 <= moment.hour < 16
            is_late = moment.date() > DEADLINE
            assert is_late is (plan.behaviour is Behaviour.LATE), plan
            assert date(2019, 11, 20) <= moment.date() <= date(2020, 1, 10)


def test_most_councils_meet_from_late_november_to_mid_december():
    days = [p.council_on for p in the_plans() if p.behaviour is Behaviour.AGREES]
    middle = sum(1 for d in days if date(2019, 11, 29) <= d <= date(2019, 12, 16))
    assert middle / len(days) > 0.7
    assert min(days) > LETTERS_DAY


@pytest.mark.parametrize(
    ("behaviour", "registered", "copied"),
    [
        (Behaviour.SILENT, False, False),
        (Behaviour.ONLY_REGISTERED, True, False),
        (Behaviour.ONLY_COPY, False, True),
        (Behaviour.AGREES, True, True),
        (Behaviour.LATE, True, True),
    ],
)
def test_which_of_the_two_channels_are_used(behaviour: Behaviour, registered: bool, copied: bool):
    plan = plan_with(behaviour)
    assert (plan.registration is not None, plan.copy is not None) == (registered, copied)


def test_numbers_of_each_behaviour():
    def numbers(behaviour: Behaviour) -> tuple[int | None, int | None, int]:
        plan = plan_with(behaviour)
        assert plan.registration is not None
        assert plan.copy is not None
        return plan.registration.count, plan.copy.count, plan.requested

    registered, copied, asked = numbers(Behaviour.AGREES)
    assert registered == copied == asked
    registered, copied, asked = numbers(Behaviour.FEWER)
    assert registered == copied
    assert 0 < copied < asked
    registered, copied, asked = numbers(Behaviour.MORE)
    assert registered == copied > asked
    assert numbers(Behaviour.DECLINES)[:2] == (0, 0)
    assert numbers(Behaviour.POSTPONES)[:2] == (None, None)
    registered, copied, asked = numbers(Behaviour.WITHOUT_EM)
    assert (registered, copied) == (asked - 2, asked)
    registered, copied, asked = numbers(Behaviour.OTHER_NUMBER)
    assert copied == asked != registered
    registered, copied, asked = numbers(Behaviour.BY_REFERENCE)
    assert (registered, copied) == (asked, None)


def test_em_differs_only_in_em():
    plan = plan_with(Behaviour.EM_DIFFERS)
    assert plan.registration is not None
    assert plan.copy is not None
    assert plan.registration.count == plan.copy.count
    assert plan.registration.em != plan.copy.em


def test_the_form_of_the_other_differences():
    shown = {p.behaviour: p for p in the_plans()}
    copies = {b: p.copy for b, p in shown.items() if p.copy is not None}
    assert copies[Behaviour.SCANNED].form is CopyFormat.SCANNED
    assert copies[Behaviour.NOT_FINAL].wording is Wording.PROPOSAL
    assert copies[Behaviour.RESERVATION].reservation is not None
    assert not copies[Behaviour.KS_NOT_COPIED].ks_copied
    assert copies[Behaviour.DUPLICATE].repeated_at is not None
    assert copies[Behaviour.PRIVATE_SENDER].sender_domain == "privatpost.example"
    own = shown[Behaviour.FOREIGN_SENDER]
    domains = {m.number: m.email_domain for m in a_season().register.municipalities}
    assert copies[Behaviour.FOREIGN_SENDER].sender_domain in set(domains.values()) - {domains[own.number]}
    postponed = shown[Behaviour.POSTPONES].registration
    assert postponed is not None
    assert postponed.status is RegistrationStatus.POSTPONED


def test_a_season_of_nobody_is_empty():
    assert a_season(requests={}).plans() == ()
