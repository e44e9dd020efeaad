"""Every page of the report in a real browser: no fault that axe finds, in both themes, wide, narrow and printed."""

from __future__ import annotations

import itertools
from pathlib import Path

import axe_core_python
import pytest
from unit.reporting.view_builder import RARE_TOGETHER, a_full_view, synthetic_municipalities

from tasks.core.model.reconciliation import Cause
from tasks.reporting.html_report import INTERNAL_PAGES, PUBLIC_PAGES, write_report
from tasks.reporting.report_folder import write_files

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

AXE = Path(axe_core_python.__file__).parent / "axe.min.js"
SHOWN = 30  # municipalities of the made-up year: every state and cause among them
DISPUTED = "dossier"  # stands for the page of a municipality with a case
COLOURS = ["color-contrast", "link-in-text-block"]
LOOKS = {  # the dark theme is other colours for the same page: there axe's rules about colours are asked
    "light": {"color_scheme": "light", "width": 1280},
    "dark": {"color_scheme": "dark", "width": 1280, "rules": COLOURS},
    "narrow": {"color_scheme": "light", "width": 360},
    "narrow dark": {"color_scheme": "dark", "width": 360, "rules": COLOURS},
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
    view = a_full_view(municipalities=synthetic_municipalities()[:SHOWN], rare=RARE_TOGETHER)
    assert {finding.cause for finding in view.findings} == {Cause.AGREE, *RARE_TOGETHER.values()}
    with rehearsal_settings(season_home):
        season = year_view(2020, _day())
        number = season.open_cases[0].number
        pages = write_report(season, public=False, dossiers=dossiers(season, {number}))
    for edition, public in (("intern", False), ("offentlig", True)):
        write_files(folder / edition, write_report(view, public=public))
    write_files(folder / "intern", {f"{DISPUTED}.html": pages[f"kommune-{number}.html"]})
    return folder


def _day():
    from served.conftest import DAY

    return DAY


@pytest.fixture(scope="module")
def tab(browser):
    """Return one tab for every page: what is asked of a page in several looks is asked of it opened once."""
    context = browser.new_context()
    context.set_default_timeout(120_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def refused(tab):
    """Return what the page's own policy refuses, as the browser's console says it."""
    told: list[str] = []

    def listen(message):
        if message.type == "error":
            told.append(message.text)

    tab.on("console", listen)
    yield told
    tab.remove_listener("console", listen)


def _violations(page, rules=None):
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    options = {"resultTypes": ["violations"]} | (
        {"runOnly": {"type": "rule", "values": rules}} if rules else {}
    )
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [(v["id"], [node["html"][:160] for node in v["nodes"][:3]]) for v in found]


@pytest.mark.parametrize(("edition", "name"), PAGES, ids=lambda part: part)
def test_axe_finds_nothing_and_nothing_sticks_out(site, tab, refused, edition, name):
    tab.goto((site / edition / f"{name}.html").as_uri())
    wide = []
    for look, shown in LOOKS.items():
        tab.emulate_media(media="screen", color_scheme=shown["color_scheme"])
        tab.set_viewport_size({"width": shown["width"], "height": 900})
        assert (look, _violations(tab, shown.get("rules"))) == (look, [])
        room = tab.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        wide += [look] if room[0] > room[1] else []
    assert wide == [], "the page is wider than the window: only a table may be scrolled sideways"
    assert refused == [], "the page's own policy refuses nothing the page needs"


@pytest.mark.parametrize("name", [*INTERNAL_PAGES, DISPUTED])
def test_printed_pages_have_no_fault_either(site, tab, name):
    tab.emulate_media(media="print", color_scheme="light")
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.goto((site / "intern" / f"{name}.html").as_uri())
    assert _violations(tab) == []
    assert not tab.locator("nav.pages").is_visible()


def test_the_page_works_without_javascript(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "offentlig" / "kommuner.html").as_uri())
    assert page.locator("#kommuner tbody tr").count() == SHOWN
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
    assert page.locator("#antall").text_content() == f"Viser 1 av {SHOWN} kommuner"
    page.close()


@pytest.mark.parametrize(
    ("body", "light", "dark"),
    [
        ("<h1>x</h1><img src='data:,'>", ["image-alt"], []),
        (
            "<style>@media (prefers-color-scheme: dark) { h1 { color: #eee } }</style><h1>pale</h1>",
            [],
            ["color-contrast"],
        ),
    ],
    ids=["a picture without a text", "pale letters in the dark theme only"],
)
def test_axe_would_say_so(browser, body, light, dark):
    """The test above can fail, in the order in which it asks."""
    page = browser.new_page(color_scheme="light")
    page.set_content(f"<html lang='nb'><title>t</title><main>{body}</main></html>")
    assert [name for name, _ in _violations(page)] == light
    page.emulate_media(color_scheme="dark")
    assert [name for name, _ in _violations(page, COLOURS)] == dark
    page.close()
