"""For every need in a range: who changes."""

from __future__ import annotations

import pytest
from defusedxml import ElementTree

from tasks.allocation.compute import choose
from tasks.allocation.files import sweep_csv
from tasks.allocation.sweep import sweep
from tasks.allocation.sweep_plot import as_svg
from tasks.core.model.errors import BadInput
from tasks.core.model.need import Need


@pytest.fixture(scope="module")
def basis(plan, municipalities, indicators):
    county = {m.number: m.county_number for m in municipalities}
    return choose(plan, Need(2020, 5100, 140, 40), county, indicators).basis


@pytest.fixture(scope="module")
def swept(basis):
    return sweep(basis, 3000, 8000)


def test_one_municipality_changes_at_every_need(swept):
    assert [change.need for change in swept.changes] == list(range(3001, 8001))
    assert all(change.after == change.before + 1 for change in swept.changes)


@pytest.mark.parametrize("need", [3000, 3001, 4217, 5100, 8000])
def test_it_agrees_with_computing_each_need_alone(swept, basis, need):
    assert swept.at(need) == basis.counts(need)


def test_it_ends_where_nobody_can_take_more(basis):
    from dataclasses import replace

    capped = replace(
        basis, units=tuple(replace(unit, most=unit.least + 1) for unit in basis.units), groups=()
    )
    lowest = sum(unit.least for unit in capped.units)
    assert len(sweep(capped, lowest, lowest + 1000).changes) == len(capped.units)


def test_a_range_the_wrong_way_is_refused(basis):
    with pytest.raises(BadInput, match="lower need first"):
        sweep(basis, 8000, 3000)


def test_as_csv(swept):
    lines = sweep_csv(swept).splitlines()
    assert lines[0] == "need,number,before,after"
    assert len(lines) == 5001


def test_the_picture_is_well_formed_and_holds_everybody(swept):
    root = ElementTree.fromstring(as_svg(swept, {"0301": "Oslo & <omegn>"}, mark_need=5100))
    lines = root.findall("{http://www.w3.org/2000/svg}polyline")
    assert len(lines) == len(swept.start)
    assert "Oslo & <omegn>" in lines[0][0].text
    assert "5100" in [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]


def test_the_picture_of_one_need_alone(basis):
    assert as_svg(sweep(basis, 5100, 5100)).endswith("</svg>\n")
