"""The commands that calculate on files, as an operator types them: answers, faults in one line, exit codes."""

from __future__ import annotations

import csv
import json
import re
import sys
from xml.etree import ElementTree as ET

import pytest
from checkout import ROOT, run_python

from config.register_reader import REGISTER_FOLDER
from flows.__main__ import main

ORACLES = ROOT / "tests" / "unit" / "core" / "tables" / "data"
NEED = ("--need", "5100", "--em", "140", "--em-under-15", "40")


@pytest.fixture
def anmodning(tmp_path, monkeypatch, capsys):
    """Return a function that runs the command line and gives exit code, output and errors."""
    monkeypatch.setenv("ANMODNING_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ANMODNING_TODAY", "2019-10-24")

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["anmodning", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        found = capsys.readouterr()
        return ended.value.code or 0, found.out, found.err

    return run


@pytest.fixture
def write(tmp_path):
    def to(name, text):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return to


def rows(text):
    return list(csv.DictReader(text.splitlines()))


# ------------------------------------------------------------------ apportion
UNITS = "unit,weight,min,max,group\na,10,5,8,x\nb,20,0,9,x\nc,0,2,,y\nd,5,,,y\n"
GROUPS = "group,min,max\nx,3,16\ny,1,\n"


@pytest.mark.parametrize(
    ("total", "counts"),
    [(7, (5, 0, 2, 0)), (20, (6, 9, 2, 3)), (10**9, (7, 9, 2, 999_999_982))],
)
def test_apportion_keeps_every_bound(anmodning, write, total, counts):
    """d, without a cap, takes what the others may not; c of weight 0 stays at its min."""
    code, out, err = anmodning(
        "apportion", write("u.csv", UNITS), "--total", total, "--groups", write("g.csv", GROUPS)
    )
    assert (code, err) == (0, "")
    assert [(r["unit"], int(r["count"])) for r in rows(out)] == list(zip("abcd", counts, strict=True))


@pytest.mark.parametrize(
    ("method", "counts"),
    [("sainte-lague", "3,2,0"), ("hill", "3,1,1"), ("dhondt", "4,1,0"), ("adams", "3,1,1")],
)
def test_apportion_by_each_method(anmodning, write, method, counts):
    file = write("u.csv", "unit,weight\na,6\nb,3\nc,1\n")
    code, out, _ = anmodning("apportion", file, "--total", 5, "--method", method)
    assert code == 0
    assert ",".join(r["count"] for r in rows(out)) == counts


@pytest.mark.parametrize(
    ("title", "units", "groups", "total", "repair"),
    [
        ("floors above the total", UNITS, GROUPS, 6, "raise the total to 7, or lower min by 1 together"),
        ("total 0", UNITS, GROUPS, 0, "raise the total to 7, or lower min by 7 together"),
        ("cap below floor", "unit,weight,min,max\na,1,5,3\n", None, 4, "raise max or lower min by 2"),
        (
            "caps too low",
            "unit,weight,max\na,1,3\nb,1,4\n",
            None,
            10,
            "lower the total to 7, or raise max by 3",
        ),
        (
            "zero weights",
            "unit,weight\na,0\nb,0\n",
            None,
            1,
            "lower the total to 0, or give those of weight 0",
        ),
        ("group below its units", UNITS, "group,min,max\nx,0,4\ny,,\n", 20, "raise the group's max to 5"),
        ("group above its units", UNITS, "group,min,max\nx,18,\ny,,\n", 30, "lower the group's min to 17"),
        ("groups contradict", UNITS, "group,min,max\nx,6,5\ny,,\n", 30, "raise max or lower min by 1"),
        ("unknown group", UNITS, "group,min,max\nx,,\n", 30, "add the group or correct its name"),
        ("twice", "unit,weight\na,1\na,2\n", None, 3, "keep one of the rows"),
    ],
)
def test_apportion_says_the_smallest_repair(anmodning, write, title, units, groups, total, repair):
    bounds = () if groups is None else ("--groups", write("g.csv", groups))
    code, out, err = anmodning("apportion", write("u.csv", units), "--total", total, *bounds)
    assert (code, out) == (2, ""), title
    assert repair in err, title


def test_the_repair_that_is_said_repairs(anmodning, write):
    code, _, err = anmodning("apportion", write("u.csv", UNITS), "--total", 6)
    total = err.split("raise the total to ")[1].split(",")[0]
    assert code == 2
    assert anmodning("apportion", write("u.csv", UNITS), "--total", total)[0] == 0


def test_apportion_of_nothing_to_nobody_with_weight(anmodning, write):
    code, out, _ = anmodning("apportion", write("z.csv", "unit,weight\na,0\nb,0\n"), "--total", 0)
    assert (code, out) == (0, "unit,count\na,0\nb,0\n")


def test_apportion_writes_a_file(anmodning, write, tmp_path):
    out = tmp_path / "out.csv"
    file = write("u.csv", "unit,weight\nb,1\na,1\n")
    assert anmodning("apportion", file, "--total", 3, "--out", out) == (0, "", "")
    assert out.read_bytes() == b"unit,count\na,2\nb,1\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.csv", "u.csv"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("apportion", "{u}", "--total", "-1"), "--total"),
        (
            ("apportion", "{u}", "--total", "2", "--method", "largest"),
            "'sainte-lague', 'hill', 'dhondt', 'adams'",
        ),
        (("apportion", "{nowhere}", "--total", "2"), "cannot be read"),
        (("apportion", "{u}", "--total", "2", "--out", "{nowhere}/out.csv"), "cannot be written"),
        (("footing", "{nowhere}"), "cannot be read"),
    ],
)
def test_wrong_usage_is_one_line_and_code_2(anmodning, write, tmp_path, arguments, words):
    places = {"u": write("u.csv", "unit,weight\na,1\n"), "nowhere": tmp_path / "nowhere"}
    code, out, err = anmodning(*(one.format(**places) for one in arguments))
    assert (code, out) == (2, "")
    assert words in err
    assert "Traceback" not in err


# ------------------------------------------------------------------ footing
@pytest.mark.parametrize(
    ("file", "code", "words"),
    [
        ("eu_com2015_286_annex1_italy_24000.csv", 1, "add up to 23 998, the round total that the shares"),
        (
            "no_imdi_anmodning_vedtak_2016_2017_fylke.csv",
            1,
            "vedtak_2017 add up to 10 908, row 22 says 10 915",
        ),
        ("no_imdi_anmodning_vedtak_2016_2017_fylke.csv", 1, "vedtak_2017_em add up to 718, row 22 says 759"),
        ("dk_regionskvoter_2021.csv", 0, "kvote add up to 600"),
    ],
)
def test_footing_finds_the_people_official_tables_lost(anmodning, file, code, words):
    found, out, _ = anmodning("footing", ORACLES / file)
    assert found == code
    assert words in out


@pytest.mark.parametrize("text", ["kommune,antall\n", "kommune,fylke\nVåler,Viken\n"])
@pytest.mark.parametrize("expected", [(), ("--expected", 16)])
def test_footing_of_a_table_without_figures_is_no_success(anmodning, write, text, expected):
    code, out, err = anmodning("footing", write("t.csv", text), *expected)
    assert (code, out) == (2, "")
    assert "t.csv" in err


def test_footing_of_our_own_numbers(anmodning, tmp_path):
    """What leaves this program adds up: the round's CSV is held against the need."""
    anmodning("allocate", 2020, *NEED, "--dry-run", "--out", tmp_path / "r.csv")
    text = "\n".join(",".join(r.split(",")[:2]) for r in (tmp_path / "r.csv").read_text().splitlines())
    (tmp_path / "two.csv").write_text(text)
    assert anmodning("footing", tmp_path / "two.csv", "--expected", 5100)[0] == 0
    assert anmodning("footing", tmp_path / "two.csv", "--expected", 5101)[0] == 1


# ------------------------------------------------------------------ allocate --dry-run
def test_a_dry_run_writes_every_municipality_and_stores_nothing(anmodning, tmp_path):
    out = tmp_path / "r.csv"
    code, shown, _ = anmodning("allocate", 2020, *NEED, "--dry-run", "--out", out)
    found = rows(out.read_text(encoding="utf-8"))
    assert code == 0
    assert list(found[0]) == ["number", "count", "em", "em_under_15", "asked", "reason"]
    assert [sum(int(r[c]) for r in found) for c in ("count", "em", "em_under_15")] == [5100, 140, 40]
    assert not [r for r in found if 1 <= int(r["count"]) <= 9]
    assert {r["asked"] for r in found} == {"true", "false"}
    assert all(r["reason"] for r in found)
    assert "5100 personer (EM 140, av dette 40 under 15) til 210 av 356 kommuner" in shown
    assert not (tmp_path / "home").exists(), "a question makes no database"


def test_a_dry_run_says_who_pays_for_each_remark(anmodning, write):
    remarks = write(
        "r.csv",
        "kind,number,author,reason,persons,other_number\n"
        "max,0301,KS,få boliger,226,\nmin,5057,Ørland,vil ha flere,25,\n"
        "exclude,1103,KS,vertskommune,,\nswap,1106,KS,avtale,2,1108\nfix,4601,KS,avtale,100,\n",
    )
    code, out, err = anmodning("allocate", 2020, *NEED, "--dry-run", "--remarks", remarks)
    assert (code, err) == (0, "")
    lines = {line.split(" (")[0]: line for line in out.splitlines() if line.startswith("merknad ")}
    assert re.search(r"Oslo -\d+; betales av .* \+1", lines["merknad max:226"])
    assert re.search(r"Ørland \+\d+; betales av .* -1", lines["merknad min:25"])
    assert "Stavanger -" in lines["merknad exclude"]
    assert "Bergen -" in lines["merknad fix:100"]
    swapped = lines["merknad swap:2 1106->1108"]
    assert "Haugesund -2, Sandnes +2" in swapped
    assert "ingen andre endres" in swapped


def test_a_dry_run_measures_the_round(anmodning):
    code, out, _ = anmodning("allocate", 2020, *NEED, "--dry-run", "--json", "--profile", "criteria-first")
    report = json.loads(out)
    assert code == 0
    assert report["criteria_without_any_figure"] == ["intro_results", "work"]
    assert set(report["criteria"]) == {"intro_results", "work", "experience", "earlier_experience", "size"}
    assert set(report["other_methods"]) == {"hill", "dhondt", "adams"}
    assert {"with_counties", "without_counties"} == set(report["other_methods"]["hill"])
    assert {"floor_cost", "county_cost", "distance_from_share", "like_municipalities"} <= set(report)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--em", "5"), "give --need too"),
        (("--need", "10", "--em", "11"), "do not nest"),
        (("--need", "5100", "--profile", "best"), "continuity, criteria-first"),
        (
            ("--need", "5100", "--indicators", "{unknown}"),
            "1601 is out of date in 2020 - use what followed it: 5001",
        ),
        (("--need", "5100", "--remarks", "{remark}"), "'9999'"),
        (("--need", "5100", "--as-of", "i dag"), "'i dag' is not a day"),
    ],
)
def test_a_dry_run_refuses_whole(anmodning, write, tmp_path, arguments, words):
    places = {
        "unknown": write("i.csv", "number,population\n0301,5\n1601,5\n"),
        "remark": write("m.csv", "kind,number,author,reason\nexclude,9999,KS,nei\n"),
    }
    words = words.replace("'9999'", "9999")
    out = tmp_path / "out.csv"
    code, _, err = anmodning(
        "allocate", 2020, "--dry-run", "--out", out, *(one.format(**places) for one in arguments)
    )
    assert code == 2
    assert words in err
    assert not out.exists()


def test_remarks_are_stored_by_way_of_ks_only(anmodning, write):
    remarks = write("m.csv", "kind,number,author,reason\nexclude,0301,KS,nei\n")
    code, _, err = anmodning("allocate", 2020, *NEED, "--remarks", remarks)
    assert code == 2
    assert "add --dry-run" in err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--need", "3600"), 2, "add --dry-run"),
        (("--dry-run",), 2, "there is no forecast for 2020"),
        (("--dry-run", "--need", "3600"), 0, "ingen endres"),
    ],
)
def test_revise_before_anything_is_issued(anmodning, arguments, code, words):
    found, out, err = anmodning("revise", 2020, *arguments)
    assert found == code
    assert words in out + err


# ------------------------------------------------------------------ explain
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ("ingen runde er lagret for 2020", "Kommunens vekt gir 18,8 av", "Innbyggertall: 10\xa0238")),
        (
            "nn",
            ("ingen runde er lagra for 2020", "Vekta til kommunen gir 18,8 av", "Innbyggjartal: 10\xa0238"),
        ),
        ("en", ("no round is stored for 2020", "The municipality's weight gives 18.8 of", "size: 10,238")),
    ],
)
def test_explain_before_any_round_is_stored(anmodning, tmp_path, language, words):
    code, out, _ = anmodning("explain", 2020, "5057", "--language", language)
    assert code == 0
    assert all(one in out for one in words)
    assert not (tmp_path / "home").exists()


def test_explain_as_data(anmodning):
    _, out, _ = anmodning("explain", 2020, "0301", "--json")
    found = json.loads(out)
    assert (found["round"], found["count"], found["asked"]) == (None, 235, True)
    assert sum(float(line["contribution"]) for line in found["criteria"]) == pytest.approx(
        float(found["weight"])
    )
    assert found["next_up"] > found["need"] > found["next_down"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((2020, "1601"), "use what followed it: 5001 Trondheim"),
        ((2020, "9999"), "9999"),
        ((2020, "0301", "--language", "se"), "'nb', 'nn'"),
        ((2031, "0301"), "the year has no file"),
    ],
)
def test_explain_refuses(anmodning, arguments, words):
    code, out, err = anmodning("explain", *arguments)
    assert (code, out) == (2, "")
    assert words in err


# ------------------------------------------------------------------ sweep
def test_a_sweep_says_who_changes_at_every_need(anmodning, tmp_path):
    table, plot = tmp_path / "s.csv", tmp_path / "s.svg"
    code, out, _ = anmodning(
        "sweep", 2020, "--from", 5090, "--to", 5120, *NEED, "--out", table, "--plot", plot
    )
    assert (code, out) == (0, "")
    found = rows(table.read_text())
    assert list(found[0]) == ["need", "number", "before", "after"]
    assert [int(r["need"]) for r in found] == list(range(5091, 5121))
    assert all(int(r["after"]) == int(r["before"]) + 1 for r in found)
    oslo = next(r for r in found if r["number"] == "0301" and int(r["need"]) > 5100)
    assert (oslo["need"], oslo["after"]) == ("5118", "236"), "as `explain` says"
    drawn = ET.fromstring(plot.read_text(encoding="utf-8"))  # noqa: S314  our own file
    assert len(drawn.findall("{http://www.w3.org/2000/svg}polyline")) == 210


@pytest.mark.parametrize(
    ("span", "words"), [((8000, 3000), "give the lower need first"), ((10, 20), "raise the total to")]
)
def test_a_sweep_refuses(anmodning, span, words):
    code, out, err = anmodning("sweep", 2020, "--from", span[0], "--to", span[1], *NEED)
    assert (code, out) == (2, "")
    assert words in err


# ------------------------------------------------------------------ backtest
PUBLISHED = ("population", "requested", "settled")


@pytest.fixture(scope="module")
def wide():
    """Return the register's figures as one row per municipality, every year and also what came too late."""
    table: dict[str, dict[str, str]] = {}
    with (REGISTER_FOLDER / "indicators_2020.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["indicator"] in PUBLISHED:
                table.setdefault(row["number"], {})[f"{row['indicator']}_{row['year']}"] = row["value"]
    return table


@pytest.fixture(scope="module")
def originals():
    with (REGISTER_FOLDER / "requests_2020.csv").open(encoding="utf-8") as file:
        return {r["number"]: r["requested_original"] for r in csv.DictReader(file)}


def as_csv(table, columns, names=None, empty=""):
    header = ",".join(["number", *(names or columns)])
    lines = [",".join([n, *(own.get(c, empty) for c in columns)]) for n, own in sorted(table.items())]
    return "\n".join([header, *lines, ""])


def requests_csv(numbers):
    return "number,requested\n" + "".join(f"{n},{count or ':'}\n" for n, count in sorted(numbers.items()))


KNOWN = ("population_2019", "requested_2018", "requested_2019", "settled_2017", "settled_2018")
RELATIVE = (
    "population",
    "requested_two_years_ago",
    "requested_previous_year",
    "settled_three_years_ago",
    "settled_two_years_ago",
)


def backtested(anmodning, write, table, requests, year=2020, need=5120):
    code, out, err = anmodning(
        "backtest", year, "--need", need, "--indicators", write("i.csv", table),
        "--requests", write("q.csv", requests), "--json",
    )  # fmt: skip
    assert code == 0, err
    return json.loads(out), err


def test_backtest_on_2020_with_what_was_known_in_autumn_2019(anmodning, write, wide, originals):
    found, _ = backtested(anmodning, write, as_csv(wide, KNOWN), requests_csv(originals))
    assert list(found) == ["continuity", "criteria-first"]
    assert found["continuity"]["jaccard"] >= 0.95
    assert found["continuity"]["misplaced_share"] <= 0.066
    assert found["criteria-first"]["criteria_without_any_figure"] == ["intro_results", "work"]
    for measured in found.values():
        assert {
            "asked_ours", "asked_theirs", "jaccard", "misplaced_persons",
            "misplaced_share", "rank_correlation", "differences",
        } <= set(measured)  # fmt: skip
        assert all(row["reason"] and row["sentence"] for row in measured["differences"])


def test_backtest_gives_the_same_for_names_relative_to_the_year(anmodning, write, wide, originals):
    absolute, _ = backtested(anmodning, write, as_csv(wide, KNOWN), requests_csv(originals))
    relative, _ = backtested(anmodning, write, as_csv(wide, KNOWN, RELATIVE), requests_csv(originals))
    assert absolute == relative


def test_backtest_uses_nothing_that_came_later(anmodning, write, wide, originals):
    """What was published after the letters changes nothing, and the column is named."""
    known, _ = backtested(anmodning, write, as_csv(wide, KNOWN), requests_csv(originals))
    later = ("population_2020", "settled_2019", "requested_2020")
    table = {n: own | {"requested_2020": originals.get(n, "")} for n, own in wide.items()}
    found, notes = backtested(anmodning, write, as_csv(table, (*KNOWN, *later)), requests_csv(originals))
    assert found == known
    assert all(f"{column}: not known on 2019-10-31" in notes for column in later)


@pytest.mark.parametrize("empty", ["", ":", "."])
def test_backtest_takes_cells_as_they_are_published(anmodning, write, wide, originals, empty):
    plain, _ = backtested(anmodning, write, as_csv(wide, KNOWN), requests_csv(originals))
    marked, _ = backtested(anmodning, write, as_csv(wide, KNOWN, empty=empty), requests_csv(originals))
    assert marked == plain


@pytest.mark.parametrize("columns", [KNOWN[:1], KNOWN[:2], KNOWN[2:], KNOWN[1:4]])
def test_backtest_passes_on_the_weight_of_missing_columns(anmodning, write, wide, originals, columns):
    found, _ = backtested(anmodning, write, as_csv(wide, columns), requests_csv(originals))
    for measured in found.values():
        assert measured["asked_ours"] > 0
        assert measured["misplaced_share"] < 1
    without = found["continuity"]["criteria_without_any_figure"]
    assert ("previous_request" in without) is ("requested_2019" not in columns)


@pytest.mark.parametrize(
    ("columns", "blind", "seeing"),
    [(KNOWN[2:3], "criteria-first", "continuity"), (KNOWN[3:], "continuity", "criteria-first")],
)
def test_backtest_says_which_profile_these_figures_tell_nothing_about(
    anmodning, write, wide, originals, columns, blind, seeing
):
    """Nobody is asked for persons on nothing, and an unknown share is not 0."""
    found, _ = backtested(anmodning, write, as_csv(wide, columns), requests_csv(originals))
    assert found[seeing]["misplaced_share"] < 1
    assert found[blind]["misplaced_share"] is None
    assert "population" in found[blind]["not_computed"]


def test_backtest_of_another_year_uses_the_nearest_criteria_and_says_so(anmodning, write, wide):
    """2019 from what was known in 2018: the same criteria, other columns."""
    columns = ("population_2019", "requested_2018", "settled_2016", "settled_2017")
    names = ("population_2018", *columns[1:])
    theirs = {n: own.get("requested_2019", "") for n, own in wide.items()}
    need = sum(int(count) for count in theirs.values() if count)
    found, notes = backtested(
        anmodning, write, as_csv(wide, columns, names), requests_csv(theirs), 2019, need
    )
    assert "2019 has no year file: the criteria are those of 2020" in notes
    assert found["continuity"]["jaccard"] > 0.85
    assert found["continuity"]["criteria_without_any_figure"] == []


def test_backtest_names_those_who_were_asked_and_have_no_indicators(anmodning, write, wide, originals):
    """Files in the borders of two years: it is said, and not only counted as misplaced."""
    table = {n: own for n, own in wide.items() if n not in ("5001", "5057")}
    persons = int(originals["5001"]) + int(originals["5057"])
    found, notes = backtested(anmodning, write, as_csv(table, KNOWN), requests_csv(originals))
    assert (
        f"q.csv: 2 municipalities with {persons} persons have no row among the indicators (5001, 5057)"
        in notes
    )
    rows = {row["number"]: row["reason"] for row in found["continuity"]["differences"]}
    assert rows["5001"] == "no_indicators"
    assert found["criteria-first"]["municipalities_without_a_figure"]["experience"] > 0


@pytest.mark.parametrize(
    ("indicators", "requests", "words"),
    [
        (
            "number,population_2019\n0301,mange\n",
            "number,requested\n0301,5\n",
            "i.csv, row 2: population_2019",
        ),
        ("number,population_2019\n301,5\n", "number,requested\n0301,5\n", "i.csv, row 2: number '301'"),
        ("number,population_2019\n0301,5\n0301,5\n", "number,requested\n0301,5\n", "stands in row 2 too"),
        ("kommune,population_2019\n0301,5\n", "number,requested\n0301,5\n", "column number is missing"),
        ("number,population_2019\n0301,-5\n", "number,requested\n0301,5\n", "not a number of 0 or more"),
        ("", "number,requested\n0301,5\n", "nothing in it"),
        ("<html>", "number,requested\n0301,5\n", "web page"),
        ("number,population_2019\n0301,5\n", "number,asked\n0301,5\n", "column requested is missing"),
        ("number,population_2019\n0301,5\n", "number,requested\n0301,fem\n", "q.csv, row 2, requested"),
        ("number,population_2019\n", "number,requested\n0301,5\n", "no municipality has a figure"),
    ],
)
def test_backtest_refuses_hostile_files(anmodning, write, indicators, requests, words):
    code, out, err = anmodning(
        "backtest", 2020, "--need", 10, "--indicators", write("i.csv", indicators),
        "--requests", write("q.csv", requests), "--json",
    )  # fmt: skip
    assert (code, out) == (2, "")
    assert words in err
    assert "Traceback" not in err


# ------------------------------------------------------------------ without Prefect
def test_a_calculation_never_imports_prefect(tmp_path):
    (tmp_path / "i.csv").write_text("number,population_2019\n0301,5000\n")
    (tmp_path / "q.csv").write_text("number,requested\n0301,10\n")
    commands = [
        ("allocate", "2020", *NEED, "--dry-run"),
        ("explain", "2020", "0301"),
        ("sweep", "2020", "--from", "5100", "--to", "5105"),
        ("backtest", "2020", "--need", "10", "--indicators", "i.csv", "--requests", "q.csv"),
    ]
    code = (
        "import json, sys\nfrom flows.__main__ import main\n"
        "for arguments in json.loads(sys.argv[1]):\n"
        "    sys.argv = ['anmodning', *arguments]\n"
        "    try:\n        main()\n"
        "    except SystemExit as end:\n        assert not end.code, (arguments, end.code)\n"
        "    assert 'prefect' not in sys.modules, f'{arguments} imported prefect'\n"
    )
    places = [[str(tmp_path / one) if one.endswith(".csv") else one for one in each] for each in commands]
    ended = run_python("-c", code, json.dumps(places), ANMODNING_HOME=str(tmp_path / "home"))
    assert ended.returncode == 0, ended.stdout + ended.stderr
