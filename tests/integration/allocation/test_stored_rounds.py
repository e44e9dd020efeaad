"""Rounds and revisions on a real store: what is given holds on, what is withdrawn leaves no trace in the numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from builders import a_message, a_reading, a_registration

from config.register_reader import read_indicators
from flows.explanation import explanation
from flows.picture import year_view
from flows.since_issued import require_round, since_issued, trial_revision
from flows.trial import Stated, given_from, trial
from tasks.allocation.given import Given, given_to
from tasks.allocation.summary import summary_lines
from tasks.allocation.tasks import allocate, note_willing, revise, withdraw_revision
from tasks.core.installation import open_installation
from tasks.core.model.allocation import RoundKind, RoundState
from tasks.core.model.errors import BadInput, StopAndMend
from tasks.core.model.forecast import Forecast, ForecastCategory, ForecastFigure
from tasks.core.model.need import Need
from tasks.core.model.request import Request, RequestKind
from tasks.core.model.settlement import Referral
from tasks.core.model.when import Decider, When
from tasks.core.store import (
    amendments,
    forecasts,
    messages,
    received,
    referrals,
    registrations,
    requests,
    rounds,
)
from tasks.statistics.relative import relative_indicators

AUTUMN, LATER, SUMMER = date(2019, 10, 15), date(2019, 10, 18), date(2020, 6, 20)
NEED, LOWER = Need(2020, 5100, 140, 40), Need(2020, 3600, 100, 30)
PERSON = Decider("Kari", "leder", "Behovet er usikkert")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ANMODNING_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture(scope="module")
def indicators():
    return relative_indicators(read_indicators(2020, AUTUMN), 2020, AUTUMN)


def on(day):
    return When(datetime(day.year, day.month, day.day, 9, tzinfo=UTC), day)


def forecast(need, day):
    points = zip(
        (ForecastCategory.SETTLEMENT_NEED, ForecastCategory.EM, ForecastCategory.EM_UNDER_15),
        (need.total, need.em, need.em_under_15),
        strict=True,
    )
    figures = tuple(ForecastFigure(category, None, point, None, "test") for category, point in points)
    with open_installation() as here, here.store.begin() as tx:
        forecasts.add(
            tx, Forecast("BGU", day, day, 2020, figures), source="f", sha256=f"{need.total:064}", known_on=day
        )


def newest(*, in_force=False):
    with open_installation() as here, here.store.begin() as tx:
        return (rounds.in_force if in_force else rounds.latest)(tx, 2020)


def move(round_id, state, day):
    with open_installation() as here, here.store.begin() as tx:
        rounds.move(tx, round_id, state, known_on=day, actor="Kari", reason="test")


def issued(indicators):
    """Store a forecast, its round, and the requests of its letters; return the round."""
    forecast(NEED, AUTUMN)
    stored = allocate.fn(2020, indicators, on(AUTUMN))
    series = [
        Request(
            2020, row.number, RequestKind.ORIGINAL, 1, row.count, row.em, row.em_under_15,
            f"ref-{row.number}", date(2019, 12, 20), date(2019, 10, 24),
        )
        for row in stored.round.asked
    ]  # fmt: skip
    with open_installation() as here, here.store.begin() as tx:
        requests.add(tx, series, origin="letters", known_on=date(2019, 10, 24))
    move(stored.id, RoundState.ISSUED, date(2019, 10, 24))
    return stored


# ------------------------------------------------------------------ what an operator gives
def test_a_stated_need_is_enough_and_is_kept_to(indicators):
    stored = allocate.fn(2020, indicators, on(AUTUMN), Given(NEED, None, "criteria-first"))
    assert (stored.round.need, stored.round.report["profile"]) == (NEED, "criteria-first")
    assert given_to(stored.round) == Given(NEED, None, "criteria-first")
    again = allocate.fn(2020, indicators, on(LATER))
    assert (again.id, again.version) == (stored.id, 1), "the daily pass computes the same round again"


def test_without_forecast_and_need_it_says_what_to_do(indicators):
    with pytest.raises(StopAndMend, match=r"allocate 2020 --need N"):
        allocate.fn(2020, indicators, on(AUTUMN))
    assert newest() is None


def test_a_later_forecast_goes_before_a_stated_need(indicators):
    allocate.fn(2020, indicators, on(AUTUMN), Given(LOWER))
    forecast(NEED, LATER)
    assert allocate.fn(2020, indicators, on(LATER)).round.need == NEED


def test_an_earlier_forecast_does_not(indicators):
    forecast(NEED, AUTUMN)
    allocate.fn(2020, indicators, on(AUTUMN), Given(LOWER))
    assert allocate.fn(2020, indicators, on(LATER)).round.need == LOWER


def test_the_report_shows_the_need_and_the_profile_the_round_was_given(indicators):
    assert year_view(2020, AUTUMN).need == NEED, "the year file's"
    allocate.fn(2020, indicators, on(AUTUMN), Given(LOWER, None, "criteria-first"))
    shown = year_view(2020, AUTUMN)
    assert shown.need == LOWER
    assert [(one.key, one.stated_weight) for one in shown.criteria][:2] == [
        ("intro_results", "0.35"),
        ("work", "0.25"),
    ]
    forecast(Need(2020, 5300, 140, 40), LATER)
    assert year_view(2020, LATER).need.total == 5300, "a later forecast goes before it"
    assert year_view(2020, AUTUMN).need == LOWER, "as it was known then"


def test_stated_indicators_are_kept_with_the_round(indicators, home):
    lines = [f"{n},{own['population']},10.5" for n, own in indicators.items()]
    file = home / "i.csv"
    file.write_text("number,population_2019,employment\n" + "\n".join(lines) + "\n")
    given = given_from(2020, NEED, file, None)
    stored = allocate.fn(2020, indicators, on(AUTUMN), given)
    kept = given_to(stored.round)
    assert kept.indicators["0301"]["employment"] == Decimal("10.5")
    assert kept.indicators["0301"]["requested_previous_year"] is None
    assert stored.round.report["criteria_without_any_figure"] == ["previous_request"]
    assert allocate.fn(2020, indicators, on(LATER)).id == stored.id


def test_nothing_is_given_to_a_closed_round(indicators):
    stored = allocate.fn(2020, indicators, on(AUTUMN), Given(NEED))
    move(stored.id, RoundState.CLOSED, LATER)
    with pytest.raises(StopAndMend, match="round 1 of 2020 is closed: its inputs stand"):
        allocate.fn(2020, indicators, on(LATER), Given(LOWER))
    assert allocate.fn(2020, indicators, on(LATER)).id == stored.id


def test_an_unknown_profile_stores_nothing():
    with pytest.raises(BadInput, match="continuity, criteria-first"):
        given_from(2020, NEED, None, "best")


def test_a_dry_run_takes_the_stored_forecast_and_says_nothing_else_is_missing(indicators):
    forecast(LOWER, AUTUMN)
    found = trial(2020, AUTUMN, Stated())
    assert (found.need, found.notes) == (LOWER, ())
    assert trial(2020, date(2019, 10, 1), Stated()).need == NEED, "before it was known: the year file's"


def test_a_dry_run_and_the_stored_round_are_the_same_round(indicators):
    forecast(NEED, AUTUMN)
    stored = allocate.fn(2020, indicators, on(AUTUMN))
    tried = trial(2020, AUTUMN, Stated()).round()
    assert tried.inputs_sha256 == stored.round.inputs_sha256
    assert tried.allocations == stored.round.allocations


# ------------------------------------------------------------------ revision and withdrawal
def test_a_withdrawn_revision_restores_the_round_before_it(indicators):
    before = issued(indicators)
    told = explanation(2020, "0301", "nb", AUTUMN)
    forecast(LOWER, SUMMER)
    revised = revise.fn(2020, on(SUMMER))
    assert len(revised.changed) > 100
    assert newest(in_force=True).round.kind is RoundKind.REVISION
    withdraw_revision.fn(2020, PERSON, on(SUMMER))
    assert newest(in_force=True) == newest_issued(before)
    assert explanation(2020, "0301", "nb", SUMMER) == told | {"state": "issued"}
    assert revise.fn(2020, on(SUMMER)) is None, "the same need is not taken up again"
    with pytest.raises(StopAndMend, match="no revision that could be withdrawn"):
        withdraw_revision.fn(2020, PERSON, on(SUMMER))


def newest_issued(before):
    with open_installation() as here, here.store.begin() as tx:
        return rounds.get(tx, before.id)


def test_a_new_need_after_a_withdrawal_is_met_from_the_issued_numbers(indicators):
    before = issued(indicators)
    forecast(LOWER, SUMMER)
    revise.fn(2020, on(SUMMER))
    withdraw_revision.fn(2020, PERSON, on(SUMMER))
    forecast(Need(2020, 5300, 140, 40), date(2020, 7, 1))
    revised = revise.fn(2020, on(date(2020, 7, 1)))
    counts = {row.number: row.count for row in before.round.asked}
    assert all(after >= counts.get(number, 0) for number, (_, after) in revised.changed.items())
    assert sum(after - first for first, after in revised.changed.values()) == 200


def test_a_need_that_is_back_changes_nobody(indicators):
    issued(indicators)
    forecast(LOWER, SUMMER)
    revise.fn(2020, on(SUMMER))
    forecast(NEED, date(2020, 7, 1))
    revised = revise.fn(2020, on(date(2020, 7, 1)))
    assert revised.changed == {}
    assert newest().version == 3, "the open revision is overtaken, so its letters are never approved"


def test_a_revision_on_the_side_is_the_one_that_would_be_stored(indicators):
    issued(indicators)
    assert trial_revision(2020, SUMMER, None) is None, "the need stands"
    tried, changed = trial_revision(2020, SUMMER, LOWER)
    assert newest().version == 1, "nothing was stored"
    forecast(LOWER, SUMMER)
    stored = revise.fn(2020, on(SUMMER), since_issued(2020, SUMMER))
    assert changed == stored.changed
    assert tried.inputs_sha256 == newest().round.inputs_sha256
    lines = list(summary_lines(tried, {}))
    assert (
        f"revisjon fra 5100 utsendte (scale): {sum(b - a for b, a in changed.values())} personer endres"
        in lines
    )


def test_a_revision_never_goes_below_who_is_settled_or_referred(indicators):
    issued(indicators)
    forecast(LOWER, SUMMER)
    groups = [
        Referral("S-1", "5057", 12, 0, date(2019, 12, 1), date(2020, 1, 5)),
        Referral("S-2", "5057", 6, 0, date(2020, 5, 1), None),
    ]
    with open_installation() as here, here.store.begin() as tx:
        sha256, _ = received.keep(tx, "referrals", b"x", source="test", name="r.csv", known_on=SUMMER)
        referrals.add(tx, groups, source_sha256=sha256, known_on=SUMMER)
    standing = since_issued(2020, SUMMER)
    assert standing.protected == {"5057": 18}
    revise.fn(2020, on(SUMMER), standing)
    row = newest().round.by_number()["5057"]
    assert (row.count, row.reason) == (18, "protected")


def largest_without_em(stored):
    row = max((row for row in stored.round.asked if not row.em), key=lambda row: row.count)
    return row.number, row.count


def decided(number, count, day):
    """Let a municipality register a vedtak and send a copy that says the same."""
    registered = a_registration(number=number, count=count)
    copy = a_message(
        reading=a_reading(municipality_number=number, count=count), number=number, received_at=on(day).moment
    )
    with open_installation() as here, here.store.begin() as tx:
        registrations.add(tx, [registered], known_on=day)
        messages.add(tx, 2020, copy, known_on=day, actor="program")


def test_a_lower_vedtak_is_not_asked_above_when_the_need_rises_and_the_willing_come_first(indicators):
    number, asked = largest_without_em(issued(indicators))
    winter, spring, higher = date(2019, 12, 16), date(2020, 3, 1), Need(2020, 5700, 140, 40)
    decided(number, asked - 20, winter)
    assert note_willing.fn(2020, "3028", is_willing=True, persons=10, decider=PERSON, when=on(winter))
    assert not note_willing.fn(2020, "3028", is_willing=True, persons=10, decider=PERSON, when=on(spring))
    standing = since_issued(2020, spring)
    assert (standing.ceilings, standing.willing, standing.offered) == (
        {number: asked - 20},
        ("3028",),
        {"3028": 10},
    )
    assert since_issued(2020, date(2019, 12, 1)).willing == (), "not known yet"
    forecast(higher, spring)
    revised = revise.fn(2020, on(spring), standing)
    value = newest().round
    assert value.kind is RoundKind.SUPPLEMENTARY
    assert revised.changed["3028"] == (0, 10)
    assert revised.changed[number] == (asked, asked - 20)
    assert all(after > first for n, (first, after) in revised.changed.items() if n != number)
    assert sum(after - first for first, after in revised.changed.values()) == 600
    told = explanation(2020, number, "nb", spring)
    assert (told["reason"], told["bound"]) == ("cap", "kommunestyrets vedtak")


def test_a_question_at_the_same_need_shows_to_whom_the_shortfall_would_go(indicators):
    number, asked = largest_without_em(issued(indicators))
    decided(number, asked - 20, date(2019, 12, 16))
    _, changed = trial_revision(2020, SUMMER, NEED)
    assert changed.pop(number) == (asked, asked - 20)
    assert sum(after - first for first, after in changed.values()) == 20
    assert newest().version == 1, "nothing was stored"


@pytest.mark.parametrize(
    ("number", "persons", "says"),
    [
        ("5057", None, "asked for .* already"),
        ("3028", 9, "below the smallest request"),
        ("1601", None, "5001"),
    ],
    ids=["asked already", "below the floor", "a number out of date"],
)
def test_an_offer_that_leads_to_nothing_is_refused_and_not_stored(indicators, number, persons, says):
    issued(indicators)
    with pytest.raises(BadInput, match=says):
        note_willing.fn(2020, number, is_willing=True, persons=persons, decider=PERSON, when=on(SUMMER))
    with pytest.raises(BadInput, match="none to take back"):
        note_willing.fn(2020, "3028", is_willing=False, persons=None, decider=PERSON, when=on(SUMMER))
    with open_installation() as here, here.store.begin() as tx:
        assert amendments.of_year(tx, 2020) == ()


def test_numbers_taken_over_are_revised_once_a_round_says_what_they_follow_from(indicators):
    """A season whose letters went out by other means has no weights: "nobody changes" would be no answer."""
    series = [
        Request(2020, n, RequestKind.ORIGINAL, 1, 15, 0, 0, f"sak-{n}", date(2019, 12, 20), AUTUMN)
        for n in ("0301", "5057")
    ]
    with open_installation() as here, here.store.begin() as tx:
        requests.add(tx, series, origin="import", known_on=AUTUMN)
    with pytest.raises(StopAndMend, match="`allocate 2020 --need N`"):
        trial_revision(2020, SUMMER, Need(2020, 24, 0, 0))
    with pytest.raises(StopAndMend, match="`allocate 2020 --need N`"):
        require_round(2020)
    allocate.fn(2020, indicators, on(LATER), Given(need=Need(2020, 30, 0, 0)))
    require_round(2020)
    _, changed = trial_revision(2020, SUMMER, Need(2020, 24, 0, 0))
    assert changed == {"0301": (15, 12), "5057": (15, 12)}
