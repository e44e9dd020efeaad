"""The dossier: the page and the terminal say the same, and a part that does not fit its heads is refused."""

from __future__ import annotations

import pytest
from lxml import html
from unit.reporting.view_builder import a_small_view

from tasks.reporting.dossier import Dossier, Part, lines
from tasks.reporting.html_report import municipality_page_name, write_report

HOSTILE = "<script>alert(1)</script>"


def a_dossier(**changes):
    values = {
        "number": "9901",
        "name": "Prøvevik",
        "county": "Prøvefylket",
        "office": "Prøvekontoret",
        "written_standard": "nynorsk",
        "sentence": "Vekta gir 15 av 15 personer.",
        "facts": (("Status", "Avvik må avklares"), ("EM", "3")),
        "parts": (
            Part(
                "saker",
                "Saker",
                ("Dag", "Sak", "Begrunnelse"),
                (("06.12.2019", "7", HOSTILE),),
                frozenset({1}),
            ),
            Part("brev", "Brev", ("Dag", "Hva"), ()),
        ),
    }
    return Dossier(**{**values, **changes})


def _page(dossier):
    files = write_report(a_small_view(), public=False, dossiers={dossier.number: dossier})
    return html.fromstring(files[municipality_page_name(dossier.number)].decode("utf-8"))


def test_the_page_and_the_terminal_say_the_same():
    dossier = a_dossier()
    printed, shown = "\n".join(lines(dossier)), _page(dossier).text_content()
    cells = [cell for part in dossier.parts for row in part.rows for cell in row]
    for text in (dossier.name, dossier.sentence, *(t for fact in dossier.facts for t in fact), *cells):
        assert text in printed
        assert text in shown


def test_an_empty_part_says_so_in_both():
    dossier = a_dossier()
    assert "Ingenting ennå" in "\n".join(lines(dossier))
    assert "Ingenting ennå" in _page(dossier).text_content()


def test_what_comes_from_outside_is_text():
    assert _page(a_dossier()).xpath("//script") == []


def test_the_table_and_the_lists_lead_to_the_page():
    files = write_report(a_small_view(), public=False, dossiers={"9901": a_dossier()})
    page = html.fromstring(files["kommuner.html"].decode("utf-8"))
    assert page.xpath("//table[@id='kommuner']//a/@href") == ["kommune-9901.html"]


def test_the_public_edition_has_no_such_page():
    files = write_report(a_small_view(), public=True, dossiers={"9901": a_dossier()})
    assert municipality_page_name("9901") not in files
    assert b"kommune-9901" not in files["kommuner.html"]


def test_the_same_dossier_gives_the_same_page_whatever_the_day():
    """A page is written again only when something happened: the day of writing is not on it."""
    day = a_small_view().as_of
    files = write_report(a_small_view(), public=False, dossiers={"9901": a_dossier()})
    assert f"{day.day}. " not in files[municipality_page_name("9901")].decode()


def test_a_row_that_does_not_fit_its_heads_is_refused():
    with pytest.raises(ValueError, match="2 cells wide"):
        Part("brev", "Brev", ("Dag", "Hva"), (("06.12.2019",),))
