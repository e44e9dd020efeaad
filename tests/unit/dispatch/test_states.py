"""The drawn state machine is the coded one."""

from __future__ import annotations

import re
from pathlib import Path

import tasks.dispatch
from tasks.core.model.dispatch import FINAL_STATES, RECEIVED_STATES, TRANSITIONS, DispatchState

DRAWING = Path(tasks.dispatch.__file__).parent / "states.md"


def test_the_drawing_shows_exactly_the_allowed_moves():
    drawn = set(re.findall(r"^\s+(\w+) --> (\w+)$", DRAWING.read_text(), re.MULTILINE))
    coded = {(a.value, b.value) for a, targets in TRANSITIONS.items() for b in targets}
    assert drawn == coded


def test_every_state_has_its_moves_listed():
    assert set(TRANSITIONS) == set(DispatchState)


def test_what_was_received_never_moves_again():
    assert all(not TRANSITIONS[state] for state in RECEIVED_STATES)
    assert {state.value for state in RECEIVED_STATES} == {"READ", "PRINTED"}
    assert RECEIVED_STATES <= FINAL_STATES
