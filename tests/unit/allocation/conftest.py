"""The year 2020 as the repository holds it: the plan, the municipalities, and what was known in October 2019."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from config.cycle.reader import read_cycle
from config.register_reader import REGISTER_FOLDER, read_indicators, read_register
from tasks.allocation.compute import compute_round
from tasks.core.model.need import Need
from tasks.statistics.relative import relative_indicators

LETTERS_DAY = date(2019, 10, 24)


@pytest.fixture(scope="session")
def plan():
    return read_cycle(2020).allocation


@pytest.fixture(scope="session")
def municipalities():
    return read_register(2020).municipalities


@pytest.fixture(scope="session")
def indicators():
    return relative_indicators(read_indicators(2020, LETTERS_DAY), 2020, LETTERS_DAY)


@pytest.fixture(scope="session")
def requests_2020():
    """IMDi's published requests for 2020: number -> (original, adjusted)."""
    with Path(REGISTER_FOLDER / "requests_2020.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {
        r["number"]: (int(r["requested_original"]), int(r["requested_adjusted"]))
        for r in rows
        if r["requested_original"]
    }


@pytest.fixture(scope="session")
def first_round(plan, municipalities, indicators):
    return compute_round(plan, Need(2020, 5100, 140, 40), municipalities, indicators)
