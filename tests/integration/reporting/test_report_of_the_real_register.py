"""The report of a year with the real municipalities of 2020 and made-up answers."""

import json

from lxml import html
from unit.reporting.view_builder import a_full_view

from config.cycle.reader import read_cycle
from config.register_reader import read_register
from tasks.reporting.html_report import write_report
from tasks.reporting.measures import criterion_lines
from tasks.reporting.year_view import CriterionText


def _real_view():
    cycle, register = read_cycle(2020), read_register(2020)
    offices = {m.number: cycle.office_of(m.number, m.county_number).name for m in register.municipalities}
    return a_full_view(municipalities=register.municipalities, offices=offices)


def test_all_356_stand_in_the_table_with_their_own_names():
    view = _real_view()
    files = write_report(view, public=True)
    page = html.fromstring(files["kommuner.html"].decode("utf-8"))
    names = [cell.text for cell in page.xpath("//table[@id='kommuner']/tbody/tr/th")]
    assert names == [m.display_name for m in sorted(view.municipalities, key=lambda m: m.number)]
    assert len(set(names)) == 356  # two Herøy and two Våler are told apart


def test_the_open_data_keep_numbers_and_letters():
    rows = json.loads(write_report(_real_view(), public=True)["data/kommuner.json"])
    by_number = {row["kommunenummer"]: row for row in rows}
    assert by_number["0301"]["kommune"] == "Oslo"
    assert by_number["5057"]["kommune"] == "Ørland"
    assert by_number["5057"]["imdi_region"] == "IMDi Midt-Norge"


def test_the_year_file_s_criteria_are_worded_on_the_method_page():
    weighed = read_cycle(2020).allocation.weighed()
    criteria = tuple(
        CriterionText(c.key, c.title_nb, str(weight), c.source_nb, c.description_nb) for c, weight in weighed
    )
    view = a_full_view()
    lines = criterion_lines(type(view)(**{**_fields(view), "criteria": criteria, "rounds": ()}))
    assert [line.name for line in lines] == [c.title_nb for c, _ in weighed]
    assert all(line.source and "Statistics" not in line.source for line in lines), (
        "in Norwegian, as the page is"
    )


def _fields(view):
    return {name: getattr(view, name) for name, f in view.__dataclass_fields__.items() if f.init}
