"""Charts are well-formed SVG, readable alone and without colour, and carry no markup from outside."""

import base64
import re
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

import pytest
from lxml import etree
from unit.reporting.view_builder import DEADLINE, a_full_view

from tasks.core.model.position import Coverage, PositionState
from tasks.reporting.charts import Bar, Tile, bar_chart, coverage_chart, data_uri, tile_map
from tasks.reporting.municipality_rows import PublicState, municipality_rows
from tasks.reporting.state_styles import PUBLIC_STYLES, STATE_STYLES, tiles
from tasks.reporting.year_view import CoverageOn

SVG = "{http://www.w3.org/2000/svg}"
FULL = a_full_view()
ROWS = municipality_rows(FULL)
CHARTS = {
    "map": tile_map(tiles(ROWS, public=False), STATE_STYLES),
    "public map": tile_map(tiles(ROWS, public=True), PUBLIC_STYLES),
    "empty map": tile_map((), STATE_STYLES),
    "coverage": coverage_chart(FULL.coverage_history, DEADLINE),
    "empty coverage": coverage_chart((), DEADLINE),
    "bars": bar_chart([Bar("Oslo", 137, 210)], title="t", part="Vedtatt", whole="Anmodet", name="b"),
    "empty bars": bar_chart([], title="t", part="Vedtatt", whole="Anmodet", name="b"),
}


@pytest.mark.parametrize("svg", CHARTS.values(), ids=CHARTS.keys())
def test_a_chart_stands_alone_and_tells_what_it_shows(svg):
    root = etree.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    named = root.get("aria-labelledby").split()
    texts = {e.get("id"): e.text for e in root if e.tag in (f"{SVG}title", f"{SVG}desc")}
    assert set(named) == set(texts)
    assert all(texts.values())
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize("svg", CHARTS.values(), ids=CHARTS.keys())
def test_everything_drawn_lies_on_the_paper(svg):
    root = etree.fromstring(svg)
    _, _, width, height = map(float, root.get("viewBox").split())
    for element in root.iter(f"{SVG}text", f"{SVG}rect", f"{SVG}use"):
        if not any(parent.tag == f"{SVG}defs" for parent in element.iterancestors()):
            assert 0 <= float(element.get("x", 0)) <= width
            assert 0 <= float(element.get("y", 0)) <= height


def test_each_municipality_is_one_tile_with_its_state_in_words():
    root = etree.fromstring(CHARTS["map"])
    told = [title.text for title in root.iter(f"{SVG}title")][1:]
    assert len(told) == 356
    by_word = Counter(text.rpartition(": ")[2] for text in told)
    assert by_word["Vedtak bekreftet"] == sum(r.state is PositionState.COMPLETE for r in ROWS)


def test_no_two_tiles_lie_on_each_other():
    places = [(e.get("x"), e.get("y")) for e in etree.fromstring(CHARTS["map"]).iter(f"{SVG}use")]
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    "counties", [("18", "54"), ("31", "32", "33", "39", "40", "42"), ("55", "56", "18"), ("99",)]
)
def test_counties_of_any_year_have_a_place_of_their_own(counties):
    some = [
        Tile(f"{c}{n:02}", f"Sted {n}", c, f"Fylke {c}", PositionState.SENT)
        for c in counties
        for n in range(9)
    ]
    root = etree.fromstring(tile_map(some, STATE_STYLES))
    drawn = [(e.get("x"), e.get("y")) for e in root.iter(f"{SVG}use")]
    assert len(drawn) == len(set(drawn)) == len(some) + 1  # and the legend's one


@pytest.mark.parametrize(("styles", "states"), [(STATE_STYLES, PositionState), (PUBLIC_STYLES, PublicState)])
def test_every_state_has_a_mark_of_its_own(styles, states):
    assert set(styles) == set(states)
    assert len({style.mark for style in styles.values()}) == len(styles)


@pytest.mark.parametrize(
    "style", [s for s in STATE_STYLES.values() if s.fill.startswith("#")], ids=lambda s: s.word
)
def test_marks_are_readable_on_their_fill(style):
    assert _contrast(style.fill, style.ink) >= 4.5


def test_a_name_from_outside_is_text():
    svg = tile_map([Tile("9901", "<script>&", "99", '"><x>', PositionState.SENT)], STATE_STYLES)
    assert "<script>" not in svg
    assert "<x>" not in svg
    assert [e.text for e in etree.fromstring(svg).iter(f"{SVG}title")][1] == "<script>&: Brev sendt"


@pytest.mark.parametrize(
    ("replies", "places"), [(0, 0), (50, 50), (51, 50), (50, 51), (100, 100), (0, 100), (100, 0)]
)
def test_the_two_labels_never_lie_on_each_other(replies, places):
    history = [
        CoverageOn(date(2019, 11, 1), Coverage(Fraction(0), Fraction(0))),
        CoverageOn(date(2019, 12, 10), Coverage(Fraction(replies, 100), Fraction(places, 100))),
    ]
    root = etree.fromstring(coverage_chart(history, DEADLINE))
    ends = [float(e.get("y")) for e in root.iter(f"{SVG}text") if e.get("class", "").endswith("fill strong")]
    assert abs(ends[0] - ends[1]) >= 14


def test_the_line_ends_at_the_last_figure():
    days = [
        CoverageOn(DEADLINE + timedelta(days=d), Coverage(Fraction(d, 10), Fraction(d, 20)))
        for d in range(11)
    ]
    root = etree.fromstring(coverage_chart(days, DEADLINE))
    dashed, whole = (line.get("points").split()[-1] for line in root.iter(f"{SVG}polyline"))
    circle = next(root.iter(f"{SVG}circle"))
    assert whole == f"{circle.get('cx')},{circle.get('cy')}"
    assert float(dashed.split(",")[1]) > float(whole.split(",")[1])
    assert "100,0" in root.find(f"{SVG}desc").text


def test_bars_are_to_scale_also_above_the_request():
    svg = bar_chart([Bar("A", 30, 20), Bar("B", 0, 15)], title="t", part="Vedtatt", whole="Anmodet", name="b")
    widths = {(e.get("class"), float(e.get("width"))) for e in etree.fromstring(svg).iter(f"{SVG}rect")}
    dark = next(w for c, w in widths if c == "firstfill")
    tracks = sorted(w for c, w in widths if c == "track")
    assert dark * 20 / 30 == pytest.approx(tracks[1], abs=0.1)
    assert tracks[0] * 20 / 15 == pytest.approx(tracks[1], abs=0.2)


def test_a_data_uri_holds_the_chart_unchanged():
    head, _, body = data_uri(CHARTS["bars"]).partition(",")
    assert head == "data:image/svg+xml;base64"
    assert base64.b64decode(body).decode() == CHARTS["bars"]


def _contrast(first: str, second: str) -> float:
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(part, 16) / 255 for part in re.findall("..", colour.removeprefix("#"))]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
