"""Whatever a forecast file holds, it is read whole or refused; a revision is due exactly at its threshold."""

from datetime import date
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from config.cycle.reader import read_cycle
from tasks.core.model.errors import BadInput
from tasks.core.model.forecast import Forecast, ForecastCategory, ForecastFigure
from tasks.forecast.change import compare
from tasks.forecast.reading import COLUMNS, read_forecast

THRESHOLDS = read_cycle(2020).revision
persons = st.integers(0, 99_999)
cells = st.sampled_from(
    ["", "2020", "2019-10-15", "5100", "-1", "em", "em_under_15", "settlement_need", "x", "å"]
)


def a_forecast(total, em):
    points = (
        (ForecastCategory.SETTLEMENT_NEED, total),
        (ForecastCategory.EM, em),
        (ForecastCategory.EM_UNDER_15, 0),
    )
    figures = tuple(ForecastFigure(category, None, point, None, "source") for category, point in points)
    return Forecast("BGU", date(2019, 10, 15), date(2019, 9, 30), 2020, figures)


@given(st.binary(max_size=200) | st.lists(st.tuples(*[cells] * len(COLUMNS)), max_size=5))
def test_any_file_is_read_whole_or_refused_with_faults(content):
    if isinstance(content, list):
        content = "\n".join([",".join(COLUMNS), *(",".join(row) for row in content)]).encode()
    faults = ()
    try:
        assert read_forecast(content, "f.csv", 2020).need.year == 2020
    except BadInput as refused:
        faults = refused.faults
    assert all(fault.place.startswith("f.csv") and fault.action for fault in faults)


@given(persons, persons, persons, persons)
def test_a_revision_is_due_exactly_when_total_or_em_moved_by_ten_percent(total, em, new_total, new_em):
    assume(em <= total and new_em <= new_total)
    moved = [
        old != new and (old == 0 or abs(Fraction(new - old, old)) >= Fraction(1, 10))
        for old, new in ((total, new_total), (em, new_em))
    ]
    change = compare(a_forecast(total, em), a_forecast(new_total, new_em), THRESHOLDS)
    assert change.revision_due == any(moved)


@given(persons, persons)
def test_every_readable_file_gives_back_what_was_written(total, em):
    assume(em <= total)
    rows = [
        f"BGU,2019-10-15,2019-09-30,2020,{category},,{point},,source"
        for category, point in (("settlement_need", total), ("em", em), ("em_under_15", 0))
    ]
    data = "\n".join([",".join(COLUMNS), *rows]).encode()
    assert read_forecast(data, "f.csv", 2020) == a_forecast(total, em)
