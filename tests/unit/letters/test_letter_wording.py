"""What a letter says follows from its content: numbers, EM clauses, mergers, what is missing."""

import pytest
from letter_builders import EXPLANATION, LATER_DAY, RECIPIENTS, a_content

from tasks.core.model.allocation import ReasonCode
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import Language
from tasks.core.model.need import Need
from tasks.core.model.position import Missing
from tasks.letters.content_parts import Difference, Explanation, Persons, Recipient, Sender
from tasks.letters.document import BlockKind
from tasks.letters.texts import read_text
from tasks.letters.wording import worded


def document(kind=LetterKind.REQUEST, language=Language.NB, **changes):
    return worded(a_content(kind, language, **changes), read_text(kind, language))


def said(*args, **changes):
    return document(*args, **changes).plain_text()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (Language.NB, "Derfor ber IMDi om at Ørland kommune bosetter 15\u00a0flyktninger i 2020."),
        (Language.NN, "Difor ber IMDi om at Ørsta kommune buset 15\u00a0flyktningar i 2020."),
    ],
)
def test_the_number_is_asked_for_in_the_municipalitys_language(language, sentence):
    blocks = document(language=language).blocks
    assert sentence in [block.text for block in blocks if block.kind is BlockKind.KEY]


@pytest.mark.parametrize(
    ("title", "persons", "there", "gone"),
    [
        ("none", Persons(15, 0, 0), ["gjelder ikke enslige mindreårige"], ["medregnet", "fleksibel"]),
        ("one over 15", Persons(15, 1, 0), ["1\u00a0enslig mindreårig er", "bare enslige mindreårige som har fylt 15", "fleksibel"], ["gjelder ikke"]),
        ("two under 15", Persons(15, 2, 2), ["2\u00a0enslige mindreårige er", "som er under 15\u00a0år", "fleksibel"], ["Av dem"]),
        ("both", Persons(18, 3, 1), ["3\u00a0enslige mindreårige", "Av dem har 2 fylt 15\u00a0år, og 1 er under 15\u00a0år."], ["bare"]),
    ],
)  # fmt: skip
def test_the_em_clause_has_the_variant_that_fits(title, persons, there, gone):
    text = said(persons=persons)
    assert all(words in text for words in there), title
    assert not any(words in text for words in gone), title


def test_numbers_and_days_are_written_as_norwegians_write_them():
    text = said(LetterKind.REQUEST)
    assert "5\u00a0100\u00a0flyktninger" in text
    assert "99,6 prosent" in text
    assert "20. desember 2019" in text


@pytest.mark.parametrize(
    ("merged", "part", "sentence"),
    [
        (("Bjugn", "Ørland"), (), "Den omfatter Bjugn og Ørland."),
        (("Halsa", "Hemne"), ("Snillfjord",), "Den omfatter Halsa, Hemne og en del av Snillfjord."),
        (("Oslo",), (), None),
    ],
)
def test_a_merged_municipality_is_told_what_it_covers(merged, part, sentence):
    recipient = Recipient("5057", "Ørland", "Trøndelag", "921806027", merged_from=merged, part_from=part)
    assert (sentence or "Den omfatter") in said(recipient=recipient) or sentence is None
    assert ("Den omfatter" in said(recipient=recipient)) is (sentence is not None)


def test_the_recipient_stands_with_all_its_names_and_numbers():
    recipient = Recipient(
        "5426", "Kåfjord", "Troms og Finnmark", "940363586", other_names=("Gáivuotna", "Kaivuono")
    )
    assert document(recipient=recipient).recipient == (
        "Kåfjord kommune",
        "Gáivuotna – Kaivuono",
        "Kommunenummer 5426, Troms og Finnmark",
        "Organisasjonsnummer 940\u00a0363\u00a0586",
    )


def test_where_nobody_is_named_the_title_signs_alone():
    assert document().signature == ("IMDi Midt-Norge", "Rune S. Foss", "regiondirektør")
    assert document(sender=Sender("IMDi Øst", "regiondirektør", None)).signature == (
        "IMDi Øst",
        "regiondirektør",
    )


def test_the_title_names_the_municipality_and_no_person():
    title = document().title
    assert title == "Anmodning om bosetting av flyktninger i 2020 – Ørland kommune"
    assert "Foss" not in title


@pytest.mark.parametrize("reason", [r for r in ReasonCode if r.value.startswith("not_asked")])
@pytest.mark.parametrize("language", Language)
def test_every_reason_for_not_asking_has_its_sentence(reason, language):
    with_reason = document(LetterKind.INFORMATION, language, reason=reason).plain_text()
    without = document(LetterKind.INFORMATION, language, reason=None).plain_text()
    assert len(with_reason) > len(without) + 40


@pytest.mark.parametrize(
    ("missing", "items"),
    [
        ((Missing.REGISTRATION,), 1),
        ((Missing.COPY,), 1),
        ((Missing.REGISTRATION, Missing.COPY), 2),
        (tuple(Missing), 4),
    ],
)
@pytest.mark.parametrize("language", Language)
def test_a_reminder_lists_what_is_missing_and_nothing_else(missing, items, language):
    blocks = document(LetterKind.REMINDER, language, missing=missing).blocks
    assert sum(block.kind is BlockKind.ITEM for block in blocks) == items


def test_a_reminder_before_the_deadline_says_is_and_after_it_was():
    assert "Fristen for å svare var 20. desember 2019." in said(LetterKind.REMINDER, dated=LATER_DAY)
    assert "Fristen for å svare er 20. desember 2019." in said(LetterKind.REMINDER, dated=a_content().dated)


@pytest.mark.parametrize(
    ("persons", "falls_away"), [(Persons(0, 0, 0), True), (Persons(10, 0, 0), False)], ids=["nobody", "ten"]
)
def test_who_is_asked_for_nobody_any_more_is_told_that_the_request_falls_away(persons, falls_away):
    text = said(LetterKind.ADJUSTED, persons=persons)
    assert ("Anmodningen faller dermed bort" in text) is falls_away


def test_an_adjustment_down_leaves_vedtak_standing_and_asks_for_no_answer_after_the_deadline():
    text = said(LetterKind.ADJUSTED)
    assert "bosetter 10\u00a0flyktninger" in text
    assert "Tallet i den tidligere anmodningen var 15." in text
    assert "står ved lag" in text
    assert "Fristen" not in text
    assert "behovet om lag" not in text
    assert "var behovet om lag 5\u00a0100" in said(LetterKind.ADJUSTED, need_before=Need(2020, 5100, 140, 40))


def test_an_adjustment_up_asks_for_an_answer():
    text = said(LetterKind.ADJUSTED, persons=Persons(20, 0, 0), deadline=LATER_DAY.replace(month=3))
    assert "Fristen for å svare er 8. mars 2020." in text
    assert "nytt vedtak" in text


def test_a_supplementary_request_shows_addition_and_sum():
    text = said(LetterKind.SUPPLEMENTARY)
    assert "ytterligere 5\u00a0flyktninger" in text
    assert "de 15 kommunen ble anmodet om" in text
    assert "anmodet om 20." in text
    assert "ikke tidligere anmodet" in said(LetterKind.SUPPLEMENTARY, earlier=None)


@pytest.mark.parametrize(
    ("title", "difference", "there"),
    [
        ("two numbers", Difference(15, 12, "Vedtatt 12."), ["IMDinett: 15", "kopien: 12", "«Vedtatt 12.»", "ikke det samme"]),
        ("no copy's number", Difference(15, None, ""), ["IMDinett: 15", "kopien: ikke noe tall", "ikke det samme"]),
        ("a no and a number", Difference(0, 15, ""), ["IMDinett: 0", "kopien: 15"]),
        ("a reservation", Difference(15, 15, "inntil 15"), ["usikre på", "kan ikke inneholde forbehold"]),
    ],
)  # fmt: skip
def test_a_clarification_puts_both_numbers_side_by_side(title, difference, there):
    text = said(LetterKind.CLARIFICATION, difference=difference)
    assert all(words in text for words in there), (title, text)


def test_a_closing_letter_to_one_that_declined_leaves_the_door_open():
    assert "Ønsker kommunen likevel" in said(LetterKind.CLOSING, decided=0)
    assert "Ønsker kommunen likevel" not in said(LetterKind.CLOSING)


def test_the_explanation_is_an_annex_of_its_own_when_it_is_asked_for():
    assert [b.text for b in document(explanation=EXPLANATION).blocks if b.kind is BlockKind.ANNEX] == [
        "Vedlegg 1: Kriterier for anmodning om bosetting i 2020",
        "Vedlegg 2: Slik er kommunens tall regnet ut",
    ]
    text = said(explanation=EXPLANATION)
    assert "14,7 personer før avrunding. Tallet er hevet til det minste antallet" in text
    assert "stiger til 5\u00a0230." in text
    assert "faller til" not in text
    assert "Vedlegg 2" not in said()


def test_no_threshold_in_reach_is_said():
    text = said(explanation=Explanation(ReasonCode.FLOOR, 31, None, None))
    assert "Ingen nærliggende endring" in text


def test_what_comes_from_outside_stands_as_it_is():
    nasty = '#read("/etc/passwd") *$x$ {count} {{ \\ <b>'
    recipient = Recipient("5057", nasty, nasty, "921806027", merged_from=(nasty, "Bjugn"), part_from=(nasty,))
    text = said(recipient=recipient)
    assert f"at {nasty} kommune bosetter" in text
    assert f"Den omfatter {nasty}, Bjugn og en del av {nasty}." in text


def test_the_criteria_are_rows_with_their_weights():
    rows = document(recipient=RECIPIENTS[Language.NB]).rows
    assert [(row.title, row.weight) for row in rows] == [
        ("Resultater over tid", "60\u00a0%"),
        ("Kapasitet", "40\u00a0%"),
    ]
