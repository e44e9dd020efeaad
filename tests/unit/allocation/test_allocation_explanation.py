"""One sentence a municipality, in three languages, and the table behind it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from builders import an_allocation

from tasks.allocation.explanation import explain, sentence
from tasks.allocation.weights import NOT_ASKED as OUTSIDE_THE_LIST
from tasks.allocation.weights import TOO_FEW, UNKNOWN
from tasks.allocation.wording import ASKED, LOCALES, NEXT, NOT_ASKED, NOTES, TABLE
from tasks.core.model.allocation import ReasonCode
from tasks.core.model.municipality import Language
from tasks.core.model.need import Need

NEED = Need(2020, 5100, 140, 40)
NOT_ASKED_CODES = {code for code in ReasonCode if code.startswith("not_asked")}


def row(**changes):
    common = {"count": 15, "share": Fraction(76, 5), "next_up": 5251, "next_down": 5007}
    return an_allocation(**(common | changes))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "nb",
            (
                "Kommunens vekt gir 15,2 av 5\xa0100 personer, og tallet er 15. "
                "Det blir 16 hvis behovet når 5\xa0251, og 14 hvis det faller til 5\xa0007."
            ),
        ),
        (
            "nn",
            (
                "Vekta til kommunen gir 15,2 av 5\xa0100 personar, og talet er 15. "
                "Det blir 16 om behovet når 5\xa0251, og 14 om det fell til 5\xa0007."
            ),
        ),
        (
            "en",
            (
                "The municipality's weight gives 15.2 of 5,100 persons, and the number is 15. "
                "It becomes 16 if the need reaches 5,251, and 14 if it falls to 5,007."
            ),
        ),
    ],
)
def test_a_plain_share(language, text):
    assert sentence(row(), NEED, language) == text


@pytest.mark.parametrize(
    ("title", "changes", "words"),
    [
        ("on the floor", {"reason": ReasonCode.FLOOR, "next_down": None}, "løftet til minste anmodning, 15"),
        ("on the floor", {"reason": ReasonCode.FLOOR, "next_down": None}, "og faller ikke videre"),
        ("at a cap", {"reason": ReasonCode.CAP, "bound": "vedtak:15"}, "taket, 15 (kommunestyrets vedtak)"),
        ("an offer", {"reason": ReasonCode.CAP, "bound": "offer:15"}, "taket, 15 (kommunens eget tilbud)"),
        ("at a cap", {"reason": ReasonCode.CAP, "bound": "vedtak:15", "next_up": None}, "stiger ikke videre"),
        ("fixed", {"next_up": None, "next_down": None}, "Ingen terskel er innen rekkevidde"),
        (
            "a remark",
            {"reason": ReasonCode.CONSTRAINT, "bound": "max:15 (KS: hus)"},
            "merknad: høyst 15 (KS: hus)",
        ),
    ],
)
def test_bounds_have_their_own_words(title, changes, words):
    assert words in sentence(row(**changes), NEED, Language.NB), title


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize(
    "cause", ["floor:10", "em:8", "max:40", "vedtak:5", "offer:12", "issued:15", "settled or referred:9"]
)
def test_every_bound_of_a_round_has_words_and_not_the_stored_mark(language, cause, plan):
    told = explain(row(bound=cause), NEED, plan, language)["bound"]
    assert told
    assert told != cause


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", "minst 12 (KS: hus); 3 flyttet fra Oslo til 4601 (KS: skole (ny))."),
        ("nn", "minst 12 (KS: hus); 3 flytta frå Oslo til 4601 (KS: skole (ny))."),
        ("en", "at least 12 (KS: hus); 3 moved from Oslo to 4601 (KS: skole (ny))."),
    ],
)
def test_remarks_are_worded_with_the_names_of_the_municipalities(language, words, plan):
    bound = "min:12 (KS: hus); swap:3 0301->4601 (KS: skole (ny))"
    remarked = row(reason=ReasonCode.CONSTRAINT, bound=bound)
    assert f"{words} " in sentence(remarked, NEED, language, {"0301": "Oslo"})
    assert explain(remarked, NEED, plan, language, {"0301": "Oslo"})["bound"] == words.removesuffix(".")


@pytest.mark.parametrize(
    ("language", "first", "waits"),
    [
        (
            "nb",
            "Kommunen var ikke anmodet, men har sagt seg villig",
            "Ikke anmodet: kommunen har sagt seg villig",
        ),
        (
            "nn",
            "Kommunen var ikkje oppmoda, men har sagt seg villig",
            "Ikkje oppmoda: kommunen har sagt seg villig",
        ),
        ("en", "The municipality was not asked but is willing", "Not asked: the municipality is willing"),
    ],
)
def test_the_willing_are_told_why_they_come_first_or_wait(language, first, waits):
    door = "willing; share=4 threshold=0"
    asked = sentence(row(set_reason=door, reason=ReasonCode.FLOOR), NEED, language)
    assert asked.startswith(first)
    assert "15" in asked
    waiting = row(asked=False, count=0, reason=ReasonCode.NOT_ASKED_SHARE, set_reason=door)
    assert sentence(waiting, NEED, language).startswith(waits)


@pytest.mark.parametrize("language", LOCALES)
def test_every_reason_has_words_in_every_language(language):
    assert set(ASKED[language]) | set(NOT_ASKED[language]) == set(ReasonCode)
    assert set(NOT_ASKED[language]) == NOT_ASKED_CODES
    assert set(NEXT[language]) == {"both", "up", "down", "none"}


@pytest.mark.parametrize("language", LOCALES)
def test_every_row_of_a_real_round_has_a_sentence(first_round, language):
    texts = [sentence(row, first_round.need, language) for row in first_round.allocations]
    assert all(text.endswith(".") and "{" not in text for text in texts)


def test_the_reasons_of_those_not_asked_carry_their_figures(first_round):
    text = sentence(first_round.by_number()["3028"], first_round.need, "nb")
    assert text == "Ikke anmodet: vekten ville gitt 3,19 personer, og det kreves 5."


@pytest.mark.parametrize(
    ("facts", "reason", "words"),
    [
        ("no weight; share=0 threshold=5", ReasonCode.NOT_ASKED_SHARE, "ingen av kriteriene"),
        ("kept; share=4 threshold=0", ReasonCode.NOT_ASKED_SIZE, "låst fra forrige runde"),
        ("kept; share=4 threshold=0", ReasonCode.NOT_ASKED_CONSTRAINT, "etter merknad"),
        ("", ReasonCode.NOT_ASKED_SHARE, "låst"),
        ("left out; share=4 threshold=5", ReasonCode.NOT_ASKED_PRIORITY, "reservelisten"),
    ],
)
def test_not_asked(facts, reason, words):
    left_out = an_allocation(asked=False, count=0, set_reason=facts, reason=reason)
    assert words in sentence(left_out, NEED, "nb")


def test_the_table_holds_every_step_from_figure_to_contribution(first_round, plan):
    table = explain(first_round.by_number()["5057"], first_round.need, plan, "nn")
    assert table["sentence"] == sentence(first_round.by_number()["5057"], first_round.need, "nn")
    continuity, size = table["criteria"]
    assert (continuity["title"], continuity["value"], continuity["weight"]) == ("Kontinuitet", "20", "0.8")
    assert (size["title"], size["value"], size["normalised"]) == ("Innbyggjartal", "10238", "1")
    assert (table["next_up"], table["next_down"]) == (5294, 5030)


def test_a_criterion_is_named_in_english_by_its_key(first_round, plan):
    table = explain(first_round.by_number()["5057"], first_round.need, plan, "en")
    assert [line["title"] for line in table["criteria"]] == ["previous request", "size"]


@pytest.mark.parametrize(
    ("language", "share", "words"),
    [
        ("nb", Fraction(79, 5), "tallet er 15, fordi andre er løftet til sine nedre grenser."),
        ("nn", Fraction(79, 5), "talet er 15, fordi andre er lyfta til dei nedre grensene sine."),
        ("en", Fraction(71, 5), "the number is 15, as others are stopped at their upper bounds."),
        ("nb", Fraction(31, 2), "og tallet er 15."),
    ],
)
def test_more_than_rounding_has_its_reason(language, share, words):
    assert words in sentence(row(share=share), NEED, language)


@pytest.mark.parametrize(
    ("language", "words"),
    [("nb", "(fylke 50 høyst 90)"), ("nn", "(fylke 50 høgst 90)"), ("en", "(county 50 at most 90)")],
)
def test_a_county_that_binds_is_worded(language, words):
    held_down = row(reason=ReasonCode.REGION_MAXIMUM, bound="county 50 max:90")
    assert words in sentence(held_down, NEED, language)


@pytest.mark.parametrize("language", LOCALES)
def test_notes_on_figures_are_worded_in_every_language(language):
    assert set(NOTES[language]) == {UNKNOWN, OUTSIDE_THE_LIST, TOO_FEW}
    assert set(TABLE[language]) == set(TABLE["nb"])


def test_a_criterion_the_plan_no_longer_knows_keeps_its_key(first_round, plan):
    fewer = plan.model_copy(update={"criteria": plan.criteria[1:]})
    table = explain(first_round.by_number()["5057"], first_round.need, fewer, "nb")
    assert table["criteria"][0]["title"] == "previous request"
