import base64
import re
from dataclasses import replace

import pytest
from lxml import etree
from unit.reporting.view_builder import a_case, a_full_view, a_municipality, a_small_view, an_empty_view

from tasks.core.model.dispatch import Dispatch, DispatchState
from tasks.core.model.letter import LetterKind
from tasks.core.model.reconciliation import CaseState
from tasks.reporting import artifacts_text as text
from tasks.reporting.english import in_english
from tasks.reporting.markdown import cell, table
from tasks.reporting.today import today
from tasks.reporting.year_sums import national
from tasks.reporting.year_view import WaitingLetters

FULL = a_full_view()
EMPTY = an_empty_view()
MARKDOWN = (text.today_markdown, text.status_markdown, text.history_markdown)


def _dispatch(state: DispatchState) -> Dispatch:
    return Dispatch(state, "r", 2020, "9901", LetterKind.REQUEST, "folder", state, False, None, 1, None, "")


@pytest.mark.parametrize("view", [FULL, EMPTY], ids=["full", "first day"])
@pytest.mark.parametrize("write", MARKDOWN, ids=lambda write: write.__name__)
def test_every_table_is_even(write, view):
    for block in re.findall(r"(?:^\|.*\|$\n?)+", write(view), flags=re.MULTILINE):
        assert len({line.count("|") for line in block.splitlines()}) == 1


def test_pictures_are_data_uris_of_well_formed_svg():
    found = re.findall(r"!\[[^\]]+\]\(data:image/svg\+xml;base64,([^)]+)\)", text.status_markdown(FULL))
    assert [etree.fromstring(base64.b64decode(one)).tag for one in found] == [
        "{http://www.w3.org/2000/svg}svg"
    ] * 3


def test_inline_svg_and_html_never_reach_the_dashboard():
    hostile = a_small_view(
        municipalities=(a_municipality(name="<b>|x|</b> [y](http://z)"),), cases=(a_case(),)
    )
    for write in MARKDOWN:
        assert "<" not in re.sub(r"\(data:[^)]*\)|<br>", "", write(hostile))
    assert "[y](" not in text.today_markdown(hostile)


@pytest.mark.parametrize("hostile", ["a|b", "a\\|b", "a\nb", "[x](y)", "`x`", "<script>"])
def test_a_cell_stays_one_cell_of_plain_text(hostile):
    (_, _, line) = table(("A",), [(hostile,)])
    assert line.count("|") == 2
    assert not re.search(r"[<>\[\]`\\\n]", cell(hostile))


def test_today_names_every_case_in_order():
    lines = [line for line in text.today_markdown(FULL).splitlines() if line.startswith("| ")][2:]
    assert len(lines) == len(today(FULL))
    first = today(FULL)[0]
    assert lines[0].startswith(f"| {first.case_id} | {first.municipality}")


def test_an_empty_list_says_so():
    assert "Ingenting trenger en person i dag" in text.today_markdown(EMPTY)
    assert "Ingenting" in text.today_markdown(a_small_view(cases=(a_case(state=CaseState.CLOSED),)))


def test_the_table_has_every_municipality_and_foots():
    rows = text.municipality_table(FULL)
    assert len(rows) == 356
    assert sum(row["Anmodet"] or 0 for row in rows) == national(FULL).requested
    assert {len(row) for row in rows} == {13}


@pytest.mark.parametrize(
    ("states", "percent"),
    [
        ((), 0.0),
        ((DispatchState.READY, DispatchState.READ), 50.0),
        ((DispatchState.ACCEPTED, DispatchState.PRINTED, DispatchState.HANDLED_MANUALLY), 100.0),
        ((DispatchState.SUPERSEDED, DispatchState.CANCELLED, DispatchState.READ), 100.0),
        (
            (DispatchState.UNKNOWN, DispatchState.REJECTED, DispatchState.IN_INBOX, DispatchState.PLANNED),
            25.0,
        ),
    ],
)
def test_sending_counts_what_has_left_us(states, percent):
    assert text.sending_progress(a_small_view(dispatches=tuple(map(_dispatch, states)))) == percent


def test_the_coverage_is_in_places():
    assert text.coverage_progress(FULL) == pytest.approx(float(FULL.status.coverage.places) * 100)
    assert "over fristen" in text.coverage_description(FULL)


def test_the_history_has_every_forecast_and_round():
    markdown = text.history_markdown(FULL)
    assert all(version.forecast.report in markdown for version in FULL.forecasts)
    assert "Beregnet på nytt etter samråd" in markdown
    assert "Ingen prognose er hentet ennå" in text.history_markdown(EMPTY)


def test_the_preview_of_what_waits_is_one_click_away():
    view = replace(a_full_view(), waiting_letters=(WaitingLetters("first", 356, "ab" * 32),))
    told = text.letters_markdown(view, "http://rapport.example")
    page = "http://rapport.example/2020/intern/forhandsvisning/index.html"
    assert f"kontaktark og endrede setninger]({page})" in told
    assert f"contact sheet and changed sentences]({page})" in in_english(told)
    assert "http" not in text.letters_markdown(an_empty_view(), "http://rapport.example"), "nothing waits"
