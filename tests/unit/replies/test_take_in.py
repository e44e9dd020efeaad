"""One message taken in: accepted only when everything is sure, and nothing received gets lost."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage

import pytest

from config.register_reader import read_register
from tasks.core.model.letter import LetterKind
from tasks.core.model.reference import letter_reference
from tasks.core.model.request import Request, RequestKind
from tasks.core.model.vedtak import DocumentFlag, Grade, Message, MessageState, Outcome
from tasks.replies.intake import take_in
from tasks.replies.known import KnownMessages

REGISTER = read_register(2020)
REF = letter_reference("ANM", 2020, "5057", LetterKind.REQUEST, 1)
OURS = "mottak.imdi.no"
VEDTAK = "Ørland kommune\nKommunestyret 12.12.2019 sak 102/19\n\nVedtak:\nØrland kommune bosetter 15 flyktninger i 2020.\n"


def request(number: str = "5057", count: int = 15, em: int = 0) -> Request:
    return Request(
        2020, number, RequestKind.ORIGINAL, 1, count, em, 0, "", date(2019, 12, 20), date(2019, 10, 24)
    )


def mail(
    text: str = VEDTAK,
    *,
    sender: str = "postmottak@orland.kommune.no",
    dmarc: str = "pass",
    subject: str = f"Vedtak {REF}",
    message_id: str = "<1@orland.kommune.no>",
    attachments: tuple[tuple[str, bytes], ...] = (),
    cc: str = "nina.gran@ks.no",
) -> bytes:
    message = EmailMessage()
    message["Authentication-Results"] = f"{OURS}; dmarc={dmarc} header.from={sender.partition('@')[2]}"
    message["From"], message["To"], message["Cc"] = sender, "post@imdi.no", cc
    message["Subject"], message["Message-ID"] = subject, message_id
    message["Date"] = "Fri, 13 Dec 2019 09:00:00 +0100"
    message.set_content(text)
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def take(
    raw: bytes, known: KnownMessages | None = None, *, source: str = "maildir", trusted: str = OURS
) -> Message:
    return take_in(
        raw, "new/1", source, register=REGISTER, requests={"5057": request(), "1818": request("1818"), "3427": request("3427", 12)},
        year=2020, trusted_authserv=trusted, known=known or KnownMessages(),
    )  # fmt: skip


def test_a_sure_and_clear_reply_is_accepted():
    message = take(mail())
    assert (message.state, message.grade, message.number) == (MessageState.ACCEPTED, Grade.ALIGNED, "5057")
    assert message.letter_ref == REF
    assert message.ks_copied
    assert message.reasons == ()
    assert message.reading is not None
    assert (message.reading.count, message.reading.outcome) == (15, Outcome.ACCEPTED)


def test_html_alone_is_read():
    raw = mail("").replace(b"Content-Type: text/plain", b"Content-Type: text/html")
    html = VEDTAK.replace("\n", "<br>")
    raw = raw.rstrip() + b"\r\n\r\n" + html.encode()
    assert take(raw.replace(b'charset="utf-8"', b'charset="utf-8"')).reading.count == 15


@pytest.mark.parametrize(
    ("title", "raw", "state", "reason"),
    [
        ("spoofed", mail(dmarc="fail"), MessageState.QUARANTINED, "AUTH_FAILED"),
        ("private sender", mail(sender="kari@gmail.com"), MessageState.PERSON, "PRIVATE_DOMAIN"),
        ("dispatch system", mail(sender="noreply@acos.no"), MessageState.PERSON, "UNKNOWN_DOMAIN"),
        ("look-alike", mail(sender="post@orland-kommune.no"), MessageState.QUARANTINED, "LOOKALIKE_DOMAIN"),
        ("another municipality's domain", mail(sender="post@tynset.kommune.no"), MessageState.QUARANTINED, "DOMAIN_MUNICIPALITY_MISMATCH"),
        ("reservation", mail(VEDTAK.replace("15 flyktninger", "inntil 15 flyktninger")), MessageState.PERSON, "RESERVATION_UPTO"),
        ("wrong year", mail(VEDTAK.replace("2020", "2019")), MessageState.PERSON, "WRONG_YEAR"),
        ("no vedtak and no attachment", mail("Vi viser til anmodning om bosetting og kommer tilbake."), MessageState.PERSON, "NO_ATTACHMENT"),
        ("one sign only", mail("Kommunestyret vedtok 12.12.2019 å bosette 15 flyktninger i 2020.", subject="Svar"), MessageState.PERSON, "ONE_SIGN_ONLY"),
        ("encrypted attachment", mail(attachments=(("a.zip", b"PK\x03\x04" + b"0" * 50),)), MessageState.QUARANTINED, "ZIP_REFUSED"),
        ("program", mail(attachments=(("vedtak.pdf", b"MZ" + b"0" * 50),)), MessageState.QUARANTINED, "PROGRAM_REFUSED"),
        ("old Word format", mail("Se vedlegg", attachments=(("v.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 50),)), MessageState.PERSON, "OLD_FORMAT"),
        ("not about settlement", mail("Nyhetsbrev om snø", subject="Nyheter"), MessageState.IRRELEVANT, "NO_VEDTAK_FOUND"),
        ("not about settlement as far as it is read", mail("Nyhetsbrev om snø\n" * 20_000, subject="Nyheter"), MessageState.PERSON, "TOO_LONG_TO_READ"),
        ("clear as far as it is read", mail(VEDTAK + "\nSaksopplysninger:\n" + "Det snør.\n" * 20_000), MessageState.PERSON, "TOO_LONG_TO_READ"),
        ("broken MIME", mail() .replace(b"\n\n", b"\n", 1) + b"boundary=" * 200, MessageState.QUARANTINED, "BROKEN_MIME"),
        ("not asked", mail(VEDTAK.replace("Ørland", "Verdal"), sender="post@verdal.kommune.no", subject="Vedtak"), MessageState.PERSON, "NOT_ASKED"),
    ],
)  # fmt: skip
def test_what_is_not_sure_or_not_clear_says_why(title, raw, state, reason):
    message = take(raw)
    assert message.state is state, (title, message.reasons)
    assert reason in message.reasons, title


def test_without_a_trusted_receiver_nothing_is_accepted():
    message = take(mail(), trusted="")
    assert (message.state, message.grade) == (MessageState.PERSON, Grade.WEAK)


def test_a_channel_reply_needs_no_mail_authentication():
    assert take(mail(dmarc="none"), source="svarinn").grade is Grade.CHANNEL


def test_heroy_is_told_apart_by_its_domain_and_never_by_name_alone():
    text = VEDTAK.replace("Ørland", "Herøy")
    known_sender = take(mail(text, sender="post@heroy-no.kommune.no", subject="Vedtak"))
    domains = {m.number: m.email_domain for m in REGISTER.municipalities if m.name == "Herøy"}
    message = take(mail(text, sender=f"post@{domains['1818']}", subject="Vedtak"))
    assert message.number == "1818"
    stranger = take(mail(text, sender="post@acos.no", subject="Vedtak"))
    assert stranger.number is None
    assert stranger.reading is not None
    assert DocumentFlag.NAME_AMBIGUOUS in stranger.reading.flags
    assert known_sender.state is not MessageState.ACCEPTED or known_sender.number in domains


def test_the_same_bytes_and_the_same_message_link_to_the_first():
    known = KnownMessages()
    first = take(mail(), known)
    known.remember(first)
    again = take(mail(), known)
    other_route = take(mail(cc="nina.gran@ks.no, arkiv@orland.kommune.no"), known)
    for message in (again, other_route):
        assert (message.state, message.duplicate_of) == (MessageState.DUPLICATE, first.raw_sha256)


def test_the_same_document_forwarded_links_to_the_first():
    document = (("vedtak.txt", VEDTAK.encode()),)
    known = KnownMessages()
    first = take(mail("Vedlagt", attachments=document), known)
    assert first.state is MessageState.ACCEPTED
    known.remember(first)
    forwarded = take(
        mail("VS: vedtak", attachments=document, sender="kopi@ks.no", message_id="<2@ks.no>"), known
    )
    assert (forwarded.state, forwarded.duplicate_of) == (MessageState.DUPLICATE, first.raw_sha256)


def test_what_a_stranger_sent_first_does_not_make_the_municipality_a_copy():
    document = (("vedtak.txt", VEDTAK.encode()),)
    known = KnownMessages()
    known.remember(
        take(mail("Vedlagt", attachments=document, sender="kari@gmail.com", message_id="<0@x>"), known)
    )
    assert take(mail("Vedlagt", attachments=document), known).state is MessageState.ACCEPTED


OF_THE_COVER = [
    "Ørland kommunestyre vedtok 12.12.2019 å bosette 10 flyktninger i 2020.",
    "NB! Tallet i vedtaket er feil, det riktige er 10 flyktninger.",
    "Hei! Det er en skrivefeil i vedtaket. Riktig tall er 10.",
    "Det er dessverre ein skrivefeil i vedlegget, rett tal er 10.",
    "Vedtaket er trukket tilbake. Saken skal behandles på nytt i januar.",
    "Vedtaket er påklaget og ikke endelig.",
    "Vedtaket er klaga på, og er ikkje endeleg.",
    "Det er krevd lovlighetskontroll av vedtaket.",
    "Se bort fra tidligere oversendt vedtak.",
    "Sjå bort frå vedlagte vedtak.",
    "Beklager, vedtaket gjelder ikke lenger.",
    "Merk at vedtaket vil bli endret i neste møte.",
    "Dette er foreløpig, endelig vedtak kommer.",
    "Vedlagt er et utkast til særutskrift.",
    "Kommunen tar forbehold om boliger.",
]
OF_NO_MORE = [
    "Vedlagt",
    "Vedlagt er vedtaket, som er gjort uten forbehold.",
    "Vi sender vedtaket på nytt.",
    "Vedlagt følger melding om vedtak. Vedtaket kan påklages innen tre uker.\nMvh Kari\nTlf 90 01 02 03",
    (
        "Se vedlegg. Rett utskrift.\n\nDenne e-posten kan inneholde taushetsbelagt informasjon. Har du mottatt den ved en "
        "feil, ber vi deg gi beskjed og slette den."
    ),
    "Til orientering.\n\nFra: IMDi <post@imdi.no>\nSendt: 25.10.2019\nEmne: Anmodning\n\nSe bort fra feil i forrige brev.",
]


@pytest.mark.parametrize("body", OF_THE_COVER)
def test_a_cover_that_takes_something_back_asks_a_person(body):
    document = (("vedtak.txt", VEDTAK.encode()),)
    message = take(mail(body, attachments=document))
    assert message.state is MessageState.PERSON
    known = KnownMessages()
    known.remember(take(mail("Vedlagt", attachments=document), known))
    for message_id in ("<1@orland.kommune.no>", "<2@orland.kommune.no>"):
        again = take(mail(body, attachments=document, message_id=message_id), known)
        assert again.state is MessageState.PERSON, "the same document, and news about it: no copy"
        assert again.duplicate_of is None


@pytest.mark.parametrize("body", OF_NO_MORE)
def test_a_cover_that_says_nothing_more_does_not(body):
    document = (("vedtak.txt", VEDTAK.encode()),)
    first = take(mail(body, attachments=document))
    assert first.state is MessageState.ACCEPTED, first.reasons
    known = KnownMessages()
    known.remember(first)
    again = take(mail("Vi purrer på svar.", attachments=document, message_id="<2@orland.kommune.no>"), known)
    assert (again.state, again.duplicate_of) == (MessageState.DUPLICATE, first.raw_sha256)


def test_a_message_id_used_again_for_other_content_goes_to_a_person():
    known = KnownMessages()
    known.remember(take(mail("Vedlagt", attachments=(("a.txt", VEDTAK.encode()),)), known))
    changed = take(
        mail("Vedlagt", attachments=(("a.txt", VEDTAK.replace("15 fl", "10 fl").encode()),)), known
    )
    assert "MESSAGE_ID_REUSED" in changed.reasons
    assert changed.state is MessageState.PERSON


def test_a_body_and_an_attachment_that_disagree_go_to_a_person():
    text = "Ørland kommunestyre vedtok 12.12.2019 å bosette 10 flyktninger i 2020."
    message = take(mail(text, attachments=(("vedtak.txt", VEDTAK.encode()),)))
    assert message.state is MessageState.PERSON
    assert "CONFLICTING_NUMBERS" in message.reasons


def test_our_own_letter_quoted_below_is_not_the_reply():
    quoted = (
        "\n\nFra: IMDi <post@imdi.no>\nSendt: 25.10.2019\nTil: Ørland kommune\nEmne: Anmodning\n\n"
        "Integrerings- og mangfoldsdirektoratet (IMDi) ber om at kommunen bosetter 18 flyktninger i 2020.\n"
    )
    message = take(mail(VEDTAK + quoted))
    assert message.reading is not None
    assert message.reading.count == 15
    only_quoted = take(mail("Vi kommer tilbake." + quoted))
    assert only_quoted.reading is not None
    assert only_quoted.reading.count is None
