"""Who a message is believed to come from: the header forms, the grades, look-alikes."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from config.register_reader import read_register
from tasks.core.model.vedtak import DocumentFlag, Grade
from tasks.replies.authentication_results import parse_authentication_results, trusted_results
from tasks.replies.authenticity import domain_of, grade_sender, is_lookalike
from tasks.replies.mail import parse_mail

REGISTER = read_register(2020)
OURS = "mx.imdi.no"
EXCHANGE = (
    "spf=pass (sender IP is 1.2.3.4) smtp.mailfrom=orland.kommune.no; dkim=pass (signature was verified)"
    " header.d=orland.kommune.no;dmarc=pass action=none header.from=orland.kommune.no;compauth=pass reason=100"
)


def mail(*results: str, sender: str = "Postmottak <postmottak@orland.kommune.no>") -> bytes:
    lines = [f"Authentication-Results: {result}" for result in results]
    return "\r\n".join([*lines, f"From: {sender}", "To: post@imdi.no", "Subject: Vedtak", "", "Hei"]).encode()


def grade(raw: bytes, trusted: str = OURS, source: str = "maildir") -> Grade:
    return grade_sender(parse_mail(raw), REGISTER, source=source, trusted_authserv=trusted).grade


@pytest.mark.parametrize(
    ("title", "results", "trusted", "expected"),
    [
        ("aligned pass", [f"{OURS}; dmarc=pass header.from=orland.kommune.no"], OURS, Grade.ALIGNED),
        ("no setting trusts nobody", [f"{OURS}; dmarc=pass header.from=orland.kommune.no"], "", Grade.WEAK),
        (
            "another server's header",
            ["mx.evil.no; dmarc=pass header.from=orland.kommune.no"],
            OURS,
            Grade.WEAK,
        ),
        (
            "only the topmost counts",
            ["mx.other.no; dmarc=none", f"{OURS}; dmarc=pass header.from=orland.kommune.no"],
            OURS,
            Grade.WEAK,
        ),
        (
            "our verdict on top of a forged one",
            [
                f"{OURS}; dmarc=fail header.from=orland.kommune.no",
                f"{OURS}; dmarc=pass header.from=orland.kommune.no",
            ],
            OURS,
            Grade.FAILED,
        ),
        (
            "pass in a comment is no pass",
            [f"{OURS}; dmarc=fail (dmarc=pass) header.from=orland.kommune.no"],
            OURS,
            Grade.FAILED,
        ),
        ("pass for another domain", [f"{OURS}; dmarc=pass header.from=evil.no"], OURS, Grade.WEAK),
        (
            "no DMARC published",
            [f"{OURS}; dmarc=none; spf=pass smtp.mailfrom=orland.kommune.no"],
            OURS,
            Grade.WEAK,
        ),
        ("hard SPF failure", [f"{OURS}; spf=fail smtp.mailfrom=orland.kommune.no"], OURS, Grade.FAILED),
        ("Exchange Online's form", [EXCHANGE], "exchange", Grade.ALIGNED),
        ("Exchange's form where the setting names another server", [EXCHANGE], OURS, Grade.WEAK),
        ("no header at all", [], OURS, Grade.WEAK),
    ],
)
def test_grade(title, results, trusted, expected):
    assert grade(mail(*results), trusted) is expected, title


def test_a_channel_that_authenticates_organisations_gives_a():
    assert grade(mail(), source="svarinn") is Grade.CHANNEL


def test_a_header_in_the_body_proves_nothing():
    raw = mail() + f"\r\nAuthentication-Results: {OURS}; dmarc=pass header.from=orland.kommune.no".encode()
    assert grade(raw) is Grade.WEAK


def test_two_senders_fail():
    raw = mail(f"{OURS}; dmarc=pass header.from=orland.kommune.no", sender="a@orland.kommune.no, b@evil.no")
    assert grade(raw) is Grade.FAILED


@pytest.mark.parametrize(
    "domain",
    [
        "orland-kommune.no", "0rland.kommune.no", "orlund.kommune.no", "orland.kommune.no.example.com",
        "orland.kommnue.no", "xn--rland-uua.kommune.no", "orland.kornmune.no",
    ],
)  # fmt: skip
def test_lookalikes_fail(domain):
    assert is_lookalike(domain, REGISTER)
    assert grade(mail(sender=f"post@{domain}")) is Grade.FAILED


@pytest.mark.parametrize(
    "domain", ["gmail.com", "ks.no", "acos.no", "bjugn.kommune.no", "imdi.no", "sund.kommune.no"]
)
def test_strangers_are_weak_and_flagged_but_no_lookalikes(domain):
    graded = grade_sender(
        parse_mail(mail(f"{OURS}; dmarc=pass header.from={domain}", sender=f"x@{domain}")),
        REGISTER, source="maildir", trusted_authserv=OURS,
    )  # fmt: skip
    assert graded.grade is Grade.WEAK
    assert graded.flags == (DocumentFlag.SENDER_DOMAIN,)


def test_every_real_domain_is_its_own_and_no_lookalike_of_a_neighbour():
    for municipality in REGISTER.municipalities:
        graded = grade_sender(
            parse_mail(mail(sender=f"post@{municipality.email_domain}")),
            REGISTER,
            source="maildir",
            trusted_authserv=OURS,
        )
        assert (graded.number, graded.grade) == (municipality.number, Grade.WEAK)


def test_several_signatures_one_valid():
    found = parse_authentication_results("x.no; dkim=pass header.d=a.no; dkim=fail header.d=b.no; spf=none")
    assert found.result("dkim") == "pass"


def test_trusted_results_needs_a_header():
    assert trusted_results([], OURS) is None


def test_sender_display_name_is_not_the_sender():
    message = EmailMessage()
    message["From"] = '"post@orland.kommune.no" <x@gmail.com>'
    message.set_content("x")
    assert domain_of(parse_mail(message.as_bytes()).sender) == "gmail.com"
