"""A message parsed with its base64 lifted out has the very parts the standard library finds."""

from __future__ import annotations

import random
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from intake_fuzz import damaged

from tasks.replies.mime import parse_mime

LINE = b"QUJD" * 19


def a_mail(number: int, policy=None) -> bytes:
    chance = random.Random(number)
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Ørland kommune <post@orland.kommune.no>", "Vedtak"
    mail.set_content(
        "Vedlagt følger vedtak.\n\n" + LINE.decode() + "\n", cte=chance.choice(["8bit", "base64"])
    )
    for size in (20_000, 300):
        content = chance.randbytes(size)
        mail.add_attachment(content, maintype="application", subtype="pdf", filename=f"{size}.pdf")
    inner = EmailMessage()
    inner["From"] = "post@orland.kommune.no"
    inner.add_attachment(chance.randbytes(5_000), maintype="application", subtype="pdf")
    mail.add_attachment(inner)
    return mail.as_bytes(policy=policy or mail.policy)


def parts_of(mime):
    found = []
    for part in mime.walk():
        content = None if part.is_multipart() else (part.get_payload(decode=True), part.get_payload())
        found.append((part.items(), part.get_content_type(), part.is_multipart(), content))
    return found


def assert_same(raw: bytes) -> None:
    assert parts_of(parse_mime(raw)) == parts_of(message_from_bytes(raw))


@pytest.mark.parametrize("policy", [None, SMTP])
def test_the_parts_are_those_of_the_library(policy):
    assert_same(a_mail(1, policy))


@pytest.mark.parametrize("seed", range(200))
def test_so_they_are_of_damaged_mail(seed):
    chance = random.Random(seed)
    assert_same(damaged(a_mail(seed, chance.choice([None, SMTP])), chance))


@pytest.mark.parametrize(
    "raw",
    [
        b"Subject: a\n" + (LINE + b"\n") * 20,
        b"Subject: a\n\n" + (LINE + b"\n") * 20 + b"--b\n",
        b"Content-Type: multipart/mixed; boundary=b\n\n" + (LINE + b"\n") * 20 + b"--b\n\n" + (LINE + b"\r\n") * 20 + b"--b--\n",
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n" + (LINE + b"\r\n") * 20 + b"\r\n--b--\r\n" + (LINE + b"\n") * 9,
        b"\n" + (LINE + b"\n") * 10 + b"\0000\0\n" + (LINE + b"\n") * 10,
        b"Subject: a\n\n" + "på".encode() + b"\n" + (LINE + b"\n") * 20 + b"\xff",
    ],
    ids=["as headers", "as text", "before the first part", "no blank line", "a mark of its own", "among letters"],
)  # fmt: skip
def test_base64_where_none_belongs(raw):
    assert_same(raw)
