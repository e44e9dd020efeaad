"""No settled person is lost or counted twice at New Year."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tasks.core.model.settlement import Referral
from tasks.settlement.carry_over import carried_over, progress

DAYS = st.dates(date(2018, 1, 1), date(2022, 12, 31))


@st.composite
def referrals(draw):
    rows = []
    for index in range(draw(st.integers(0, 12))):
        referred, settled = draw(DAYS), draw(st.none() | DAYS)
        if settled is not None and settled < referred:
            referred, settled = settled, referred
        persons = draw(st.integers(1, 20))
        em = draw(st.integers(0, persons))
        number = draw(st.sampled_from(["0301", "1520", "5057"]))
        rows.append(Referral(f"S-{index}", number, persons, em, referred, settled))
    return rows


@given(referrals(), DAYS)
def test_over_all_years_everyone_is_settled_once_or_waiting(rows, as_of):
    years = {y: progress(y, {}, rows, as_of) for y in range(2018, 2023)}
    settled = sum(row.settled for year in years.values() for row in year)
    waiting = sum(row.pending for row in years[2022])
    assert settled + waiting == sum(r.persons for r in rows if r.referred_on <= as_of)


@given(referrals(), DAYS, st.integers(2019, 2022))
def test_what_is_carried_out_of_one_year_is_carried_into_the_next(rows, as_of, year):
    out = {r.number: r.carried_out for r in progress(year - 1, {}, rows, as_of) if r.carried_out}
    into = {r.number: r.carried_in for r in progress(year, {}, rows, as_of) if r.carried_in}
    assert out == into
    assert sum(into.values()) == sum(r.persons for r in carried_over(rows, year, as_of=as_of))


@given(referrals(), DAYS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_is_irrelevant(rows, as_of, random):
    vedtak = {"5057": 15, "1520": None}
    shuffled = random.sample(rows, len(rows))
    assert progress(2020, vedtak, shuffled, as_of) == progress(2020, vedtak, rows, as_of)


@given(referrals(), DAYS)
def test_remaining_is_vedtak_less_settled_and_unknown_stays_unknown(rows, as_of):
    for row in progress(2020, {"5057": 15}, rows, as_of):
        assert row.remaining == (None if row.vedtak is None else row.vedtak - row.settled)
        assert row.carried_in <= row.settled
