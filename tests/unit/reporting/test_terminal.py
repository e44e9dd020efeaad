import io
import re

import pytest
from rich.console import Console
from unit.reporting.view_builder import a_case, a_full_view, a_municipality, a_small_view, an_empty_view

from tasks.reporting.english import phrase_in_english
from tasks.reporting.terminal import demo_table, office_table, status_table, today_table, wrapped

FULL = a_full_view()


def _shown(table, width=120):
    console = Console(file=io.StringIO(), width=width, color_system=None)
    console.print(table)
    return console.file.getvalue()


@pytest.mark.parametrize("build", [status_table, today_table, office_table], ids=lambda build: build.__name__)
@pytest.mark.parametrize("view", [FULL, an_empty_view()], ids=["full", "first day"])
@pytest.mark.parametrize("width", [60, 80, 160])
def test_tables_fit_the_terminal(build, view, width):
    assert max(map(len, _shown(build(view), width).splitlines())) <= width


def test_the_status_says_what_to_do():
    text = _shown(status_table(FULL))
    assert "Dekning i plasser" in text
    assert "trenger en person; først" in text


def test_today_lists_every_case():
    assert today_table(FULL).row_count == len(FULL.open_cases) + 0
    assert "Ingenting trenger en person" in _shown(today_table(an_empty_view()))


def test_a_name_in_brackets_is_no_markup():
    view = a_small_view(municipalities=(a_municipality(name="[red]x[/red]"),), cases=(a_case(),))
    assert "[red]x[/red] (9901)" in _shown(today_table(view))
    assert "[red]x[/red]" in _shown(status_table(view))


def test_the_last_office_row_is_the_country():
    assert _shown(office_table(FULL)).rstrip().splitlines()[-1].strip().startswith("Hele landet")


def test_the_demo_s_result_is_read_in_order_and_nothing_is_left_out():
    result = {
        "year": 2020,
        "carry_over": 12,
        "need": 5100,
        "coverage_places": 0.9999,
        "seconds": 61.25,
        "new_key": 3,
    }
    lines = _shown(demo_table(result)).splitlines()
    told = [line for line in lines if any(c.isdigit() for c in line)]
    assert "2020" in told[0]
    assert "5\xa0100" in told[1]
    assert "99,9\xa0%" in told[2]
    assert "12" in told[3]
    assert "61,2" in told[4]
    assert "new_key" in told[5]


@pytest.mark.parametrize("build", [status_table, today_table, office_table], ids=lambda build: build.__name__)
@pytest.mark.parametrize("view", [FULL, an_empty_view()], ids=["full", "first day"])
def test_no_head_and_no_phrase_of_a_table_stays_norwegian_where_operators_are_met_in_english(build, view):
    names = {m.display_name for m in view.municipalities} | set(view.offices.values())
    left = []

    def say(text):
        said = phrase_in_english(text)
        if said == text and text not in names | {"Status", "Region"} and re.search(r"[a-zæøå]{3}", text):
            left.append(text)
        return said

    _shown(build(view, say))
    assert left == []


def test_a_long_line_is_broken_between_words_and_set_in_and_left_whole_where_nobody_reads_along():
    line = "  06.12.2019  Purring  mangler: registrering i IMDinett og skriftlig kopi"
    assert wrapped(line, 0) == line
    broken = wrapped(line, 40).split("\n")
    assert max(map(len, broken)) <= 40
    assert [part[:6] for part in broken[1:]] == ["      "] * (len(broken) - 1)
    assert " ".join(part.strip() for part in broken).split() == line.split()


def test_no_word_of_what_to_do_is_cut_at_80_columns():
    text = _shown(today_table(FULL), 80)
    assert "…" not in text
