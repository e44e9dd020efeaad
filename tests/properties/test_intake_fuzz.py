"""Seeded damage to what arrives, a short form of `tests/intake_fuzz.py`: no crash, no hang, whatever comes."""

from __future__ import annotations

import os

import pytest
from intake_fuzz import run

CASES = 5_000 if os.environ.get("ANMODNING_FUZZ") == "full" else 200


@pytest.mark.fuzz
def test_damaged_input_is_taken_in_or_refused():
    tally = run(CASES, seed=1)
    assert tally.failures == []
    assert sum(tally.cases.values()) == CASES
    assert len({outcome for outcome in tally.outcomes if outcome.startswith("mime ")}) > 1
