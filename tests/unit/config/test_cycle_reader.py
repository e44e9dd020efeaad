"""The year file of 2020 is read typed; another file's faults come all at once, each with its place."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from config.cycle.reader import CYCLES_FOLDER, cycle_sha256, read_cycle, years_on_file
from config.register_reader import read_register
from tasks.core.model.errors import BadInput
from tasks.core.model.need import Need

TEXT_2020 = (CYCLES_FOLDER / "2020.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def register():
    return read_register(2020)


@pytest.fixture(scope="module")
def cycle(register):
    return read_cycle(2020, register=register)


def test_the_year_2020_says_what_the_letter_says(cycle):
    assert cycle.need.as_need(2020) == Need(2020, 5100, 140, 40)
    assert cycle.calendar.reply_deadline == date(2019, 12, 20)
    assert cycle.calendar.letters_dated == date(2019, 10, 24)
    assert cycle.contacts.imdi_email == "post@imdi.no"
    assert cycle.letters.grant_coverage.value == Decimal("99.6")
    assert cycle.letters.grant_coverage_year == 2018
    assert cycle.ministry_nb == "Kunnskapsdepartementet"


def test_only_the_office_of_the_letter_has_a_named_signatory(cycle):
    named = {office.name: office.signatory_name for office in cycle.offices if office.signatory_name}
    assert named == {"IMDi Midt-Norge": "Rune S. Foss"}
    assert {office.signatory_title_nb for office in cycle.offices} == {"regiondirektør"}


def test_every_municipality_has_exactly_one_office(cycle, register):
    served = Counter(
        office.key if (office := cycle.office_of(m.number, m.county_number)) else None
        for m in register.municipalities
    )
    assert served == {"ost": 32, "indre-ost": 66, "sor": 48, "vest": 66, "midt-norge": 64, "nord": 80}


@pytest.mark.parametrize(
    ("number", "office"),
    [
        ("0301", "ost"),
        ("3004", "ost"),  # Fredrikstad, Østfold
        ("3024", "ost"),  # Bærum, Akershus
        ("3007", "indre-ost"),  # Ringerike, Buskerud
        ("3054", "indre-ost"),  # Lunner, Oppland until 2020
        ("1577", "midt-norge"),  # Volda with Hornindal: chosen
        ("3005", "indre-ost"),  # Drammen with Svelvik: chosen
        ("3025", "ost"),  # Asker with Røyken and Hurum: chosen
        ("5057", "midt-norge"),
        ("5061", "midt-norge"),
    ],
)
def test_counties_that_were_joined_across_offices_are_told_apart(cycle, register, number, office):
    municipality = register.by_number()[number]
    assert cycle.office_of(number, municipality.county_number).key == office


def test_the_checksum_is_of_the_files_bytes(tmp_path):
    (tmp_path / "2020.toml").write_text("x", encoding="utf-8")
    assert cycle_sha256(2020, tmp_path) == "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"


def test_a_missing_year_says_which_there_are_and_how_to_start_one():
    with pytest.raises(BadInput, match=r"config/cycles/2031\.toml: the year has no file") as refused:
        read_cycle(2031)
    assert "2020" in str(refused.value)
    assert "2031.toml, correct every figure, source and date" in str(refused.value)
    assert 2020 in years_on_file()


def test_a_missing_year_in_an_empty_folder_says_so(tmp_path):
    with pytest.raises(BadInput, match="there is no year file yet"):
        read_cycle(2020, tmp_path)


# ---------------------------------------------------------------- faults


def faults_of(folder, register, *edits):
    text = TEXT_2020
    for old, new in edits:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    (folder / "2020.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        read_cycle(2020, folder, register=register)
    return {fault.place.split(": ", 1)[1]: f"{fault.what} - {fault.action}" for fault in refused.value.faults}


DEADLINE = "reply_deadline = 2019-12-20"
EM = "em = { value = 140"


@pytest.mark.parametrize(
    ("title", "old", "new", "place", "message"),
    [
        ("a key is missing", DEADLINE, "", "calendar.reply_deadline", "is missing"),
        ("a section is missing", "[contacts]", "[contact]", "contacts", "is missing"),
        ("an unknown section", "[contacts]", "[contact]", "contact", "not a key this program knows"),
        (
            "an unknown key",
            DEADLINE,
            DEADLINE + "\ndedline = 1",
            "calendar.dedline",
            "not a key this program knows",
        ),
        ("a number in quotes", EM, 'em = { value = "140"', "need.em.value", "'140' is not a whole number"),
        (
            "a number with a fraction",
            EM,
            "em = { value = 140.5",
            "need.em.value",
            "140.5 is not a whole number",
        ),
        (
            "a day as text",
            DEADLINE,
            'reply_deadline = "20.12.2019"',
            "calendar.reply_deadline",
            "is not a day",
        ),
        (
            "a moment for a day",
            DEADLINE,
            "reply_deadline = 2019-12-20T12:00:00",
            "calendar.reply_deadline",
            "day",
        ),
        (
            "an empty source",
            'source = "Request letter, Svar',
            'source = ""#',
            "calendar.deadline_source",
            "is empty",
        ),
        (
            "no e-mail address",
            '"post@imdi.no"',
            '"post imdi.no"',
            "contacts.imdi_email",
            "does not have the right form",
        ),
        (
            "an unknown policy",
            'neutral_policy = "bokmål"',
            'neutral_policy = "norsk"',
            "letters.neutral_policy",
            "'bokmål'",
        ),
        (
            "an unreadable decimal",
            '"99.6"',
            '"99,6"',
            "letters.grant_coverage.value",
            "is not a decimal number",
        ),
        ("text for yes or no", "closed = false", 'closed = "no"', "closed", "neither true nor false"),
        ("no list", "days_before = [14, 3]", "days_before = 14", "reminders.days_before", "is not a list"),
        (
            "a day of 0",
            "days_before = [14, 3]",
            "days_before = [14, 0]",
            "reminders.days_before[2]",
            "too small",
        ),
        ("EM above the total", EM, "em = { value = 6000", "need", "6000 EM, 40 under 15 do not nest"),
        ("under 15 above EM", EM, "em = { value = 39", "need", "do not nest"),
        (
            "a deadline before the letters",
            DEADLINE,
            "reply_deadline = 2019-10-20",
            "calendar.reply_deadline",
            "not after",
        ),
        (
            "a deadline at the year's end",
            DEADLINE,
            "reply_deadline = 2020-12-20",
            "calendar.reply_deadline",
            "2020-06-30",
        ),
        (
            "letters of another year",
            "letters_dated = 2019",
            "letters_dated = 2018",
            "calendar.letters_dated",
            "belong",
        ),
        (
            "an unknown time zone",
            "Europe/Oslo",
            "Europe/Olso",
            "calendar.timezone",
            "'Europe/Olso' is no time zone",
        ),
        ("a path for a time zone", "Europe/Oslo", "../etc/passwd", "calendar.timezone", "is no time zone"),
        ("a reminder day twice", "[14, 3]", "[14, 3, 14]", "reminders.days_before", "day 14 stands twice"),
        ("another year than the file's", "year = 2020", "year = 2021", "year", "but the file is named 2020"),
        (
            "a county served twice",
            '["34"]',
            '["34", "38"]',
            "offices",
            "38 Vestfold og Telemark is served by indre-ost and sor",
        ),
        ("a county served by none", '["34"]', "[]", "offices", "county 34 Innlandet is served by no office"),
        (
            "a county of 2019",
            '["34"]',
            '["34", "05"]',
            "offices",
            "county '05', which is not in the register",
        ),
        ("an office key twice", 'key = "sor"', 'key = "vest"', "offices", "key 'vest' stands twice"),
        (
            "an unknown office",
            '3006 = "indre-ost"',
            '3006 = "oest"',
            "office_exceptions.3006",
            "office 'oest' is unknown",
        ),
        (
            "a number of 2019",
            "3006 =",
            "0604 =",
            "office_exceptions.0604",
            "use what followed it: 3006 Kongsberg",
        ),
        ("an unknown number", "3006 =", "9998 =", "office_exceptions.9998", "is not in the register of 2020"),
    ],
)
def test_a_fault_has_its_place_and_says_what_to_do(tmp_path, register, title, old, new, place, message):
    faults = faults_of(tmp_path, register, (old, new))
    assert message in faults.get(place, ""), (title, faults)


@pytest.mark.parametrize("deadline", ["2020-01-06", "2019-12-31", "2020-03-31"])
def test_deadlines_as_real_years_had_them_are_taken(tmp_path, register, deadline):
    (tmp_path / "2020.toml").write_text(
        TEXT_2020.replace(DEADLINE, f"reply_deadline = {deadline}"), encoding="utf-8"
    )
    assert read_cycle(2020, tmp_path, register=register).calendar.reply_deadline == date.fromisoformat(
        deadline
    )


def test_all_faults_come_at_once_shape_and_crossing_alike(tmp_path, register):
    faults = faults_of(
        tmp_path,
        register,
        (EM, "em = { value = 6000"),
        (DEADLINE, 'reply_deadline = "soon"'),
        ("[14, 3]", "[3, 3]"),
        ('key = "sor"', 'key = "syd"'),
        ('3006 = "indre-ost"', '3006 = "sor"'),
        ("year = 2020", "year = 2022"),
    )
    assert set(faults) == {
        "need",
        "calendar.reply_deadline",
        "reminders.days_before",
        "office_exceptions.3006",
        "year",
    }


def test_broken_toml_says_the_line(tmp_path):
    (tmp_path / "2020.toml").write_text("year = 2020\nclosed =\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"2020\.toml: not TOML: .*line 2"):
        read_cycle(2020, tmp_path)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path):
    (tmp_path / "2020.toml").write_bytes('ministry_nb = "Kunnskapsdepartementet på norsk"'.encode("latin-1"))
    with pytest.raises(BadInput, match="not UTF-8"):
        read_cycle(2020, tmp_path)


def test_the_year_needs_its_register(tmp_path):
    (tmp_path / "2031.toml").write_text(TEXT_2020.replace("2020", "2031"), encoding="utf-8")
    with pytest.raises(BadInput, match=r"municipalities_2031\.csv: the file is missing"):
        read_cycle(2031, tmp_path)
