"""Real files through the sandbox: read back, or refused with a reason; the parent always lives."""

from __future__ import annotations

import io
import shutil
import time
import zipfile
import zlib
from email.message import EmailMessage

import pikepdf
import pytest
import typst
from docx import Document

from config.register_reader import read_register
from tasks.core.model.errors import BadInput
from tasks.replies.contents import contents_of
from tasks.replies.extract import MOST_XML_BYTES, WORD, Extractor
from tasks.replies.html_text import MOST_TAGS
from tasks.replies.mail import parse_mail
from tasks.replies.read_files import read_context, read_paths

REGISTER = read_register(2020)
SOURCE = """
#set page(paper: "a4", footer: [Side 1 av 1])
#set text(lang: "nb", hyphenate: true)
= Særutskrift
Ørland kommune \\ Utvalg: Kommunestyret \\ Møtedato: 12.12.2019 \\ Sak: 102/19

== Anmodning om bosetting av flyktninger i 2020
*Vedtak:*
+ Ørland kommune vedtar å bosette 15 flyktninger i 2020, i tråd med anmodningen fra Integrerings- og mangfoldsdirektoratet.
+ Kommunen bosetter ikke enslige mindreårige.
"""


@pytest.fixture(scope="module")
def extractor():
    with Extractor() as opened:
        yield opened


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return typst.compile(SOURCE.encode())


def raw_pdf(*objects: bytes) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + tail


def page_with(content: bytes) -> bytes:
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


def test_a_typeset_pdf(extractor, pdf):
    found = extractor.extract(pdf, "vedtak.pdf")
    assert (found.problem, found.pages) == (None, 1)
    assert "bosette 15 flyktninger" in found.text


def test_a_bomb_kills_the_child_and_the_next_file_is_read(extractor, pdf):
    bomb = page_with(
        zlib.compress(b"BT /F1 12 Tf (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ET\n" * 7_000_000, 9)
    )
    assert len(bomb) < 2_000_000, "400 MB when unpacked"
    assert extractor.extract(bomb, "bombe.pdf").problem in {"PDF_TOO_HEAVY", "TOO_MUCH_TEXT"}
    assert extractor.extract(pdf).problem is None


def test_an_encrypted_pdf(extractor, pdf):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="eier", user="bruker"))
    assert extractor.extract(out.getvalue()).problem == "ENCRYPTED_PDF"


def changed(pdf, change, **how):
    """Return the PDF with its objects changed, as its author's program would write it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        document.save(out, **how)
    return out.getvalue()


def an_action(document, kind, **rest):
    return document.make_indirect(pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), **rest))


def program_in_the_names(document):
    names = pikepdf.Array(["x", an_action(document, "JavaScript", JS="app.alert(1)")])
    document.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=names))


def program_when_opened(document):
    document.Root.OpenAction = an_action(document, "JavaScript", JS="app.alert(1)")


def page_of_the_net_when_opened(document):
    document.Root.OpenAction = an_action(document, "URI", URI="https://example.org/x")


def page_of_the_net_at_once(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org/x")


def program_of_the_page(document):
    opened = an_action(document, "JavaScript", JS="app.alert(1)")
    document.pages[0].AA = pikepdf.Dictionary(O=opened)


def started_by_a_link(document):
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 100, 100],
        A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"),
    )  # fmt: skip
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(link)])


def a_file_inside(document):
    document.attachments["faktura.exe"] = b"MZ"


def a_form_that_is_a_program(document):
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=document.make_stream(b"<xdp/>"))


ACTIVE = [
    program_in_the_names, program_when_opened, page_of_the_net_when_opened, page_of_the_net_at_once,
    program_of_the_page, started_by_a_link, a_file_inside, a_form_that_is_a_program,
]  # fmt: skip
WRITTEN = {
    "plain": {"object_stream_mode": pikepdf.ObjectStreamMode.disable},
    "packed": {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
    "locked for changes": {
        "object_stream_mode": pikepdf.ObjectStreamMode.generate,
        "encryption": pikepdf.Encryption(owner="eier", user=""),
    },
}


@pytest.mark.parametrize("how", WRITTEN)
@pytest.mark.parametrize("change", ACTIVE, ids=lambda change: change.__name__)
def test_a_pdf_that_does_something(extractor, pdf, change, how):
    assert extractor.extract(changed(pdf, change, **WRITTEN[how])).problem == "ACTIVE_CONTENT"


def test_a_name_written_in_escapes_is_the_same_name(extractor, pdf):
    plain = changed(pdf, program_when_opened, **WRITTEN["plain"])
    assert b"/JavaScript" in plain
    escaped = plain.replace(b"/JavaScript", b"/#4aava#53cript").replace(b"/JS ", b"/#4AS ")
    assert extractor.extract(escaped).problem == "ACTIVE_CONTENT"


def goes_to_its_first_page(document):
    document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])


def goes_there_by_an_action(document):
    to = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])
    document.Root.OpenAction = an_action(document, "GoTo", D=to)


def links_to_the_net(document):
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 100, 100],
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://imdi.no"),
    )  # fmt: skip
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(link)])


def speaks_of_programs(document):
    document.docinfo["/Title"] = "Om /JavaScript, /Launch og /AA (stream)"
    document.Root.Extra = document.make_stream(b"<</S/JavaScript/JS(app.alert(1))>> /Launch /AA ")


@pytest.mark.parametrize("how", WRITTEN)
@pytest.mark.parametrize(
    "change",
    [goes_to_its_first_page, goes_there_by_an_action, links_to_the_net, speaks_of_programs],
    ids=lambda change: change.__name__,
)
def test_a_pdf_that_only_shows_itself(extractor, pdf, change, how):
    """What Word and others write into every file is no program, nor is a text about programs."""
    assert extractor.extract(changed(pdf, change, **WRITTEN[how])).problem is None


def test_an_empty_scan_says_so(extractor):
    empty = raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    )
    expected = "EMPTY_SCAN" if shutil.which("tesseract") else "SCAN_NO_OCR"
    assert extractor.extract(empty).problem == expected
    with Extractor(use_ocr=False) as without:
        assert without.extract(empty).problem == "SCAN_NO_OCR"


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_scanned_page_is_recognised_and_marked(extractor):
    import pypdfium2

    picture = typst.compile(SOURCE.encode(), format="png", ppi=200)
    image = pypdfium2.PdfDocument.new()
    page = image.new_page(595, 842)
    bitmap = pypdfium2.PdfDocument(typst.compile(SOURCE.encode()))[0].render(scale=3)
    holder = pypdfium2.PdfImage.new(image)
    holder.set_bitmap(bitmap)
    holder.set_matrix(pypdfium2.PdfMatrix().scale(595, 842))
    page.insert_obj(holder)
    page.gen_content()
    out = io.BytesIO()
    image.save(out)
    found = extractor.extract(out.getvalue())
    assert found.recognised
    assert "bosette 15 flyktninger" in found.text.replace("\n", " ")
    assert extractor.extract(picture).recognised


@pytest.mark.parametrize("content", [b"%PDF-1.7\ntull", b"%PDF-", b"PK\x03\x04tull", b"\x00" * 500, b""])
def test_rubbish_is_named_and_never_raises(extractor, content):
    found = extractor.extract(content, "x")
    assert found.text.strip("\x00") == ""


def test_a_word_document(extractor):
    document = Document()
    document.add_paragraph("Vedtak:")
    document.add_paragraph("Ørland kommune bosetter 15 flyktninger i 2020.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Kommunestyret", "12.12.2019"
    out = io.BytesIO()
    document.save(out)
    text = extractor.extract(out.getvalue(), "vedtak.docx").text
    assert "Ørland kommune bosetter 15 flyktninger i 2020." in text
    assert "12.12.2019" in text


@pytest.mark.parametrize(
    ("part", "problem"),
    [
        (b" " * (MOST_XML_BYTES + 1), "ZIP_BOMB"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "BROKEN_DOCX"),
        (b"<w:document", "BROKEN_DOCX"),
    ],
)
def test_hostile_word_documents(extractor, part, problem):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", part)
    assert extractor.extract(out.getvalue()).problem == problem


def word(body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{WORD[1:-1]}"><w:body>{body}</w:body></w:document>'
        )
    return out.getvalue()


def test_a_text_box_is_a_paragraph_beside_the_one_that_holds_it(extractor):
    box = "<w:p><w:r><w:t>Kommunevåpen</w:t></w:r></w:p>"
    held = (
        f"<w:p><w:t>Kommunen bosetter </w:t>{box}<w:t>15 flyktninger.</w:t></w:p><w:p><w:t>2020</w:t></w:p>"
    )
    assert extractor.extract(word(held)).text == "Kommunen bosetter 15 flyktninger.\nKommunevåpen\n2020"


def test_paragraphs_inside_one_another_without_end_are_walked_once(extractor):
    deep, begun = word("<w:p><w:t>a</w:t>" * 5_000 + "</w:p>" * 5_000), time.process_time()
    assert extractor.extract(deep).text.count("a") == 5_000
    assert time.process_time() - begun < 5  # one walk for each took a minute


def test_a_page_of_too_many_tags_is_not_walked(extractor):
    page = b"<html>" + b"<p>a" * MOST_TAGS
    assert extractor.extract(page, "vedtak.html").problem == "TOO_MUCH_TEXT"
    assert extractor.extract(b"<html>" + b"<p>a" * 1_000, "vedtak.html").problem is None


def test_a_mail_of_too_many_tags_is_for_a_person(extractor):
    mail = parse_mail(b"From: a@b.no\nContent-Type: text/html\n\n<html>" + b"<p>a" * MOST_TAGS)
    contents = contents_of(mail, extractor)
    assert contents.problems == ("TOO_MUCH_TEXT",)
    assert contents.is_hostile


def test_hidden_text_in_html_is_not_read(extractor):
    page = """<html><head><title>99</title><style>p{}</style></head><body><p>Kommunen bosetter <b>15</b> flyktninger</p>
    <div style="display:none">99</div><script>99</script><p hidden>99</p><span style="font-size:0px">99</span></body></html>"""
    text = extractor.extract(page.encode(), "brev.html").text
    assert "15" in text
    assert "99" not in text


def test_read_paths_gives_one_object_per_file(tmp_path, pdf):
    (tmp_path / "vedtak.pdf").write_bytes(pdf)
    (tmp_path / "tull.pdf").write_bytes(b"%PDF-1.7 tull")
    (tmp_path / "under").mkdir()
    (tmp_path / "under" / "brev.txt").write_text(
        "Fauske kommune\nVedtak:\nFauske kommune bosetter ikke flyktninger i 2020."
    )
    context = read_context(b"file,year,requested,requested_em\nvedtak.pdf,2020,15,0\n", "context.csv")
    answers = {answer["file"]: answer for answer in read_paths([tmp_path], REGISTER, context)}
    assert sorted(answers) == ["tull.pdf", "under/brev.txt", "vedtak.pdf"]
    assert (answers["vedtak.pdf"]["count"], answers["vedtak.pdf"]["outcome"]) == (15, "accepted")
    assert answers["vedtak.pdf"]["needs_person"] is False
    assert answers["tull.pdf"]["reasons"] == ["BROKEN_PDF"]
    assert (answers["under/brev.txt"]["count"], answers["under/brev.txt"]["outcome"]) == (0, "declined")


@pytest.mark.parametrize(
    ("body", "reasons"),
    [
        ("Vedlagt er vedtaket, gjort uten forbehold.", []),
        ("Beklager, det er en skrivefeil i vedtaket.", ["COVER_TAKES_BACK"]),
    ],
)
def test_a_mail_file_that_takes_its_attachment_back_asks_a_person(tmp_path, pdf, body, reasons):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "post@orland.kommune.no", "post@imdi.no", "Vedtak"
    mail.set_content(body)
    mail.add_attachment(pdf, maintype="application", subtype="pdf", filename="vedtak.pdf")
    (tmp_path / "svar.eml").write_bytes(mail.as_bytes())
    context = read_context(b"file,year,requested,requested_em\nsvar.eml,2020,15,0\n", "context.csv")
    (answer,) = read_paths([tmp_path], REGISTER, context)
    assert answer["count"] == 15
    assert [reason for reason in answer["reasons"] if reason == "COVER_TAKES_BACK"] == reasons
    assert answer["needs_person"] is bool(reasons)


def test_a_path_that_is_not_there_is_bad_input(tmp_path):
    with pytest.raises(BadInput, match="no such file"):
        list(read_paths([tmp_path / "borte.pdf"], REGISTER))


def test_context_names_its_faulty_rows():
    with pytest.raises(BadInput, match=r"context\.csv, row 3"):
        read_context(b"file,year,requested,requested_em\na,2020,1,\nb,x,1,\n", "context.csv")
