"""The PDF itself: archivable, accessible, the same bytes every time, and saying what the content says."""

import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from letter_builders import EXPLANATION, LATER_DAY, LETTER_DAY, REPLY_DAY, a_content

import config
from config.register_reader import read_register
from tasks.core.model.errors import StopAndMend
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import Language
from tasks.letters.content_parts import Earlier, Persons, Recipient
from tasks.letters.document import BlockKind
from tasks.letters.read_back import lines_of, pages_of, read_back
from tasks.letters.render import BlockedLetter, Renderer, render_all
from tasks.letters.templates import TEXTS_FOLDER
from tasks.letters.verify import faults_in_letter

REF = "ANM-2020-5057-A1-77"
EVERY_KIND = [(kind, language) for kind in LetterKind for language in Language]


@pytest.fixture(scope="module")
def renderer():
    return Renderer()


@pytest.fixture(scope="module")
def request_pdf(renderer):
    with pikepdf.open(io.BytesIO(renderer.render(a_content(persons=Persons(18, 3, 1))).pdf)) as pdf:
        yield pdf


def structure(pdf):
    """Return the structure elements in reading order as (tag, object)."""
    found = []
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, pikepdf.Array):
            waiting = [*node, *waiting]
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append((str(node.S), node))
            waiting = [*([node.K] if "/K" in node else []), *waiting]
    return found


@pytest.mark.parametrize(("kind", "language"), EVERY_KIND)
def test_every_kind_reads_back_as_it_is_meant(renderer, kind, language):
    assert faults_in_letter(renderer.render(a_content(kind, language)), LETTER_DAY) == ()


@pytest.mark.parametrize("persons", [(15, 0, 0), (15, 1, 0), (15, 1, 1), (18, 3, 1), (1210, 40, 40)])
@pytest.mark.parametrize("language", Language)
def test_every_em_variant_reads_back(renderer, persons, language):
    letter = renderer.render(a_content(language=language, persons=Persons(*persons), explanation=EXPLANATION))
    assert faults_in_letter(letter, LETTER_DAY) == ()


def test_every_municipality_name_reads_back(renderer):
    """Sámi and Kven letters are in the shipped face: nothing falls out between the text and the page."""
    municipalities = read_register(2020).municipalities
    names = tuple(sorted({n for m in municipalities for n in (m.name, *m.other_names) if not n.isascii()}))
    assert any("ŋ" in name for name in names)
    recipient = Recipient("5436", "Porsanger", "Troms og Finnmark", "959411735", names, merged_from=names)
    letter = renderer.render(a_content(recipient=recipient))
    assert faults_in_letter(letter, LETTER_DAY) == ()
    first_page = pages_of(letter.pdf)[0]
    assert all(name in first_page for name in names if " " not in name and "-" not in name)


@pytest.mark.parametrize(("kind", "language"), EVERY_KIND)
def test_what_is_read_without_the_colours_is_what_is_read_with_them(renderer, kind, language):
    pdf = renderer.render(a_content(kind, language)).pdf
    assert b"[/ICCBased " in pdf
    with_colours = lines_of(pdf).split("\n----------\n")
    assert pages_of(pdf) == tuple(" ".join(page.split()) for page in with_colours)


def test_a_pdf_of_another_number_is_found_out(renderer):
    right, other = (renderer.render(a_content(persons=Persons(n, 0, 0))) for n in (15, 16))
    (fault,) = (f for f in faults_in_letter(replace(right, pdf=other.pdf), LETTER_DAY) if "number" in f.what)
    assert fault.what == "the number reads as 16, it is 15"


@pytest.mark.parametrize("language", Language)
def test_an_addition_is_read_back_with_the_total_it_makes(renderer, language):
    right, other = (
        renderer.render(
            a_content(LetterKind.SUPPLEMENTARY, language, earlier=Earlier(Persons(n, 0, 0), REF, LETTER_DAY))
        )
        for n in (15, 20)
    )
    found = read_back(" ".join(pages_of(right.pdf)), language)
    assert (found.counts, found.totals) == ({5}, {20})
    assert faults_in_letter(right, LETTER_DAY) == ()
    faults = [fault.what for fault in faults_in_letter(replace(right, pdf=other.pdf), LETTER_DAY)]
    assert "the total with the addition reads as 25, it is 20" in faults


@pytest.mark.parametrize("language", Language)
def test_an_addition_to_nothing_names_no_total(renderer, language):
    letter = renderer.render(a_content(LetterKind.SUPPLEMENTARY, language, earlier=None))
    assert faults_in_letter(letter, LETTER_DAY) == ()
    assert read_back(" ".join(pages_of(letter.pdf)), language).totals == frozenset()


@pytest.mark.parametrize(
    ("title", "changes", "message"),
    [
        ("EM", {"persons": Persons(15, 2, 0)}, "the EM reads as 0, it is 2"),
        ("under 15", {"persons": Persons(15, 2, 1)}, "the EM under 15 reads as 0, it is 1"),
        ("deadline", {"deadline": LATER_DAY}, "the deadline reads as 2019-12-20, it is 2020-01-08"),
        ("municipality", {"recipient": Recipient("5056", "Hitra", "Trøndelag", "938772924")}, "'Hitra kommune' does not stand"),
    ],
)  # fmt: skip
def test_a_pdf_of_another_letter_is_found_out(renderer, title, changes, message):
    right = renderer.render(a_content())
    meant = replace(right, content=a_content(**changes))
    assert any(message in fault.what for fault in faults_in_letter(meant, LETTER_DAY)), title


def test_a_passage_that_did_not_come_onto_the_page_is_found_out(renderer):
    letter = renderer.render(a_content())
    shorter = replace(letter.document, blocks=letter.document.blocks[:-1])
    longer = replace(letter, document=replace(shorter, subject="Noe annet"))
    assert any("'Noe annet'" in fault.what for fault in faults_in_letter(longer, LETTER_DAY))


def test_a_deadline_that_has_passed_when_it_would_be_sent_is_found_out(renderer):
    letter = renderer.render(a_content())
    assert any("is not after 2019-12-20" in fault.what for fault in faults_in_letter(letter, REPLY_DAY))


def test_it_names_itself_as_pdf_a_2a_and_pdf_ua_1(request_pdf):
    with request_pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Anmodning om bosetting av flyktninger i 2020 – Ørland kommune"


@pytest.mark.parametrize("language", Language)
def test_it_says_its_language_and_shows_its_title(renderer, language):
    with pikepdf.open(io.BytesIO(renderer.render(a_content(language=language)).pdf)) as pdf:
        assert str(pdf.Root.Lang) == f"{language.value}-NO"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert bool(pdf.Root.MarkInfo.Marked)


def test_headings_lists_table_headers_links_and_footnote_are_real(request_pdf):
    tags = [tag for tag, _ in structure(request_pdf)]
    assert tags.count("/H1") == 1
    assert tags.count("/H2") == 5  # answer, need, grants, contact, annex 1
    assert tags.count("/L") == 3
    assert tags.count("/LI") == 2 + 4 + 4
    assert tags.count("/TH") == 2
    assert tags.count("/TR") == 3
    assert tags.count("/Link") >= 3
    assert "/Note" in tags


def test_fonts_are_embedded_and_none_comes_from_this_machine(request_pdf):
    names = {
        str(font.BaseFont).split("+")[-1]
        for page in request_pdf.pages
        for font in page.Resources.Font.values()
    }
    assert all(name.startswith("SourceSans3-") for name in names), names
    for page in request_pdf.pages:
        for font in page.Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert any(key in descriptor for key in ("/FontFile2", "/FontFile3"))


def test_it_is_not_encrypted_and_carries_nothing_active(request_pdf):
    assert not request_pdf.is_encrypted
    assert "/OpenAction" not in request_pdf.Root
    assert "/JavaScript" not in request_pdf.Root.get("/Names", {})


def test_pages_are_numbered_in_words(renderer):
    pages = pages_of(renderer.render(a_content()).pdf)
    assert [page.split(" ")[-4:] for page in pages] == [["Side", str(n), "av", "3"] for n in (1, 2, 3)]


def test_what_comes_from_outside_prints_as_text(renderer):
    nasty = '#read("/etc/passwd") *$x$ <a> @b \\ `c` = _d_ // e'
    recipient = Recipient("5057", nasty, nasty, "921806027", other_names=(nasty,), merged_from=(nasty, nasty))
    letter = renderer.render(a_content(recipient=recipient))
    assert f"at {nasty} kommune bosetter 15 flyktninger" in pages_of(letter.pdf)[0]
    assert faults_in_letter(letter, LETTER_DAY) == ()


def test_a_quoted_sentence_from_a_mail_prints_as_text(renderer):
    content = a_content(LetterKind.CLARIFICATION)
    quote = "#panic() bosetter 99 flyktninger\u202e\n\n= Ny overskrift"
    assert content.difference is not None
    letter = renderer.render(replace(content, difference=replace(content.difference, quote=quote)))
    assert "#panic()" in pages_of(letter.pdf)[0]
    assert "= Ny overskrift" in pages_of(letter.pdf)[0]


def test_the_same_content_gives_the_same_bytes_in_another_process(renderer):
    script = (
        "import sys; sys.path[:0] = ['tests', '.'];"
        "from letter_builders import a_content; from tasks.letters.render import Renderer;"
        "sys.stdout.write(Renderer().render(a_content()).pdf_sha256)"
    )
    root = Path(config.__file__).parent.parent
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    other = subprocess.run(
        [sys.executable, "-c", script], cwd=root, env=environment, capture_output=True, text=True, check=True
    )
    assert other.stdout == renderer.render(a_content()).pdf_sha256


def test_order_and_company_do_not_change_a_letter(renderer):
    contents = [a_content(kind, language) for kind, language in EVERY_KIND]
    alone = [renderer.render(content).pdf_sha256 for content in contents]
    together = [letter.pdf_sha256 for letter in render_all(reversed(contents))]
    assert together == alone[::-1]


def test_another_letter_has_other_bytes_and_another_text_another_version(renderer, tmp_path):
    import shutil

    assert renderer.render(a_content()).pdf != renderer.render(a_content(dated=REPLY_DAY.replace(day=1))).pdf
    folder = tmp_path / "letters"
    shutil.copytree(TEXTS_FOLDER, folder)
    assert Renderer(folder).template_version == renderer.template_version
    text = folder / "nb" / "closing.toml"
    text.write_text(text.read_text() + "# a remark\n")
    assert Renderer(folder).template_version != renderer.template_version


def test_a_missing_text_holds_up_its_own_letters_only(tmp_path):
    import shutil

    folder = tmp_path / "letters"
    shutil.copytree(TEXTS_FOLDER, folder)
    (folder / "nn" / "request.toml").unlink()
    contents = [a_content(language=language) for language in (Language.NB, Language.NN, Language.NB)]
    first, held, last = render_all(contents, folder)
    assert first == last
    assert isinstance(held, BlockedLetter)
    (fault,) = held.faults
    assert (fault.place, fault.what) == ("letters/nn/request.toml", "this text is missing")


def test_a_layout_that_typst_refuses_names_the_letter(tmp_path):
    import shutil

    folder = tmp_path / "letters"
    shutil.copytree(TEXTS_FOLDER, folder)
    layout = folder / "template" / "letter.typ"
    layout.write_text(layout.read_text() + "\n#unknown-word\n")
    with pytest.raises(StopAndMend, match=r"ANM-2020-5057-A1-77.pdf: Typst refuses it: unknown variable"):
        Renderer(folder).render(a_content())


def test_a_letter_that_asks_nothing_is_one_page(renderer):
    assert len(pages_of(renderer.render(a_content(LetterKind.REMINDER)).pdf)) == 1


@pytest.mark.parametrize("kind", [LetterKind.REQUEST, LetterKind.SUPPLEMENTARY])
@pytest.mark.parametrize("language", Language)
def test_a_footnote_stands_on_the_page_of_its_mark(renderer, kind, language):
    """Wherever the page ends: an ever longer name pushes the text down, line by line."""
    for times in range(1, 120, 12):
        recipient = replace(a_content(kind, language).recipient, name="Prøve " * times + "by")
        letter = renderer.render(a_content(kind, language, recipient=recipient))
        (block,) = (b for b in letter.document.blocks if b.footnote)
        pages = pages_of(letter.pdf)
        (marked,) = (n for n, page in enumerate(pages) if block.text[-12:] + "1" in page)
        (noted,) = (n for n, page in enumerate(pages) if block.footnote_text[:12] in page)
        assert marked == noted
        assert faults_in_letter(letter, LETTER_DAY) == ()


def test_a_footnote_away_from_its_mark_is_found_out(tmp_path):
    import shutil

    folder = tmp_path / "letters"
    shutil.copytree(TEXTS_FOLDER, folder)
    layout = folder / "template" / "letter.typ"
    layout.write_text(
        layout.read_text().replace(
            "#let has-note(block) = block.footnote.len() > 0", "#let has-note(block) = false"
        )
    )
    letter = Renderer(folder).render(a_content(LetterKind.SUPPLEMENTARY))
    (fault,) = faults_in_letter(letter, LETTER_DAY)
    assert "stands on another page than its mark" in fault.what


def test_annexes_begin_on_pages_of_their_own(renderer):
    letter = renderer.render(a_content(explanation=EXPLANATION))
    annexes = [b.text for b in letter.document.blocks if b.kind is BlockKind.ANNEX]
    for text, page in zip(annexes, pages_of(letter.pdf)[-2:], strict=True):
        assert text in page
    assert lines_of(letter.pdf).count("\n----------\n") == 3
