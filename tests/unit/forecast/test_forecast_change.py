"""Total and EM are each tested alone, exactly, against what the letters out were computed from."""

from datetime import date

import pytest

from config.cycle.reader import read_cycle
from tasks.core.model.errors import BadInput
from tasks.core.model.forecast import FigureChange, Forecast, ForecastCategory, ForecastFigure
from tasks.core.model.need import Need
from tasks.forecast.change import compare


@pytest.fixture(scope="module")
def ten_percent():
    return read_cycle(2020).revision


def forecast(total, em=140, under_15=40, *, report="BGU-2", year=2020, **others):
    points = {"settlement_need": total, "em": em, "em_under_15": under_15} | others
    figures = tuple(ForecastFigure(ForecastCategory(c), None, p, None, "source") for c, p in points.items())
    return Forecast(report, date(2020, 6, 15), date(2020, 5, 31), year, figures)


def test_the_first_forecast_changes_nothing(ten_percent):
    change = compare(None, forecast(5100), ten_percent)
    assert (change.figures, change.revision_due) == ((), False)
    assert change.reason == "Første prognose for 2020: BGU-2."


@pytest.mark.parametrize(
    ("title", "before", "after", "due"),
    [
        ("nothing moved", (5100, 140), (5100, 140), False),
        ("the summer of 2020", (5100, 140), (3600, 140), True),
        ("one short of ten percent down", (5100, 140), (4591, 140), False),
        ("ten percent down exactly", (5100, 140), (4590, 140), True),
        ("one short of ten percent up", (5100, 140), (5609, 140), False),
        ("ten percent up exactly", (5100, 140), (5610, 140), True),
        ("EM alone, one short", (5100, 140), (5100, 127), False),
        ("EM alone, ten percent", (5100, 140), (5100, 126), True),
        ("EM alone, up", (5100, 140), (5100, 154), True),
        ("both nearly", (5100, 140), (4600, 130), False),
        ("from no EM to one", (5100, 0), (5100, 1), True),
        ("no EM before or after", (5100, 0), (5101, 0), False),
    ],
)
def test_ten_percent_in_total_or_in_em_calls_for_a_revision(ten_percent, title, before, after, due):
    change = compare(forecast(*before, 0), forecast(*after, 0), ten_percent)
    assert change.revision_due is due, title


def test_the_reason_names_what_moved_in_norwegian(ten_percent):
    change = compare(forecast(5100), forecast(3600, 160), ten_percent)
    assert change.reason == (
        "BGU-2: behovet går fra 5\u00a0100 til 3\u00a0600 (−29,4\u00a0%) og enslige mindreårige "
        "går fra 140 til 160 (+14,3\u00a0%). Det er nok til at anmodningene skal vurderes på nytt."
    )
    assert compare(forecast(5100), forecast(5000), ten_percent).reason.endswith(
        "mindre enn grensen for ny fordeling."
    )
    assert compare(forecast(5100), forecast(5100), ten_percent).reason == "BGU-2: ingen tall er endret."
    assert "(fra ingen)" in compare(forecast(5100, 0, 0), forecast(5100, 4, 0), ten_percent).reason


def test_every_changed_category_is_listed_with_both_figures(ten_percent):
    change = compare(forecast(5100, resettlement=3000), forecast(5000, granted=900), ten_percent)
    assert change.figures == (
        FigureChange(ForecastCategory.SETTLEMENT_NEED, 5100, 5000),
        FigureChange(ForecastCategory.GRANTED, None, 900),
        FigureChange(ForecastCategory.RESETTLEMENT, 3000, None),
    )
    assert not change.revision_due


def test_small_steps_add_up_against_the_need_behind_the_letters(ten_percent):
    issued = Need(2020, 5100, 140, 40)
    assert not compare(forecast(4800), forecast(4500), ten_percent).revision_due
    assert compare(forecast(4800), forecast(4500), ten_percent, issued=issued).revision_due
    assert compare(None, forecast(4500), ten_percent, issued=issued).revision_due


def test_forecasts_for_two_years_are_not_compared(ten_percent):
    with pytest.raises(BadInput, match="it is for 2021, the one before for 2020"):
        compare(forecast(5100), forecast(5100, year=2021), ten_percent)
