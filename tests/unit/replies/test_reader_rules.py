"""The reader's rules one sentence at a time, in both written standards."""

from __future__ import annotations

import pytest

from config.register_reader import read_register
from tasks.core.model.vedtak import Outcome
from tasks.replies.reader.cleaning import clean
from tasks.replies.reader.outcome import RequestContext
from tasks.replies.reader.quotes import without_quoted_mail
from tasks.replies.reader.reading import read_vedtak

REGISTER = read_register(2020)
HEAD = "Tynset kommune\nKommunestyret 12.12.2019 sak 102/19\nVedtak:\n"


def read(sentence: str, requested: int | None = 15, em: int | None = 0, year: int = 2020):
    return read_vedtak(HEAD + sentence, REGISTER, RequestContext(year, requested, em))


@pytest.mark.parametrize(
    ("sentence", "count", "em"),
    [
        ("Kommunen bosetter 15 flyktninger i 2020.", 15, None),
        ("Kommunen buset femten (15) flyktningar i 2020.", 15, None),
        ("Kommunen bosetter femogtyve flyktninger i 2020.", 25, None),
        ("Kommunen bosetter to hundre og ti personer i 2020.", 210, None),
        ("Kommunen bosetter 18 flyktninger i 2020, hvorav 5 enslige mindreårige.", 18, 5),
        ("Kommunen bosetter 18 flyktninger i 2020 og i tillegg 5 enslige mindreårige.", 23, 5),
        ("Kommunen bosetter totalt 23 flyktninger i 2020, 18 voksne og 5 enslige mindreårige.", 23, 5),
        ("Kommunen buset 15 flyktningar i 2020, av desse to einslege mindreårige.", 15, 2),
        ("I 2020 bosettes 15 flyktninger og i 2021 10 flyktninger.", 15, None),
        ("20 flyktninger i 2019 og 15 flyktninger i 2020.", 15, None),
        ("Kommunen er anmodet om 20, men vedtar å bosette 15 flyktninger i 2020.", 15, None),
        ("Antallet økes fra 10 til 15 flyktninger i 2020.", 15, None),
        ("Kommunen bosetter 15 flyktninger i 2020. Det avsettes kr 500 000 og 2 stillinger.", 15, None),
        ("Kommunen bosetter 15 flyktninger i 2020. Vedtatt med 20 mot 7 stemmer.", 15, None),
        ("Kommunen har bosatt 48 personer. Kommunen bosetter 15 flyktninger i 2020.", 15, None),
        (
            "Kommunen bosetter 15 flyktninger i 2020. Ved økt behov kan kommunen ta imot ytterligere 5.",
            15,
            None,
        ),
        ("Kommunen bosetter ikke flyktninger i 2020.", 0, 0),
        ("Kommunen seier nei til å busetje flyktningar i 2020.", 0, 0),
        ("Kommunen bosetter 10-15 flyktninger i 2020.", None, None),
        ("Kommunen bosetter fire familier i 2020.", None, None),
        ("Kommunen bosetter 45 flyktninger i perioden 2020-2022.", None, None),
        ("Kommunen bosetter flyktninger i 2020 i tråd med anmodningen.", None, None),
        ("Kommunen sier ja til anmodningen om å bosette 15 flyktninger i 2020.", 15, None),
    ],
)
def test_number(sentence, count, em):
    reading = read(sentence)
    assert (reading.count, reading.em_count) == (count, em), reading


@pytest.mark.parametrize(
    ("condition", "codes"),
    [
        ("Kommunen bosetter inntil 15 flyktninger i 2020.", {"UPTO"}),
        ("Kommunen bosetter ikke flere enn 15 flyktninger i 2020.", {"UPTO"}),
        ("Kommunen buset om lag 15 flyktningar i 2020.", {"RANGE"}),
        ("Kommunen bosetter 15 flyktninger i 2020, inkludert familiegjenforening.", {"FAM_INCLUDED"}),
        ("Kommunen bosetter 15 i 2020. Flere enn 5 familiegjenforente trekkes fra.", {"FAM_CAP"}),
        ("Kommunen bosetter 15 flyktninger i 2020 dersom det finnes boliger.", {"HOUSING"}),
        ("Kommunen buset 15 flyktningar i 2020 med atterhald om statleg finansiering.", {"FUNDING"}),
        ("Kommunen bosetter 15 flyktninger i 2020 forutsatt plass i skole og barnehage.", {"CAPACITY"}),
        ("Kommunen bosetter 15 ukrainske flyktninger i 2020.", {"NATIONALITY"}),
        ("Kommunen bosetter 15 kvoteflyktninger i 2020.", {"QUOTA_ONLY"}),
        ("Kommunen bosetter 15 flyktninger i 2020, helst barnefamilier.", {"PROFILE"}),
        ("Kommunen bosetter 15 i 2020, herav inntil 2 enslige mindreårige.", {"EM_CONDITION"}),
        ("Kommunen bosetter 15 flyktninger årlig i perioden 2020-2022.", {"MULTI_YEAR"}),
        ("Kommunen bosetter 15 flyktninger i 2020, tidligst fra 1. august.", {"SPLIT"}),
        ("Kommunen bosetter ytterligere 15 flyktninger i 2020.", {"SUPPLEMENT"}),
        ("Kommunen bosetter flyktninger i 2020 i henhold til anmodningen fra IMDi.", {"BY_REFERENCE"}),
        ("Kommunen bosetter 15 flyktninger i 2020. Vedtaket kan tas opp til ny vurdering.", {"REVIEW"}),
        ("Kommunen bosetter 15 flyktninger i 2020 under forutsetning av at Os gjør det samme.", {"OTHER"}),
        ("Kommunen bosetter 15 flyktninger i 2020. Familiegjenforening kommer i tillegg.", set()),
        ("Kommunen bosetter 15 flyktninger i 2020, ingen enslige mindreårige.", set()),
        ("Kommunen bosetter 15 flyktninger i 2020. Utgiftene forutsettes dekket innenfor budsjettet.", set()),
        ("Kommunen bosetter 15 flyktninger i 2020. Kommunedirektøren bes sørge for boliger.", set()),
        ("Kommunen bosetter 15 flyktninger i 2020 uten forbehold.", set()),
        (
            "Kommunen bosetter 15 i 2020. Personer søkt ut i 2019 og bosatt over nyttår teller på vedtaket.",
            set(),
        ),
    ],
)
def test_reservations_and_what_only_looks_like_them(condition, codes):
    reading = read(condition)
    assert {reservation.code.value for reservation in reading.reservations} == codes
    assert reading.needs_person is bool(codes)
    assert all(reservation.evidence in condition for reservation in reading.reservations)


def test_no_em_is_a_reservation_only_where_some_were_asked_for():
    sentence = "Kommunen bosetter 15 flyktninger i 2020, men ingen enslige mindreårige."
    assert [r.code.value for r in read(sentence, em=3).reservations] == ["EM_CONDITION"]
    assert read(sentence, em=3).outcome is Outcome.PARTIAL
    assert read(sentence, em=0).reservations == ()


def test_by_reference_implies_the_request_and_asks_a_person():
    reading = read("Kommunen bosetter flyktninger i 2020 i samsvar med oppmodinga frå IMDi.")
    assert (reading.outcome, reading.count, reading.implied_count) == (Outcome.ACCEPTED, None, 15)
    assert reading.needs_person


def test_without_a_request_a_plain_number_has_no_outcome():
    reading = read_vedtak(HEAD + "Kommunen bosetter 15 flyktninger i 2020.", REGISTER)
    assert (reading.count, reading.outcome, reading.reasons) == (15, Outcome.UNCLEAR, ("NO_CONTEXT",))
    declined = read_vedtak(HEAD + "Kommunen bosetter ikke flyktninger i 2020.", REGISTER)
    assert declined.outcome is Outcome.DECLINED


def test_case_number_and_day():
    reading = read("Kommunen bosetter 15 flyktninger i 2020.")
    assert reading.case_no == "102/19"
    assert reading.decision_date is not None
    assert reading.decision_date.isoformat() == "2019-12-12"


def test_another_year_is_a_further_reading():
    reading = read("Kommunen bosetter 15 flyktninger i 2020 og 12 flyktninger i 2021.")
    assert reading.count == 15
    assert [(other.year, other.count) for other in reading.other_readings] == [(2021, 12)]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Ã˜rland: enslige mindreÃ¥rige", "Ørland: enslige mindreårige"),
        ("bosetter flykt-\nninger", "bosetter flyktninger"),
        ("asyl- og\nflyktningar", "asyl- og\nflyktningar"),
        ("l5 personer i 2O20", "15 personer i 2020"),
        ("Integre\x02rings", "Integrerings"),
        ("mindrea\u030arige", "mindreårige"),
        ("bosetter=\n 15 =C3=A5r", "bosetter 15 år"),
        ("&aring;r &amp; dag", "år & dag"),
        ("tekst\nSide 3 av 7\n\fmer tekst", "tekst\nmer tekst"),
        ("2020-\n2022", "2020-2022"),
        ("enslige mindre\ufffdrige", "enslige mindreårige"),
    ],
)
def test_cleaning(broken, whole):
    assert clean(broken) == whole


def test_quoted_mail_is_left_out_and_a_bare_forward_kept():
    own = "Vi bosetter 10 i 2020."
    assert (
        without_quoted_mail(f"{own}\n\n-----Opprinnelig melding-----\nFra: IMDi\nSendt: i dag\n\nBosett 15.")
        == own
    )
    forwarded = without_quoted_mail(
        "Se under.\n\nFra: Sekretær <a@b.no>\nSendt: i dag\nEmne: Vedtak\n\nVi bosetter 10."
    )
    assert "Vi bosetter 10." in forwarded


def test_the_archives_case_number_is_no_municipality():
    head = "Målselv kommune\nArkivsaknr: 2019/1544-3\nKommunestyret 12.12.2019 sak 102/19\nVedtak:\n"
    assert (
        read_vedtak(head + "Kommunen bosetter 15 flyktninger i 2020.", REGISTER).municipality_number == "5418"
    )


def test_a_vedtak_that_names_a_recommendation_is_doubted_where_a_vote_changed_its_number():
    text = (
        "Stord kommune\nKommunestyret 12.12.2019 sak 88/19\nBusetjing 2020\n"
        "Tilråding frå formannskapet: Stord kommune buset 12 flyktningar i 2020.\n"
        "Framlegg frå SV: Talet vert endra til 20.\n"
        "Røysting: Framlegget frå SV vart vedteke med 14 røyster. Tilrådinga elles samrøystes vedteken.\n"
        "Vedtak: Tilrådinga."
    )
    reading = read_vedtak(text, read_register(2020), RequestContext(2020, 20, 0))
    assert "ADOPTED_TEXT_NOT_CERTAIN" in reading.reasons
