"""Mail taken apart: whatever is broken in it gets a name, and nothing raises."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

import pytest

from tasks.replies.kinds import Kind, sniff
from tasks.replies.mail import (
    BROKEN_MIME,
    MOST_BODY_BYTES,
    TOO_LARGE,
    TOO_MANY_PARTS,
    TYPE_MISMATCH,
    parse_mail,
)


def message(**headers: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = headers.pop("sender", "Ørland kommune <post@orland.kommune.no>")
    mail["To"] = "post@imdi.no"
    mail["Cc"] = "KS <nina.gran@ks.no>"
    mail["Subject"] = "Vedtak om bosetting – Ørland"
    mail["Message-ID"] = "<1@orland.kommune.no>"
    mail["Date"] = "Thu, 12 Dec 2019 10:00:00 +0100"
    mail.set_content("Vedlagt følger vedtak.")
    return mail


def test_headers_and_text():
    parsed = parse_mail(message().as_bytes())
    assert parsed.sender == "post@orland.kommune.no"
    assert parsed.subject == "Vedtak om bosetting – Ørland"
    assert parsed.recipients == ("post@imdi.no", "nina.gran@ks.no")
    assert parsed.message_id == "<1@orland.kommune.no>"
    assert parsed.sent_at is not None
    assert parsed.sent_at.isoformat() == "2019-12-12T09:00:00+00:00"
    assert "Vedlagt følger" in parsed.body_text
    assert parsed.faults == ()


def test_attachments_are_known_by_their_bytes():
    mail = message()
    mail.add_attachment(
        b"%PDF-1.7 x", maintype="application", subtype="octet-stream", filename="Særutskrift.pdf"
    )
    (attachment,) = parse_mail(mail.as_bytes()).attachments
    assert (attachment.name, attachment.kind) == ("Særutskrift.pdf", Kind.PDF)


def test_a_program_called_pdf_is_a_fault():
    mail = message()
    mail.add_attachment(b"MZ\x90\x00", maintype="application", subtype="pdf", filename="vedtak.pdf")
    assert TYPE_MISMATCH in parse_mail(mail.as_bytes()).faults


def test_a_forwarded_message_gives_its_text_and_its_attachments():
    inner = message()
    inner.set_content("Ørland kommune bosetter 15 flyktninger i 2020.")
    inner.add_attachment(b"%PDF-1.7 x", maintype="application", subtype="pdf", filename="a.pdf")
    outer = message()
    outer.add_attachment(inner)
    parsed = parse_mail(outer.as_bytes())
    assert [a.kind for a in parsed.attachments] == [Kind.TEXT, Kind.PDF]
    assert all(a.inside == 1 for a in parsed.attachments)
    assert "bosetter 15" not in parsed.body_text


def test_an_eml_file_attached_is_opened():
    outer = message()
    outer.add_attachment(
        message().as_bytes(), maintype="application", subtype="octet-stream", filename="vedtak.eml"
    )
    assert [a.kind for a in parse_mail(outer.as_bytes()).attachments] == [Kind.TEXT]


def test_thousands_of_parts_stop_at_a_limit():
    parts = "".join(f"--b\r\nContent-Type: text/plain\r\n\r\ndel {n}\r\n" for n in range(5000))
    raw = f'From: a@b.no\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n{parts}--b--\r\n'.encode()
    assert TOO_MANY_PARTS in parse_mail(raw).faults


def test_nesting_without_end_is_a_fault():
    raw = b"From: a@b.no\r\n"
    for level in range(3000):
        raw += f'Content-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n'.encode()
    parsed = parse_mail(raw)
    assert BROKEN_MIME in parsed.faults
    assert parsed.sender == "a@b.no"


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\x00\xff", b"From: =?utf-8?b?!!!?=\r\n\r\nx", b"Date: 99 Foo 99999\r\n\r\n", b"From: <<>>,,\r\nTo: @\r\n\r\n",
        b"Content-Type: text/plain; charset=no-such\r\nContent-Transfer-Encoding: base64\r\n\r\n###",
        b"Content-Type: multipart/mixed\r\n\r\nno boundary", b"Content-Type: message/rfc822\r\n\r\n",
        b"Subject: =?x?q?=FF?=\r\n\r\n\xc3", b"Content-Disposition: attachment; filename*=utf-8''%ZZ\r\n\r\nx",
    ],
)  # fmt: skip
def test_broken_mail_never_raises(raw):
    parse_mail(raw)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"%PDF-1.4", "x", Kind.PDF), (b"\n\n%PDF-1.4", "x.txt", Kind.PDF), (b"PK\x03\x04rest", "x.docx", Kind.ZIP),
        (b"<!DOCTYPE html><p>x", "", Kind.HTML), (b"MZ\x90", "brev.pdf", Kind.PROGRAM), (b"\x89PNG\r\n", "", Kind.IMAGE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "x.doc", Kind.OLD_OFFICE), ("Vedtak: å".encode("cp1252"), "", Kind.TEXT),
        (b"From: a@b.no\nTo: c@d.no\nSubject: x\n\nhei", "", Kind.MAIL), (b"Rar!\x1a", "", Kind.ZIP),
    ],
)  # fmt: skip
def test_sniff(content, name, kind):
    assert sniff(content, name) is kind


@pytest.mark.parametrize(
    ("folded", "text"),
    [
        ("Vedtak =?utf-8?q?Gj=C3=B8vik?=\r\n kommune", "Vedtak Gjøvik kommune"),
        ("Vedtak\r\n =?utf-8?q?Gj=C3=B8vik?= kommune\r\n\tbosetter", "Vedtak Gjøvik kommune bosetter"),
        ("=?utf-8?q?Gj=C3=B8vik?=\r\n =?utf-8?q?_kommune?=", "Gjøvik kommune"),
        ("=?utf-8?q?Gj=C3=B8?= \r\n =?utf-8?q?vik?= kommune", "Gjøvik kommune"),
        ("Vedtak om bosetting\r\n i Gran", "Vedtak om bosetting i Gran"),
    ],
)
def test_a_folded_subject_keeps_its_spaces(folded, text):
    """RFC 5322 unfolds before RFC 2047 decodes: the blank that begins a line belongs to the subject."""
    assert parse_mail(f"Subject: {folded}\r\n\r\nx".encode()).subject == text
    assert parse_mail(f"Subject: {folded}\n\nx".replace("\r\n", "\n").encode()).subject == text


def test_what_the_standard_library_folds_is_read_back():
    mail = EmailMessage()
    subject = "Vedtak om bosetting av flyktninger i 2020 fra Gjøvik kommune, sak 19/1234 i kommunestyret"
    mail["Subject"] = subject
    mail.set_content("x")
    assert parse_mail(mail.as_bytes(policy=SMTP)).subject == subject


def test_a_folded_file_name_keeps_its_spaces():
    raw = (
        b'Content-Type: application/pdf; name="=?utf-8?q?S=C3=A6rutskrift?=\r\n vedtak.pdf"\r\n'
        b"Content-Disposition: attachment\r\n\r\n%PDF-1.4"
    )
    assert [one.name for one in parse_mail(raw).attachments] == ["Særutskrift vedtak.pdf"]


@pytest.mark.parametrize("header", ["From: <", "To: (", "To: a@b;:", 'Cc: "', "From: a@b, "])
def test_addresses_without_end_do_not_raise(header):
    parsed = parse_mail(f"{header * 2_000}\nSubject: Vedtak\n\nhei".encode())
    assert (parsed.subject, parsed.body_text) == ("Vedtak", "hei")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("fold", [" ", "{end} "])
@pytest.mark.parametrize("header", ["Content-Type: text/plain;", "content-disposition: inline;"])
def test_a_header_of_thousands_of_parameters_is_not_parsed(header, fold, end):
    many = ("a=b;" + fold.format(end=end)) * 100_000  # the library takes minutes
    parsed = parse_mail(f"From: post@orland.kommune.no{end}{header} {many}{end}{end}hei".encode())
    assert BROKEN_MIME in parsed.faults


def test_nesting_packed_in_an_attachment_is_seen_when_it_is_unpacked():
    nested = "".join(
        f"Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n" for depth in range(200)
    )
    mail = message()
    inner = f"From: a@b.no\nSubject: x\n{nested}".encode()
    mail.add_attachment(inner, maintype="application", subtype="octet-stream", filename="a.eml")
    assert BROKEN_MIME in parse_mail(mail.as_bytes()).faults


def test_a_body_beyond_the_limit_is_named_and_not_read():
    mail = message()
    mail.set_content("Kommunen er fin.\n" * (MOST_BODY_BYTES // 17 + 1))
    parsed = parse_mail(mail.as_bytes())
    assert TOO_LARGE in parsed.faults
    assert parsed.body_text == ""
