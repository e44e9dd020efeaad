"""The pages: complete, offline, accessible in their markup, and the public ones silent about EM and cases."""

import base64
import hashlib
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html
from unit.reporting.view_builder import (
    AS_OF,
    a_case,
    a_full_view,
    a_municipality,
    a_position,
    a_request,
    a_small_view,
    a_status,
    an_empty_view,
)

from tasks.core.model.errors import StopAndMend
from tasks.core.model.reconciliation import CaseState, Resolution
from tasks.core.model.request import RequestKind
from tasks.reporting.html_report import INTERNAL_PAGES, PUBLIC_PAGES, write_report
from tasks.reporting.year_sums import national

FULL = a_full_view()
PUBLIC = write_report(FULL, public=True)
INTERNAL = write_report(FULL, public=False)
EMPTY = {**write_report(an_empty_view(), public=False)}
PAGES = {
    f"{title} {name}": (name, files)
    for title, files in (("public", PUBLIC), ("internal", INTERNAL), ("empty", EMPTY))
    for name in files
    if name.endswith(".html")
}
every_page = pytest.mark.parametrize(("name", "files"), PAGES.values(), ids=PAGES.keys())


def _page(files, name):
    return html.fromstring(files[name].decode("utf-8"))


def _text(files, name):
    return " ".join(_page(files, name).text_content().split())


def test_each_edition_has_its_pages():
    assert {n for n in PUBLIC if n.endswith(".html")} == {f"{p}.html" for p in PUBLIC_PAGES}
    assert {n for n in INTERNAL if n.endswith(".html")} == {f"{p}.html" for p in INTERNAL_PAGES}


def test_the_same_view_gives_the_same_bytes():
    assert write_report(a_full_view(), public=False) == INTERNAL


@every_page
def test_nothing_is_fetched_from_outside(name, files):
    text = files[name].decode()
    assert re.findall(r"""(?:src|href)=["']?(?:https?:)?//""", text) == []
    assert "@import" not in text
    assert "url(h" not in text
    assert "default-src 'none'" in text


@every_page
def test_links_lead_somewhere(name, files):
    page = _page(files, name)
    for link in page.iter("a"):
        target = link.get("href")
        assert (
            page.get_element_by_id(target[1:], None) is not None
            if target.startswith("#")
            else target in files
        )


@every_page
def test_markup_serves_a_screen_reader(name, files):
    page = _page(files, name)
    ids = [element.get("id") for element in page.iter() if isinstance(element.tag, str) and element.get("id")]
    assert len(ids) == len(set(ids))
    assert page.get("lang") == "nb"
    assert [len(page.findall(f".//{tag}")) for tag in ("header", "nav", "main", "footer", "h1")] == [1] * 5
    assert page.find(".//title").text.strip()
    assert all(table.find("caption") is not None for table in page.iter("table"))
    assert all(head.get("scope") in ("col", "row") for head in page.iter("th"))
    for control in page.xpath("//input | //select"):
        assert page.xpath(f"//label[@for='{control.get('id')}']")
    for element in page.xpath("//*[@aria-labelledby]"):
        assert all(
            page.get_element_by_id(one, None) is not None for one in element.get("aria-labelledby").split()
        )
    levels = [int(element.tag[1]) for element in page.xpath("//h1 | //h2 | //h3")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


@every_page
def test_every_row_is_as_wide_as_its_head(name, files):
    for table in _page(files, name).iter("table"):
        width = len(table.findall("thead/tr/th"))
        assert {len(row.xpath("th | td")) for row in table.xpath("tbody/tr | tfoot/tr")} <= {width}


def test_the_browser_may_run_our_script_and_no_other():
    page = _page(PUBLIC, "kommuner.html")
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    (script,) = page.iter("script")
    digest = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy


def test_without_javascript_the_table_is_whole_and_the_filter_hidden():
    page = _page(PUBLIC, "kommuner.html")
    assert len(page.xpath("//table[@id='kommuner']/tbody/tr")) == 356
    assert page.get_element_by_id("filter").get("hidden") is not None
    assert page.xpath("//table//button") == []


def test_totals_stand_under_the_tables():
    total = national(FULL)
    foot = [cell.text_content() for cell in _page(INTERNAL, "kommuner.html").xpath("//tfoot/tr/*")]
    assert f"{total.requested:,}".replace(",", "\xa0") in foot
    assert f"{total.decided:,}".replace(",", "\xa0") in foot


def _marked_view():
    """A view whose EM figures and case texts can be recognised wherever they turn up."""
    asked = a_request(count=9000, em=777, em_under_15=555)
    position = a_position(requested=9000, decided=9000, decided_em=666)
    case = a_case(evidence="HEMMELIG SITAT", requested=9000, registered=8888, copy=4444)
    need = replace(FULL.need, em=777, em_under_15=555, total=9000)
    return a_small_view(need=need, requests=(asked,), status=a_status(position), cases=(case,))


def test_the_public_edition_is_silent_about_em_and_cases():
    files = write_report(_marked_view(), public=True)
    for name, data in files.items():
        told = re.sub(
            r"sha256[:-][\w+/=]+|<svg.*?</svg>|<style>.*?</style>", "", data.decode(), flags=re.DOTALL
        )
        for secret in ("777", "666", "555", "8888", "8\xa0888", "4444", "4\xa0444", "HEMMELIG", "saker.html"):
            assert secret not in told, (name, secret)
        assert not re.search(r"\bEM\b", told), name


def test_the_internal_edition_shows_them_and_says_so():
    files = write_report(_marked_view(), public=False)
    assert "777" in _text(files, "kommuner.html")
    assert "HEMMELIG SITAT" in _text(files, "saker.html")
    assert all("Skal ikke publiseres" in _text(files, n) for n in files if n.endswith(".html"))
    assert all(b'content="noindex' in data for n, data in files.items() if n.endswith(".html"))


def test_public_pictures_tell_no_more_than_the_public_text():
    assert "Avvik må avklares" not in PUBLIC["index.html"].decode()
    assert "Avvik må avklares" in INTERNAL["index.html"].decode()


def test_what_comes_from_outside_is_text():
    hostile = "<img src=x onerror=alert(1)>\"'{{ 7 * 7 }}"
    case = a_case(evidence=hostile, state=CaseState.OPEN)
    closed = a_case(id=2, state=CaseState.CLOSED, resolution=Resolution.WITHDRAWN, resolved_by=hostile)
    view = a_small_view(municipalities=(a_municipality(name=hostile),), cases=(case, closed))
    for name, data in write_report(view, public=False).items():
        if name.endswith(".html"):
            assert b"<img" not in data
    assert hostile in _text(write_report(view, public=False), "saker.html")


def test_adjusted_requests_get_their_own_column():
    adjusted = a_request(count=10, kind=RequestKind.ADJUSTED, revision=2)
    files = write_report(a_small_view(requests=(a_request(count=15), adjusted)), public=True)
    heads = [cell.text_content() for cell in _page(files, "kommuner.html").xpath("//thead//th")]
    row = [cell.text_content() for cell in _page(files, "kommuner.html").xpath("//tbody/tr/*")]
    assert (row[heads.index("Anmodet")], row[heads.index("Justert")]) == ("15", "10")
    assert "Anmodet nå" in _text(files, "index.html")


def test_the_list_of_today_stands_on_the_first_page():
    text = _text(INTERNAL, "index.html")
    assert "Dette trenger en person i dag" in text
    assert text.index("Dette trenger en person") < text.index("Hvor kommunene står")
    assert "Ingenting trenger en person i dag" in _text(EMPTY, "index.html")


def test_the_method_page_shows_effective_weights_beside_stated_ones():
    rows = _page(PUBLIC, "metode.html").xpath("//table[caption[@id='kriterier']]/tbody/tr")
    cells = [[cell.text_content() for cell in row] for row in rows]
    assert cells[0][1:4] == ["50,0\xa0%", "62,0\xa0%", "110,0\xa0%"]
    assert cells[1][3] == "−10,0\xa0%"


def test_who_asked_in_the_consultation_stays_internal():
    assert "prøvegrunn" in _text(INTERNAL, "metode.html")
    assert "prøvegrunn" not in _text(PUBLIC, "metode.html")


def test_a_table_that_does_not_add_up_gives_no_report():
    view = a_full_view()
    view.progress_of.popitem()
    with pytest.raises(StopAndMend):
        write_report(view, public=True)


def test_the_day_is_the_view_s():
    assert f"{AS_OF.day}. desember {AS_OF.year}" in _text(PUBLIC, "index.html")
