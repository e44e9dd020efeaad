"""The drawing of the states is the states."""

from __future__ import annotations

import re
from pathlib import Path

import tasks.monitoring.states as states_module
from tasks.core.model.position import PositionState
from tasks.monitoring.states import MOVES

DRAWING = Path(states_module.__file__).with_name("states.md")


def test_every_arrow_of_the_drawing_is_a_move_and_every_move_an_arrow():
    text = DRAWING.read_text(encoding="utf-8")
    (diagram,) = re.findall(r"```mermaid\nstateDiagram-v2\n(.*?)```", text, re.DOTALL)
    arrows = re.findall(r"^ {4}(\w+) --> (\w+)$", diagram, re.MULTILINE)
    assert len(arrows) == len(set(arrows)), "an arrow is drawn twice"
    assert set(arrows) == {
        (before.value, after.value) for before, afters in MOVES.items() for after in afters
    }


def test_every_state_is_drawn():
    assert set(MOVES) == set(PositionState)
