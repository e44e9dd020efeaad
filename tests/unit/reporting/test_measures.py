from dataclasses import replace

import pytest
from unit.reporting.view_builder import a_full_view, an_empty_view

from tasks.reporting.measures import constraint_lines, criterion_lines, measure_lines, missing_lines

FULL = a_full_view()


def _with_report(report):
    newest = FULL.rounds[-1]
    return replace(FULL, rounds=(replace(newest, round=replace(newest.round, report=report)),))


def test_criteria_come_in_the_round_s_order_with_the_year_file_s_names():
    assert [(line.name, line.stated, line.of_persons) for line in criterion_lines(FULL)] == [
        ("Folketall", "50,0\xa0%", "62,0\xa0%"),
        ("Bosetting over tid", "50,0\xa0%", "38,0\xa0%"),
    ]


def test_before_the_first_round_the_stated_weights_stand_alone():
    lines = criterion_lines(replace(FULL, rounds=()))
    assert [line.of_persons for line in lines] == ["–", "–", "–"]
    assert lines[0].stated == "50,0\xa0%"


@pytest.mark.parametrize(
    "report", [{}, {"criteria": None}, {"criteria": {"x": {}}, "floor_cost": 3, "constraints": None}], ids=str
)
def test_a_report_without_a_measure_leaves_it_out(report):
    view = _with_report(report)
    assert measure_lines(view, public=False) == ()
    assert all(line.of_persons == "–" for line in criterion_lines(view))


def test_places_are_named_inside_the_house_only():
    inside, outside = dict(measure_lines(FULL, public=False)), dict(measure_lines(FULL, public=True))
    assert inside.keys() == outside.keys()
    assert "(" in inside["Største avstand fra beregnet andel, personer"]
    assert outside["Største avstand fra beregnet andel, personer"] == "1,4"
    assert outside["Personer flyttet av minste anmodning"] == "118"


def test_missing_figures_are_told():
    assert missing_lines(FULL) == (
        "Kapasitet og kompetanse: ingen kommuner har tall",
        "Bosetting over tid: 17 kommuner mangler tall",
    )


def test_a_rule_shows_who_else_gets_more_or_fewer_by_it():
    (line,) = constraint_lines(FULL)
    assert line.moved == "4"
    assert line.pays.endswith("prøve 1 +4")
    (rule,) = FULL.newest_round.round.constraints
    cost = {"number": rule.number, "author": rule.author, "moved": 2, "pays": [["1101", -1], ["0301", 1]]}
    (line,) = constraint_lines(_with_report({"constraints": [cost]}))
    assert line.pays == "Rogalandprøve 1 −1, Osloprøve 1 +1"


def test_no_round_no_measures():
    view = an_empty_view()
    assert (measure_lines(view, public=False), missing_lines(view), constraint_lines(view)) == ((), (), ())
