"""The register of 2020 is whole, and a fault in it names file, row and what to do."""

import csv
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from config.register_reader import REGISTER_FOLDER, read_indicators, read_register
from tasks.core.model.errors import BadInput
from tasks.core.model.municipality import named

AFTER_EVERYTHING = date(2021, 1, 1)


@pytest.fixture(scope="module")
def register():
    return read_register(2020)


@pytest.fixture(scope="module")
def indicators():
    return read_indicators(2020, AFTER_EVERYTHING)


def test_2020_has_356_municipalities_and_oslo_keeps_its_zero(register):
    assert len(register.municipalities) == 356
    assert register.by_number()["0301"].display_name == "Oslo"


@pytest.mark.parametrize(
    ("name", "numbers", "display_names"),
    [
        ("Herøy", ["1515", "1818"], ["Herøy (Møre og Romsdal)", "Herøy (Nordland)"]),
        ("Våler", ["3018", "3419"], ["Våler (Viken)", "Våler (Innlandet)"]),
    ],
)
def test_a_name_of_two_municipalities_gives_both(register, name, numbers, display_names):
    found = named(register.municipalities, name)
    assert [m.number for m in found] == numbers
    assert [m.display_name for m in found] == display_names


def test_sami_and_kven_names_find_their_municipality(register):
    assert [m.number for m in named(register.municipalities, "Kaivuono")] == ["5426"]
    assert [m.number for m in named(register.municipalities, "Gáivuotna")] == ["5426"]


def test_written_standards_are_counted_as_published(register):
    assert Counter(m.written_standard.value for m in register.municipalities) == {
        "bokmål": 117,
        "nynorsk": 89,
        "nøytral": 150,
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1601", ("5001",)),
        ("0536", ("3447",)),
        ("0533", ("3054",)),
        ("1850", ("1806", "1875")),
        ("5012", ("5055", "5056", "5059")),
        ("1613", ("5055", "5056", "5059")),
        ("0720", ("3803", "3804")),
        ("1567", ("5061",)),
        ("0301", ("0301",)),
        ("9999", ()),
    ],
)
def test_an_old_number_leads_to_what_followed_it(register, old, new):
    assert register.successors(old) == new


def test_every_number_of_every_change_leads_to_2020(register):
    lost = [c for c in register.changes if not register.successors(c.old_number)]
    assert lost == []


def test_changes_after_the_year_are_left_out(tmp_path):
    copied(tmp_path, "municipalities_2020.csv")
    text = (REGISTER_FOLDER / "changes.csv").read_text(encoding="utf-8")
    (tmp_path / "changes.csv").write_text(
        f"{text}1507,Ålesund,1580,Haram,split,2024-01-01,\n", encoding="utf-8"
    )
    assert "1580" not in {c.new_number for c in read_register(2020, tmp_path).changes}


def test_the_population_of_2020_sums_to_the_official_figure(indicators):
    population = [i for i in indicators if (i.name, i.year) == ("population", 2020)]
    assert len(population) == 356
    assert sum(i.value for i in population) == 5_367_580


def test_nothing_of_the_future_is_known_in_the_autumn_before():
    known = {(i.name, i.year) for i in read_indicators(2020, date(2019, 10, 15))}
    assert known == {
        ("population", 2019),
        ("requested", 2018),
        ("requested", 2019),
        ("settled", 2016),
        ("settled", 2017),
        ("settled", 2018),
    }


def test_what_was_not_published_has_no_row(indicators):
    sokndal = {(i.name, i.year): i.value for i in indicators if i.number == "1111"}
    assert sokndal["settled", 2016] == 10
    assert ("settled", 2017) not in sokndal
    assert sokndal["immigrant_share_percent", 2020] == Decimal("6.8")


def test_figures_with_a_rough_share_of_a_split_municipality_are_marked(indicators):
    marked = {i.number for i in indicators if i.mark == "~"}
    assert marked == {"1806", "1875", "5055", "5056", "5059"}


def test_what_was_really_asked_for_2020_adds_up_as_published():
    with (REGISTER_FOLDER / "requests_2020.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    original = [int(row["requested_original"]) for row in rows if row["requested_original"]]
    adjusted = [int(row["requested_adjusted"]) for row in rows if row["requested_adjusted"]]
    assert (len(rows), len(original), sum(original), sum(adjusted)) == (356, 211, 5120, 3602)
    assert all(row["requested_original_mark"] == ":" for row in rows if not row["requested_original"])


# ---------------------------------------------------------------- faults


def copied(folder: Path, *names: str) -> None:
    for name in names or ("changes.csv", "municipalities_2020.csv", "indicators_2020.csv"):
        (folder / name).write_bytes((REGISTER_FOLDER / name).read_bytes())


def edited(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


OSLO = "0301,Oslo,Oslo,03,Oslo,nøytral,958935420,oslo.kommune.no,derived,,no\n"


@pytest.mark.parametrize(
    ("title", "name", "old", "new", "message"),
    [
        (
            "a number from before 2018 names what followed",
            "municipalities_2020.csv",
            "0301,Oslo,Oslo,03",
            "1601,Oslo,Oslo,03",
            "row 2: municipality number 1601 is out of date in 2020 - use what followed it: 5001 Trondheim",
        ),
        (
            "a number that stands twice",
            "municipalities_2020.csv",
            OSLO,
            OSLO + OSLO.replace("958935420", "964338531"),
            "row 3: number 0301 stands twice",
        ),
        (
            "an organisation number with a wrong check digit",
            "municipalities_2020.csv",
            "958935420",
            "958935421",
            "row 2: organisation number '958935421' of 0301 fails its check digit",
        ),
        (
            "an organisation number that stands twice",
            "municipalities_2020.csv",
            "944496394",
            "958935420",
            "row 3: organisation number 958935420 stands twice",
        ),
        (
            "a number that lost its zero",
            "municipalities_2020.csv",
            "0301,Oslo,Oslo,03",
            "301,Oslo,Oslo,03",
            "row 2: number '301' is not four digits - write it as text",
        ),
        (
            "an unknown written standard",
            "municipalities_2020.csv",
            "03,Oslo,nøytral",
            "03,Oslo,riksmål",
            "row 2: written standard 'riksmål' of municipality 0301 is unknown",
        ),
        (
            "an unknown kind of change",
            "changes.csv",
            "0706,Sandefjord,0710,Sandefjord,merge",
            "0706,Sandefjord,0710,Sandefjord,fusion",
            "changes.csv, row 2: kind 'fusion' is unknown",
        ),
        (
            "a change without a day",
            "changes.csv",
            "0706,Sandefjord,0710,Sandefjord,merge,2017-01-01",
            "0706,Sandefjord,0710,Sandefjord,merge,1.1.2017",
            "row 2: valid_from '1.1.2017' is not a day",
        ),
        (
            "a ragged row",
            "municipalities_2020.csv",
            ",derived,,no\n1101",
            ",derived,,no,x\n1101",
            "row 2: the row has",
        ),
        (
            "a missing column",
            "municipalities_2020.csv",
            ",email_domain,",
            ",mail,",
            "columns are missing: email_domain",
        ),
    ],
)
def test_a_fault_in_the_register_names_row_and_remedy(tmp_path, title, name, old, new, message):
    copied(tmp_path)
    edited(tmp_path, name, old, new)
    with pytest.raises(BadInput) as refused:
        read_register(2020, tmp_path)
    assert message in str(refused.value), title


@pytest.mark.parametrize(
    ("title", "old", "new", "message"),
    [
        (
            "an out-of-date number",
            "0301,population,2019,",
            "1601,population,2019,",
            "row 2: municipality number 1601 is out of date in 2020 - use what followed it: 5001 Trondheim",
        ),
        (
            "an unknown number",
            "0301,population,2019,",
            "9998,population,2019,",
            "'9998' is not in the register of 2020",
        ),
        (
            "a row that stands twice",
            "0301,population,2020,",
            "0301,population,2019,",
            "row 3: population 2019 of",
        ),
        (
            "text for a value",
            "2019,681071,",
            "2019,mange,",
            "row 2: value 'mange' or year '2019' is not a number",
        ),
        ("an empty value", "2019,681071,", "2019,,", "leave the row out if the figure is not published"),
        ("a negative value", "2019,681071,", "2019,-1,", "row 2: value -1 is not a number of 0 or more"),
        ("not a number at all", "2019,681071,", "2019,nan,", "row 2: value NaN is not a number of 0 or more"),
    ],
)
def test_a_fault_in_the_indicators_names_row_and_remedy(tmp_path, title, old, new, message):
    copied(tmp_path)
    edited(tmp_path, "indicators_2020.csv", old, new)
    with pytest.raises(BadInput) as refused:
        read_indicators(2020, AFTER_EVERYTHING, tmp_path)
    assert message in str(refused.value), title


def test_all_faults_of_both_files_come_at_once(tmp_path):
    copied(tmp_path)
    edited(tmp_path, "municipalities_2020.csv", "958935420", "958935421")
    edited(tmp_path, "municipalities_2020.csv", "944496394", "944496395")
    edited(tmp_path, "changes.csv", "0719,Andebu,0710,Sandefjord,merge", "0719,Andebu,0710,Sandefjord,joined")
    with pytest.raises(BadInput) as refused:
        read_register(2020, tmp_path)
    assert len(refused.value.faults) == 3


def test_a_year_without_register_says_which_file_is_missing(tmp_path):
    with pytest.raises(BadInput, match=r"municipalities_2031\.csv: the file is missing"):
        read_register(2031)


def test_a_file_in_another_encoding_is_refused(tmp_path):
    copied(tmp_path)
    (tmp_path / "municipalities_2020.csv").write_bytes("number,name\n0301,Tromsø\n".encode("latin-1"))
    with pytest.raises(BadInput, match="the file is not UTF-8"):
        read_register(2020, tmp_path)


def test_no_domain_spells_another_municipalitys_name():
    """Two domains stood swapped in the source once: each would have been taken for the other's mail."""

    def bare(name):
        for letters, plain in {"ø": "o", "æ": "a", "å": "a", "aa": "a", "ae": "a", "-": "", " ": ""}.items():
            name = name.lower().replace(letters, plain)
        return name

    register = read_register(2020)
    named = {}
    for one in register.municipalities:
        named.setdefault(bare(one.name), set()).add(one.number)
    for one in register.municipalities:
        owners = named.get(bare(one.email_domain.partition(".")[0]), {one.number})
        assert one.number in owners, f"{one.number} {one.name} has {one.email_domain}"
