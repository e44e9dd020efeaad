from __future__ import annotations

from datetime import date
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pypdfium2
import pytest
from unit.rehearsal.rehearsal_builder import ADDRESSES, FACTS, plan_with, the_plans

from tasks.rehearsal.behaviour import Behaviour
from tasks.rehearsal.mailbox_writer import write_mails
from tasks.rehearsal.plans import CopyFormat, MunicipalityPlan

END = date(2020, 1, 31)


def write(mailbox: Path, plans: tuple[MunicipalityPlan, ...], as_of: date = END) -> tuple[str, ...]:
    return write_mails(mailbox, plans, {p.number: FACTS for p in plans}, ADDRESSES, as_of)


def only_mail(mailbox: Path, behaviour: Behaviour) -> tuple[MunicipalityPlan, EmailMessage]:
    plan = plan_with(behaviour)
    (name, *_) = write(mailbox, (plan,))
    message = BytesParser(policy=policy.default).parsebytes((mailbox / "new" / name).read_bytes())
    assert isinstance(message, EmailMessage)
    return plan, message


def pdf_of(message: EmailMessage) -> bytes:
    (part,) = message.iter_attachments()
    assert part.get_content_type() == "application/pdf"
    return part.get_payload(decode=True)


def text_in(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_headers_are_those_of_a_municipality_s_mail_as_our_server_received_it(tmp_path: Path):
    plan, message = only_mail(tmp_path, Behaviour.AGREES)
    domain = plan.copy.sender_domain if plan.copy else ""
    assert message["From"] == f"postmottak@{domain}"
    assert (message["To"], message["Cc"]) == ("post@imdi.no", "ks@ks.example")
    assert message["Authentication-Results"].startswith("rehearsal.invalid; spf=pass")
    assert f"dmarc=pass header.from={domain}" in message["Authentication-Results"]
    assert message.keys()[0] == "Authentication-Results"
    assert plan.letter_ref in message["Subject"]
    assert message["Date"].datetime == plan.copy.at.replace(microsecond=0)
    assert message["Message-ID"] == f"<2020.{plan.number}.1@{domain}>"


def test_ks_is_not_copied_by_the_one_that_forgets_it(tmp_path: Path):
    _, message = only_mail(tmp_path, Behaviour.KS_NOT_COPIED)
    assert message["Cc"] is None


def test_a_private_and_a_foreign_sender_pass_for_their_own_domain_only(tmp_path: Path):
    for behaviour in (Behaviour.PRIVATE_SENDER, Behaviour.FOREIGN_SENDER):
        plan, message = only_mail(tmp_path / behaviour, behaviour)
        domain = message["From"].addresses[0].domain
        assert plan.copy is not None
        assert domain == plan.copy.sender_domain
        assert f"header.from={domain}" in message["Authentication-Results"]


def test_a_pdf_has_text_with_the_reference(tmp_path: Path):
    plan, message = only_mail(tmp_path, Behaviour.DUPLICATE)
    assert plan.letter_ref in text_in(pdf_of(message))


def test_a_scanned_pdf_shows_a_page_and_has_no_text(tmp_path: Path):
    _, message = only_mail(tmp_path, Behaviour.SCANNED)
    pdf = pdf_of(message)
    assert text_in(pdf).strip() == ""
    document = pypdfium2.PdfDocument(pdf)
    try:
        assert len(document) == 1
        darkest = document[0].render(scale=0.5).to_numpy().min()
        assert darkest < 100
    finally:
        document.close()


def test_the_second_mail_of_a_duplicate_is_another_message_with_the_same_attachment(tmp_path: Path):
    plan = plan_with(Behaviour.DUPLICATE)
    first, second = (
        BytesParser(policy=policy.default).parsebytes((tmp_path / "new" / name).read_bytes())
        for name in write(tmp_path, (plan,))
    )
    assert first["Message-ID"] != second["Message-ID"]
    assert second["Subject"].startswith("VS: ")
    assert pdf_of(first) == pdf_of(second)


@pytest.mark.parametrize(("form", "kind"), [(CopyFormat.TEXT, "text/plain"), (CopyFormat.HTML, "text/html")])
def test_text_and_html_copies_stand_in_the_mail_itself(tmp_path: Path, form: CopyFormat, kind: str):
    plan = next(p for p in the_plans() if p.copy is not None and p.copy.form is form)
    (name,) = write(tmp_path, (plan,))
    message = BytesParser(policy=policy.default).parsebytes((tmp_path / "new" / name).read_bytes())
    assert message.get_content_type() == kind
    assert plan.letter_ref in message.get_content()


def test_only_what_is_due_is_written_and_nothing_twice_wherever_it_was_moved(tmp_path: Path):
    plans = tuple(p for p in the_plans() if p.copy is not None and p.copy.form is CopyFormat.TEXT)
    days = sorted(p.copy.at.date() for p in plans if p.copy is not None)
    first = write(tmp_path, plans, days[0])
    assert 0 < len(first) < len(plans)
    handled = tmp_path / ".Behandlet.2020" / "cur"
    handled.mkdir(parents=True)
    (tmp_path / "new" / first[0]).rename(handled / f"{first[0]}:2,S")
    assert write(tmp_path, plans, days[0]) == ()
    rest = write(tmp_path, plans)
    assert len(first) + len(rest) == len(plans)
    assert not list((tmp_path / "tmp").iterdir())


def test_the_same_season_gives_the_same_bytes(tmp_path: Path):
    plans = tuple(
        plan_with(b) for b in (Behaviour.AGREES, Behaviour.SCANNED, Behaviour.DUPLICATE, Behaviour.FEWER)
    )
    both = []
    for place in ("one", "two"):
        write(tmp_path / place, plans)
        both.append({p.name: p.read_bytes() for p in (tmp_path / place / "new").iterdir()})
    assert both[0] == both[1]
