"""A text names municipalities in any of their languages; a shared name stays shared."""

import pytest

from config.register_reader import read_register
from tasks.core.norwegian.names import municipalities_named


@pytest.fixture(scope="module")
def register():
    return read_register(2020)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Ørland kommune vedtar", [("5057",)]),
        ("Ørlands kommunestyre", [("5057",)]),
        ("Ås' innbyggere", [("3021",)]),
        ("Våler kommune", [("3018", "3419")]),
        ("VÅLER KOMMUNE", [("3018", "3419")]),
        ("Herøy", [("1515", "1818")]),
        ("Våler (Innlandet)", [("3419",)]),
        ("Våler kommune (Viken)", [("3018",)]),
        ("Våler (Hedmark) kommune", [("3419",)]),
        ("Våler i Østfold", [("3018",)]),
        ("Herøy kommune i Nordland", [("1818",)]),
        ("Herøy, Møre og Romsdal", [("1515",)]),
        ("Gáivuotna suohkan", [("5426",)]),
        ("Kaivuono", [("5426",)]),
        ("Raarvihke - Røyrvik", [("5043",), ("5043",)]),
        ("Porsángu", [("5436",)]),
        ("Porsáŋgu", [("5436",)]),
        ("Nordre Follo og Indre Østfold", [("3020",), ("3014",)]),
        ("Nord-Odal og Sør-Odal", [("3414",), ("3415",)]),
        ("Nore og Uvdal", [("3052",)]),
        ("Nore  og\nUvdal", [("3052",)]),
        ("Ski kommune", [("3020",)]),
        ("Tysfjord", [("1806", "1875")]),
        ("Nes kommune", [("3034",)]),
        ("Nes (Buskerud)", [("3040",)]),
        ("Bø i Telemark", [("3817",)]),
        ("Bø kommune", [("1867",)]),
        ("stad kommune", [("4649",)]),
        ("et godt sted i stad og fylke", []),
        ("Osloveien, Herøy-Nytt og Åshild", []),
        ("", []),
    ],
)
def test_a_text_names_municipalities(register, text, numbers):
    assert [mention.numbers for mention in municipalities_named(text, register)] == numbers


@pytest.mark.parametrize(
    ("text", "called", "old"),
    [
        ("Stad kommune", True, False),
        ("Stad har plass", False, False),
        ("Hornindal kommune", True, True),
        ("Våler (Innlandet) kommune", True, False),
        ("Time kommunestyre", True, False),
        ("Porsángu gielda", False, False),
    ],
)
def test_a_mention_says_how_the_name_was_used(register, text, called, old):
    (mention,) = municipalities_named(text, register)
    assert (mention.is_called_municipality, mention.is_old_name) == (called, old)


def test_every_municipality_is_found_by_its_own_display_name(register):
    missed = [
        m.display_name
        for m in register.municipalities
        if [x.numbers for x in municipalities_named(f"{m.display_name} kommune", register)][-1:]
        != [(m.number,)]
    ]
    assert missed == []


def test_a_mention_stands_where_it_was_found(register):
    text = "Fra: Ørsta kommune"
    (mention,) = municipalities_named(text, register)
    assert text[mention.start : mention.end] == "Ørsta"
