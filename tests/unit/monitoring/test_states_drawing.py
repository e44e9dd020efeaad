"""The drawing of the states is the states."""

from __future__ import annotations

import re
from pathlib import Path

import tasks.monitoring.states as states_module
from tasks.core.model.position import PositionState
from tasks.monitoring.states import ANSWERED, MOVES, WAITING

DRAWING = Path(states_module.__file__).with_name("states.md").read_text(encoding="utf-8")
(DIAGRAM,) = re.findall(r"```mermaid\nstateDiagram-v2\n(.*?)```", DRAWING, re.DOTALL)
BOXES = {
    name: set(re.findall(r"\w+", re.sub(r":.*", "", inside)))
    for name, inside in re.findall(r"state (\w+) \{\n(.*?)\n {4}\}", DIAGRAM, re.DOTALL)
}


def arrows():
    for before, after in re.findall(r"(\w+) --> (\w+)", DIAGRAM):
        for one in BOXES.get(before, {before}):
            yield from ((one, other) for other in BOXES.get(after, {after}) if other != one)


def test_every_arrow_of_the_drawing_is_a_move_and_every_move_an_arrow():
    moves = {(before.value, after.value) for before, afters in MOVES.items() for after in afters}
    drawn = list(arrows())
    assert len(drawn) == len(set(drawn)), "an arrow is drawn twice"
    assert set(drawn) == moves


def test_every_state_is_drawn_in_its_box():
    assert set(MOVES) == set(PositionState)
    assert {"waiting": set(WAITING), "answered": set(ANSWERED)} == BOXES
