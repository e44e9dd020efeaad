"""Every page of the report in a real browser: no fault that axe finds, in both themes, wide, narrow and printed."""

from __future__ import annotations

import itertools
from pathlib import Path

import axe_core_python
import pytest
from unit.reporting.view_builder import a_full_view, synthetic_municipalities

from tasks.reporting.html_report import INTERNAL_PAGES, PUBLIC_PAGES, write_report
from tasks.reporting.report_folder import write_files

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

AXE = Path(axe_core_python.__file__).parent / "axe.min.js"
DISPUTED = "dossier"  # stands for the page of a municipality with a case
LOOKS = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "narrow": {"color_scheme": "light", "viewport": {"width": 360, "height": 740}},
    "narrow dark": {"color_scheme": "dark", "viewport": {"width": 360, "height": 740}},
}
PAGES = [
    *itertools.product(("intern",), (*INTERNAL_PAGES, DISPUTED)),
    *itertools.product(("offentlig",), PUBLIC_PAGES),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory, season_home):
    """Write both editions of a made-up year, and the page of one municipality of the rehearsed season."""
    from flows.dossier import dossiers
    from flows.picture import year_view
    from flows.rehearsal_settings import rehearsal_settings

    folder = tmp_path_factory.mktemp("site")
    view = a_full_view(municipalities=synthetic_municipalities()[:70])
    with rehearsal_settings(season_home):
        season = year_view(2020, _day())
        number = season.open_cases[0].number
        pages = write_report(season, public=False, dossiers={number: dossiers(season)[number]})
    for edition, public in (("intern", False), ("offentlig", True)):
        write_files(folder / edition, write_report(view, public=public))
    write_files(folder / "intern", {f"{DISPUTED}.html": pages[f"kommune-{number}.html"]})
    return folder


def _day():
    from browser.conftest import DAY

    return DAY


@pytest.fixture(scope="module", params=LOOKS)
def look(request, browser):
    context = browser.new_context(**LOOKS[request.param])
    context.set_default_timeout(120_000)
    yield context
    context.close()


def _violations(page):
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [(v["id"], [node["html"][:160] for node in v["nodes"][:3]]) for v in found]


@pytest.mark.parametrize(("edition", "name"), PAGES, ids=lambda part: part)
def test_axe_finds_nothing_and_nothing_sticks_out(site, look, edition, name):
    page = look.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto((site / edition / f"{name}.html").as_uri())
    assert _violations(page) == []
    width = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert width[0] <= width[1], "the page is wider than the window: only a table may be scrolled sideways"
    assert refused == [], "the page's own policy refuses nothing the page needs"
    page.close()


@pytest.mark.parametrize("name", [*INTERNAL_PAGES, DISPUTED])
def test_printed_pages_have_no_fault_either(site, browser, name):
    page = browser.new_page()
    page.emulate_media(media="print")
    page.goto((site / "intern" / f"{name}.html").as_uri())
    assert _violations(page) == []
    assert not page.locator("nav.pages").is_visible()
    page.close()


def test_the_page_works_without_javascript(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "offentlig" / "kommuner.html").as_uri())
    assert page.locator("#kommuner tbody tr").count() == 70
    assert not page.locator("#filter").is_visible()
    assert page.locator("#kommuner button").count() == 0
    context.close()


def test_the_table_is_sorted_and_filtered_with_the_keyboard_alone(site, browser):
    page = browser.new_page()
    page.goto((site / "intern" / "kommuner.html").as_uri())
    head = page.locator("#kommuner thead th", has_text="Anmodet").first
    head.locator("button").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    cells = page.locator("#kommuner tbody tr td.n:nth-of-type(5)").all_text_contents()
    asked = [int(text) for text in cells if text != "–"]
    assert asked == sorted(asked, reverse=True)
    assert asked
    assert page.locator("#antall").text_content() == "Sortert etter Anmodet, synkende"
    page.get_by_label("Søk i kommune, fylke eller region").focus()
    page.keyboard.type("oslo")
    assert page.locator("#kommuner tbody tr:visible").count() == 1
    assert page.locator("#antall").text_content() == "Viser 1 av 70 kommuner"
    page.close()


def test_axe_would_say_so(browser):
    """The test above can fail: a picture without a text is found."""
    page = browser.new_page()
    page.set_content("<html lang='nb'><title>t</title><main><h1>x</h1><img src='data:,'></main></html>")
    assert [name for name, _ in _violations(page)] == ["image-alt"]
    page.close()
