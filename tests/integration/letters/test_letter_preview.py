"""What the person who decides is shown: one letter of each kind and language, and every sentence worded anew."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date, timedelta

import pypdfium2 as pdfium
import pytest
from letter_workshop import ISSUED, NOW, SUMMER, a_request, a_round, a_workshop, with_requests, with_round

from tasks.core.model.allocation import RoundKind, RoundState
from tasks.core.model.errors import StopAndMend
from tasks.core.model.question import Question
from tasks.core.store import letters
from tasks.letters.again import all_set_again
from tasks.letters.preparing import prepare_round
from tasks.letters.preview import preview_folder, show_again
from tasks.letters.sending_drafts import draft_clarifications
from tasks.letters.templates import TEXTS_FOLDER


@pytest.fixture
def shop(tmp_path, sqlite_url):
    texts = tmp_path / "texts"
    shutil.copytree(TEXTS_FOLDER, texts)
    made = replace(a_workshop(tmp_path / "home", sqlite_url, "5057", "1520"), texts=texts)
    with_requests(made, a_request("5057", 15), a_request("1520", 15))
    yield made
    made.here.store.close()


def facts_of_newest(shop):
    folder = max(f for f in preview_folder(shop.here, 2020).iterdir() if f.is_dir())
    return folder, json.loads((folder / "pakke.json").read_text())


def test_one_letter_of_each_kind_and_language_on_a_contact_sheet(shop):
    with_round(shop, a_round(n5057=10, n1520=12))
    made = prepare_round(shop, NOW)
    folder, facts = facts_of_newest(shop)
    assert facts["plan_sha256"] == made.plan_sha256
    assert [(r["kind"], r["language"], r["persons"]) for r in facts["rows"]] == [
        ("justert anmodning", "bokmål", 10),
        ("justert anmodning", "nynorsk", 12),
    ]
    assert all((folder / row["file"]).read_bytes()[:4] == b"%PDF" for row in facts["rows"])
    assert (folder / "kontaktark.png").read_bytes()[1:4] == b"PNG"
    sheet = pdfium.PdfDocument((folder / "kontaktark.pdf").read_bytes())
    assert "justert anmodning, nynorsk: Ørsta" in sheet[0].get_textpage().get_text_bounded()
    sheet.close()
    assert not facts["compared"]
    page = (preview_folder(shop.here, 2020) / "index.html").read_text()
    assert "Ingen tidligere brev av samme type å sammenligne med" in page
    assert made.plan_sha256 in page


def test_every_sentence_worded_anew_is_shown_and_new_numbers_are_not(shop):
    with_round(shop, a_round(n5057=10, n1520=12))
    prepare_round(shop, NOW)
    text = shop.texts / "nb" / "adjusted.toml"
    text.write_text(
        text.read_text().replace("Kommunen får derfor en justert", "Kommunen får nå en <ny> justert")
    )
    with_round(shop, a_round(n5057=11, n1520=13))
    prepare_round(shop, replace(NOW, day=SUMMER + timedelta(days=1)))
    _, facts = facts_of_newest(shop)
    assert [(c["is_new"], c["sentence"]) for c in facts["changes"]] == [
        (False, "Kommunen får derfor en justert anmodning."),
        (True, "Kommunen får nå en <ny> justert anmodning."),
    ]
    folder, _ = facts_of_newest(shop)
    assert (folder / "endringer.png").read_bytes()[1:4] == b"PNG"
    sheet = pdfium.PdfDocument((folder / "endringer.pdf").read_bytes())
    drawn = " ".join(sheet[0].get_textpage().get_text_bounded().split())
    sheet.close()
    assert "Tatt ut: Kommunen får derfor en justert anmodning." in drawn
    assert "Ny: Kommunen får nå en <ny> justert anmodning." in drawn
    page = (preview_folder(shop.here, 2020) / "index.html").read_text()
    assert "endringer.pdf" in page
    assert "<ins>Kommunen får nå en &lt;ny&gt; justert anmodning.</ins>" in page
    assert page.index("Pakke 2") < page.index("Pakke 1")


def test_a_question_is_previewed_too_and_nothing_unfinished_is_left(shop):
    question = Question("1520", 15, 12, "Ørsta <b>kommune</b> buset 12.", date(2020, 7, 1))
    draft_clarifications(shop, [question], NOW, "program")
    folder, facts = facts_of_newest(shop)
    assert [row["kind"] for row in facts["rows"]] == ["avklaring"]
    assert sorted(p.suffix for p in folder.iterdir()) == [".json", ".pdf", ".pdf", ".png"]
    assert not list(preview_folder(shop.here, 2020).glob(".*"))


def test_a_first_round_is_compared_with_nothing_and_again_changes_nothing(shop):
    with_round(shop, a_round(RoundKind.FIRST, n5057=15, n1520=0), state=RoundState.CLOSED, known_on=ISSUED)
    prepare_round(shop, replace(NOW, day=ISSUED))
    before = {p: p.stat().st_mtime_ns for p in preview_folder(shop.here, 2020).glob("*/*")}
    prepare_round(shop, replace(NOW, day=ISSUED))
    assert {p: p.stat().st_mtime_ns for p in preview_folder(shop.here, 2020).glob("*/*")} == before
    assert len(before) == 5


def test_how_letters_arrive_is_shown_once_it_was_asked_and_lost_previews_come_back(shop):
    with_round(shop, a_round(n5057=10, n1520=12))
    prepare_round(shop, NOW)
    root = preview_folder(shop.here, 2020)
    assert "Slik når brevene fram" not in (root / "index.html").read_text()
    shutil.rmtree(root)
    page = show_again(shop, NOW, [("svarut", "digital innboks", 2)])
    assert page == root / "index.html"
    assert "Slik når brevene fram" in page.read_text()
    assert '<td>svarut</td><td>digital innboks</td><td class="n">2</td>' in page.read_text()
    assert facts_of_newest(shop)[1]["letters"] == 2
    assert "digital innboks" in show_again(shop, NOW).read_text(), "what was asked stays"


def test_a_year_without_letters_has_an_empty_preview(shop):
    assert "Pakke" not in show_again(shop, NOW).read_text()


def test_every_letter_is_set_again_to_the_byte_and_one_that_is_not_is_named(shop):
    with_round(shop, a_round(n5057=10, n1520=12))
    prepare_round(shop, NOW)
    with shop.here.store.begin() as tx:
        made = letters.of_year(tx, 2020)
    files = shop.here.store.files
    assert [one.pdf_sha256 for one in all_set_again(made, files)] == [one.pdf_sha256 for one in made]
    with pytest.raises(StopAndMend, match=made[1].letter_ref):
        list(all_set_again([made[0], replace(made[1], pdf_sha256="0" * 64)], files))
