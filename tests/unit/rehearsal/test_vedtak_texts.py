from __future__ import annotations

import re

import pytest
from unit.rehearsal.rehearsal_builder import FACTS, plan_with, the_plans

from tasks.core.model.municipality import Language
from tasks.rehearsal.behaviour import Behaviour
from tasks.rehearsal.copy_forms import as_html, as_text
from tasks.rehearsal.phrases_nb import NB
from tasks.rehearsal.phrases_nn import NN
from tasks.rehearsal.plans import MunicipalityPlan
from tasks.rehearsal.texts import mail_text, vedtak_document

SEEDS = range(12)


def text_of(plan: MunicipalityPlan) -> str:
    assert plan.copy is not None
    return as_text(vedtak_document(plan, plan.copy, FACTS))


def all_texts() -> list[tuple[MunicipalityPlan, str]]:
    return [(p, text_of(p)) for seed in SEEDS for p in the_plans(seed) if p.copy is not None]


def test_every_text_is_filled_in_and_bears_reference_name_and_year():
    for plan, text in all_texts():
        assert not re.search(r"[{}]|None", text), text
        assert plan.letter_ref in text
        assert f"{plan.name} kommune" in text
        assert "2020" in text
        assert "Øvingsdokument" in text


def test_the_requested_number_stands_in_the_case_text_whatever_was_decided():
    for plan, text in all_texts():
        case = text.split("Saksopplysn", 1)[1].split("\n\n")[1]
        assert re.search(rf"\b{plan.requested}\b", case), text


def test_the_decided_number_stands_in_the_adopted_text():
    for plan, text in all_texts():
        if plan.copy is None or plan.copy.count in (None, 0):
            continue
        last = text.split("\n\n")[-5:]
        pointed = any(p in ("Som innstillingen.", "Som tilrådinga.") for p in last)
        assert pointed or any(re.search(rf"\b{plan.copy.count}\b", p) for p in last), text


def test_nynorsk_is_written_to_nynorsk_municipalities_and_bokmaal_to_the_others():
    for plan, text in all_texts():
        is_nynorsk = plan.language is Language.NN
        assert ("Saksopplysningar" in text) is is_nynorsk
        words = r"\b(flyktninger|bosette|bosetter|anmodning|vedtar|ikke|Utvalg)\b"
        other = r"\b(flyktningar|busetje|buset|oppmoding|vedtek|ikkje|Utval)\b"
        wrong = words if is_nynorsk else other
        assert not re.search(wrong, text), text


def test_both_standards_have_the_same_phrases():
    assert set(NB.reservations) == set(NN.reservations)
    for field in (
        "titles",
        "head",
        "background",
        "adopted",
        "adopted_as_asked",
        "em_none",
        "closing",
        "declined",
    ):
        assert len(getattr(NB, field)) == len(getattr(NN, field)), field


def test_distractors_occur():
    texts = [text for _, text in all_texts()]
    for wanted in ("alternativ", "Som innstillingen.", "(15)", "For 2019 ", "i tråd med", "1 mot|mot "):
        assert any(re.search(wanted, text) for text in texts), wanted


@pytest.mark.parametrize(
    ("behaviour", "pattern"),
    [
        (Behaviour.DECLINES, r"(vedtar å ikke bosette|vedtek å ikkje busetje|sier nei|seier nei)"),
        (Behaviour.POSTPONES, r"(Saken utsettes|Saka blir utsett)"),
        (Behaviour.NOT_FINAL, r"(Saken går videre til kommunestyret|Saka går vidare til kommunestyret)"),
        (Behaviour.BY_REFERENCE, r"(anmodningen fra IMDi|oppmodinga frå IMDi)"),
        (Behaviour.FEWER, r"(innstillingen \d+ stemmer og falt|tilrådinga \d+ røyster og fall)"),
    ],
)
def test_what_the_text_says_of_each_behaviour(behaviour: Behaviour, pattern: str):
    for seed in SEEDS:
        assert re.search(pattern, text_of(plan_with(behaviour, seed)))


def test_a_text_by_reference_gives_no_number_where_it_decides():
    for seed in SEEDS:
        adopted = text_of(plan_with(Behaviour.BY_REFERENCE, seed)).split("\n\n")[-2]
        assert re.findall(r"\d+", adopted) == ["2020"]


def test_the_same_plan_gives_the_same_text():
    assert [t for _, t in all_texts()] == [t for _, t in all_texts()]


def test_the_mail_quotes_the_reference_and_no_number_of_persons():
    for plan in the_plans():
        mail = mail_text(plan, again=False)
        assert plan.letter_ref in mail.subject
        assert plan.letter_ref in mail.body
        assert mail_text(plan, again=True).subject == f"VS: {mail.subject}"
        assert mail.attachment_name.isascii()


def test_html_says_the_same_as_the_plain_text():
    plan = plan_with(Behaviour.AGREES)
    assert plan.copy is not None
    document = vedtak_document(plan, plan.copy, FACTS)
    plain = re.sub(r"<title>.*?</title>|<[^>]+>", " ", as_html(document)).split()
    assert plain == as_text(document).split()
